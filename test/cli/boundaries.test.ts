import { describe, expect, it } from "vitest";
import { folderOf, lycosa } from "./run.js";

/** A deployment can stop after any resource, so the host is judged after each: states with scripts that open, and scripts that close again. */
const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const VM = "azure-native:compute:VirtualMachine";
const RUN = "azure-native:compute:VirtualMachineRunCommandByVirtualMachine";
const image = { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" };
const vm = {
  urn: urn(VM, "web"),
  custom: true,
  type: VM,
  id: "/web",
  inputs: { vmName: "web1", storageProfile: { imageReference: image } },
};

/** `name: script`, after the names before `<-`. */
type Script = readonly [name: string, script: string, after?: readonly string[]];

const OPEN = "net localgroup Administrators IUSR /add";
const SHUT = "net localgroup Administrators IUSR /delete";
const FILL = "net localgroup ops /add\nnet localgroup ops IUSR /add";

function stateOf(scripts: readonly Script[]): string {
  const commands = scripts.map(([name, script, after = []]) => ({
    urn: urn(RUN, name),
    custom: true,
    type: RUN,
    id: `/${name}`,
    inputs: { vmName: "web1", source: { script } },
    dependencies: [vm.urn, ...after.map((one) => urn(RUN, one))],
  }));
  return JSON.stringify({ version: 3, deployment: { resources: [vm, ...commands] } });
}

/** `certainty line-of-resource [from..until]` */
async function findings(scripts: readonly Script[]): Promise<string[]> {
  const files = folderOf({ "state.json": stateOf(scripts) });
  const { out, err } = await lycosa(["check", "--format", "json", files["state.json"]]);
  expect(err).toBe("");
  const short = (one: string) => one.split("::").pop();
  const report = JSON.parse(out) as {
    findings: { certainty: string; at: { resource: string; line: number }; between: { from: string; until: string } | null }[];
  };
  return report.findings.map(({ certainty, at, between }) =>
    [certainty, `${short(at.resource)}:${at.line}`, ...(between ? [`${short(between.from)}..${short(between.until)}`] : [])].join(
      " ",
    ),
  );
}

describe("after every resource", () => {
  it.each<readonly [string, readonly Script[], readonly string[]]>([
    [
      "opened and closed by two",
      [
        ["a", OPEN],
        ["b", SHUT, ["a"]],
      ],
      ["certain a:1 a..b"],
    ],
    [
      "opened and closed by one",
      [
        ["a", `${OPEN}\n${SHUT}`],
        ["b", "whoami", ["a"]],
      ],
      [],
    ],
    [
      "closed before it is opened",
      [
        ["a", SHUT],
        ["b", OPEN, ["a"]],
      ],
      ["certain b:1"],
    ],
    [
      "closed by the third",
      [
        ["a", OPEN],
        ["b", "whoami", ["a"]],
        ["c", SHUT, ["b"]],
      ],
      ["certain a:1 a..c"],
    ],
    [
      "opened twice, closed once",
      [
        ["a", OPEN],
        ["b", SHUT, ["a"]],
        ["c", OPEN, ["b"]],
      ],
      ["certain a:1 a..b", "certain c:1"],
    ],
    [
      "in no order: open after the first, or at the end",
      [
        ["a", OPEN],
        ["b", SHUT],
      ],
      ["certain a:1"],
    ],
    [
      "in no order, dangerous in some",
      [
        ["fill", FILL],
        ["empty", "net localgroup ops IUSR /delete", ["fill"]],
        ["nest", "net localgroup Administrators ops /add"],
      ],
      ["possible nest:1 nest..empty"],
    ],
    [
      "a task that is removed before its time, and one that is not",
      [
        ["a", `schtasks /create /tn x /tr "${OPEN}" /sc onstart /ru SYSTEM`],
        ["b", "schtasks /delete /tn x /f", ["a"]],
        ["c", "whoami", ["b"]],
      ],
      ["certain a:1 a..b"],
    ],
    [
      "a condition stays a condition",
      [
        ["a", `if (Test-Path D:\\legacy) { ${OPEN} }`],
        ["b", SHUT, ["a"]],
      ],
      ["possible a:1 a..b"],
    ],
    [
      "prepared by one and made safe by the same",
      [
        ["a", FILL],
        ["b", "net localgroup ops IUSR /delete\nnet localgroup Administrators ops /add", ["a"]],
      ],
      [],
    ],
    [
      "many resources, all innocent",
      [
        ["a", "whoami"],
        ["b", FILL, ["a"]],
        ["c", "hostname", ["b"]],
      ],
      [],
    ],
  ])("%s", async (_name, scripts, expected) => {
    expect(await findings(scripts)).toEqual(expected);
  });
});

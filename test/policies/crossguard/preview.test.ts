import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Analyzer, type Diagnostic, type ResourceInput, UNKNOWN, urnOf } from "./analyzer.js";

const RUN_COMMAND = "azure-native:compute:VirtualMachineRunCommandByVirtualMachine";
const OPEN_RELAY =
  "$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'\n$list = $smtp.RelayIpList\n$list.GrantByDefault = $true\n$smtp.RelayIpList = $list\n$smtp.SetInfo()\n";
const ADMIN = "net localgroup Administrators IUSR /add\n";

let pack: Analyzer;
beforeAll(async () => {
  pack = await Analyzer.start(true);
  await pack.handshake();
  await pack.configureStack();
  await pack.configure();
});
afterAll(() => pack.stop());

let count = 0;

/** Resources of a host of its own, so that the tests can share the pack. */
function host(...scripts: readonly unknown[]): {
  readonly machine: ResourceInput;
  readonly commands: readonly ResourceInput[];
  readonly all: readonly ResourceInput[];
} {
  const number = ++count;
  const machine: ResourceInput = {
    type: "azure-native:compute:VirtualMachine",
    name: `vm${number}`,
    props: { vmName: `vm${number}`, resourceGroupName: "shop", location: "westeurope" },
  };
  const commands = scripts.map(
    (script, index): ResourceInput => ({
      type: RUN_COMMAND,
      name: `setup${number}-${index}`,
      props: { vmName: UNKNOWN, resourceGroupName: "shop", source: { script }, runCommandName: `setup${index}` },
      from: { vmName: [urnOf(machine)] },
      dependsOn: [urnOf(machine), ...(index === 0 ? [] : [urnOf({ type: RUN_COMMAND, name: `setup${number}-${index - 1}` })])],
    }),
  );
  return { machine, commands, all: [machine, ...commands] };
}

const short = (found: readonly Diagnostic[]) =>
  found.map(({ policy, level, urn }) => `${policy} ${level} ${urn.split("::").pop()}`);

describe("what the pack says of itself", () => {
  it("answers the handshake as an SDK of its age does, and prints the port only", async () => {
    expect(await pack.handshake()).toBe(12);
    expect(pack.stdout).toMatch(/^\d+\n$/);
  });

  it("has one policy a rule, with levels, severities and a schema for its settings", async () => {
    const { name, version, policies } = await pack.info();
    expect({ name, version }).toEqual({ name: "lycosa", version: "0.1.0" });
    expect(policies.map((policy) => `${policy.name} ${policy.level}`)).toEqual([
      "smtp-open-relay mandatory",
      "iis-anonymous-admin mandatory",
      "iis-worker-admin mandatory",
      "iis-anonymous-takeover mandatory",
      "host-undecided advisory",
    ]);
    for (const policy of policies) expect(Object.keys(policy.schema ?? {}).sort()).toEqual(["exempt", "possible"]);
  });
});

describe("in a preview", () => {
  it("says nothing of a resource alone, and judges the stack when all edges are known", async () => {
    const { machine, commands, all } = host(OPEN_RELAY);
    for (const resource of all) expect(await pack.analyze(resource)).toEqual([]);
    const found = await pack.analyzeStack(all);
    expect(short(found)).toEqual([`smtp-open-relay mandatory ${commands[0]?.name}`]);
    expect(found[0]?.urn).toBe(urnOf(commands[0] as ResourceInput));
    expect(found[0]?.message).toContain("SMTP server 1 relays for everyone.");
    expect(found[0]?.message).toContain(`${commands[0]?.name} source.script:3:1, host ${machine.name} (certain)`);
    expect(found[0]?.message).toContain("to change: Grant relaying by list");
    expect(found[0]?.message).toContain("more: lycosa explain smtp-open-relay; lycosa check --explain");
    const lines = found[0]?.message.split("\n") ?? [];
    expect(lines.filter((line) => line.startsWith("  how: "))).toHaveLength(1);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("reports one defect once", async () => {
    const { all } = host(ADMIN);
    expect(short(await pack.preview(all))).toHaveLength(1);
    expect(await pack.analyzeStack(all)).toEqual([]);
  });

  it("says between which resources a host is dangerous, because an update can stop there", async () => {
    const { all, commands } = host(ADMIN, "net localgroup Administrators IUSR /delete\n");
    const found = await pack.preview(all);
    expect(short(found)).toEqual([`iis-anonymous-admin mandatory ${commands[0]?.name}`]);
    expect(found[0]?.message).toContain(`from ${commands[0]?.name} until ${commands[1]?.name}`);
  });

  it("lets a script through that closes again what it opened itself", async () => {
    const { all } = host(`${ADMIN}\nnet localgroup Administrators IUSR /delete\n`);
    expect(await pack.preview(all)).toEqual([]);
  });

  it("takes an unknown script for advice, never for a violation", async () => {
    const { all, commands } = host(UNKNOWN);
    const found = await pack.preview(all);
    expect(short(found)).toEqual([`host-undecided advisory ${commands[0]?.name}`]);
    expect(found[0]?.message).toContain("Known only during the update");
    expect(found[0]?.message).toContain("the same rules are applied during the update");
  });

  it("finds what is known beside what is not", async () => {
    const { machine } = host();
    const command: ResourceInput = {
      type: RUN_COMMAND,
      name: `${machine.name}-mixed`,
      props: {
        vmName: UNKNOWN,
        source: { script: ADMIN },
        parameters: [{ name: "unknown", value: UNKNOWN }],
        location: UNKNOWN,
        tags: UNKNOWN,
      },
      from: { vmName: [urnOf(machine)] },
    };
    expect(short(await pack.preview([machine, command]))).toEqual([`iis-anonymous-admin mandatory ${command.name}`]);
  });

  it("finds a script whose machine is not known at all", async () => {
    const command: ResourceInput = { type: RUN_COMMAND, name: "lost", props: { vmName: UNKNOWN, source: { script: ADMIN } } };
    expect(short(await pack.preview([command]))).toEqual(["iis-anonymous-admin mandatory lost"]);
  });

  it.each([
    ["azure-native:compute/v20240301:VirtualMachineRunCommandByVirtualMachine"],
    ["azure-native_compute_v20240301:compute/v20240301:VirtualMachineRunCommandByVirtualMachine"],
    ["azure-native_compute_v20240301:compute:VirtualMachineRunCommandByVirtualMachine"],
    ["azure-nextgen:compute/latest:VirtualMachineRunCommandByVirtualMachine"],
    ["azure-native:hybridcompute:MachineRunCommand"],
  ])("knows %s", async (type) => {
    const command: ResourceInput = {
      type,
      name: `token${++count}`,
      props: { vmName: "elsewhere", machineName: "elsewhere", source: { script: ADMIN } },
    };
    expect(short(await pack.preview([command]))).toEqual([`iis-anonymous-admin mandatory ${command.name}`]);
  });

  it("looks at both orders of scripts that do not wait for each other", async () => {
    const { machine, commands } = host(ADMIN, "net localgroup Administrators IUSR /delete\n");
    const unordered = commands.map((command) => ({ ...command, dependsOn: [urnOf(machine)] }));
    const found = await pack.preview([machine, ...unordered]);
    expect(short(found)).toEqual([`iis-anonymous-admin mandatory ${commands[0]?.name}`]);
    // Whichever comes first: it is open after the first, or at the end.
    expect(found[0]?.message).toContain("(certain)");
  });

  it("names the order in which it is dangerous, if it is not in every one", async () => {
    const { machine, commands } = host(
      "net localgroup ops /add\nnet localgroup ops IUSR /add\n",
      "net localgroup ops IUSR /delete\n",
      "net localgroup Administrators ops /add\n",
    );
    const [fill, empty, nest] = commands as [ResourceInput, ResourceInput, ResourceInput];
    const found = await pack.preview([
      machine,
      fill,
      { ...empty, dependsOn: [urnOf(fill)] },
      { ...nest, dependsOn: [urnOf(machine)] },
    ]);
    expect(short(found)).toEqual([`iis-anonymous-admin mandatory ${nest.name}`]);
    expect(found[0]?.message).toContain("runs before");
    expect(found[0]?.message).toContain("(possible)");
  });

  it("ignores resources that have nothing to do with hosts, with whatever in them", async () => {
    const others: ResourceInput[] = [
      { type: "azure-native:storage:StorageAccount", name: "files", props: { accountName: UNKNOWN, script: ADMIN } },
      { type: "random:index/randomPassword:RandomPassword", name: "password", props: { length: 20 } },
      {
        type: "azure-native:compute:VirtualMachineExtension",
        name: "agent",
        props: { publisher: "Microsoft.Azure.Monitor", type: "AzureMonitorWindowsAgent", settings: UNKNOWN },
      },
    ];
    expect(await pack.preview(others)).toEqual([]);
  });
});

describe("configuration", () => {
  const exemption = (expires: string, resource: string) => ({
    exempt: [{ resource, reason: "the proxy in front of it closes the port", owner: "mail team", expires }],
  });

  it("possible: advisory makes advice of what holds only sometimes", async () => {
    const script = "if (Test-Path D:\\legacy) { net localgroup Administrators IUSR /add }\n";
    await pack.configure();
    expect(short(await pack.preview(host(script).all))).toEqual([expect.stringMatching(/^iis-anonymous-admin mandatory /)]);
    await pack.configure({ "iis-anonymous-admin": { possible: "advisory" } });
    const found = await pack.preview(host(script).all);
    expect(short(found)).toEqual([expect.stringMatching(/^iis-anonymous-admin advisory /)]);
    expect(short(await pack.preview(host(ADMIN).all))).toEqual([expect.stringMatching(/^iis-anonymous-admin mandatory /)]);
    await pack.configure({ "iis-anonymous-admin": { possible: "disabled" } });
    expect(await pack.preview(host(script).all)).toEqual([]);
    await pack.configure({ "iis-anonymous-admin": { enforcementLevel: "disabled" } });
    expect(await pack.preview(host(ADMIN).all)).toEqual([]);
  });

  it("an exemption makes advice of a violation until its last day, and is told when it is stale", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const valid = host(OPEN_RELAY);
    await pack.configure({ "smtp-open-relay": exemption(today, valid.machine.name) });
    const exempt = await pack.preview(valid.all);
    expect(short(exempt)).toEqual([`smtp-open-relay advisory ${valid.commands[0]?.name}`]);
    expect(exempt[0]?.message).toContain(`exempt until ${today}: the proxy in front of it closes the port (mail team)`);

    const expired = host(OPEN_RELAY);
    await pack.configure({ "smtp-open-relay": exemption("2020-02-30", expired.machine.name) });
    const found = await pack.preview(expired.all);
    expect(short(found)).toEqual([
      `smtp-open-relay mandatory ${expired.commands[0]?.name}`,
      "smtp-open-relay advisory shop-test",
    ]);
    expect(found[1]?.message).toContain("has expired (2020-02-30)");

    await pack.configure({ "smtp-open-relay": exemption(today, "nobody") });
    const unused = await pack.preview(host("Get-Date\n").all);
    expect(short(unused)).toEqual(["smtp-open-relay advisory shop-test"]);
    expect(unused[0]?.message).toContain("covers nothing that is found");
  });

  it("a setting that is none is a violation that names it, and other rules go on", async () => {
    await pack.configure({
      "smtp-open-relay": { exempt: [{ resource: "x", finding: "y", reason: "r", owner: "o", expires: "2030-01-01" }] },
    });
    const found = await pack.preview(host(ADMIN).all);
    const own = found.filter(({ policy }) => policy === "smtp-open-relay");
    expect(own[0]?.message).toContain("smtp-open-relay.exempt[0] must name either a resource or a finding");
    expect(own.every(({ level }) => level === "mandatory")).toBe(true);
    expect(short(found)).toContainEqual(expect.stringMatching(/^iis-anonymous-admin mandatory /));
    await pack.configure();
  });

  it("host-undecided can be made mandatory, but a value that the update knows never blocks a preview", async () => {
    await pack.configure({ "host-undecided": { enforcementLevel: "mandatory" } });
    expect(short(await pack.preview(host("iex (Get-Content \\\\server\\share\\x.ps1 -Raw)\n").all))).toEqual([
      expect.stringMatching(/^host-undecided mandatory /),
    ]);
    expect(short(await pack.preview(host(UNKNOWN).all))).toEqual([expect.stringMatching(/^host-undecided advisory /)]);
    await pack.configure();
  });
});

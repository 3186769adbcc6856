import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Carrier } from "../../deployment/carriers/row.js";
import { CARRIERS, concernsHosts, mayCarry } from "../../deployment/carriers/table.js";
import { typeName } from "../../deployment/carriers/token.js";
import { decodeProperties } from "../../deployment/property-value.js";
import { carriersPage, TESTED_IN } from "./carriers-page.js";
import { type Given, graphOf, judged } from "./support.js";

/** An object with a text at a path; lists on the way have one element. */
function objectAt(path: string, value: unknown): object {
  const [step = "", ...rest] = path.split(".");
  const inner = rest.length === 0 ? value : objectAt(rest.join("."), value);
  return step.endsWith("[]") ? { [step.slice(0, -2)]: [inner] } : { [step]: inner };
}

function resourceWith({ type }: Carrier, path: string, value: unknown): Given {
  const token = type.split(":").length === 2 ? `azure-native:${type}` : type;
  return { type: token, name: "it", inputs: objectAt(path, value) };
}

const UNDECIDED = CARRIERS.flatMap((carrier) =>
  carrier.properties
    .filter(({ state }) => state === "undecided")
    .map(({ path }) => ({ carrier, path, name: `${carrier.type} ${path}` })),
);

describe("carriers that are not followed are never silent", () => {
  it.each(UNDECIDED.filter(({ carrier }) => carrier.reading === "unread"))("$name", ({ carrier, path }) => {
    const graph = graphOf([resourceWith(carrier, path, "powershell az vm run-command invoke --scripts x")]);
    const findings = judged(graph).flatMap(({ findings }) => findings);
    expect(
      findings.map(({ rule, at }) => `${rule} ${at?.resource?.split("::").pop()} ${at?.property?.replace(/\[0\]/g, "[]")}`),
    ).toEqual([`host-undecided it ${path}`]);
  });

  it.each(CARRIERS.filter(({ reading }) => reading === "unread"))("$type without it says nothing", ({ type }) => {
    const token = type.split(":").length === 2 ? `azure-native:${type}` : type;
    expect(judged(graphOf([{ type: token, name: "it" }])).flatMap(({ findings }) => findings)).toEqual([]);
  });
});

describe("the table", () => {
  it.each(CARRIERS)("$type concerns the pack, and only where something is given", (carrier) => {
    const token = carrier.type.split(":").length === 2 ? `azure-native:${carrier.type}` : carrier.type;
    expect(concernsHosts(token)).toBe(true);
    for (const { path, state } of carrier.properties) {
      if (state === "irrelevant") continue;
      expect(mayCarry(token, decodeProperties(objectAt(path, "x")))).toBe(true);
    }
  });

  it.each([
    ["azure-native:compute:VirtualMachine", "compute:VirtualMachine"],
    ["azure-native:compute/v20240301:VirtualMachine", "compute:VirtualMachine"],
    ["azure-native_compute_v20240301:compute:VirtualMachine", "compute:VirtualMachine"],
    ["azure-nextgen:compute/latest:VirtualMachine", "compute:VirtualMachine"],
    ["aws:ec2/instance:Instance", "aws:ec2/instance:Instance"],
    ["aws:ec2:Instance", "aws:ec2/instance:Instance"],
    ["command:remote:Command", "command:remote:Command"],
    ["azure-native:compute", "azure-native:compute"],
    ["random:index/randomPassword:RandomPassword", "random:index/randomPassword:RandomPassword"],
  ])("%s is %s", (token, name) => expect(typeName(token)).toBe(name));

  it("has a page that is up to date", () => {
    const page = join(__dirname, "..", "..", "docs", "carriers.md");
    if (process.env["LYCOSA_UPDATE"]) writeFileSync(page, carriersPage());
    expect(readFileSync(page, "utf8")).toBe(carriersPage());
  });

  it.each(Object.entries(TESTED_IN))("%s is tested in %s", (_, file) => {
    expect(existsSync(join(__dirname, file))).toBe(true);
  });
});

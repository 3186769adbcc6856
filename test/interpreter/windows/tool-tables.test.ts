import { describe, expect, it } from "vitest";
import { coreCmdlets } from "../../../interpreter/powershell/cmdlets/index.js";
import { aliasesOf, aliasOf } from "../../../interpreter/powershell/session/aliases.js";
import { standardToolbox } from "../../../interpreter/product.js";
import { areasOfUnmodelled } from "../../../interpreter/tools/open-world/commands.js";
import { inertTools } from "../../../interpreter/windows/inert.js";

describe("aliases", () => {
  it.each([
    ["gci", "Get-ChildItem"],
    ["%", "ForEach-Object"],
    ["?", "Where-Object"],
    ["IEX", "Invoke-Expression"],
    ["saps", "Start-Process"],
    ["sp", "Set-ItemProperty"],
    ["ni", "New-Item"],
  ])("%s is %s in both dialects", (name, target) => {
    expect(aliasOf(name, "5.1")).toBe(target);
    expect(aliasOf(name, "7")).toBe(target);
  });

  it.each([
    ["sc", "Set-Content"],
    ["curl", "Invoke-WebRequest"],
    ["wget", "Invoke-WebRequest"],
    ["gwmi", "Get-WmiObject"],
  ])("%s is %s in Windows PowerShell only", (name, target) => {
    expect(aliasOf(name, "5.1")).toBe(target);
    expect(aliasOf(name, "7")).toBeUndefined();
  });

  it("stand for commands, never for themselves", () => {
    for (const dialect of ["5.1", "7"] as const) {
      for (const [alias, target] of aliasesOf(dialect)) expect(target.toLowerCase()).not.toBe(alias);
    }
  });

  it("what the core aliases stand for is a tool", () => {
    const missing = [
      "gci",
      "gc",
      "sc",
      "ac",
      "ri",
      "rni",
      "cpi",
      "mi",
      "gp",
      "sp",
      "select",
      "sort",
      "group",
      "measure",
      "compare",
      "iex",
      "icm",
      "saps",
      "gmo",
      "ipmo",
      "sls",
      "ogv",
      "tee",
      "gm",
      "gal",
      "gcm",
      "sal",
      "gv",
      "%",
      "?",
      "where",
      "foreach",
      "sv",
      "rv",
    ]
      .map((alias) => aliasOf(alias, "5.1") as string)
      .filter((name) => !standardToolbox().find(name));
    expect(missing).toEqual([]);
  });
});

describe("commands that are not modelled", () => {
  it.each([
    ["Add-ADGroupMember", ["principals"]],
    ["Grant-Privilege", ["privileges"]],
    ["Set-NTFSAudit", ["acl"]],
    ["C:\\tools\\subinacl.exe", ["acl"]],
    ["adsutil.vbs", ["smtp", "web"]],
    ["Set-SmtpConfig", ["smtp"]],
    ["New-WebFarm", ["web"]],
    ["Set-IISCentralCertProvider", ["web"]],
    ["ocsetup", ["features"]],
  ])("%s may touch %j", (name, areas) => {
    expect(areasOfUnmodelled(name)).toEqual(areas);
  });

  it.each([
    "Set-ReceiveConnector",
    "New-SendConnector",
    "Get-LocalGroupReport",
    "Test-WebSite",
    "New-AzResourceGroup",
    "Install-ContosoAgent",
    "robot.exe",
    "Invoke-WebRequestRetry",
    "Add-Line",
  ])("%s touches nothing that is judged", (name) => {
    expect(areasOfUnmodelled(name)).toEqual([]);
  });
});

describe("the tables of tools", () => {
  it("have one tool for each name", () => {
    const names = [...coreCmdlets, ...inertTools].flatMap((tool) => tool.names.map((name) => name.toLowerCase()));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(standardToolbox().names().length).toBeGreaterThan(400);
  });

  it("hold nothing inert that belongs to an area", () => {
    const inert = inertTools.filter((tool) => tool.effect === "inert" && tool.areas.length === 0).flatMap((tool) => tool.names);
    expect(inert.filter((name) => areasOfUnmodelled(name).length > 0)).toEqual([]);
  });
});

describe("parameters", () => {
  it("of every cmdlet are written in the notation, and no name or alias appears twice", () => {
    const toolbox = standardToolbox();
    for (const name of toolbox.names()) {
      const tool = toolbox.find(name);
      if (tool?.form !== "cmdlet") continue;
      const names = tool.parameters.list.flatMap((one) => [one.name, ...one.aliases]).map((one) => one.toLowerCase());
      expect(names, name).toEqual([...new Set(names)]);
    }
  });
});

import { describe, expect, test } from "vitest";
import { type Ace, THIS_AND_BELOW, THIS_OBJECT_ONLY } from "../../../host/acl/ace.js";
import { icaclsRights, mapGeneric, objectKind } from "../../../host/acl/rights.js";
import { unknownFact } from "../../../host/facts.js";
import {
  ace,
  aclProtected,
  anonymousUserName,
  disturbance,
  feature,
  handlerAccess,
  member,
  owner,
  physicalPath,
  poolIdentityType,
  serviceAccount,
  serviceBinary,
  serviceDacl,
  taskCommand,
} from "../../../host/keys.js";
import { anonymousTakeover } from "../../../host/questions/anonymous-takeover.js";
import type { HostState } from "../../../host/state.js";
import { hole } from "../../../host/values/holes.js";
import { ask, existing, image, line, principal, summary } from "./support.js";

const t3 = (state: HostState): string => summary(ask(state, anonymousTakeover));

function grant(
  object: string,
  name: string,
  rights: string | number,
  flags: Partial<Ace> = THIS_AND_BELOW,
  base = existing,
): HostState {
  const mask = typeof rights === "number" ? mapGeneric(rights, objectKind(object)) : (icaclsRights(rights) as number);
  return base.set(ace(object, principal(name)), [{ effect: "allow", rights: mask, ...THIS_OBJECT_ONLY, ...flags }], line(4));
}

describe("what the visitor may write", () => {
  test.each([
    ["C:\\", "Everyone", "F"],
    ["C:\\Windows\\System32", "IUSR", "M"],
    ["C:\\Windows\\System32\\inetsrv\\config", "IIS_IUSRS", "W"],
    ["C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config", "Everyone", "M"],
    ["C:\\Program Files\\Contoso", "Users", "M"],
    ["C:\\Windows\\System32\\Tasks", "Authenticated Users", "WD"],
    ["C:\\Windows", "IUSR", "WDAC"],
    ["C:\\Windows", "IIS APPPOOL\\DefaultAppPool", "F"],
    ["C:\\Windows", "S-1-5-82-0", "M"],
    ["HKLM\\SYSTEM\\CurrentControlSet\\Services", "Everyone", 0xf003f],
    ["HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run", "Users", 0x2],
  ] as const)("%s to %s: %s", (object, name, rights) => {
    expect(t3(grant(object, name, rights))).toBe("certain 4");
  });

  test.each([
    ["C:\\", "Everyone", "RX"],
    ["C:\\Windows\\System32", "IUSR", "R"],
    ["C:\\Windows\\System32", "bob", "F"],
    ["C:\\Windows\\System32", "Administrators", "F"],
    ["C:\\Windows", "NETWORK SERVICE", "F"],
    ["C:\\inetpub\\wwwroot\\App_Data", "IUSR", "M"],
    ["D:\\Data\\db", "IUSR", "M"],
    ["D:\\uploads", "IIS_IUSRS", "W"],
    ["C:\\Windows\\Temp", "IIS_IUSRS", "M"],
    ["C:\\inetpub\\wwwroot", "IIS_IUSRS", "M"],
    ["C:\\Program Files\\Contoso\\Data", "IIS_IUSRS", "M"],
    ["HKLM\\SOFTWARE\\Contoso", "Users", 0xf003f],
  ] as const)("%s to %s: %s is none", (object, name, rights) => {
    expect(t3(grant(object, name, rights))).toBe("no");
  });

  test("root only, or for what lies below only, is enough", () => {
    expect(t3(grant("C:\\", "Everyone", "F", THIS_OBJECT_ONLY))).toBe("certain 4");
    expect(t3(grant("C:\\Windows", "Everyone", "F", { ...THIS_AND_BELOW, inheritOnly: true }))).toBe("certain 4");
  });

  test("a denial comes first", () => {
    const granted = grant("C:\\Windows", "IUSR", "M");
    const deny = (name: string, rights: string): HostState =>
      granted.set(
        ace("C:\\Windows", principal(name)),
        [{ effect: "deny", rights: icaclsRights(rights) as number, ...THIS_AND_BELOW }],
        line(5),
      );
    expect(t3(deny("Everyone", "F"))).toBe("no");
    expect(t3(deny("Everyone", "WDAC"))).toBe("certain 4");
    expect(t3(deny("bob", "F"))).toBe("certain 4");
  });

  test("taken back, the grant is none", () => {
    expect(t3(grant("C:\\Windows", "IUSR", "M").set(ace("C:\\Windows", principal("IUSR")), [], line(6)))).toBe("no");
  });

  test("through a group, and as a custom account", () => {
    const inGroup = existing.set(member(principal("WebOps"), principal("IUSR")), true, line(2));
    expect(t3(grant("C:\\Windows", "WebOps", "M", THIS_AND_BELOW, inGroup))).toBe("certain 4");
    expect(t3(grant("C:\\Windows", "WebOps", "M"))).toBe("no");
    const custom = existing.set(anonymousUserName(""), "svcweb", line(2));
    expect(t3(grant("C:\\Windows", "svcweb", "M", THIS_AND_BELOW, custom))).toBe("certain 4");
    const service = existing.set(poolIdentityType("DefaultAppPool"), "NetworkService", line(2));
    expect(t3(grant("C:\\Windows", "NETWORK SERVICE", "M", THIS_AND_BELOW, service))).toBe("certain 4");
  });

  test("owning is as good as writing", () => {
    expect(t3(existing.set(owner("C:\\Windows\\System32"), principal("IIS_IUSRS"), line(4)))).toBe("certain 4");
    expect(t3(existing.set(owner("C:\\Windows\\System32"), principal("Administrators"), line(4)))).toBe("no");
    expect(t3(existing.set(owner("C:\\inetpub\\wwwroot"), principal("IUSR"), line(4)))).toBe("no");
  });
});

describe("services and tasks", () => {
  const service = existing.set(serviceBinary("Agent"), '"D:\\Agent\\agent.exe" -run', line(1));
  test.each<[string, HostState, string]>([
    ["its program", grant("D:\\Agent\\agent.exe", "Everyone", "M", THIS_OBJECT_ONLY, service), "certain 4"],
    ["its folder", grant("D:\\Agent", "Everyone", "M", THIS_OBJECT_ONLY, service), "certain 4"],
    ["the drive, inherited", grant("D:\\", "Everyone", "M", THIS_AND_BELOW, service), "certain 4"],
    ["the drive, not inherited", grant("D:\\", "Everyone", "M", THIS_OBJECT_ONLY, service), "no"],
    [
      "the drive, but the folder is protected",
      grant("D:\\", "Everyone", "M", THIS_AND_BELOW, service.set(aclProtected("D:\\Agent"), true, line(2))),
      "no",
    ],
    ["a folder beside it", grant("D:\\Agents", "Everyone", "M", THIS_AND_BELOW, service), "no"],
    ["a data folder below it", grant("D:\\Agent\\logs", "Everyone", "M", THIS_AND_BELOW, service), "no"],
    [
      "its folder, but it runs with little power",
      grant(
        "D:\\Agent",
        "Everyone",
        "M",
        THIS_AND_BELOW,
        service.set(serviceAccount("Agent"), principal("LOCAL SERVICE"), line(2)),
      ),
      "no",
    ],
    [
      "a task's script",
      grant(
        "D:\\ops",
        "IUSR",
        "M",
        THIS_AND_BELOW,
        existing.set(taskCommand("Nightly"), "powershell -File D:\\ops\\n.ps1", line(1)),
      ),
      "certain 4",
    ],
  ])("%s", (_, state, expected) => {
    expect(t3(state)).toBe(expected);
  });

  test.each<[string, number, string]>([
    ["change configuration", 0x2, "certain 4"],
    ["change permissions", 0x40000, "certain 4"],
    ["take ownership", 0x80000, "certain 4"],
    ["everything", 0x10000000, "certain 4"],
    ["start and stop", 0x30, "no"],
    ["query", 0x2008d, "no"],
  ])("a service's access list that lets everyone %s", (_, mask, expected) => {
    const rights = mapGeneric(mask, "service");
    expect(
      t3(
        existing.set(
          serviceDacl("W3SVC", principal("Authenticated Users")),
          [{ effect: "allow", rights, ...THIS_OBJECT_ONLY }],
          line(4),
        ),
      ),
    ).toBe(expected);
  });
});

describe("content that an admin's worker executes", () => {
  const web = image().set(feature("Web-Server"), true, line(0)).set(poolIdentityType("DefaultAppPool"), "LocalSystem", line(1));
  const content = "C:\\inetpub\\wwwroot";

  test.each<[string, HostState, string]>([
    ["the site's folder", grant(content, "IUSR", "M", THIS_AND_BELOW, web), "certain 4"],
    ["a folder above, inherited", grant("C:\\inetpub", "IIS_IUSRS", "M", THIS_AND_BELOW, web), "certain 4"],
    ["an upload folder that runs scripts", grant(`${content}\\up`, "IUSR", "W", THIS_AND_BELOW, web), "certain 4"],
    [
      "an upload folder that runs nothing",
      grant(`${content}\\up`, "IUSR", "W", THIS_AND_BELOW, web.set(handlerAccess("Default Web Site/up"), ["Read"], line(2))),
      "no",
    ],
    ["a folder elsewhere", grant("D:\\db", "IUSR", "M", THIS_AND_BELOW, web), "no"],
    [
      "content moved elsewhere",
      grant("D:\\site", "IUSR", "M", THIS_AND_BELOW, web.set(physicalPath("Default Web Site"), "D:\\site", line(2))),
      "certain 4",
    ],
  ])("%s", (_, state, expected) => {
    expect(t3(state)).toBe(expected);
  });

  test("with a pool of little power it is no takeover", () => {
    expect(t3(grant(content, "IUSR", "M", THIS_AND_BELOW, image().set(feature("Web-Server"), true, line(0))))).toBe("no");
  });
});

describe("what is not known", () => {
  test.each<[string, HostState, string]>([
    [
      "the rights",
      existing.write(ace("C:\\Windows", principal("IUSR")), unknownFact("input", "parameter Rights", line(4))),
      "undecided (input)",
    ],
    [
      "the rights on a data folder",
      existing.write(ace("D:\\db", principal("IUSR")), unknownFact("input", "parameter Rights", line(4))),
      "no",
    ],
    ["the principal", grant("C:\\Windows", hole("parameter User"), "M"), "undecided (input)"],
    ["the object", grant(hole("parameter Path"), "IUSR", "M"), "undecided (input)"],
    ["the object, but only to read", grant(hole("parameter Path"), "IUSR", "RX"), "no"],
    ["the object on a data drive", grant(`D:\\${hole("parameter Path")}`, "IUSR", "M"), "no"],
    [
      "what an opaque script did",
      existing.write(disturbance("acl", "9"), unknownFact("opaque", "x", line(9))),
      "undecided (opaque)",
    ],
  ])("%s", (_, state, expected) => {
    expect(t3(state)).toBe(expected);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ace, aceList, aceLists, THIS_AND_BELOW, THIS_OBJECT_ONLY } from "../../../host/acl/ace.js";
import { criticalObject, mayBeCritical } from "../../../host/acl/critical.js";
import { programPaths } from "../../../host/acl/program-paths.js";
import {
  caclsRights,
  describeRights,
  dotnetRights,
  FILE_FULL,
  FILE_MODIFY,
  icaclsRights,
  mapGeneric,
  type ObjectKind,
  objectKind,
  takeoverRights,
} from "../../../host/acl/rights.js";
import { parseSddl } from "../../../host/acl/sddl.js";
import { enclosingObjects, objectPath } from "../../../host/acl/securable.js";

describe("the words of the tools", () => {
  test.each<[string, number | null, boolean]>([
    ["F", 0x1f01ff, true],
    ["M", 0x1301bf, true],
    ["RX", 0x1200a9, false],
    ["R", 0x120089, false],
    ["W", 0x100116, true],
    ["D", 0x110000, true],
    ["WD", 0x2, true],
    ["AD", 0x4, true],
    ["DC", 0x40, true],
    ["DE", 0x10000, true],
    ["WDAC", 0x40000, true],
    ["WO", 0x80000, true],
    ["GA", 0x1f01ff, true],
    ["GW", 0x120116, true],
    ["GR,GE", 0x1200a9, false],
    ["rd, x", 0x21, false],
    ["N", 0, false],
    ["WEA,WA", 0x110, false],
    ["Z", null, false],
    ["", null, false],
  ])("icacls %s", (text, mask, takesOver) => {
    expect(icaclsRights(text)).toBe(mask);
    if (mask !== null) expect(takeoverRights(mask, "file") !== 0).toBe(takesOver);
  });

  test.each<[string, "file" | "registry", number | null]>([
    ["FullControl", "file", 0x1f01ff],
    ["Modify", "file", 0x1301bf],
    ["Modify, Synchronize", "file", 0x1301bf],
    ["ReadAndExecute", "file", 0x1200a9],
    ["Write", "file", 0x100116],
    ["2032127", "file", 0x1f01ff],
    ["-1610612736", "file", 0x1200a9],
    ["FullControl", "registry", 0xf003f],
    ["WriteKey", "registry", 0x20006],
    ["Modify", "registry", null],
    ["Owner", "file", null],
  ])(".NET %s for a %s", (text, kind, mask) => {
    expect(dotnetRights(text, kind)).toBe(mask);
  });

  test.each([
    ["C", FILE_MODIFY],
    ["f", FILE_FULL],
    ["x", null],
  ])("cacls %s", (text, mask) => {
    expect(caclsRights(text)).toBe(mask);
  });

  test.each<[number, ObjectKind, string]>([
    [FILE_FULL, "file", "full control"],
    [FILE_MODIFY, "file", "modify"],
    [0x301bf, "file", "modify"],
    [0x1200a9, "file", "read and execute"],
    [0x100116, "file", "write"],
    [0xc0000, "service", "change permissions, take ownership"],
    [0xf003f, "registry", "full control"],
  ])("0x%s on a %s reads %s", (mask, kind, text) => {
    expect(describeRights(mask, kind)).toBe(text);
  });
});

const kinds = fc.constantFrom<ObjectKind>("file", "registry", "service");
const masks = fc.nat({ max: 0xffffffff });
const aces: fc.Arbitrary<Ace> = fc.record({
  effect: fc.constantFrom("allow" as const, "deny" as const),
  rights: fc.integer({ min: 1, max: 0x1fffff }),
  containers: fc.boolean(),
  objects: fc.boolean(),
  inheritOnly: fc.boolean(),
  noPropagate: fc.boolean(),
});

describe("laws of rights", () => {
  test("mapping generic rights is done once and for all, and only adds", () => {
    fc.assert(
      fc.property(masks, kinds, (mask, kind) => {
        const mapped = mapGeneric(mask, kind);
        expect(mapGeneric(mapped, kind)).toBe(mapped);
        expect((mapped & mask & 0x0fffffff) >>> 0).toBe((mask & 0x0fffffff) >>> 0);
      }),
    );
  });

  test("more rights never take less over", () => {
    fc.assert(
      fc.property(masks, masks, kinds, (a, b, kind) => {
        const both = takeoverRights((a | b) >>> 0, kind);
        expect(both).toBe((takeoverRights(a, kind) | takeoverRights(b, kind)) >>> 0);
      }),
    );
  });

  test("a list is canonical whatever the order, and survives JSON", () => {
    fc.assert(
      fc.property(fc.array(aces, { maxLength: 8 }), (list) => {
        const canonical = aceList(list);
        expect(aceList([...list].reverse())).toEqual(canonical);
        expect(aceList(canonical)).toEqual(canonical);
        expect(aceLists.decode(JSON.parse(JSON.stringify(aceLists.encode(list))), "")).toEqual(canonical);
        const effects = canonical.map((ace) => ace.effect);
        expect(effects).toEqual([...effects].sort().reverse());
      }),
    );
  });
});

describe("paths", () => {
  test.each([
    ["c:/inetpub/wwwroot/", "c:\\inetpub\\wwwroot"],
    ["C:", "C:\\"],
    ["C:\\", "C:\\"],
    ["\\\\?\\C:\\Windows\\.\\System32\\..", "C:\\Windows"],
    ["C:\\..\\..\\Windows", "C:\\Windows"],
    ["\\\\server\\share\\x\\", "\\\\server\\share\\x"],
    ["HKEY_LOCAL_MACHINE\\SOFTWARE", "HKLM\\SOFTWARE"],
    ["HKLM:\\SYSTEM\\CurrentControlSet", "HKLM\\SYSTEM\\CurrentControlSet"],
    ["MACHINE\\Software", "HKLM\\Software"],
  ])("%s is %s", (text, path) => {
    expect(objectPath(text)).toBe(path);
    expect(objectPath(path)).toBe(path);
  });

  test.each([
    ["C:\\a\\b", ["C:\\a\\b", "C:\\a", "C:\\"]],
    ["C:\\", ["C:\\"]],
    ["HKLM\\A\\B", ["HKLM\\A\\B", "HKLM\\A", "HKLM"]],
    ["\\\\s\\d\\x", ["\\\\s\\d\\x", "\\\\s\\d", "\\\\s"]],
    ["service:w3svc", ["service:w3svc"]],
  ])("around %s lie %j", (path, around) => {
    expect(enclosingObjects(path)).toEqual(around);
  });

  test.each([
    ["C:\\x", "file"],
    ["HKLM\\x", "registry"],
    ["service:x", "service"],
    ["hklmx\\y", "file"],
  ])("%s is a %s", (path, kind) => {
    expect(objectKind(path)).toBe(kind);
  });

  test.each([
    ['"C:\\Program Files\\A\\a.exe" -run', ["C:\\Program Files\\A\\a.exe"]],
    ["C:\\Program Files\\A\\a.exe -k x", ["C:\\Program Files\\A\\a.exe"]],
    ["powershell.exe -File C:\\ops\\nightly.ps1 -Verbose", ["C:\\ops\\nightly.ps1"]],
    ['cmd /c "D:\\jobs\\a.cmd"', ["D:\\jobs\\a.cmd"]],
    ["notepad", []],
    ["", []],
  ])("%s runs %j", (command, paths) => {
    expect(programPaths(command)).toEqual(paths);
  });
});

describe("critical objects", () => {
  test.each([
    "C:\\",
    "c:\\windows",
    "C:\\Windows\\System32",
    "C:\\Windows\\SysWOW64\\x",
    "C:\\Windows\\System32\\inetsrv",
    "C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config",
    "C:\\Windows\\System32\\drivers\\etc\\hosts",
    "C:\\Windows\\System32\\Tasks",
    "C:\\Windows\\System32\\config\\SAM",
    "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Config",
    "C:\\Program Files",
    "C:\\Program Files\\Contoso",
    "C:\\Program Files (x86)\\Contoso\\bin\\agent.exe",
    "C:\\Program Files\\WindowsPowerShell\\Modules\\x",
    "C:\\ProgramData\\Microsoft\\Crypto\\RSA\\MachineKeys",
    "C:\\Packages\\Plugins\\x",
    "HKLM\\SYSTEM\\CurrentControlSet\\Services",
    "HKLM\\SYSTEM\\CurrentControlSet\\Services\\W3SVC",
    "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run",
    "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\sethc.exe",
    "HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon",
    "HKLM\\SOFTWARE\\Classes\\CLSID",
  ])("%s", (path) => {
    expect(criticalObject(path)).not.toBeNull();
  });

  test.each([
    "D:\\",
    "C:\\inetpub",
    "C:\\inetpub\\wwwroot",
    "C:\\inetpub\\wwwroot\\App_Data",
    "C:\\inetpub\\mailroot",
    "C:\\Windows\\Temp",
    "C:\\Windows\\System32\\LogFiles\\SMTPSVC1",
    "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\Temporary ASP.NET Files",
    "C:\\WindowsData",
    "C:\\Program Files\\Contoso\\Data",
    "C:\\ProgramData\\Contoso",
    "HKLM\\SOFTWARE\\Contoso",
  ])("%s is none", (path) => {
    expect(criticalObject(path)).toBeNull();
  });

  test.each([
    ["⟨folder⟩", true],
    ["C:\\⟨folder⟩", true],
    ["C:\\Windows\\⟨x⟩", true],
    ["⟨drive⟩\\Windows", true],
    ["D:\\⟨folder⟩", false],
    ["⟨folder⟩\\App_Data", false],
    ["C:\\inetpub\\⟨site⟩", false],
  ])("%s may be one: %s", (path, expected) => {
    expect(mayBeCritical(path)).toBe(expected);
  });
});

describe("SDDL", () => {
  test("reads owner, protection and entries", () => {
    expect(parseSddl("O:BAG:SYD:PAI(A;OICI;FA;;;SY)(D;;GW;;;WD)(A;CI;0x1200a9;;;S-1-5-17)S:(AU;FA;GA;;;WD)", "file")).toEqual({
      owner: "sid:S-1-5-32-544",
      nullDacl: false,
      isProtected: true,
      entries: [
        { principal: "sid:S-1-5-18", effect: "allow", rights: FILE_FULL, ...THIS_AND_BELOW },
        { principal: "sid:S-1-1-0", effect: "deny", rights: 0x120116, ...THIS_OBJECT_ONLY },
        { principal: "sid:S-1-5-17", effect: "allow", rights: 0x1200a9, ...THIS_OBJECT_ONLY, containers: true },
      ],
    });
  });

  test.each([
    ["D:(A;;CCLCSWRPWPDTLOCRRC;;;SY)(A;;WDWO;;;AU)", "sid:S-1-5-11", true],
    ["D:(A;;CCLCSWRPWPLORC;;;AU)", "sid:S-1-5-11", false],
    ["D:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)", "sid:S-1-1-0", true],
    ["D:(A;;GA;;;WD)", "sid:S-1-1-0", true],
  ])("a service's %s hands it to %s: %s", (text, principal, expected) => {
    const descriptor = parseSddl(text, "service");
    if ("error" in descriptor) throw new Error(descriptor.error);
    const entry = descriptor.entries?.find((found) => found.principal === principal);
    expect(takeoverRights(entry?.rights ?? 0, "service") !== 0).toBe(expected);
  });

  test("an access list that is absent on purpose lets everybody in", () => {
    expect(parseSddl("D:NO_ACCESS_CONTROL", "file")).toMatchObject({ nullDacl: true, entries: [] });
    expect(parseSddl("O:BA", "file")).toMatchObject({ owner: "sid:S-1-5-32-544", entries: null });
  });

  test.each([
    "",
    "hello",
    "D:(A;;FA;;;WD",
    "D:(A;;ZZ;;;WD)",
    "D:(A;;FA;;;NOBODY)",
    'D:(XA;;FX;;;WD;(@User.Title=="PM"))',
    "D:(A)",
  ])("%j is none", (text) => {
    expect(parseSddl(text, "file")).toHaveProperty("error");
  });

  test("object entries are skipped", () => {
    expect(parseSddl("D:(OA;;CC;bf967aba-0de6-11d0-a285-00aa003049e2;;AO)(A;;FA;;;BA)", "file")).toMatchObject({
      entries: [{ principal: "sid:S-1-5-32-544" }],
    });
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COMPUTER_NAME, describePrincipal, parsePrincipal, principalNames } from "../../../host/principals/parse.js";
import {
  domainPrincipal,
  localPrincipal,
  type PrincipalId,
  poolPrincipal,
  servicePrincipal,
} from "../../../host/principals/principal-id.js";
import { parseSid, poolSid, serviceSid } from "../../../host/principals/sid.js";
import { MACHINE_ACCOUNTS, WELL_KNOWN } from "../../../host/principals/well-known.js";
import { hole, mayBe } from "../../../host/values/holes.js";

const computer = hole(COMPUTER_NAME);

describe("SIDs computed from names", () => {
  // The first is in public whoami dumps, WdiServiceHost in the dev-sec Windows baseline.
  test.each([
    ["DefaultAppPool", "S-1-5-82-3006700770-424185619-1745488364-794895919-4004696415"],
    ["DEFAULTAPPPOOL", "S-1-5-82-3006700770-424185619-1745488364-794895919-4004696415"],
    [".NET v4.5", "S-1-5-82-271721585-897601226-2024613209-625570482-296978595"],
    ["Classic .NET AppPool", "S-1-5-82-1036420768-1044797643-1061213386-2937092688-4282445334"],
  ])("pool %s", (pool, sid) => {
    expect(poolSid(pool)).toBe(sid);
  });

  test.each([
    ["WdiServiceHost", "S-1-5-80-3139157870-2983391045-3678747466-658725712-1809340420"],
    ["SMTPSVC", "S-1-5-80-236512141-2660805608-3847434665-1260137183-3739019948"],
    ["w3svc", "S-1-5-80-989796750-4090848350-2040919084-978865222-2182970707"],
    ["TrustedInstaller", "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"],
  ])("service %s", (service, sid) => {
    expect(serviceSid(service)).toBe(sid);
  });

  test("the pool that a SID stands for is found for pools that everybody has", () => {
    expect(parsePrincipal("S-1-5-82-3006700770-424185619-1745488364-794895919-4004696415")).toBe("pool:defaultapppool");
  });
});

describe("names", () => {
  test.each<[string, PrincipalId | null]>([
    ["IUSR", "sid:S-1-5-17"],
    ["iusr", "sid:S-1-5-17"],
    ["NT AUTHORITY\\IUSR", "sid:S-1-5-17"],
    ["NT-AUTORITÄT\\IUSR", "sid:S-1-5-17"],
    ["AUTORITE NT\\IUSR", "sid:S-1-5-17"],
    ["NT AUTHORITY\\IIS_IUSRS", "sid:S-1-5-32-568"],
    ["BUILTIN\\IIS_IUSRS", "sid:S-1-5-32-568"],
    ["IIS_IUSRS", "sid:S-1-5-32-568"],
    ["*S-1-5-32-544", "sid:S-1-5-32-544"],
    ["s-1-1-0", "sid:S-1-1-0"],
    ["Everyone", "sid:S-1-1-0"],
    ["Jeder", "sid:S-1-1-0"],
    ["VORDEFINIERT\\Administratoren", "sid:S-1-5-32-544"],
    ["BUILTIN\\Administrators", "sid:S-1-5-32-544"],
    [".\\Administrators", "sid:S-1-5-32-544"],
    [`${computer}\\Administrators`, "sid:S-1-5-32-544"],
    ["Administrator", "machine:500"],
    [".\\Administrateur", "machine:500"],
    ["Guest", "machine:501"],
    ["SYSTEM", "sid:S-1-5-18"],
    ["NT AUTHORITY\\SYSTEM", "sid:S-1-5-18"],
    ["LocalSystem", "sid:S-1-5-18"],
    ["NT AUTHORITY\\NETWORK SERVICE", "sid:S-1-5-20"],
    ["NETZWERKDIENST", "sid:S-1-5-20"],
    ["IIS APPPOOL\\My Pool", "pool:my pool"],
    ["IIS AppPool\\DefaultAppPool", "pool:defaultapppool"],
    ["NT SERVICE\\W3SVC", "service:w3svc"],
    ["NT SERVICE\\ALL SERVICES", "sid:S-1-5-80-0"],
    [".\\Web", "local:web"],
    ["localhost\\Web", "local:web"],
    [`${computer}\\web`, "local:web"],
    ["Web", "local:web"],
    ["IUSR_ADMIN", "local:iusr_admin"],
    ["Hyper-V Administrators", "sid:S-1-5-32-578"],
    ["CONTOSO\\Web", "domain:contoso\\web"],
    ["CONTOSO\\Administrators", "domain:contoso\\administrators"],
    ["web@contoso.com", "domain:contoso.com\\web"],
    [`IUSR_${computer}`, `name:iusr_${computer}`],
    [`${computer}\\IUSR_${computer}`, `name:iusr_${computer}`],
    [`${hole("domain")}\\web`, `name:${hole("domain")}\\web`],
    ["", null],
    ["  ", null],
    [".\\", null],
  ])("%s is %s", (text, id) => {
    expect(parsePrincipal(text)).toBe(id);
  });

  test("every localised name of a principal stands for it", () => {
    for (const entry of WELL_KNOWN) {
      for (const name of [entry.name, ...Object.values(entry.localised).flat()]) {
        const text =
          entry.authority === null || entry.authority === "BUILTIN" || entry.authority === "NT AUTHORITY"
            ? name
            : `${entry.authority}\\${name}`;
        expect([text, parsePrincipal(text)]).toEqual([text, `sid:${entry.sid}`]);
      }
    }
    for (const entry of MACHINE_ACCOUNTS) {
      for (const name of [entry.name, ...Object.values(entry.localised).flat()])
        expect([name, parsePrincipal(name)]).toEqual([name, `machine:${entry.rid}`]);
    }
  });

  test("only the display language's names are known where it is given", () => {
    expect(parsePrincipal("Administratoren", { language: "en" })).toBe("local:administratoren");
    expect(parsePrincipal("Administratoren", { language: "de" })).toBe("sid:S-1-5-32-544");
    expect(parsePrincipal("Administrators", { language: "de" })).toBe("sid:S-1-5-32-544");
    expect(parsePrincipal("S-1-5-32-544", { language: "fr" })).toBe("sid:S-1-5-32-544");
  });

  test("names that the deployment gave come first, and the host's own name is no domain", () => {
    const context = {
      computerNames: ["WEB01"],
      accountName: (name: string) => (name === "boss" ? ("machine:500" as const) : undefined),
    };
    expect(parsePrincipal("boss", context)).toBe("machine:500");
    expect(parsePrincipal("web01\\boss", context)).toBe("machine:500");
    expect(parsePrincipal("WEB01\\svc", context)).toBe("local:svc");
    expect(parsePrincipal("WEB02\\svc", context)).toBe("domain:web02\\svc");
  });

  test("a principal is shown by a name that stands for it", () => {
    const name = fc
      .stringMatching(/^[a-z][a-z0-9 ._$-]{0,18}[a-z0-9]$/)
      .filter((text) => parsePrincipal(text) === `local:${text}`);
    const ids = fc.oneof(
      name.map(localPrincipal),
      name.map(poolPrincipal),
      name.filter((text) => parsePrincipal(`NT SERVICE\\${text}`)?.startsWith("service:") === true).map(servicePrincipal),
      name.map((text) => domainPrincipal("contoso", text)),
      fc.constantFrom(...WELL_KNOWN.map((entry): PrincipalId => `sid:${entry.sid}`)),
      fc.constantFrom(...MACHINE_ACCOUNTS.map((entry): PrincipalId => `machine:${entry.rid}`)),
    );
    fc.assert(
      fc.property(ids, (id) => {
        expect(parsePrincipal(describePrincipal(id))).toBe(id);
        for (const spelled of principalNames(id).filter((text) => !/^\*|^S-1-5-82-/.test(text))) {
          if (!spelled.includes("⟨")) expect(parsePrincipal(spelled)).toBe(id);
        }
      }),
    );
  });

  test.each(["S-1", "S-1-5-", "S-1-5-99999999999", "S-2-5-32", "", "IUSR"])("%j is no SID", (text) => {
    expect(parseSid(text)).toBeNull();
  });
});

describe("names with holes", () => {
  test.each([
    [`IUSR_${computer}`, "IUSR_WEB01", true],
    [`IUSR_${computer}`, "IUSR", false],
    [`IUSR_${computer}`, "iusr_", true],
    [hole("member"), "anything at all", true],
    [`CONTOSO\\${hole("user")}`, "NT AUTHORITY\\IUSR", false],
    [`a${hole("x")}b${hole("y")}c`, "a-b-c", true],
    [`a${hole("x")}b${hole("y")}c`, "abbc", true],
    [`a${hole("x")}b${hole("y")}c`, "acb", false],
    ["plain", "PLAIN", true],
    ["plain", "plainer", false],
  ])("%s may be %s: %s", (pattern, concrete, expected) => {
    expect(mayBe(pattern, concrete)).toBe(expected);
  });

  test("filling the holes gives something that the pattern may be", () => {
    const plain = fc.string({ maxLength: 5 }).filter((text) => !/[⟨⟩]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(plain, plain), { minLength: 1, maxLength: 4 }), (parts) => {
        const pattern = parts.map(([known, _], index) => known + hole(`h${index}`)).join("");
        expect(mayBe(pattern, parts.map(([known, filling]) => known + filling).join(""))).toBe(true);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { icaclsRights } from "../../../host/acl/rights.js";
import { factsAfter } from "./host-of.js";

/** Laws that hold whatever tools a script uses, and in whatever order. */

const RUNS = { numRuns: 60 };

const PRINCIPALS = [
  { id: "sid:s-1-5-17", name: "NT AUTHORITY\\IUSR", sid: "S-1-5-17" },
  { id: "sid:s-1-1-0", name: "Everyone", sid: "S-1-1-0" },
  { id: "sid:s-1-5-32-545", name: "BUILTIN\\Users", sid: "S-1-5-32-545" },
  { id: "local:web", name: "web", sid: null },
  { id: "domain:contoso\\ops", name: "CONTOSO\\ops", sid: null },
] as const;

/** A name of this computer stands below it in a WinNT path. */
const path = ({ id, name }: { readonly id: string; readonly name: string }): string =>
  `WinNT://${id.startsWith("local:") ? "./" : ""}${name.replace("\\", "/")}`;

const GROUPS = [
  { id: "sid:s-1-5-32-544", name: "Administrators", sid: "S-1-5-32-544" },
  { id: "local:webops", name: "WebOps", sid: null },
] as const;

type Principal = (typeof PRINCIPALS)[number];
type Group = (typeof GROUPS)[number];

/** Each way of saying "add" and "remove"; failures because it is so already are swallowed. */
const WAYS: readonly ((add: boolean, group: Group, who: Principal) => string)[] = [
  (add, group, who) =>
    `${add ? "Add" : "Remove"}-LocalGroupMember -Group '${group.name}' -Member '${who.name}' -ErrorAction SilentlyContinue`,
  (add, group, who) => `net localgroup '${group.name}' '${who.name}' ${add ? "/add" : "/delete"} 2>$null`,
  (add, group, who) => `try { ([ADSI]"WinNT://./${group.name},group").${add ? "Add" : "Remove"}('${path(who)}') } catch { }`,
  (add, group, who) => `${add ? "Add" : "Remove"}-CGroupMember -Name '${group.name}' -Member '${who.name}'`,
  (add, group, who) =>
    who.sid !== null && group.sid !== null
      ? `${add ? "Add" : "Remove"}-LocalGroupMember -SID ${group.sid} -Member ${who.sid} -ErrorAction SilentlyContinue`
      : `'${who.name}' | ${add ? "Add" : "Remove"}-LocalGroupMember '${group.name}' -ErrorAction SilentlyContinue`,
  (add, group, who) =>
    `$c = [System.DirectoryServices.AccountManagement.PrincipalContext]::new('Machine'); $g = [System.DirectoryServices.AccountManagement.GroupPrincipal]::FindByIdentity($c, '${group.name}'); $null = $g.Members.${add ? "Add" : "Remove"}($c, 'Name', '${who.name}'); $g.Save()`,
];

const operation = fc.record({
  add: fc.boolean(),
  group: fc.constantFrom(...GROUPS),
  who: fc.constantFrom(...PRINCIPALS),
  way: fc.constantFrom(...WAYS),
});

describe("memberships", () => {
  test("the last word on a member counts, whichever tool says it", () => {
    fc.assert(
      fc.property(fc.array(operation, { minLength: 1, maxLength: 8 }), (operations) => {
        // The group of the host's own is there, so that nothing splits on it.
        const script = ["net localgroup WebOps /add", ...operations.map(({ add, group, who, way }) => way(add, group, who))].join(
          "\n",
        );
        const last = new Map(operations.map(({ add, group, who }) => [`member|${group.id}|${who.id}`, add]));
        // A new group is empty: taking out whoever is not in it fails and leaves no fact.
        const expected = [...last].filter(
          ([key, add]) =>
            add ||
            !key.startsWith("member|local:webops") ||
            operations.some((one) => one.add && `member|${one.group.id}|${one.who.id}` === key),
        );
        const found = factsAfter(script, ["member"]).filter(
          (line) =>
            !(line.startsWith("member|local:webops") && line.endsWith("false")) ||
            expected.some(([key]) => line.startsWith(`${key}:`)),
        );
        expect(found.sort()).toEqual(expected.map(([key, add]) => `${key}: set ${add}`).sort());
      }),
      RUNS,
    );
  });

  test("a guarded addition ends as a member in every world, whichever guard asks", () => {
    const guards: readonly ((group: Group, who: Principal) => string)[] = [
      (group, who) => `if (-not (Get-LocalGroupMember '${group.name}' -Member '${who.name}' -ErrorAction SilentlyContinue))`,
      (group, who) => `if (-not ([ADSI]"WinNT://./${group.name},group").IsMember('${path(who)}'))`,
      (group, who) => `if (-not (net localgroup '${group.name}' | Where-Object { $_ -eq '${who.name}' }))`,
    ];
    fc.assert(
      fc.property(fc.constantFrom(...guards), fc.constantFrom(...PRINCIPALS), fc.constantFrom(...WAYS), (guard, who, way) => {
        const group = GROUPS[0];
        const facts = factsAfter(`${guard(group, who)} { ${way(true, group, who)} }`, ["member"]);
        expect(facts).toEqual([`member|${group.id}|${who.id}: observed true | set true`]);
      }),
      RUNS,
    );
  });
});

describe("access lists", () => {
  const letters = fc.uniqueArray(fc.constantFrom("R", "W", "RX", "M", "D", "WDAC", "WO", "RD", "WD", "X", "DC"), {
    minLength: 1,
    maxLength: 3,
  });

  test("grants add up, in one command or in several", () => {
    fc.assert(
      fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), (grants) => {
        const several = grants.map((rights) => `icacls D:\\x /grant 'Everyone:(OI)(CI)(${rights.join(",")})'`).join("\n");
        const one = `icacls D:\\x /grant ${grants.map((rights) => `'Everyone:(OI)(CI)(${rights.join(",")})'`).join(" ")}`;
        const mask = grants.reduce((sum, rights) => (sum | (icaclsRights(rights.join(",")) ?? 0)) >>> 0, 0);
        const expected = [`acl|d:\\x|sid:s-1-1-0: set [{"allow":"0x${mask.toString(16)}","inherit":"CI OI"}]`];
        expect(factsAfter(several, ["acl"])).toEqual(expected);
        expect(factsAfter(one, ["acl"])).toEqual(expected);
      }),
      RUNS,
    );
  });

  test("icacls /grant and a .NET rule with the same mask say the same", () => {
    fc.assert(
      fc.property(letters, (rights) => {
        const mask = icaclsRights(rights.join(",")) ?? 0;
        const net = `$a = Get-Acl D:\\x; $a.AddAccessRule([System.Security.AccessControl.FileSystemAccessRule]::new('Everyone', ${mask | 0x100000}, 3, 0, 0)); Set-Acl D:\\x $a`;
        const tool = `icacls D:\\x /grant 'Everyone:(OI)(CI)(${rights.join(",")},S)'`;
        expect(factsAfter(net, ["acl"])).toEqual(factsAfter(tool, ["acl"]));
      }),
      RUNS,
    );
  });

  test("what is granted and removed is gone", () => {
    fc.assert(
      fc.property(letters, fc.constantFrom("/remove", "/remove:g"), (rights, remove) => {
        expect(
          factsAfter(`icacls D:\\x /grant 'Everyone:(${rights.join(",")})'\nicacls D:\\x ${remove} Everyone`, ["acl"]),
        ).toEqual(["acl|d:\\x|sid:s-1-1-0: set []"]);
      }),
      RUNS,
    );
  });
});

describe("rights", () => {
  test("the last template or tool decides who holds a right", () => {
    const tools: readonly ((grant: boolean, who: Principal) => string)[] = [
      (grant, who) => `ntrights ${grant ? "+r" : "-r"} SeDebugPrivilege -u '${who.name}'`,
      (grant, who) => `${grant ? "Grant" : "Revoke"}-CPrivilege -Identity '${who.name}' -Privilege SeDebugPrivilege`,
    ];
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("single" as const),
        grant: fc.boolean(),
        who: fc.constantFrom(...PRINCIPALS),
        tool: fc.constantFrom(...tools),
      }),
      fc.record({
        kind: fc.constant("list" as const),
        holders: fc.uniqueArray(fc.constantFrom(...PRINCIPALS), { maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const holders = new Map<string, boolean>();
        const lines = steps.map((one) => {
          if (one.kind === "single") {
            holders.set(one.who.id, one.grant);
            return one.tool(one.grant, one.who);
          }
          for (const id of holders.keys()) holders.set(id, false);
          for (const who of one.holders) holders.set(who.id, true);
          const list = one.holders.map((who) => (who.sid === null ? who.name : `*${who.sid}`)).join(",");
          return `Set-Content C:\\t.inf "[Privilege Rights]\`nSeDebugPrivilege = ${list}"\nsecedit /configure /db C:\\t.sdb /cfg C:\\t.inf`;
        });
        const expected = [...holders].map(([id, held]) => `privilege|sedebugprivilege|${id}: set ${held}`);
        expect(factsAfter(lines.join("\n"), ["privilege"]).sort()).toEqual(expected.sort());
      }),
      RUNS,
    );
  });
});

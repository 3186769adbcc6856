import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_ASSUMPTIONS } from "../../../host/choice.js";
import { observedFact, unknownFact } from "../../../host/facts.js";
import {
  accountName,
  anonymousDenied,
  anonymousEnabled,
  anonymousUserName,
  applicationPool,
  disturbance,
  feature,
  member,
  membershipExact,
  poolExists,
  poolIdentityType,
  poolUserName,
  privilege,
  siteExists,
} from "../../../host/keys.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { accountToken } from "../../../host/principals/tokens.js";
import { adminEquivalence } from "../../../host/questions/admin-equivalence.js";
import { anonymousAdmin } from "../../../host/questions/anonymous-admin.js";
import { effectiveMembers } from "../../../host/questions/membership.js";
import { anonymousIdentity, servedPools, workerIdentity } from "../../../host/questions/web-identity.js";
import { workerAdmin } from "../../../host/questions/worker-admin.js";
import { HostState } from "../../../host/state.js";
import { hole } from "../../../host/values/holes.js";
import { ask, choice, existing, image, line, principal, summary } from "./support.js";

const ADMINS = principal("Administrators");
const joins = (group: string, name: string, at: number, base = existing): HostState =>
  base.set(member(principal(group), principal(name)), true, line(at));
const unknownName = `name:${hole("parameter Member")}` as PrincipalId;
const t1 = (state: HostState): string => summary(ask(state, anonymousAdmin));
const t2 = (state: HostState): string => summary(ask(state, workerAdmin));

describe("T1: members", () => {
  test.each([
    ["Administrators", "IUSR"],
    ["Administratoren", "NT-AUTORITÄT\\IUSR"],
    ["S-1-5-32-544", "S-1-5-17"],
    ["Administrators", "Everyone"],
    ["Administrators", "Authenticated Users"],
    ["Administrators", "Users"],
    ["Administrators", "IIS_IUSRS"],
    ["Administrators", "S-1-5-15"],
    ["Administrators", "LOCAL"],
    ["Administrators", "CONSOLE LOGON"],
    ["Backup Operators", "IUSR"],
    ["CONTOSO\\Domain Admins", "IUSR"],
  ])("%s gets %s", (group, name) => {
    expect(t1(joins(group, name, 4))).toBe("certain 4");
    expect(t1(joins(group, name, 4, image()))).toBe("certain 4");
  });

  test.each([
    ["Hyper-V Administrators", "IUSR"],
    ["Performance Log Users", "IUSR"],
    ["Remote Desktop Users", "Everyone"],
    ["IIS_IUSRS", "IUSR"],
    ["Users", "IUSR"],
    ["Administrators", "SERVICE"],
    ["Administrators", "NETWORK"],
    ["Administrators", "INTERACTIVE"],
    ["Administrators", "ANONYMOUS LOGON"],
    ["Administrators", "Guests"],
    ["Administrators", "IUSR_ADMIN"],
    ["Administrators", "CONTOSO\\IUSR"],
    ["Administrators", `IUSR_${hole("computer name")}`],
    ["Administrators", "bob"],
    ["Administrators", "IIS APPPOOL\\DefaultAppPool"],
  ])("%s gets %s: no", (group, name) => {
    expect(t1(joins(group, name, 4))).toBe("no");
  });

  test("through groups, by a chain that ends in the grant", () => {
    const state = joins("WebOps", "IIS_IUSRS", 3, joins("Administrators", "WebOps", 6));
    const result = ask(state, anonymousAdmin);
    expect(summary(result)).toBe("certain 6");
    expect(result.dangers[0]?.danger.because.map((step) => step.what)).toEqual([
      "BUILTIN\\IIS_IUSRS is a member of webops",
      "webops is a member of BUILTIN\\Administrators",
    ]);
    expect(t1(state.set(member(principal("WebOps"), principal("IIS_IUSRS")), false, line(7)))).toBe("no");
    expect(t1(joins("WebOps", "Administrators", 3, joins("Administrators", "WebOps", 6)))).toBe("no");
  });

  test("on an image IUSR is in IIS_IUSRS from the start; there too the promotion is the cause", () => {
    expect(t1(joins("Administrators", "IIS_IUSRS", 4, image()))).toBe("certain 4");
  });

  test("taken out again, or the list replaced", () => {
    const granted = joins("Administrators", "IUSR", 4);
    expect(t1(granted.set(member(ADMINS, principal("IUSR")), false, line(5)))).toBe("no");
    expect(t1(existing.set(membershipExact(ADMINS), true, line(5)).set(member(ADMINS, principal("bob")), true, line(5)))).toBe(
      "no",
    );
  });

  test("a member that is not known", () => {
    expect(t1(existing.write(member(ADMINS, unknownName), unknownFact("input", "parameter Member", line(4))))).toBe(
      "undecided (input)",
    );
    expect(t1(existing.set(member(ADMINS, unknownName), true, line(4)))).toBe("undecided (input)");
    expect(t1(existing.write(member(unknownName, principal("IUSR")), unknownFact("input", "parameter Group", line(4))))).toBe(
      "undecided (input)",
    );
    expect(t1(existing.write(member(unknownName, principal("bob")), unknownFact("input", "parameter Group", line(4))))).toBe(
      "no",
    );
    const bounded = `name:contoso\\${hole("user")}` as PrincipalId;
    expect(t1(existing.write(member(ADMINS, bounded), unknownFact("input", "parameter User", line(4))))).toBe("no");
    const ofDomain = `name:${hole("domain")}\\iusr` as PrincipalId;
    expect(t1(existing.set(member(ADMINS, ofDomain), true, line(4)))).toBe("no");
  });

  test("unknown names that are the same name on both sides", () => {
    const legacy = `IUSR_${hole("computer name")}`;
    const state = joins("Administrators", legacy, 4).set(anonymousUserName("Default Web Site"), legacy, line(2));
    expect(t1(state)).toBe("certain 4");
  });
});

describe("T1: privileges", () => {
  const holds = (right: string, name: string, base = existing) => base.set(privilege(right, principal(name)), true, line(8));
  test.each<[string, string, string]>([
    ["SeDebugPrivilege", "IUSR", "certain 8"],
    ["SeTcbPrivilege", "Everyone", "certain 8"],
    ["SeBackupPrivilege", "IIS_IUSRS", "certain 8"],
    ["SeAssignPrimaryTokenPrivilege", "IUSR", "certain 8"],
    ["SeImpersonatePrivilege", "Users", "certain 8"],
    ["SeImpersonatePrivilege", "IIS_IUSRS", "no"],
    ["SeImpersonatePrivilege", "IUSR", "no"],
    ["SeBatchLogonRight", "IUSR", "no"],
    ["SeDebugPrivilege", "bob", "no"],
    ["SeDebugPrivilege", "IIS APPPOOL\\x", "no"],
  ])("%s for %s: %s", (right, name, expected) => {
    expect(t1(holds(right, name))).toBe(expected);
  });

  test("through a group", () => {
    expect(t1(holds("SeDebugPrivilege", "WebOps", joins("WebOps", "IUSR", 3)))).toBe("certain 8");
  });

  test("for someone who is not known", () => {
    expect(t1(existing.write(privilege("SeDebugPrivilege", unknownName), unknownFact("input", "who", line(8))))).toBe(
      "undecided (input)",
    );
    expect(t1(existing.write(privilege("SeBatchLogonRight", unknownName), unknownFact("input", "who", line(8))))).toBe("no");
  });
});

describe("T1: the anonymous user", () => {
  const as = (user: string, base = existing, location = "Default Web Site") =>
    base.set(anonymousUserName(location), user, line(2));
  const localSystem = existing.set(poolIdentityType("DefaultAppPool"), "LocalSystem", line(1));

  test.each<[string, HostState, string]>([
    ["is Administrator", as("Administrator"), "certain 2"],
    ["is a domain administrator", as("CONTOSO\\Administrator"), "certain 2"],
    ["is an account that is made an administrator", joins("Administrators", "svcweb", 6, as("svcweb")), "certain 6"],
    [
      "is an account in a group that is",
      joins("Administrators", "Ops", 6, joins("Ops", "svcweb", 5, as(".\\svcweb"))),
      "certain 6",
    ],
    ["is an ordinary account", as("svcweb"), "no"],
    ["is IUSR", as("IUSR"), "no"],
    ["is not known", as(hole("parameter User")), "undecided (input)"],
    ["is not known at all", existing.write(anonymousUserName(""), unknownFact("deferred", "x", line(2))), "undecided (deferred)"],
    ["is the pool's identity, and the pool LocalSystem", as("", localSystem), "certain 1"],
    ["is the pool's identity at the server, and the pool LocalSystem", as("", localSystem, ""), "certain 1"],
    ["is the pool's identity, and the pool its own", as(""), "no"],
    [
      "is the pool's identity, and the pool an administrator",
      joins("Administrators", "IIS APPPOOL\\DefaultAppPool", 7, as("")),
      "certain 7",
    ],
    [
      "was Administrator until the attribute was removed",
      as("Administrator").set(anonymousUserName("Default Web Site"), null, line(9)),
      "no",
    ],
    [
      "is Administrator where anonymous is off",
      as("Administrator").set(anonymousEnabled("Default Web Site"), false, line(9)),
      "no",
    ],
    ["is Administrator where anonymous is off above", as("Administrator").set(anonymousEnabled(""), false, line(9)), "no"],
    ["is Administrator under another name", as("boss").set(accountName("boss"), "machine:500", line(1)), "certain 2"],
    [
      "is a local account, and all local accounts are administrators",
      joins("Administrators", "S-1-5-113", 6, as("svcweb")),
      "certain 6",
    ],
  ])("%s", (_, state, expected) => {
    expect(t1(state)).toBe(expected);
  });

  test("a child location's own user counts for that location", () => {
    const state = as("Administrator", existing, "").set(anonymousUserName("Default Web Site"), "IUSR", line(3));
    expect(t1(state)).toBe("certain 2");
    const view = state.view(NO_ASSUMPTIONS);
    expect(anonymousIdentity(view, "Default Web Site/app").user).toBe("sid:S-1-5-17");
    expect(anonymousIdentity(view, "Other").user).toBe("machine:500");
  });
});

describe("T2: the worker", () => {
  const pool = (
    type: "LocalSystem" | "NetworkService" | "SpecificUser" | "ApplicationPoolIdentity",
    base = existing,
    name = "DefaultAppPool",
  ) => base.set(poolIdentityType(name), type, line(1));
  const web = image().set(feature("Web-Server"), true, line(0));

  test.each<[string, HostState, string]>([
    ["LocalSystem", pool("LocalSystem"), "certain 1"],
    ["LocalSystem as the default of all pools", pool("LocalSystem", existing, ""), "certain 1"],
    ["LocalSystem as the default, its own otherwise", pool("ApplicationPoolIdentity", pool("LocalSystem", existing, "")), "no"],
    ["a pool that is there already", pool("LocalSystem", existing, "Legacy"), "certain 1"],
    ["a new pool without an application", pool("LocalSystem", existing, "New").set(poolExists("New"), true, line(2)), "no"],
    [
      "a new pool with an application",
      pool("LocalSystem", existing, "New")
        .set(poolExists("New"), true, line(2))
        .set(applicationPool("Default Web Site", "app"), "New", line(3)),
      "certain 1",
    ],
    ["an image without IIS", pool("LocalSystem", image()), "no"],
    ["an image with IIS", pool("LocalSystem", web), "certain 1"],
    [
      "an image with IIS that may be there",
      pool("LocalSystem", web).write(feature("Web-Server"), unknownFact("input", "x", line(0))),
      "no",
    ],
    ["anonymous is off everywhere", pool("LocalSystem").set(anonymousEnabled(""), false, line(5)), "no"],
    ["anonymous is off at the site", pool("LocalSystem").set(anonymousEnabled("Default Web Site"), false, line(5)), "no"],
    ["URL rules turn anonymous away", pool("LocalSystem").set(anonymousDenied("Default Web Site"), true, line(5)), "no"],
    ["the site is removed", pool("LocalSystem", web).set(siteExists("Default Web Site"), false, line(5)), "no"],
    ["the pool's identity is an administrator", joins("Administrators", "IIS APPPOOL\\DefaultAppPool", 7), "certain 7"],
    ["all pools are administrators", joins("Administrators", "S-1-5-82-0", 7), "certain 7"],
    ["SERVICE is an administrator", joins("Administrators", "SERVICE", 7), "certain 7"],
    ["NETWORK SERVICE is, but no pool runs as it", joins("Administrators", "NETWORK SERVICE", 7), "no"],
    [
      "NETWORK SERVICE is, and a pool runs as it",
      joins("Administrators", "NETWORK SERVICE", 7, pool("NetworkService")),
      "certain 7",
    ],
    ["a pool that was there before", joins("Administrators", "IIS APPPOOL\\Other", 7), "certain 7"],
    ["a pool nobody has", joins("Administrators", "IIS APPPOOL\\Other", 7, image()), "no"],
    [
      "debugs programs",
      existing.set(privilege("SeDebugPrivilege", principal("IIS APPPOOL\\DefaultAppPool")), true, line(7)),
      "certain 7",
    ],
    [
      "an account that is Administrator",
      pool("SpecificUser").set(poolUserName("DefaultAppPool"), "Administrator", line(2)),
      "certain 2",
    ],
    [
      "an account that is made one",
      joins("Administrators", "svcpool", 7, pool("SpecificUser").set(poolUserName("DefaultAppPool"), ".\\svcpool", line(2))),
      "certain 7",
    ],
    ["an ordinary account", pool("SpecificUser").set(poolUserName("DefaultAppPool"), ".\\svcpool", line(2)), "no"],
    [
      "an identity that is not known",
      existing.write(poolIdentityType("DefaultAppPool"), unknownFact("input", "x", line(2))),
      "undecided (input)",
    ],
    ["the anonymous user is the pool's: T1's", pool("LocalSystem").set(anonymousUserName(""), "", line(2)), "no"],
  ])("%s", (_, state, expected) => {
    expect(t2(state)).toBe(expected);
  });

  test.each(["Everyone", "Users", "Authenticated Users", "IIS_IUSRS"])(
    "%s is in both tokens and reported under T1 only",
    (name) => {
      const state = joins("Administrators", name, 4);
      expect([t1(state), t2(state)]).toEqual(["certain 4", "no"]);
    },
  );

  test("on an image the default site is served by the default pool once IIS is there", () => {
    expect(servedPools(web.view(NO_ASSUMPTIONS)).map((served) => [served.pool, served.location])).toEqual([
      ["DefaultAppPool", "Default Web Site"],
    ]);
    expect(servedPools(image().view(NO_ASSUMPTIONS))).toEqual([]);
    expect(workerIdentity(web.view(NO_ASSUMPTIONS), "DefaultAppPool")).toMatchObject({
      type: "ApplicationPoolIdentity",
      account: "pool:defaultapppool",
    });
  });
});

describe("worlds", () => {
  test("if it is not a member, add it: both end as members", () => {
    const key = member(ADMINS, principal("IUSR"));
    const asked = choice("IUSR is a member", "IUSR is not a member");
    const state = HostState.join(asked, [existing.write(key, observedFact(true, line(2))), existing.set(key, true, line(3))]);
    expect(t1(state)).toBe("certain 3");
  });

  test("if it is a member, say so: nothing", () => {
    const key = member(ADMINS, principal("IUSR"));
    const asked = choice("IUSR is a member", "IUSR is not a member");
    const state = HostState.join(asked, [
      existing.write(key, observedFact(true, line(2))),
      existing.write(key, observedFact(false, line(2))),
    ]);
    expect(t1(state)).toBe("no");
  });

  test("facts that belong together stay together", () => {
    const asked = choice("D:\\legacy exists", "D:\\legacy does not exist");
    const group = member(principal("WebOps"), principal("IUSR"));
    const promoted = member(ADMINS, principal("WebOps"));
    const either = HostState.join(asked, [existing.set(group, true, line(1)), existing.set(promoted, true, line(2))]);
    expect(t1(either)).toBe("no");
    const both = HostState.join(asked, [existing.set(group, true, line(1)).set(promoted, true, line(2)), existing]);
    expect(t1(both)).toBe("possible 2 when D:\\legacy exists");
  });

  test("members that matter to nobody make no worlds", () => {
    let state = existing;
    for (let index = 0; index < 40; index++) {
      const key = member(ADMINS, principal(`user${index}`));
      state = HostState.join(choice(`u${index}`, `not u${index}`), [state.set(key, true, line(index)), state]);
    }
    const result = ask(state.set(member(ADMINS, principal("IUSR")), true, line(99)), anonymousAdmin);
    expect([summary(result), result.worlds]).toEqual(["certain 99", 1]);
  });

  test("what could not be read keeps it from being clean", () => {
    const opaque = unknownFact("opaque", "a module by path", line(9));
    expect(t1(existing.write(disturbance("accounts", "9"), opaque))).toBe("undecided (opaque)");
    expect(t1(existing.write(disturbance("smtp", "9"), opaque))).toBe("no");
  });
});

describe("any account", () => {
  test.each<[string, string[]]>([
    ["Administrator", ["account"]],
    ["bob", ["member"]],
    ["eve", []],
    ["NT AUTHORITY\\SYSTEM", ["account"]],
    ["ops", ["privilege"]],
  ])("%s is admin-equivalent by %j", (name, by) => {
    const state = joins("Administrators", "bob", 1).set(privilege("SeRestorePrivilege", principal("ops")), true, line(2));
    const found = adminEquivalence(state.view(NO_ASSUMPTIONS), accountToken(principal(name)));
    expect(found.powers.map((power) => power.by)).toEqual(by);
  });
});

describe("the members of a group", () => {
  test("are those of its groups too, each once, even when groups hold each other", () => {
    const state = joins("B", "A", 4, joins("A", "B", 3, joins("B", "IUSR", 2, joins("A", "IUSR", 1))));
    const found = effectiveMembers(state.view(NO_ASSUMPTIONS), principal("A"));
    expect(found.members.map((member) => member.principal).sort()).toEqual(["local:b", "sid:S-1-5-17"]);
    expect(found.complete).toBe(false);
  });

  test("of sixty groups that all hold each other are found, and the question ends", () => {
    const groups = Array.from({ length: 60 }, (_, index) => `G${index}`);
    let state = joins("G59", "IUSR", 7, joins("Administrators", "G0", 8));
    for (const outer of groups) for (const inner of groups) if (outer !== inner) state = joins(outer, inner, 9, state);
    expect(effectiveMembers(state.view(NO_ASSUMPTIONS), ADMINS).members).toHaveLength(61);
    expect(ask(state, anonymousAdmin).certainty).toBe("certain");
  });

  test("of an image are known", () => {
    const found = effectiveMembers(image().view(NO_ASSUMPTIONS), ADMINS);
    expect([found.members.map((member) => member.principal), found.complete]).toEqual([["machine:500"], true]);
  });

  test("T1 agrees with the effective members of Administrators", () => {
    const names = ["Administrators", "A", "B", "C", "IUSR", "Everyone", "bob"].map(principal);
    const edges = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 6 }), fc.boolean()), { maxLength: 12 });
    const token = new Set([principal("IUSR"), principal("Everyone")]);
    fc.assert(
      fc.property(edges, (list) => {
        let state = existing;
        for (const [group, who, value] of list)
          state = state.set(member(names[group] as PrincipalId, names[who] as PrincipalId), value, line(1));
        const { members } = effectiveMembers(state.view(NO_ASSUMPTIONS), ADMINS);
        expect(t1(state).startsWith("certain")).toBe(members.some((found) => token.has(found.principal)));
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ace, aceList } from "../../../host/acl/ace.js";
import { NO_ASSUMPTIONS } from "../../../host/choice.js";
import type { HostDocument } from "../../../host/documents/document.js";
import { PLACES, SMTP_PROPERTIES } from "../../../host/documents/places.js";
import { canonicalDocument, documentFacts, lift } from "../../../host/documents/read.js";
import { HOST_DOCUMENT_SCHEMA, readDocument } from "../../../host/documents/validate.js";
import { documentOf, toDocument, unknownKeys } from "../../../host/documents/write.js";
import { EXISTING } from "../../../host/existing.js";
import { unknownFact } from "../../../host/facts.js";
import * as keys from "../../../host/keys.js";
import { KEY_KINDS, type Key } from "../../../host/keys.js";
import { parsePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { openRelay } from "../../../host/questions/open-relay.js";
import { type ClientAddress, clientSet, EVERYONE, type RelayList, UNSET } from "../../../host/smtp/relay-list.js";
import { canonicalJson, type Json, ShapeError } from "../../../host/values/json.js";
import { ask, existing, image, line, summary } from "../questions/support.js";

const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9 ._-]{0,8}[A-Za-z0-9]$/),
  fc.constantFrom("__proto__", "constructor", "DefaultAppPool", "Größe", "a|b"),
);
const principal: fc.Arbitrary<PrincipalId> = fc
  .constantFrom(
    "IUSR",
    "Everyone",
    "Administrators",
    "bob",
    "CONTOSO\\web",
    "IIS APPPOOL\\x",
    "NT SERVICE\\W3SVC",
    "Administrator",
    "S-1-5-21-1-2-3-1001",
  )
  .map((text) => parsePrincipal(text) as PrincipalId);
const location = fc.constantFrom("", "Default Web Site", "Default Web Site/app", "__proto__");
const object = fc.constantFrom("C:\\", "C:\\inetpub", "HKLM\\SOFTWARE\\x", "service:W3SVC", "D:\\a b");
const server = fc.constantFrom("service", "1", "2");
const domain = fc.constantFrom("*", "contoso.com", "*.com");
const address: fc.Arbitrary<ClientAddress> = fc.oneof(
  fc.constantFrom<ClientAddress>({ kind: "loopback" }, { kind: "own" }, { kind: "unknown", cause: "input", why: "x" }),
  fc.record({ kind: fc.constant("range" as const), address: fc.nat({ max: 0xffffffff }), mask: fc.nat({ max: 0xffffffff }) }),
);
const list: fc.Arbitrary<RelayList> = fc.oneof(
  fc.constantFrom<RelayList>(UNSET, EVERYONE),
  fc.array(address, { maxLength: 4 }).map((addresses): RelayList => ({ kind: "only", grant: clientSet(addresses, []) })),
  fc
    .array(address, { maxLength: 4 })
    .map(
      (addresses): RelayList => ({ kind: "all-except", deny: clientSet(addresses, [{ kind: "name", name: "spam.example" }]) }),
    ),
);
const ace: fc.Arbitrary<Ace> = fc.record({
  effect: fc.constantFrom("allow" as const, "deny" as const),
  rights: fc.integer({ min: 1, max: 0x1fffff }),
  containers: fc.boolean(),
  objects: fc.boolean(),
  inheritOnly: fc.boolean(),
  noPropagate: fc.boolean(),
});
const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });
const text = fc.string({ maxLength: 8 });
const property = fc.constantFrom("SmartHost", "LogType", "MaxMessageSize", "BadMailDirectory", "PickupDirectory");
const metabase = orNull(fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 2 })));

type Statement = readonly [Key<unknown>, unknown];
const say = <P, T>(parts: fc.Arbitrary<P>, values: fc.Arbitrary<T>, key: (parts: P) => Key<T>): fc.Arbitrary<Statement> =>
  fc.tuple(parts, values).map(([part, value]): Statement => [key(part) as unknown as Key<unknown>, value]);

/** A statement of every kind there is. */
const statements: Readonly<Record<Exclude<keys.KeyKind, "disturbance">, fc.Arbitrary<Statement>>> = {
  feature: say(name, fc.boolean(), keys.feature),
  serviceExists: say(name, fc.boolean(), keys.serviceExists),
  serviceStart: say(name, fc.constantFrom("auto", "manual"), keys.serviceStart),
  serviceRunning: say(name, fc.boolean(), keys.serviceRunning),
  serviceAccount: say(name, principal, keys.serviceAccount),
  serviceBinary: say(name, text, keys.serviceBinary),
  taskExists: say(name, fc.boolean(), keys.taskExists),
  taskAccount: say(name, principal, keys.taskAccount),
  taskCommand: say(name, text, keys.taskCommand),
  userExists: say(name, fc.boolean(), keys.userExists),
  userEnabled: say(name, fc.boolean(), keys.userEnabled),
  userPassword: say(name, fc.constantFrom("literal", "given"), keys.userPassword),
  groupExists: say(fc.constantFrom("WebOps", "Administrators", "__proto__"), fc.boolean(), keys.groupExists),
  accountName: say(name, principal, keys.accountName),
  member: say(fc.tuple(principal, principal), fc.boolean(), ([a, b]) => keys.member(a, b)),
  membershipExact: say(principal, fc.boolean(), keys.membershipExact),
  privilege: say(fc.tuple(fc.constantFrom("SeDebugPrivilege", "SeTcbPrivilege"), principal), fc.boolean(), ([a, b]) =>
    keys.privilege(a, b),
  ),
  privilegeExact: say(fc.constantFrom("SeDebugPrivilege", "SeTcbPrivilege"), fc.boolean(), keys.privilegeExact),
  acl: say(fc.tuple(object, principal), fc.array(ace, { maxLength: 3 }).map(aceList), ([a, b]) => keys.ace(a, b)),
  aclExact: say(object, fc.boolean(), keys.aclExact),
  aclProtected: say(object, fc.boolean(), keys.aclProtected),
  owner: say(object, principal, keys.owner),
  fileSystem: say(fc.constantFrom("C:", "D:"), fc.constantFrom("NTFS", "exFAT"), keys.fileSystem),
  anonymousUserName: say(location, orNull(text), keys.anonymousUserName),
  anonymousLogonMethod: say(location, orNull(fc.constantFrom("Batch", "Network")), keys.anonymousLogonMethod),
  anonymousDenied: say(location, orNull(fc.boolean()), keys.anonymousDenied),
  authentication: say(fc.tuple(fc.constantFrom("anonymous", "basic"), location), orNull(fc.boolean()), ([a, b]) =>
    keys.authentication(a, b),
  ),
  handlerAccess: say(location, orNull(fc.array(fc.constantFrom("Read", "Script"), { maxLength: 2 })), keys.handlerAccess),
  physicalPath: say(location, text, keys.physicalPath),
  directoryUserName: say(location, text, keys.directoryUserName),
  poolExists: say(name, fc.boolean(), keys.poolExists),
  poolIdentityType: say(
    fc.oneof(name, fc.constant("")),
    orNull(fc.constantFrom("LocalSystem", "SpecificUser")),
    keys.poolIdentityType,
  ),
  poolUserName: say(name, orNull(text), keys.poolUserName),
  poolManualGroupMembership: say(name, orNull(fc.boolean()), keys.poolManualGroupMembership),
  siteExists: say(name, fc.boolean(), keys.siteExists),
  siteBindings: say(name, fc.array(text, { maxLength: 2 }), keys.siteBindings),
  applicationExists: say(fc.tuple(name, fc.constantFrom("", "app", "a/b")), fc.boolean(), ([a, b]) =>
    keys.applicationExists(a, b),
  ),
  applicationPool: say(fc.tuple(name, fc.constantFrom("", "app", "*")), orNull(name), ([a, b]) => keys.applicationPool(a, b)),
  smtpServerExists: say(server, fc.boolean(), keys.smtpServerExists),
  relayList: say(server, list, keys.relayList),
  relayForAuth: say(server, orNull(fc.boolean()), keys.relayForAuth),
  authFlags: say(server, orNull(fc.nat({ max: 7 })), keys.authFlags),
  connectionControl: say(server, list, keys.connectionControl),
  smtpBindings: say(server, orNull(fc.array(text, { maxLength: 2 })), keys.smtpBindings),
  smtpProperty: say(fc.tuple(server, property), metabase, ([a, b]) => keys.smtpProperty(a, b)),
  smtpDomainExists: say(fc.tuple(server, domain), fc.boolean(), ([a, b]) => keys.smtpDomainExists(a, b)),
  domainRelayList: say(fc.tuple(server, domain), list, ([a, b]) => keys.domainRelayList(a, b)),
  domainRelayForAuth: say(fc.tuple(server, domain), orNull(fc.boolean()), ([a, b]) => keys.domainRelayForAuth(a, b)),
  domainRouteAction: say(fc.tuple(server, domain), orNull(fc.nat({ max: 0x7fffff })), ([a, b]) => keys.domainRouteAction(a, b)),
  smtpDomainProperty: say(fc.tuple(server, domain, property), metabase, ([a, b, c]) => keys.smtpDomainProperty(a, b, c)),
  hardening: say(name, fc.nat(), keys.hardening),
  firewallOpen: say(fc.constantFrom(25, 80), fc.boolean(), keys.firewallOpen),
};

const anything = fc
  .array(fc.oneof(...Object.values(statements)), { maxLength: 25 })
  .map((said) => [...new Map(said.map((one) => [one[0].id, one])).values()]);

function stateOf(said: readonly Statement[]) {
  return said.reduce((state, [key, value]) => state.set(key, value, null), existing);
}

describe("documents and states", () => {
  test("a state written as a document and lifted again is the same state", () => {
    fc.assert(
      fc.property(anything, (said) => {
        const state = stateOf(said);
        const document = toDocument(state.view(NO_ASSUMPTIONS));
        expect(
          lift(document, EXISTING)
            .diff(state)
            .map((key) => key.id),
        ).toEqual([]);
      }),
    );
  });

  test("a document lifted and written again is its canonical form, which is its own canonical form", () => {
    fc.assert(
      fc.property(anything, (said) => {
        const document = documentOf([...said].reverse());
        const canonical = canonicalDocument(document);
        expect(toDocument(lift(document, EXISTING).view(NO_ASSUMPTIONS))).toEqual(canonical);
        expect(canonicalDocument(canonical)).toEqual(canonical);
      }),
    );
  });

  test("what is written satisfies the schema, also after JSON", () => {
    fc.assert(
      fc.property(anything, (said) => {
        const document = toDocument(stateOf(said).view(NO_ASSUMPTIONS));
        const json = JSON.parse(canonicalJson(document as unknown as Json)) as Json;
        expect(readDocument(json)).toEqual(document);
      }),
    );
  });

  test("every kind of fact has a place", () => {
    expect(Object.keys(PLACES).sort()).toEqual(KEY_KINDS.filter((kind) => kind !== "disturbance").sort());
    expect(Object.keys(statements).sort()).toEqual(Object.keys(PLACES).sort());
    for (const { property: each } of SMTP_PROPERTIES) {
      const state = existing.set(keys.smtpProperty("1", each), 1, null);
      const [first] = [...documentFacts(toDocument(state.view(NO_ASSUMPTIONS)))];
      expect(first?.[0].id).toBe(keys.smtpProperty("1", each).id);
    }
  });

  test("what is not known is left out and named", () => {
    const state = existing.set(keys.feature("A"), true, null).write(keys.relayList("1"), unknownFact("input", "x", line(1)));
    const view = state.view(NO_ASSUMPTIONS);
    expect(toDocument(view)).toEqual({ version: 1, features: [{ name: "A", installed: true }] });
    expect(unknownKeys(view).map((key) => key.kind)).toEqual(["relayList"]);
  });

  test("passwords are never written", () => {
    const state = existing
      .set(keys.smtpProperty("1", "RoutePassword"), "canary", null)
      .set(keys.smtpProperty("1", "AnonymousUserPass"), "canary", null)
      .set(keys.smtpDomainProperty("1", "x", "RoutePassword"), "canary", null);
    expect(JSON.stringify(toDocument(state.view(NO_ASSUMPTIONS)))).not.toContain("canary");
  });
});

const hardened: HostDocument = {
  version: 1,
  features: [
    { name: "SMTP-Server", installed: true },
    { name: "Web-Server", installed: true },
  ],
  groups: [{ name: "BUILTIN\\Administrators", members: ["CONTOSO\\ops"], exact: true }],
  smtp: {
    servers: [
      {
        name: "1",
        relayList: { only: ["loopback", "own"] },
        relayForAuth: true,
        authFlags: 3,
        bindings: [":25:"],
        logging: { type: 1, fields: 1679 },
        domains: [{ name: "alias.example", routeAction: 16 }],
      },
    ],
  },
  web: {
    locations: [{ location: "", anonymousUserName: "" }],
    pools: [{ name: "Site", identityType: "ApplicationPoolIdentity" }],
  },
};

describe("reading", () => {
  test("a document in canonical form is itself", () => {
    expect(canonicalJson(readDocument(hardened as unknown as Json) as unknown as Json)).toBe(
      canonicalJson(hardened as unknown as Json),
    );
  });

  test("spelling and order do not matter", () => {
    const other = {
      version: 1,
      groups: [
        { name: "Administratoren", members: ["contoso\\OPS"] },
        { name: "S-1-5-32-544", exact: true },
      ],
    } as const;
    expect(readDocument(other)).toEqual({
      version: 1,
      groups: [{ name: "BUILTIN\\Administrators", members: ["CONTOSO\\ops"], exact: true }],
    });
  });

  test("questions are asked of what was lifted", () => {
    expect(summary(ask(lift(hardened, image().initial, line(1)), openRelay))).toBe("no");
    const open: HostDocument = { version: 1, smtp: { servers: [{ name: "service", relayList: { allExcept: [] } }] } };
    expect(summary(ask(lift(open, EXISTING, line(1)), openRelay))).toBe("certain 1");
  });

  test.each<[string, Json, RegExp]>([
    ["no version", {}, /version/],
    ["another version", { version: 2 }, /version/],
    ["an unknown member", { version: 1, smpt: {} }, /"smpt"/],
    ["an unknown member deep down", { version: 1, smtp: { servers: [{ name: "1", relay: true }] } }, /smtp\/servers\/0.*"relay"/],
    ["a list of no kind", { version: 1, smtp: { servers: [{ name: "1", relayList: "open" }] } }, /relayList/],
    [
      "an address that is none",
      { version: 1, smtp: { servers: [{ name: "1", relayList: { only: ["10.0.0.999"] } }] } },
      /relayList\/only\/0/,
    ],
    ["a server that is none", { version: 1, smtp: { servers: [{ name: "one" }] } }, /name/],
    ["a principal that is none", { version: 1, groups: [{ name: "A", members: ["IUSR", " "] }] }, /groups\/0\/members\/1/],
    ["no document", null, /host document/],
  ])("%s is refused with its place", (_, json, message) => {
    expect(() => readDocument(json)).toThrow(ShapeError);
    expect(() => readDocument(json)).toThrow(message);
  });

  test("the schema closes every object", () => {
    const open: string[] = [];
    const visit = (schema: Json, at: string): void => {
      if (schema === null || typeof schema !== "object") return;
      if (!Array.isArray(schema)) {
        const object = schema as { readonly [name: string]: Json };
        if (object["type"] === "object" && object["additionalProperties"] !== false) open.push(at);
      }
      for (const [member, inner] of Object.entries(schema)) visit(inner as Json, `${at}/${member}`);
    };
    visit(HOST_DOCUMENT_SCHEMA, "");
    expect(open).toEqual([]);
  });
});

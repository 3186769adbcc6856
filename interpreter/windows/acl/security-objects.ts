import { type AceList, aceList } from "../../../host/acl/ace.js";
import { parseSddl } from "../../../host/acl/sddl.js";
import { ace, aclProtected, owner } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import type { DotnetType } from "../../tools/dotnet-type.js";
import type { Family } from "../../tools/toolbox.js";
import { evidence } from "../../values/provenance.js";
import { scalarBoolean, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { traceOf } from "../../values/texts.js";
import { array, Bool, Instance, NOTHING, type ObjectModel, Str, TRUE, Unknown, type Value } from "../../values/value.js";
import { ntAccount, principalOfValue, securityIdentifier } from "../accounts/account-objects.js";
import { type Evidence, put, putUnknown, valueNow } from "../shared/host-facts.js";
import { type Rule, type RuleKind, ruleObject, ruleOf } from "./access-rules.js";
import { applyDescriptor, entriesOf, holdersOf, replaceList, setEntries, setOwner, setProtection } from "./acl-state.js";

/**
 * Security descriptors as .NET objects (FileSecurity, DirectorySecurity, RegistrySecurity): edits wait in the object until
 * Set-Acl or SetAccessControl writes it to something.
 */

const NAMESPACE = "System.Security.AccessControl";

type Edit =
  | { readonly kind: "add" | "set" | "reset" | "remove" | "removeAll" | "purge"; readonly rule: Rule; readonly from: Evidence }
  | { readonly kind: "protect"; readonly isProtected: boolean; readonly keep: boolean; readonly from: Evidence }
  | { readonly kind: "owner"; readonly principal: PrincipalId; readonly from: Evidence }
  | { readonly kind: "descriptor"; readonly text: string; readonly from: Evidence }
  | { readonly kind: "unknown"; readonly doubt: Unknown; readonly from: Evidence };

const OBJECT = "object";
const KIND = "kind";
const EDITS = "edits";

export type SecurityKind = "file" | "directory" | "registry";

const TYPE_OF: Readonly<Record<SecurityKind, string>> = {
  file: `${NAMESPACE}.FileSecurity`,
  directory: `${NAMESPACE}.DirectorySecurity`,
  registry: `${NAMESPACE}.RegistrySecurity`,
};

const models: Readonly<Record<SecurityKind, (machine: Machine) => ObjectModel>> = {
  file: perMachine((machine) => securityModel(machine, "file")),
  directory: perMachine((machine) => securityModel(machine, "directory")),
  registry: perMachine((machine) => securityModel(machine, "registry")),
};

function securityModel(machine: Machine, kind: SecurityKind): ObjectModel {
  return {
    typeNames: [
      TYPE_OF[kind],
      `${NAMESPACE}.${kind === "registry" ? "NativeObjectSecurity" : "FileSystemSecurity"}`,
      `${NAMESPACE}.ObjectSecurity`,
      "System.Object",
    ],
    get: (self, name, at) => property(machine, self, name, at),
    invoke: (self, name, args, at) => method(machine, self, name, args, at),
    text: () => TYPE_OF[kind],
    propertyNames: () => ["Path", "Owner", "Group", "Access", "Sddl", "AccessToString"],
  };
}

/** The descriptor of an object; null: a new, empty one. */
export function securityObject(machine: Machine, kind: SecurityKind, object: string | null, at: Trace | null): Instance {
  const made = new Instance(models[kind](machine), at);
  made.fields.set(KIND, kind);
  made.fields.set(OBJECT, object);
  made.fields.set(EDITS, []);
  return made;
}

export function isSecurityObject(machine: Machine, value: Value): boolean {
  const plain = machine.plain(value);
  return plain instanceof Instance && machine.field<readonly Edit[]>(plain, EDITS) !== undefined;
}

function editsOf(machine: Machine, self: Instance): readonly Edit[] {
  return machine.field<readonly Edit[]>(self, EDITS) ?? [];
}

function edit(machine: Machine, self: Instance, change: Edit): void {
  machine.setField(self, EDITS, [...editsOf(machine, self), change]);
}

// ---------------------------------------------------------------- what it shows

/** Explicit entries by principal after the edits that wait. */
function current(machine: Machine, self: Instance): Map<PrincipalId, AceList> {
  const object = machine.field<string | null>(self, OBJECT) ?? null;
  const entries = new Map<PrincipalId, AceList>();
  if (object !== null) for (const holder of holdersOf(machine, object)) entries.set(holder, entriesOf(machine, object, holder));
  for (const change of editsOf(machine, self)) changeEntries(entries, change, machine.field<SecurityKind>(self, KIND) ?? "file");
  return entries;
}

function changeEntries(entries: Map<PrincipalId, AceList>, change: Edit, kind: SecurityKind): void {
  if (change.kind === "descriptor") {
    const parsed = parseSddl(change.text, kind === "registry" ? "registry" : "file");
    if ("error" in parsed || parsed.entries === null) return;
    entries.clear();
    for (const { principal, ...entry } of parsed.entries)
      entries.set(principal, aceList([...(entries.get(principal) ?? []), entry]));
    return;
  }
  if (!("rule" in change)) return;
  const { principal, ace: entry } = change.rule;
  const before = entries.get(principal) ?? [];
  if (change.kind === "purge") entries.set(principal, []);
  else if (entry === null) return;
  else entries.set(principal, aceList(edited(before, change.kind, entry)));
}

/** As .NET's AddAccessRule, SetAccessRule (same effect goes first), ResetAccessRule (everything goes first), RemoveAccessRule(All). */
function edited(before: AceList, kind: "add" | "set" | "reset" | "remove" | "removeAll", entry: AceList[number]): AceList {
  switch (kind) {
    case "add":
      return [...before, entry];
    case "set":
      return [...before.filter((one) => one.effect !== entry.effect), entry];
    case "reset":
      return [entry];
    case "remove":
      return before.map((one) => (one.effect === entry.effect ? { ...one, rights: (one.rights & ~entry.rights) >>> 0 } : one));
    case "removeAll":
      return before.filter((one) => one.effect !== entry.effect);
  }
}

function property(machine: Machine, self: Instance, name: string, at: Trace | null): Value | undefined {
  const object = machine.field<string | null>(self, OBJECT) ?? null;
  switch (name.toLowerCase()) {
    case "access":
      return rules(machine, self, at);
    case "owner": {
      const changed = [...editsOf(machine, self)].reverse().find((change) => change.kind === "owner");
      const known =
        changed?.kind === "owner" ? changed.principal : object === null ? undefined : valueNow(machine, owner(object));
      return known === undefined ? unknownOf(object, "owner", at) : new Str(describePrincipal(known), at);
    }
    case "arerulesprotected":
    case "areaccessrulesprotected": {
      const known = object === null ? false : valueNow(machine, aclProtected(object));
      return known === undefined ? unknownOf(object, "protected", at, "System.Boolean") : new Bool(known, at);
    }
    case "path":
    case "pspath":
      return object === null ? NOTHING : new Str(`Microsoft.PowerShell.Core\\FileSystem::${object}`, at);
    case "sddl":
    case "accesstostring":
    case "group":
      return unknownOf(object, name.toLowerCase(), at, "System.String");
    case "accessrulefactory":
    case "accessruletype":
    case "auditruletype":
      return undefined;
    default:
      return undefined;
  }
}

function unknownOf(object: string | null, what: string, at: Trace | null, type: string | null = null): Unknown {
  return new Unknown(
    "input",
    `the ${what} of ${object ?? "a new access list"}`,
    `acl:${(object ?? "new").toLowerCase()}.${what}`,
    at,
    type,
  );
}

function rules(machine: Machine, self: Instance, at: Trace | null): Value {
  const kind: RuleKind = machine.field<SecurityKind>(self, KIND) === "registry" ? "registry" : "file";
  const items: Value[] = [];
  for (const [principal, entries] of current(machine, self)) {
    for (const entry of entries)
      items.push(ruleObject(machine, { kind, principal, identity: null, ace: entry, doubt: null }, at));
  }
  const object = machine.field<string | null>(self, OBJECT) ?? null;
  // What flows in and what was there before is for the host to know.
  if (object !== null) items.push(unknownOf(object, "other entries", at));
  return array(items, "System.Object", at);
}

// ---------------------------------------------------------------- edits

const RULE_EDITS: ReadonlyMap<string, "add" | "set" | "reset" | "remove" | "removeAll"> = new Map([
  ["addaccessrule", "add"],
  ["setaccessrule", "set"],
  ["resetaccessrule", "reset"],
  ["removeaccessrule", "remove"],
  ["removeaccessrulespecific", "remove"],
  ["removeaccessruleall", "removeAll"],
] as const);

function method(machine: Machine, self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
  const [first, second] = args;
  const lower = name.toLowerCase();
  const kind = RULE_EDITS.get(lower);
  if (kind !== undefined && first !== undefined) {
    const rule = ruleOf(machine, first);
    const from = evidence(traceOf(machine.plain(first)) ?? at, at, `${name} puts it into the access list`);
    if (rule !== undefined) edit(machine, self, { kind, rule, from });
    else if (kind !== "remove" && kind !== "removeAll" && !isDirectoryRule(machine, first))
      edit(machine, self, { kind: "unknown", doubt: doubtIn(machine, first, at), from });
    return kind.startsWith("remove") ? TRUE : NOTHING;
  }
  switch (lower) {
    case "purgeaccessrules": {
      const principal = first === undefined ? undefined : principalOfValue(machine, first);
      if (principal)
        edit(machine, self, {
          kind: "purge",
          rule: { kind: "file", principal, identity: null, ace: null, doubt: null },
          from: evidence(at),
        });
      return NOTHING;
    }
    case "setaccessruleprotection": {
      const isProtected = first === undefined ? undefined : scalarBoolean(machine, first);
      const keep = second === undefined ? undefined : scalarBoolean(machine, second);
      if (typeof isProtected === "boolean")
        edit(machine, self, { kind: "protect", isProtected, keep: keep !== false, from: evidence(at) });
      return NOTHING;
    }
    case "setowner": {
      const principal = first === undefined ? undefined : principalOfValue(machine, first);
      if (principal)
        edit(machine, self, { kind: "owner", principal, from: evidence(traceOf(machine.plain(first as Value)) ?? at) });
      return NOTHING;
    }
    case "setsecuritydescriptorsddlform": {
      const text = first === undefined ? undefined : scalarText(machine, first);
      const from = evidence((first && traceOf(machine.plain(first))) ?? at, at, `${name} sets the access list`);
      if (typeof text === "string") edit(machine, self, { kind: "descriptor", text, from });
      else if (text instanceof Unknown) edit(machine, self, { kind: "unknown", doubt: text, from });
      return NOTHING;
    }
    case "getaccessrules":
      return rules(machine, self, at);
    case "getowner": {
      const object = machine.field<string | null>(self, OBJECT) ?? null;
      const known = object === null ? undefined : valueNow(machine, owner(object));
      if (known === undefined) return unknownOf(object, "owner", at);
      const wanted = first === undefined ? undefined : machine.plain(first);
      return wanted?.kind === "type" && wanted.name.endsWith("SecurityIdentifier")
        ? securityIdentifier(machine, known, at)
        : ntAccount(machine, known, at);
    }
    case "getsecuritydescriptorsddlform":
      return unknownOf(machine.field<string | null>(self, OBJECT) ?? null, "sddl", at, "System.String");
    case "setgroup":
    case "addauditrule":
    case "setauditrule":
    case "setauditruleprotection":
    case "removeauditrule":
      return NOTHING;
    default:
      return undefined;
  }
}

/** Rules of objects in a directory (`AD:\\...`) are no matter of this host. */
function isDirectoryRule(machine: Machine, value: Value): boolean {
  const plain = machine.plain(value);
  return plain instanceof Unknown && plain.type === "System.DirectoryServices.ActiveDirectoryAccessRule";
}

function doubtIn(machine: Machine, value: Value, at: Trace | null): Unknown {
  const plain = machine.plain(value);
  return plain instanceof Unknown ? plain : new Unknown("unmodelled", "an access rule", machine.freshSymbol("rule"), at);
}

// ---------------------------------------------------------------- writing it to the host

/** Set-Acl, SetAccessControl: the object gets this access list. What was read from another object is copied whole. */
export function writeSecurity(machine: Machine, security: Instance, object: string, at: Trace): void {
  const source = machine.field<string | null>(security, OBJECT) ?? null;
  const whole = evidence(security.trace ?? at, at, `the access list of ${object} is written`);
  if (source?.toLowerCase() !== object.toLowerCase()) {
    const before =
      source === null
        ? new Map<PrincipalId, AceList>()
        : new Map(holdersOf(machine, source).map((holder) => [holder, entriesOf(machine, source, holder)]));
    replaceList(machine, object, before, whole);
    if (source !== null) {
      const cut = valueNow(machine, aclProtected(source));
      if (cut !== undefined) put(machine, aclProtected(object), cut, whole);
    }
  }
  const kind = machine.field<SecurityKind>(security, KIND) ?? "file";
  for (const change of editsOf(machine, security)) writeEdit(machine, object, change, kind, at);
}

function writeEdit(machine: Machine, object: string, change: Edit, kind: SecurityKind, at: Trace): void {
  machine.budget.step();
  const from: Evidence = {
    origin: change.from.origin,
    because: [...change.from.because, { at: at.origin, what: `written to ${object}` }],
  };
  switch (change.kind) {
    case "protect":
      setProtection(machine, object, change.isProtected, change.keep, from);
      return;
    case "owner":
      setOwner(machine, object, change.principal, from);
      return;
    case "descriptor": {
      const parsed = parseSddl(change.text, kind === "registry" ? "registry" : "file");
      if ("error" in parsed) machine.note("unreadable", ["acl"], `the security descriptor of ${object}: ${parsed.error}`, at);
      else applyDescriptor(machine, object, parsed, from);
      return;
    }
    case "unknown":
      machine.note(change.doubt.cause, ["acl"], `an access rule of ${object}: ${change.doubt.why}`, at);
      return;
    case "purge":
      setEntries(machine, object, change.rule.principal, [], from);
      return;
    default: {
      const { principal, ace: entry, doubt } = change.rule;
      const before = entriesOf(machine, object, principal);
      if (entry !== null) setEntries(machine, object, principal, edited(before, change.kind, entry), from);
      else if (!change.kind.startsWith("remove"))
        putUnknown(machine, ace(object, principal), doubt?.cause ?? "input", doubt?.why ?? "the rights of a rule", from);
    }
  }
}

export const securityObjectsFamily: Family = {
  types: [
    ...(["file", "directory", "registry"] as const).map<DotnetType>((kind) => ({
      name: TYPE_OF[kind],
      modelled: { construct: (machine, _args, at) => securityObject(machine, kind, null, at) },
    })),
  ],
};

import { userEnabled, userPassword } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { localPrincipal, type PrincipalId } from "../../../host/principals/principal-id.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import type { DotnetType } from "../../tools/dotnet-type.js";
import type { Family } from "../../tools/toolbox.js";
import { evidence } from "../../values/provenance.js";
import { scalarBoolean, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { traceOf } from "../../values/texts.js";
import { Bool, Instance, int, NOTHING, NULL, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { type Evidence, put, valueNow } from "../shared/host-facts.js";
import { placeOf } from "../shared/place.js";
import { memberObject, plainName, principalOfValue, securityIdentifier } from "./account-objects.js";
import { isOpen, localName } from "./accounts.js";
import { doubtOf } from "./group-argument.js";
import {
  addMember,
  createGroup,
  createUser,
  type Doubt,
  deleteGroup,
  deleteUser,
  groupIsThere,
  isMember,
  membersOf,
  removeMember,
  userIsThere,
} from "./membership.js";
import { othersObject } from "./other-accounts.js";

/**
 * System.DirectoryServices.AccountManagement on this computer: GroupPrincipal and UserPrincipal. Changes of members and
 * properties wait for Save().
 */

const NAMESPACE = "System.DirectoryServices.AccountManagement";
const CONTEXT = `${NAMESPACE}.PrincipalContext`;
const PRINCIPAL = "principal";
const TYPE = "type";
const IS_NEW = "new";
const NAME = "name";
const PENDING = "pending members";
const PROPERTIES = "pending properties";
const OWNER = "owner";
/** True: a context of a domain, whose accounts are not this host's. */
const REMOTE = "remote";

interface PendingMember {
  readonly action: "add" | "remove" | "clear";
  readonly id: PrincipalId | null;
  readonly doubt: Doubt | null;
  readonly from: Evidence;
}

const contextModel = perMachine<ObjectModel>(() => ({
  typeNames: [CONTEXT, "System.Object"],
  get: (_self, name, at) => (name.toLowerCase() === "contexttype" ? new Str("Machine", at) : undefined),
  invoke: (_self, name, _args, at) =>
    name.toLowerCase() === "dispose"
      ? NOTHING
      : name.toLowerCase() === "validatecredentials"
        ? new Unknown("input", "whether the credentials are right", "validate-credentials", at, "System.Boolean")
        : undefined,
}));

function isRemote(machine: Machine, value: Value | undefined): boolean {
  const plain = value === undefined ? undefined : machine.plain(value);
  return plain instanceof Instance && machine.field<boolean>(plain, REMOTE) === true;
}

// ---------------------------------------------------------------- principals

const principalModel = perMachine<ObjectModel>((machine) => model(machine));

function model(machine: Machine): ObjectModel {
  return {
    typeNames: [`${NAMESPACE}.GroupPrincipal`, `${NAMESPACE}.Principal`, "System.Object"],
    get: (self, name, at) => get(machine, self, name, at),
    set: (self, name, value) => {
      const before = machine.field<ReadonlyMap<string, Value>>(self, PROPERTIES) ?? new Map();
      machine.setField(self, PROPERTIES, new Map(before).set(name.toLowerCase(), value));
      const text = ["name", "samaccountname"].includes(name.toLowerCase()) ? scalarText(machine, value) : undefined;
      if (typeof text === "string" && machine.field<boolean>(self, IS_NEW) === true) {
        machine.setField(self, NAME, text);
        machine.setField(self, PRINCIPAL, localPrincipal(text));
      }
      return true;
    },
    invoke: (self, name, args, at) => invoke(machine, self, name, args, at),
    text: (self) => machine.field<string>(self, NAME) ?? "",
    propertyNames: () => ["Name", "SamAccountName", "Sid", "Members", "Enabled", "Description"],
  };
}

function principalObject(
  machine: Machine,
  type: "user" | "group",
  id: PrincipalId | null,
  name: string,
  isNew: boolean,
  at: Trace | null,
): Instance {
  const object = new Instance(principalModel(machine), at);
  object.fields.set(TYPE, type);
  if (id !== null) object.fields.set(PRINCIPAL, id);
  object.fields.set(NAME, name);
  object.fields.set(IS_NEW, isNew);
  return object;
}

function get(machine: Machine, self: Instance, name: string, at: Trace | null): Value | undefined {
  const pending = machine.field<ReadonlyMap<string, Value>>(self, PROPERTIES)?.get(name.toLowerCase());
  if (pending !== undefined) return pending;
  const id = machine.field<PrincipalId>(self, PRINCIPAL);
  switch (name.toLowerCase()) {
    case "name":
    case "samaccountname":
      return new Str(machine.field<string>(self, NAME) ?? "", self.trace ?? at);
    case "sid":
      return id === undefined ? NULL : securityIdentifier(machine, id, at);
    case "members":
      return collection(machine, self, at);
    case "enabled": {
      const enabled = id === undefined ? undefined : valueNow(machine, userEnabled(plainName(id)));
      return enabled === undefined
        ? new Unknown("input", "whether an account is enabled", `enabled:${id ?? ""}`, at, "System.Boolean")
        : new Bool(enabled, at);
    }
    case "structuralobjectclass":
      return new Str(machine.field<string>(self, TYPE) ?? "", at);
    default:
      return undefined;
  }
}

function invoke(machine: Machine, self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
  const id = machine.field<PrincipalId>(self, PRINCIPAL);
  const type = machine.field<string>(self, TYPE);
  switch (name.toLowerCase()) {
    case "save":
      save(machine, self, at);
      return NOTHING;
    case "setpassword": {
      const value = args[0] === undefined ? undefined : machine.plain(args[0]);
      const before = machine.field<ReadonlyMap<string, Value>>(self, PROPERTIES) ?? new Map();
      if (value !== undefined) machine.setField(self, PROPERTIES, new Map(before).set("password", value));
      return NOTHING;
    }
    case "delete":
      if (id !== undefined && type === "group") deleteGroup(machine, id, evidence(at));
      else if (id !== undefined) deleteUser(machine, id, evidence(at));
      return NOTHING;
    case "getmembers":
      return id === undefined ? NOTHING : collection(machine, self, at);
    case "ismemberof": {
      const group = args[0] === undefined ? undefined : principalOfValue(machine, args[args.length - 1] as Value);
      return group && id !== undefined ? new Bool(isMember(machine, group, id, at), at) : undefined;
    }
    case "dispose":
    case "unlockaccount":
    case "expirepasswordnow":
      return NOTHING;
    default:
      return undefined;
  }
}

function save(machine: Machine, self: Instance, at: Trace | null): void {
  const id = machine.field<PrincipalId>(self, PRINCIPAL);
  if (id === undefined) return;
  const name = localName(id);
  const properties = machine.field<ReadonlyMap<string, Value>>(self, PROPERTIES) ?? new Map<string, Value>();
  const from = evidence(self.trace ?? at, at, "Save() writes it");
  const password = properties.get("password");
  const plainPassword = password === undefined ? undefined : machine.plain(password);
  const kind = plainPassword instanceof Str && !plainPassword.secret ? "literal" : "given";
  const enabled = properties.has("enabled") ? scalarBoolean(machine, properties.get("enabled") as Value) : undefined;
  if (machine.field<boolean>(self, IS_NEW) === true && name !== undefined) {
    if (machine.field<string>(self, TYPE) === "group") createGroup(machine, name, from);
    else
      createUser(
        machine,
        name,
        password === undefined ? "blank" : kind,
        enabled instanceof Unknown ? undefined : (enabled ?? true),
        from,
      );
    machine.setField(self, IS_NEW, false);
  } else if (name !== undefined) {
    if (password !== undefined) put(machine, userPassword(name), kind, from);
    if (typeof enabled === "boolean") put(machine, userEnabled(name), enabled, from);
  }
  for (const pending of machine.field<readonly PendingMember[]>(self, PENDING) ?? []) apply(machine, id, pending);
  machine.setField(self, PENDING, []);
  machine.setField(self, PROPERTIES, new Map());
}

function apply(machine: Machine, group: PrincipalId, pending: PendingMember): void {
  if (pending.action === "clear") {
    for (const known of membersOf(machine, group).known) removeMember(machine, group, known, pending.from);
  } else if (pending.id !== null && pending.action === "add") addMember(machine, group, pending.id, pending.from, pending.doubt);
  else if (pending.id !== null) removeMember(machine, group, pending.id, pending.from);
}

// ---------------------------------------------------------------- members

const membersModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [`${NAMESPACE}.PrincipalCollection`, "System.Object"],
  get: (self, name, at) => {
    if (name.toLowerCase() !== "count") return undefined;
    const { known, complete } = membersOf(machine, ownerId(machine, self));
    return complete
      ? int(known.length, at)
      : new Unknown("input", "how many members a group has", `count:${ownerId(machine, self)}`, at, "System.Int32");
  },
  invoke: (self, name, args, at) => {
    const owner = machine.field<Instance>(self, OWNER) as Instance;
    const value = args[args.length - 1];
    const id = value === undefined ? undefined : principalOfValue(machine, value);
    const trace = value === undefined ? at : (placeOf(machine.plain(value)) ?? at);
    const wait = (action: PendingMember["action"]): Value => {
      const group = describePrincipal(ownerId(machine, self));
      const what = action === "add" ? `Members.Add adds it to ${group}` : `taken out of ${group}`;
      const entry: PendingMember = {
        action,
        id: id ?? null,
        doubt: value === undefined ? null : doubtOf(machine.plain(value)),
        from: evidence(trace, at, what),
      };
      machine.setField(owner, PENDING, [...(machine.field<readonly PendingMember[]>(owner, PENDING) ?? []), entry]);
      return NOTHING;
    };
    switch (name.toLowerCase()) {
      case "add":
        return wait("add");
      case "remove":
        wait("remove");
        return new Bool(true, at);
      case "clear":
        return wait("clear");
      case "contains":
        if (id === undefined || id === null || isOpen(id)) return undefined;
        return new Bool(isMember(machine, ownerId(machine, self), id, trace), at);
      default:
        return undefined;
    }
  },
  enumerate: (self) => {
    const group = ownerId(machine, self);
    const { known, complete } = membersOf(machine, group);
    const items: Value[] = known.map((member) => memberObject(machine, member, self.trace));
    if (!complete) items.push(othersObject(machine, group, self.trace));
    return items;
  },
}));

function ownerId(machine: Machine, collectionObject: Instance): PrincipalId {
  const owner = machine.field<Instance>(collectionObject, OWNER) as Instance;
  return machine.field<PrincipalId>(owner, PRINCIPAL) as PrincipalId;
}

function collection(machine: Machine, owner: Instance, at: Trace | null): Instance {
  const members = new Instance(membersModel(machine), at);
  members.fields.set(OWNER, owner);
  return members;
}

// ---------------------------------------------------------------- the types

function find(machine: Machine, type: "user" | "group" | "any", args: readonly Value[], at: Trace | null): Value {
  const value = args[args.length - 1];
  const id = value === undefined ? undefined : principalOfValue(machine, value);
  if (isRemote(machine, args[0]))
    return new Unknown("input", "an account of the domain", machine.freshSymbol("domain-account"), at, `${NAMESPACE}.Principal`);
  if (id === undefined || id === null || value === undefined)
    return new Unknown("input", "an account that is looked for", machine.freshSymbol("account"), at, `${NAMESPACE}.Principal`);
  const name = isOpen(id) ? describePrincipal(id) : plainName(id);
  const trace = placeOf(machine.plain(value)) ?? at;
  if (isOpen(id)) return principalObject(machine, type === "user" ? "user" : "group", id, name, false, trace);
  const isUser = type === "user" || (type === "any" && localName(id) !== undefined && userIsThere(machine, id, trace));
  const there = isUser ? userIsThere(machine, id, trace) || localName(id) === undefined : groupIsThere(machine, id, trace);
  return there ? principalObject(machine, isUser ? "user" : "group", id, name, false, trace) : NULL;
}

export const accountManagementFamily: Family = {
  types: [
    {
      name: CONTEXT,
      modelled: {
        construct: (machine, args, at) => {
          const context = new Instance(contextModel(machine), at);
          const type = args[0] === undefined ? undefined : scalarText(machine, args[0]);
          context.fields.set(REMOTE, typeof type === "string" && !["machine", "0"].includes(type.toLowerCase()));
          return context;
        },
      },
    },
    ...(
      [
        ["GroupPrincipal", "group"],
        ["UserPrincipal", "user"],
        ["Principal", "any"],
      ] as const
    ).map<DotnetType>(([type, kind]) => ({
      name: `${NAMESPACE}.${type}`,
      modelled: {
        construct: (machine, args, at) => {
          const name = args[1] === undefined ? undefined : scalarText(machine, args[1]);
          const id = typeof name === "string" ? localPrincipal(name) : null;
          return principalObject(
            machine,
            kind === "group" ? "group" : "user",
            id,
            typeof name === "string" ? name : "",
            true,
            (args[1] && traceOf(machine.plain(args[1]))) ?? at,
          );
        },
        statics: {
          invoke: (machine, name, args, at) =>
            name.toLowerCase() === "findbyidentity" ? find(machine, kind, args, at) : undefined,
        },
      },
    })),
  ],
};

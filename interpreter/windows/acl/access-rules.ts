import type { Ace } from "../../../host/acl/ace.js";
import { dotnetRights, mapGeneric } from "../../../host/acl/rights.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import type { DotnetType } from "../../tools/dotnet-type.js";
import { PsError } from "../../tools/script-error.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { enumInfo, enumText } from "../../values/enums.js";
import { elementsOf, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { EnumValue, FALSE, Instance, Num, type ObjectModel, Unknown, type Value } from "../../values/value.js";
import { ntAccount, principalOfValue } from "../accounts/account-objects.js";
import { placeOf } from "../shared/place.js";

/** System.Security.AccessControl.FileSystemAccessRule and RegistryAccessRule. */

export type RuleKind = "file" | "registry";

export interface Rule {
  readonly kind: RuleKind;
  readonly principal: PrincipalId;
  readonly identity: Text | null;
  /** Null: which rights is not known. */
  readonly ace: Ace | null;
  /** Why the rights are not known. */
  readonly doubt: Unknown | null;
}

const NAMESPACE = "System.Security.AccessControl";
const RULE = "rule";
const TYPES: Readonly<Record<RuleKind, { readonly rule: string; readonly rights: string; readonly property: string }>> = {
  file: { rule: `${NAMESPACE}.FileSystemAccessRule`, rights: `${NAMESPACE}.FileSystemRights`, property: "FileSystemRights" },
  registry: { rule: `${NAMESPACE}.RegistryAccessRule`, rights: `${NAMESPACE}.RegistryRights`, property: "RegistryRights" },
};

const models = {
  file: perMachine<ObjectModel>((machine) => ruleModel(machine, "file")),
  registry: perMachine<ObjectModel>((machine) => ruleModel(machine, "registry")),
};

function ruleModel(machine: Machine, kind: RuleKind): ObjectModel {
  return {
    typeNames: [TYPES[kind].rule, `${NAMESPACE}.AccessRule`, `${NAMESPACE}.AuthorizationRule`, "System.Object"],
    get: (self, name, at) => {
      const rule = ruleOf(machine, self) as Rule;
      const { ace } = rule;
      switch (name.toLowerCase()) {
        case "identityreference":
          return ntAccount(machine, rule.principal, self.trace ?? at, rule.identity ?? undefined);
        case TYPES[kind].property.toLowerCase():
          return ace === null ? unknownPart(rule, "rights", at) : enumOf(TYPES[kind].rights, ace.rights, at);
        case "accesscontroltype":
          return ace === null
            ? unknownPart(rule, "type", at)
            : enumOf(`${NAMESPACE}.AccessControlType`, ace.effect === "allow" ? 0 : 1, at);
        case "inheritanceflags":
          return ace === null
            ? unknownPart(rule, "inheritance", at)
            : enumOf(`${NAMESPACE}.InheritanceFlags`, (ace.containers ? 1 : 0) | (ace.objects ? 2 : 0), at);
        case "propagationflags":
          return ace === null
            ? unknownPart(rule, "propagation", at)
            : enumOf(`${NAMESPACE}.PropagationFlags`, (ace.noPropagate ? 1 : 0) | (ace.inheritOnly ? 2 : 0), at);
        case "isinherited":
          return FALSE;
        default:
          return undefined;
      }
    },
    text: () => TYPES[kind].rule,
    propertyNames: () => [
      TYPES[kind].property,
      "AccessControlType",
      "IdentityReference",
      "IsInherited",
      "InheritanceFlags",
      "PropagationFlags",
    ],
  };
}

function unknownPart(rule: Rule, part: string, at: Trace | null): Unknown {
  return new Unknown(
    rule.doubt?.cause ?? "input",
    rule.doubt?.why ?? "the rights of a rule",
    `rule:${rule.principal}.${part}`,
    at,
  );
}

function enumOf(type: string, value: number, at: Trace | null): EnumValue {
  const info = enumInfo(type);
  return new EnumValue(type, info ? enumText(info, value) : String(value), value, at);
}

export function ruleOf(machine: Machine, value: Value): Rule | undefined {
  const plain = machine.plain(value);
  return plain instanceof Instance ? machine.field<Rule>(plain, RULE) : undefined;
}

export function ruleObject(machine: Machine, rule: Rule, at: Trace | null): Instance {
  const object = new Instance(models[rule.kind](machine), at);
  object.fields.set(RULE, rule);
  return object;
}

/** A number of an enum, from a member, a number, a text of names, or a list of them; Unknown when one is not known. */
function flagsOf(machine: Machine, value: Value, type: string, at: Trace | null): number | Unknown {
  const elements = elementsOf(machine, value);
  if (elements instanceof Unknown) return elements;
  let bits = 0;
  for (const element of elements) {
    if (element instanceof Unknown) return element;
    if (element instanceof EnumValue) bits |= element.value;
    else if (element instanceof Num && typeof element.value !== "object") bits |= Number(element.value);
    else {
      const text = scalarText(machine, element);
      if (typeof text !== "string") return new Unknown("unmodelled", `a value of ${type}`, machine.freshSymbol("flags"), at);
      for (const word of text.split(",")) {
        const name = word.trim().toLowerCase();
        const member = enumInfo(type)?.members.find((one) => one.name.toLowerCase() === name);
        const number = /^-?\d+$/.test(name) ? Number(name) : member?.value;
        if (number === undefined) throw invalidRule(`Cannot convert value "${text}" to type "${type}".`, at);
        bits |= number;
      }
    }
  }
  return bits;
}

function rightsOf(machine: Machine, value: Value, kind: RuleKind, at: Trace | null): number | Unknown {
  const elements = elementsOf(machine, value);
  if (elements instanceof Unknown) return elements;
  let mask = 0;
  for (const element of elements) {
    if (element instanceof Unknown) return element;
    const text = element instanceof EnumValue ? String(element.value) : scalarText(machine, element);
    if (text === null || text === undefined || text instanceof Unknown)
      return new Unknown("unmodelled", "the rights of a rule", machine.freshSymbol("rights"), at);
    const bits = dotnetRights(text, kind);
    if (bits === null) throw invalidRule(`Cannot convert value "${text}" to type "${TYPES[kind].rights}".`, at);
    mask |= bits;
  }
  return mapGeneric(mask >>> 0, kind);
}

function invalidRule(message: string, at: Trace | null): PsError {
  return new PsError({
    id: "ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand",
    message,
    exception: "System.Management.Automation.MethodInvocationException",
    at,
  });
}

/** (identity, rights, type) and (identity, rights, inheritance, propagation, type). */
function makeRule(machine: Machine, kind: RuleKind, given: readonly Value[], at: Trace | null): Value {
  const args = given.length === 1 ? spread(machine, given[0] as Value) : given;
  const [identity, rights] = args;
  const type = args[args.length - 1];
  if ((args.length !== 3 && args.length !== 5) || identity === undefined || rights === undefined || type === undefined) {
    throw invalidRule(
      `Cannot find an overload for "${TYPES[kind].rule.slice(NAMESPACE.length + 1)}" and the argument count: "${args.length}".`,
      at,
    );
  }
  const principal = principalOfValue(machine, identity);
  const place = placeOf(machine.plain(identity)) ?? at;
  if (principal === null || principal === undefined) {
    return new Unknown("input", "the account of an access rule", machine.freshSymbol("rule"), place, TYPES[kind].rule);
  }
  const mask = rightsOf(machine, rights, kind, at);
  const inheritance = args.length === 5 ? flagsOf(machine, args[2] as Value, `${NAMESPACE}.InheritanceFlags`, at) : 0;
  const propagation = args.length === 5 ? flagsOf(machine, args[3] as Value, `${NAMESPACE}.PropagationFlags`, at) : 0;
  const effect = flagsOf(machine, type, `${NAMESPACE}.AccessControlType`, at);
  const plainIdentity = machine.plain(identity);
  const spelled = plainIdentity instanceof Instance ? null : (scalarText(machine, plainIdentity) ?? null);
  const doubt = [mask, inheritance, propagation, effect].find((part): part is Unknown => part instanceof Unknown) ?? null;
  if (
    typeof mask !== "number" ||
    typeof inheritance !== "number" ||
    typeof propagation !== "number" ||
    typeof effect !== "number"
  ) {
    return ruleObject(machine, { kind, principal, identity: spelled, ace: null, doubt }, place);
  }
  const ace: Ace = {
    effect: effect === 1 ? "deny" : "allow",
    rights: mask,
    containers: (inheritance & 1) !== 0,
    objects: (inheritance & 2) !== 0,
    noPropagate: (propagation & 1) !== 0,
    inheritOnly: (propagation & 2) !== 0,
  };
  return ruleObject(machine, { kind, principal, identity: spelled, ace, doubt: null }, place);
}

/** `New-Object FileSystemAccessRule $arguments` and a cast of a list: the list holds the arguments. */
function spread(machine: Machine, value: Value): readonly Value[] {
  const plain = machine.plain(value);
  return plain.kind === "arr" ? machine.settled<readonly Value[]>(plain.items) : [value];
}

export const accessRulesFamily: Family = {
  types: [
    ...(["file", "registry"] as const).map<DotnetType>((kind) => ({
      name: TYPES[kind].rule,
      modelled: { construct: (machine, args, at) => makeRule(machine, kind, args, at) },
      cast: (machine, value, at) => (ruleOf(machine, value) ? value : makeRule(machine, kind, [value], at)),
    })),
  ],
};

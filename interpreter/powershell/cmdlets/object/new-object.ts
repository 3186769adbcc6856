import { createComObject } from "../../../tools/com.js";
import { PsError } from "../../../tools/script-error.js";
import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { Arr, Block, Dict, NULL, type Plain, PsObject, Str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { construct, setMember } from "../../members/members.js";
import { boxed, boxOf } from "../../types/boxed.js";
import { typeFromText } from "../../types/convert.js";
import { dictEntries } from "../../types/dict.js";
import { scriptTypesOf } from "../../types/running.js";
import { toText } from "../../types/text.js";
import { getMember } from "../session/get-member.js";
import { inputObjects } from "../shared/common.js";
import { propertyNames, propertyOf } from "../shared/property-spec.js";

/** New-Object and Add-Member. */

function newObject(call: CmdletCall): void {
  const made = call.has("ComObject") ? comObject(call) : dotnetObject(call);
  if (made === undefined) return;
  const properties = call.value("Property");
  const object = call.machine.plain(made);
  if (properties instanceof Dict) {
    for (const { key, value } of dictEntries(call.machine, properties)) {
      const name = toText(call.machine, key);
      if (typeof name !== "string") continue;
      if (object instanceof PsObject) call.machine.journal.setEntry(object.properties, name.toLowerCase(), { name, value });
      else setMember(call.machine, object, name, value, call.trace("Property"));
    }
  } else if (properties instanceof PsObject && object instanceof PsObject) {
    for (const name of propertyNames(call, properties)) {
      call.machine.journal.setEntry(object.properties, name.toLowerCase(), {
        name,
        value: propertyOf(call, properties, name) ?? NULL,
      });
    }
  }
  call.out(made);
}

function dotnetObject(call: CmdletCall): Value | undefined {
  const given = call.value("TypeName");
  const text = given instanceof TypeRef ? given.name : call.text("TypeName");
  if (text === undefined) return undefined;
  if (typeof text !== "string") {
    call.undecided(text.cause, "makes an object of a class that is not known", "all");
    return call.unknown(text.why, { symbol: `new(${text.symbol})`, cause: text.cause });
  }
  const type =
    given instanceof TypeRef
      ? given
      : (scriptTypesOf(call.machine)?.find(call.machine, text) ?? typeFromText(call.machine, text));
  if (type === null) {
    call.fail({
      id: "TypeNotFound",
      message: `Cannot find type [${text}]: verify that the assembly containing this type is loaded.`,
      exception: "System.Management.Automation.PSArgumentException",
      terminating: true,
    });
    return undefined;
  }
  const list = call.value("ArgumentList");
  const args = list === undefined || list.kind === "null" ? [] : list instanceof Arr ? call.machine.settled(list.items) : [list];
  // A type with no model of its own and no arguments may have any members: a bag of properties serves.
  if (/^(?:system\.management\.automation\.)?psobject$/i.test(type.name) && args.length === 0) {
    return new PsObject(["System.Management.Automation.PSCustomObject", "System.Object"], call.at);
  }
  try {
    return construct(call.machine, type, args, call.at);
  } catch (error) {
    if (!(error instanceof PsError) || error.thrown) throw error;
    const failed = error.exception.endsWith("MethodException") || error.id === "MethodCountCouldNotFindBest";
    throw new PsError({
      id: failed ? "ConstructorInvokedThrowException" : error.id,
      message: failed
        ? `A constructor was not found. Cannot find an appropriate constructor for type ${type.name}.`
        : error.message,
      exception: error.exception,
      at: call.at,
      target: error.target,
      category: error.category,
    });
  }
}

function comObject(call: CmdletCall): Value {
  const name = call.text("ComObject");
  if (typeof name !== "string") {
    const cause = name?.cause ?? "input";
    call.undecided(cause, "makes a COM object of a class that is not known", "all");
    return call.unknown("a COM object of a class that is not known", { cause });
  }
  return createComObject(call.machine, name, call.at);
}

// ---------------------------------------------------------------- Add-Member

interface Addition {
  readonly kind: string;
  readonly name: string;
  readonly value: Value;
}

function additions(call: CmdletCall): readonly Addition[] {
  const rest = call.list("Arguments");
  const loose: Plain[] = rest instanceof Unknown ? [] : [...rest];
  const members =
    call.value("NotePropertyMembers") ?? (loose.length === 1 && loose[0] instanceof Dict ? loose.shift() : undefined);
  if (members instanceof Dict) {
    return dictEntries(call.machine, members).flatMap(({ key, value }) => {
      const name = toText(call.machine, key);
      return typeof name === "string" ? [{ kind: "noteproperty", name, value }] : [];
    });
  }
  if (call.has("NotePropertyName") || (!call.has("MemberType") && !call.has("Name") && loose.length === 2)) {
    const name = call.has("NotePropertyName") ? call.text("NotePropertyName") : toText(call.machine, loose.shift() as Plain);
    const value = call.value("NotePropertyValue") ?? loose.shift() ?? NULL;
    return typeof name === "string" ? [{ kind: "noteproperty", name, value }] : [];
  }
  const kind = call.has("MemberType")
    ? call.text("MemberType")
    : loose.length > 0
      ? toText(call.machine, loose.shift() as Plain)
      : "NoteProperty";
  const name = call.has("Name") ? call.text("Name") : loose.length > 0 ? toText(call.machine, loose.shift() as Plain) : undefined;
  const value = call.has("Value") ? call.value("Value") : loose.shift();
  return typeof kind === "string" && typeof name === "string" ? [{ kind: kind.toLowerCase(), name, value: value ?? NULL }] : [];
}

function addMember(call: CmdletCall): void {
  const added = additions(call);
  for (const value of inputObjects(call)) {
    const object = call.machine.plain(value);
    // What is no bag of properties has them beside it; -PassThru gives the value that has them.
    const owner = object instanceof PsObject ? object : boxed(object);
    const bag = owner instanceof PsObject ? owner : boxOf(owner);
    if (bag !== undefined) for (const one of added) addTo(call, bag, one, owner);
    if (call.flag("PassThru") === true) call.out(owner === object ? value : owner);
  }
}

function addTo(call: CmdletCall, object: PsObject, { kind, name, value }: Addition, owner: Plain): void {
  const key = name.toLowerCase();
  const { journal } = call.machine;
  const plain = call.machine.plain(value);
  if (kind === "scriptmethod") return journal.setEntry(object.methods, key, value);
  if (
    object.properties.has(key) &&
    call.flag("Force") !== true &&
    propertyNames(call, object).some((other) => other.toLowerCase() === key)
  ) {
    return call.fail({
      id: "MemberAlreadyExists",
      message: `Cannot add a member with the name "${name}" because a member with that name already exists.`,
      exception: "System.InvalidOperationException",
    });
  }
  if (kind === "scriptproperty" && plain instanceof Block) {
    const outputs = call.machine.blocks?.(plain, { self: owner, newScope: true }) ?? [];
    const result = outputs.length === 1 ? (outputs[0] as Value) : outputs.length === 0 ? NULL : new Arr("System.Object", outputs);
    return journal.setEntry(object.properties, key, { name, value: result });
  }
  if (kind === "aliasproperty" && plain instanceof Str)
    return journal.setEntry(object.properties, key, { name, value: propertyOf(call, owner, plain.value) ?? NULL });
  journal.setEntry(object.properties, key, { name, value });
}

const utility = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });
const modelled = cmdletsWith({ module: "Microsoft.PowerShell.Utility", effect: "modelled" });

export const newObjectCmdlets: readonly Tool[] = [
  modelled("New-Object", ["TypeName@0", "ComObject", "ArgumentList|Args[]@1", "Property", "Strict?"], newObject),
  utility(
    "Add-Member",
    [
      "InputObject<",
      "MemberType|Type",
      "Name",
      "Value",
      "SecondValue",
      "NotePropertyName",
      "NotePropertyValue",
      "NotePropertyMembers",
      "TypeName",
      "Force?",
      "PassThru?",
      "Arguments[]*",
    ],
    addMember,
  ),
  utility("Get-Member", ["InputObject<", "Name[]@0", "MemberType|Type[]", "View", "Static?", "Force?"], getMember),
];

// What `appcmd list` prints of pools, sites, applications and virtual directories.
import type { NativeCall } from "../../tools/tool.js";
import { joinTexts, shownText } from "../../values/texts.js";
import { Str, type Value } from "../../values/value.js";
import { applicationNames, listedPools, listedSites } from "../shared/config-names.js";
import { nameValue } from "../shared/shown-names.js";
import type { AppcmdObject } from "./appcmd.js";
import { type AppcmdLine, parameter, settings } from "./appcmd-arguments.js";
import { addressId, homeAddress, parseDotted } from "./config-path.js";
import { attributeNow, entryExists } from "./config-store.js";

/** A named object that is not there gives nothing and exit code 1: scripts guard with that. */
export function list(call: NativeCall, line: AppcmdLine, object: AppcmdObject, named: boolean): void {
  if (!named || object.key[1].includes("*")) return listAll(call, line);
  if (!entryExists(call.machine, object.address, call.at)) return call.exit(1);
  const text = parameter(line, "text");
  if (text !== undefined) return call.out(attributeText(call, object, shownText(text.value)));
  const name = object.key[1];
  if (parameter(line, "xml")) printXml(call, typeOf(line), [name]);
  else printLine(call, typeOf(line), name);
}

/** `APPPOOL`, `SITE`: also when the command says `list apppools`. */
function typeOf(line: AppcmdLine): string {
  return line.object.toUpperCase().replace(/S$/, "");
}

function listAll(call: NativeCall, line: AppcmdLine): void {
  const type = typeOf(line);
  const names = namesOf(call, type);
  const text = parameter(line, "text");
  const property = text === undefined ? null : shownText(text.value).toLowerCase();
  // What else is asked for (`/state:started`) only the host knows, and other properties are many words a line.
  if (names === null || settings(line).length > 0 || (property !== null && !isName(property, type)))
    return call.out(call.unknown(`what appcmd lists of ${line.object}`));
  if (parameter(line, "xml")) return printXml(call, type, names);
  for (const name of names) {
    if (property === null) printLine(call, type, name);
    else call.out(nameValue(name));
  }
}

function isName(property: string, type: string): boolean {
  return property === "name" || property === `${type.toLowerCase()}.name`;
}

function namesOf(call: NativeCall, type: string): readonly string[] | null {
  const { machine } = call;
  if (type === "APPPOOL") return listedPools(machine);
  if (type === "SITE") return listedSites(machine);
  if (type !== "APP" && type !== "VDIR") return null;
  const applications = listedSites(machine).flatMap((site) => applicationNames(machine, site).map((path) => `${site}${path}`));
  return type === "APP" ? applications : applications.map((name) => (name.endsWith("/") ? name : `${name}/`));
}

/** `SITE "Default Web Site" (id:1,bindings:http/*:80:,state:Started)` */
function printLine(call: NativeCall, type: string, name: string): void {
  const details = call.unknown(`what appcmd prints behind ${type} "${name}"`, {
    symbol: `appcmd:${type}:${name}`.toLowerCase(),
    type: "System.String",
  });
  call.out(joinTexts([`${type} "`, nameValue(name), '" (', details, ")"], call.at));
}

/** What `/in` of another appcmd reads. */
function printXml(call: NativeCall, type: string, names: readonly string[]): void {
  call.out(new Str('<?xml version="1.0" encoding="UTF-8"?>', call.at));
  call.out(new Str("<appcmd>", call.at));
  for (const name of names) call.out(joinTexts([`    <${type} ${type}.NAME="`, nameValue(name), '" />'], call.at));
  call.out(new Str("</appcmd>", call.at));
}

/** `list apppool x /text:processModel.identityType` prints the value alone. */
function attributeText(call: NativeCall, object: AppcmdObject, name: string): Value {
  const { steps, last } = parseDotted(name);
  if (last?.toLowerCase() === object.key[0] || name.toLowerCase().endsWith(".name")) return nameValue(object.key[1]);
  const address =
    steps.length === 0 && last !== null
      ? homeAddress(object.address, last)
      : { ...object.address, steps: [...object.address.steps, ...steps] };
  const value = last === null ? undefined : attributeNow(call.machine, address, "", last);
  return (
    value ?? call.unknown(`${name} of ${object.key[1]}`, { symbol: `iis:${addressId(address)}|/${(last ?? "").toLowerCase()}` })
  );
}

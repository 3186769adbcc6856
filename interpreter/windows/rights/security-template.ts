import { mayBeCritical } from "../../../host/acl/critical.js";
import { objectKind } from "../../../host/acl/rights.js";
import { parseSddl } from "../../../host/acl/sddl.js";
import { serviceObject } from "../../../host/acl/securable.js";
import { serviceStart, userEnabled } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { machinePrincipal, type PrincipalId } from "../../../host/principals/principal-id.js";
import type { InfEntry, InfField } from "../../documents/inf.js";
import { InfText } from "../../documents/inf-text.js";
import type { Machine } from "../../machine/machine.js";
import { Registry, type RegistryType } from "../../os/registry.js";
import type { Text } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText, type TextValue } from "../../values/texts.js";
import { array, Num, Str, Unknown, type Value } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import { addMember, renameAccount, replaceMembers } from "../accounts/membership.js";
import { applyDescriptor, securedPath } from "../acl/acl-state.js";
import { serviceNamed } from "../services/service-state.js";
import { expandVariables } from "../shared/expand-variables.js";
import { type Evidence, put } from "../shared/host-facts.js";
import { afterPrefix } from "../shared/native-arguments.js";
import { grantRight, type Holder, replaceHolders } from "./privilege-state.js";

/** Security templates: what `secedit /configure` does with each section. Source: MS-GPSB section 2.2. */

export type TemplateArea = "SECURITYPOLICY" | "GROUP_MGMT" | "USER_RIGHTS" | "REGKEYS" | "FILESTORE" | "SERVICES";

/** The value that `secedit /export` writes for holders which only the host knows; configuring with it keeps them. */
export const HOLDERS = "holders:";

/** Applies a template; `areas` null means all. `at` is the command that does it. */
export function applyTemplate(machine: Machine, content: TextValue, areas: ReadonlySet<string> | null, at: Trace): void {
  const inf = new InfText(content);
  const wanted = (area: TemplateArea): boolean => areas === null || areas.has(area);
  const from = (entry: InfEntry, field: InfField | null, what: string): Evidence =>
    evidence(inf.place(entry, field) ?? content.trace ?? at, at, what);
  noteUnreadable(machine, inf, at);
  for (const section of inf.document.sections) {
    for (const entry of section.entries) {
      machine.budget.step();
      switch (section.name.toLowerCase()) {
        case "privilege rights":
          if (wanted("USER_RIGHTS")) privilegeRight(machine, inf, entry, from);
          break;
        case "group membership":
          if (wanted("GROUP_MGMT")) groupMembership(machine, inf, entry, from);
          break;
        case "service general setting":
          if (wanted("SERVICES")) serviceSetting(machine, inf, entry, from, at);
          break;
        case "file security":
          if (wanted("FILESTORE")) objectSecurity(machine, inf, entry, from, at);
          break;
        case "registry keys":
          if (wanted("REGKEYS")) objectSecurity(machine, inf, entry, from, at);
          break;
        case "registry values":
          if (wanted("SECURITYPOLICY")) registryValue(machine, inf, entry, at);
          break;
        case "system access":
          if (wanted("SECURITYPOLICY")) systemAccess(machine, inf, entry, from);
          break;
        default:
          break;
      }
    }
  }
}

/** The sections whose lines are `key = value`. In the others a line is a list, which may begin with an unknown part. */
const KEYED: ReadonlySet<string> = new Set(["privilege rights", "group membership", "registry values", "system access"]);
const TEMPLATE_AREAS = ["principals", "privileges", "acl", "services"] as const;

/**
 * Notes the unknown parts that may be whole lines or sections: a text in front of a section's name, the name itself, a line
 * of its own. An unknown part among the values of a line stands for values.
 */
function noteUnreadable(machine: Machine, inf: InfText, at: Trace): void {
  const note = (hole: Unknown | undefined, what: string): void => {
    if (hole !== undefined) machine.note(hole.cause, TEMPLATE_AREAS, `${what} of a security template: ${hole.why}`, at);
  };
  const line = (entry: InfEntry): Unknown | undefined =>
    [entry.key, ...entry.fields].map((field) => inf.unknownIn(field?.text ?? "")).find((hole) => hole !== undefined);
  for (const entry of inf.document.before) note(line(entry), "a line");
  for (const section of inf.document.sections) {
    note(inf.unknownIn(section.name), "a section");
    for (const entry of section.entries) {
      const whole = entry.key === null && (KEYED.has(section.name.toLowerCase()) || entry.fields.length === 1);
      if (whole) note(line(entry), "a line");
      else if (section.name.toLowerCase() === "registry values") note(inf.unknownIn(entry.key?.text ?? ""), "a line");
    }
  }
}

type From = (entry: InfEntry, field: InfField | null, what: string) => Evidence;

function isHoldersOf(text: Text, right: string): boolean {
  return text instanceof Unknown && text.parts === null && text.symbol.toLowerCase() === `${HOLDERS}${right}`.toLowerCase();
}

/** `SeDebugPrivilege = *S-1-5-32-544,name`: the list replaces what was; an empty one clears it. */
function privilegeRight(machine: Machine, inf: InfText, entry: InfEntry, from: From): void {
  if (entry.key === null) return;
  const right = shownText(inf.value(entry.key)).trim();
  const holders: Holder[] = [];
  let keep = false;
  for (const field of entry.fields) {
    const text = inf.value(field);
    if (isHoldersOf(text, right)) {
      keep = true;
      continue;
    }
    const id = principalOfText(machine, text);
    if (id !== null) holders.push({ id, from: from(entry, field, `secedit gives it ${right}`), doubt: doubtOf(text) });
  }
  if (keep) for (const holder of holders) grantRight(machine, right, holder.id, holder.from, holder.doubt);
  else replaceHolders(machine, right, holders, from(entry, null, `secedit replaces the holders of ${right}`));
}

const MEMBERS = "__members";
const MEMBER_OF = "__memberof";

function groupMembership(machine: Machine, inf: InfText, entry: InfEntry, from: From): void {
  if (entry.key === null) return;
  const key = inf.value(entry.key);
  const shown = shownText(key);
  const lower = shown.toLowerCase();
  const suffix = lower.endsWith(MEMBERS) ? MEMBERS : lower.endsWith(MEMBER_OF) ? MEMBER_OF : null;
  if (suffix === null) return;
  const subject = principalOfText(machine, withoutEnd(key, suffix.length));
  if (subject === null) return;
  if (suffix === MEMBER_OF) {
    for (const field of entry.fields) {
      const text = inf.value(field);
      const group = principalOfText(machine, text);
      if (group !== null)
        addMember(
          machine,
          group,
          subject,
          from(entry, entry.key, `secedit puts it into ${describePrincipal(group)}`),
          doubtOf(text) ?? doubtOf(key),
        );
    }
    return;
  }
  const members: { id: PrincipalId; from: Evidence; doubt: ReturnType<typeof doubtOf> }[] = [];
  for (const field of entry.fields) {
    const text = inf.value(field);
    const id = principalOfText(machine, text);
    if (id !== null)
      members.push({
        id,
        from: from(entry, field, `secedit puts it into ${describePrincipal(subject)}`),
        doubt: doubtOf(text) ?? doubtOf(key),
      });
  }
  if (isOpen(subject)) for (const one of members) addMember(machine, subject, one.id, one.from, one.doubt);
  else
    replaceMembers(machine, subject, members, from(entry, null, `secedit replaces the members of ${describePrincipal(subject)}`));
}

function withoutEnd(text: Text, length: number): Text {
  if (typeof text === "string") return text.slice(0, -length).trim();
  const parts = [...(text.parts ?? [])];
  const last = parts[parts.length - 1];
  if (typeof last !== "string") return text;
  parts[parts.length - 1] = last.slice(0, -length);
  const kept = parts.filter((part) => part !== "");
  const only = kept[0];
  if (kept.length === 1 && only !== undefined) return only;
  return new Unknown(text.cause, text.why, text.symbol, text.trace, text.type, kept, text.secret);
}

/** `"SMTPSVC",2,"D:(A;;RPWP;;;WD)"`, and with a key: `SMTPSVC = 2,"D:..."`. */
function serviceSetting(machine: Machine, inf: InfText, entry: InfEntry, from: From, at: Trace): void {
  const fields = entry.key === null ? entry.fields : [entry.key, ...entry.fields];
  const [name, mode, sddl] = fields;
  if (name === undefined) return;
  const service = serviceNamed(shownText(inf.value(name)));
  const start = ({ "2": "auto", "3": "manual", "4": "disabled" } as const)[mode?.text.trim() ?? ""];
  if (start !== undefined) put(machine, serviceStart(service), start, from(entry, name, "secedit sets its start type"));
  descriptor(machine, inf, entry, sddl, serviceObject(service), from, at);
}

/** `"%SystemRoot%\x",2,"D:PAR(A;OICI;FA;;;BA)"`. Mode 1 leaves the object as it is. */
function objectSecurity(machine: Machine, inf: InfText, entry: InfEntry, from: From, at: Trace): void {
  const fields = entry.key === null ? entry.fields : [entry.key, ...entry.fields];
  const [path, mode, sddl] = fields;
  if (path === undefined || mode?.text.trim() === "1") return;
  const expanded = expandVariables(machine, inf.value(path));
  descriptor(machine, inf, entry, sddl, securedPath(machinePath(expanded)), from, at);
}

/** Templates write `MACHINE\Software`, `CLASSES_ROOT` and `USERS` for the hives. */
function machinePath(path: Text): Text {
  const shown = shownText(path);
  for (const [prefix, hive] of [
    ["machine\\", "HKLM\\"],
    ["classes_root", "HKCR"],
    ["users\\", "HKU\\"],
  ] as const) {
    if (!shown.toLowerCase().startsWith(prefix)) continue;
    return typeof path === "string"
      ? `${hive}${path.slice(prefix.length)}`
      : `${hive}${shownText(afterPrefix(path, prefix.length))}`;
  }
  return path;
}

function descriptor(
  machine: Machine,
  inf: InfText,
  entry: InfEntry,
  field: InfField | undefined,
  object: string,
  from: From,
  at: Trace,
): void {
  if (field === undefined || field.text.trim() === "") return;
  const text = inf.value(field);
  if (text instanceof Unknown) {
    if (object.startsWith("service:") || mayBeCritical(object))
      machine.note(text.cause, ["acl"], `the access list of ${object}: ${text.why}`, inf.place(entry, field) ?? at);
    return;
  }
  const parsed = parseSddl(text, objectKind(object));
  if ("error" in parsed)
    machine.note("unreadable", ["acl"], `the security descriptor of ${object}: ${parsed.error}`, inf.place(entry, field) ?? at);
  else applyDescriptor(machine, object, parsed, from(entry, field, `secedit sets the access list of ${object}`));
}

const REGISTRY_TYPES: ReadonlyMap<string, RegistryType> = new Map([
  ["1", "String"],
  ["2", "ExpandString"],
  ["3", "Binary"],
  ["4", "DWord"],
  ["7", "MultiString"],
]);

/** `MACHINE\Software\...\EnableLUA=4,0`. */
function registryValue(machine: Machine, inf: InfText, entry: InfEntry, at: Trace): void {
  if (entry.key === null) return;
  const full = shownText(machinePath(inf.value(entry.key)));
  const cut = full.lastIndexOf("\\");
  const registry = new Registry(machine);
  const key = cut < 0 ? undefined : registry.resolve(full.slice(0, cut));
  const type = REGISTRY_TYPES.get(entry.fields[0]?.text.trim() ?? "");
  if (key === undefined || type === undefined) return;
  const place = inf.place(entry, null) ?? at;
  const values = entry.fields.slice(1).map((field) => inf.value(field));
  registry.setValue(key, { name: full.slice(cut + 1), type, data: registryData(type, values, place) }, place);
}

function registryData(type: RegistryType, values: readonly Text[], at: Trace): Value {
  const first = values[0] ?? "";
  if (first instanceof Unknown) return first;
  if (type === "DWord") return new Num("Int32", Number(first) | 0, at);
  if (type === "Binary")
    return array(
      values.map((value) => new Num("Byte", Number(shownText(value)) & 0xff, at)),
      "System.Byte",
      at,
    );
  if (type === "MultiString")
    return array(
      values.map((value) => new Str(shownText(value), at)),
      "System.String",
      at,
    );
  return new Str(first, at);
}

function systemAccess(machine: Machine, inf: InfText, entry: InfEntry, from: From): void {
  const [field] = entry.fields;
  if (entry.key === null || field === undefined) return;
  const value = inf.value(field);
  if (value instanceof Unknown) return;
  switch (entry.key.text.trim().toLowerCase()) {
    case "newadministratorname":
      renameAccount(machine, machinePrincipal(500), value, "user", from(entry, field, "secedit renames the account"));
      return;
    case "newguestname":
      renameAccount(machine, machinePrincipal(501), value, "user", from(entry, field, "secedit renames the account"));
      return;
    case "enableadminaccount":
      put(machine, userEnabled("Administrator"), value.trim() === "1", from(entry, field, "secedit sets it"));
      return;
    case "enableguestaccount":
      put(machine, userEnabled("Guest"), value.trim() === "1", from(entry, field, "secedit sets it"));
      return;
    default:
      return;
  }
}

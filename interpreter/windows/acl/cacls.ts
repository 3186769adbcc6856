import type { Ace, AceList } from "../../../host/acl/ace.js";
import { caclsRights, icaclsRights, mapGeneric, objectKind } from "../../../host/acl/rights.js";
import { parseSddl } from "../../../host/acl/sddl.js";
import { serviceObject } from "../../../host/acl/securable.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { SID } from "../../../host/principals/well-known.js";
import type { Argument, NativeCall, NativeTool, Text, Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { resolves } from "../accounts/accounts.js";
import type { Evidence } from "../shared/host-facts.js";
import { splitText, switchOf } from "../shared/native-arguments.js";
import { placeOfArgument } from "../shared/place.js";
import { hereAndBelow, hereOnly } from "./acl-permission.js";
import {
  addEntry,
  applyDescriptor,
  doubtEntry,
  removeEntries,
  replaceEntries,
  replaceList,
  securedPath,
  setOwner,
} from "./acl-state.js";

/** cacls.exe and xcacls (without /E they replace the whole list), subinacl.exe, takeown.exe. */

const NATIVE = { form: "native", effect: "modelled", areas: ["acl"] } as const;

interface Change {
  readonly kind: "grant" | "replace" | "deny" | "revoke";
  readonly principal: PrincipalId;
  readonly rights: number;
  readonly at: Argument;
}

const cacls: NativeTool = {
  ...NATIVE,
  names: ["cacls", "xcacls"],
  documented: "Microsoft, cacls",
  run(call) {
    const [target, ...rest] = call.argv;
    if (target === undefined) return;
    const object = securedPath(call.resolvePath(target.text));
    const changes: Change[] = [];
    let edit = false;
    let kind: Change["kind"] | null = null;
    for (const argument of rest) {
      call.machine.budget.step();
      const found = switchOf(argument, "/");
      if (found !== undefined) {
        kind = null;
        if (found.name === "e") edit = true;
        else if (found.name === "g") kind = "grant";
        else if (found.name === "p") kind = "replace";
        else if (found.name === "d") kind = "deny";
        else if (found.name === "r") kind = "revoke";
        else if (found.name === "s" && typeof found.value === "string") return replaceBySddl(call, object, found.value, argument);
        continue;
      }
      if (kind === null) continue;
      const change = changeOf(call, object, argument, kind);
      if (change === null) return;
      if (change !== undefined) changes.push(change);
    }
    if (changes.length === 0) {
      call.out(call.unknown(`the access list of ${object}`, { type: "System.String" }));
      return;
    }
    const from = (change: Change): Evidence =>
      evidence(placeOfArgument(change.at), call.at, `${call.name} changes the access list of ${object}`);
    if (edit) for (const change of changes) applyChange(call, object, change, from(change));
    else replaceAll(call, object, changes, from);
  },
};

function replaceBySddl(call: NativeCall, object: string, text: string, argument: Argument): void {
  const descriptor = parseSddl(text, "file");
  if ("error" in descriptor) call.exit(1);
  else
    applyDescriptor(
      call.machine,
      object,
      descriptor,
      evidence(placeOfArgument(argument), call.at, `${call.name} replaces the access list of ${object}`),
    );
}

/** Undefined: not known, and recorded so. Null: refused. */
function changeOf(call: NativeCall, object: string, argument: Argument, kind: Change["kind"]): Change | null | undefined {
  const parts = splitText(argument.text, ":");
  const takesRights = kind === "grant" || kind === "replace";
  const name = parts[0] as Text;
  const word = parts[1];
  const letter = typeof word === "string" ? (word.split(";")[0] as string) : undefined;
  const rights = !takesRights ? 0 : letter === undefined ? null : (caclsRights(letter) ?? icaclsRights(letter));
  if (rights === null) {
    if (!(argument.text instanceof Unknown)) {
      call.exit(1);
      return null;
    }
    const whoever = principalOfText(call.machine, name);
    if (whoever !== null)
      doubtEntry(
        call.machine,
        object,
        whoever,
        argument.text,
        evidence(placeOfArgument(argument), call.at, `${call.name} changes the access list of ${object}`),
      );
    return undefined;
  }
  const principal = principalOfText(call.machine, name);
  if (principal === null || !resolves(call.machine, principal)) {
    call.err(`No mapping between account names and security IDs was done: ${shownText(name)}`);
    call.exit(1332);
    return null;
  }
  return { kind, principal, rights, at: argument };
}

function entryOf(change: Change): Ace {
  return change.kind === "deny" ? hereAndBelow("deny", 0x1f01ff) : hereAndBelow("allow", change.rights);
}

function applyChange(call: NativeCall, object: string, change: Change, from: Evidence): void {
  if (change.kind === "revoke") removeEntries(call.machine, object, change.principal, null, from);
  else if (change.kind === "replace") replaceEntries(call.machine, object, change.principal, entryOf(change), from);
  else addEntry(call.machine, object, change.principal, entryOf(change), from);
}

function replaceAll(call: NativeCall, object: string, changes: readonly Change[], from: (change: Change) => Evidence): void {
  const entries = new Map<PrincipalId, AceList>();
  const sources = new Map<PrincipalId, Evidence>();
  for (const change of changes) {
    if (change.kind === "revoke") continue;
    entries.set(change.principal, [...(entries.get(change.principal) ?? []), entryOf(change)]);
    sources.set(change.principal, from(change));
  }
  const whole = evidence(call.at, call.at, `${call.name} replaces the access list of ${object}`);
  replaceList(call.machine, object, entries, whole, (principal) => sources.get(principal) ?? whole);
}

/** `subinacl /subdirectories C:\x /grant=Everyone=F`: rights are letters, an account alone means full control. */
const subinacl: NativeTool = {
  ...NATIVE,
  names: ["subinacl"],
  areas: ["acl", "services"],
  documented: "Microsoft, SubInACL (Windows Resource Kit)",
  run(call) {
    let type: string | null = null;
    let object: string | null = null;
    for (const argument of call.argv) {
      call.machine.budget.step();
      const found = switchOf(argument, "/-");
      if (found === undefined) {
        if (type !== null && object === null) object = subinaclObject(call, type, argument.text);
        continue;
      }
      if (
        ["file", "subdirectories", "subdirec", "directories", "onlyfile", "keyreg", "subkeyreg", "service"].includes(found.name)
      ) {
        type = found.name;
        if (found.value !== null) object = subinaclObject(call, type, found.value);
      } else if (object !== null && found.value !== null) subinaclAction(call, object, found.name, found.value, argument);
    }
  },
};

function subinaclObject(call: NativeCall, type: string, text: Text): string {
  if (type === "service") return serviceObject(shownText(text));
  return securedPath(type.endsWith("keyreg") ? text : call.resolvePath(text));
}

function subinaclAction(call: NativeCall, object: string, action: string, value: Text, argument: Argument): void {
  const [name, letters] = splitText(value, "=");
  const principal = name === undefined ? null : principalOfText(call.machine, name);
  if (principal === null) return;
  const from = evidence(placeOfArgument(argument), call.at, `subinacl changes the access list of ${object}`);
  const known = typeof letters === "string" ? subinaclRights(letters, object) : letters === undefined ? ALL : null;
  const entry = (effect: Ace["effect"], rights: number): Ace =>
    object.startsWith("service:") ? hereOnly(effect, rights) : hereAndBelow(effect, rights);
  switch (action) {
    case "grant":
    case "deny":
      if (known === null) {
        const cause = letters instanceof Unknown ? letters.cause : "unmodelled";
        doubtEntry(call.machine, object, principal, { cause, why: `the rights that subinacl grants on ${object}` }, from);
      } else
        addEntry(
          call.machine,
          object,
          principal,
          entry(action === "deny" ? "deny" : "allow", mapGeneric(known, objectKind(object))),
          from,
        );
      return;
    case "revoke":
      removeEntries(call.machine, object, principal, null, from);
      return;
    case "setowner":
    case "owner":
      setOwner(call.machine, object, principal, from);
      return;
    default:
      return;
  }
}

const ALL = 0x10000000;

/** Letters of SubInACL: F full, R read, W write, X execute, C change, and for services T start, O stop, P pause, S query. */
function subinaclRights(letters: string, object: string): number | null {
  const service = object.startsWith("service:");
  let mask = 0;
  for (const letter of letters.toUpperCase()) {
    const bits = service ? SERVICE_LETTERS.get(letter) : FILE_LETTERS.get(letter);
    if (bits === undefined) return null;
    mask |= bits;
  }
  return mask >>> 0;
}

const FILE_LETTERS = new Map([
  ["F", ALL],
  ["R", 0x120089],
  ["W", 0x100116],
  ["X", 0x1200a0],
  ["E", 0x1200a0],
  ["C", 0x1301bf],
  ["D", 0x10000],
  ["P", 0x40000],
  ["O", 0x80000],
]);
const SERVICE_LETTERS = new Map([
  ["F", ALL],
  ["R", 0x2008d],
  ["W", 0x20002],
  ["X", 0x20170],
  ["T", 0x10],
  ["O", 0x20],
  ["P", 0x40],
  ["S", 0x4],
  ["E", 0x8],
  ["C", 0x2],
  ["Q", 0x1],
  ["I", 0x80],
  ["U", 0x100],
]);

/** The new owner is whoever runs the script, SYSTEM as a rule, or with /A Administrators: both own everything anyway. */
const takeown: NativeTool = {
  ...NATIVE,
  names: ["takeown"],
  documented: "Microsoft, takeown",
  run(call) {
    let file: Argument | null = null;
    let administrators = false;
    for (let index = 0; index < call.argv.length; index++) {
      const found = switchOf(call.argv[index] as Argument, "/-");
      if (found?.name === "f") file = call.argv[++index] ?? null;
      else if (found?.name === "a") administrators = true;
    }
    if (file === null) return;
    const object = securedPath(call.resolvePath(file.text));
    setOwner(
      call.machine,
      object,
      administrators ? SID.administrators : SID.localSystem,
      evidence(file.at, call.at, "takeown takes it over"),
    );
  },
};

export const oldAclTools: readonly Tool[] = [cacls, subinacl, takeown];

import { accountName } from "../../../host/keys.js";
import { COMPUTER_NAME, parsePrincipal } from "../../../host/principals/parse.js";
import { type PrincipalId, principalKind } from "../../../host/principals/principal-id.js";
import { parseSid } from "../../../host/principals/sid.js";
import { hasHole, hole } from "../../../host/values/holes.js";
import type { Machine } from "../../machine/machine.js";
import { isThisComputer } from "../../os/computer.js";
import type { Text } from "../../tools/tool.js";
import { principalOfText } from "../accounts/account-objects.js";
import { nameText } from "../accounts/accounts.js";
import { valueNow } from "../shared/host-facts.js";

/** What a path of ADSI's WinNT provider names. */
export type WinntTarget =
  | { readonly kind: "computer" }
  | {
      readonly kind: "account";
      readonly principal: PrincipalId;
      readonly type: "user" | "group" | "service" | null;
      readonly name: string;
    }
  /** Another computer, or nothing that can be told. What it names there may be a member of a group here. */
  | { readonly kind: "elsewhere"; readonly why: string; readonly member?: PrincipalId };

const CLASSES = ["user", "group", "localgroup", "globalgroup", "computer", "domain", "service"];

/**
 * `WinNT://host/name,class`, `WinNT://domain/host/name`, `WinNT://NT AUTHORITY/IUSR`, `WinNT://S-1-5-17`, `WinNT://.`:
 * the host may be `.`, a name, or left out for what has an authority of its own.
 */
export function winntTarget(machine: Machine, path: Text): WinntTarget {
  const shown = nameText(path);
  const body = shown.slice(shown.indexOf("://") + 3);
  const { rest, type } = classOf(body);
  const segments = rest
    .split("/")
    .map((segment) => segment.trim())
    .filter((segment) => segment !== "");
  const last = segments[segments.length - 1];
  if (last === undefined) return { kind: "computer" };
  if (segments.length === 1) return single(machine, path, last, type);
  const authority = segments[segments.length - 2] as string;
  return account(machine, authority, last, type, segments.length > 2);
}

function classOf(body: string): { rest: string; type: string | null } {
  const comma = body.lastIndexOf(",");
  const word = body
    .slice(comma + 1)
    .trim()
    .toLowerCase();
  return comma >= 0 && CLASSES.includes(word) ? { rest: body.slice(0, comma), type: word } : { rest: body, type: null };
}

function accountType(type: string | null): "user" | "group" | "service" | null {
  if (type === "user" || type === "service") return type;
  return type?.endsWith("group") ? "group" : null;
}

function single(machine: Machine, path: Text, name: string, type: string | null): WinntTarget {
  if (parseSid(name) !== null)
    return { kind: "account", principal: parsePrincipal(name) as PrincipalId, type: accountType(type), name };
  const known = principalOfText(machine, path);
  // A SID that came from an account object: its symbol says whose it is.
  if (known !== null && name.startsWith("S-1-") && hasHole(name))
    return { kind: "account", principal: known, type: accountType(type), name };
  if (type === null || type === "computer" || type === "domain") {
    const principal = parsePrincipal(name);
    if (type === null && principal !== null && principalKind(principal) === "sid")
      return { kind: "account", principal, type: null, name };
    return isLocal(machine, name) ? { kind: "computer" } : { kind: "elsewhere", why: `the computer ${name}` };
  }
  return account(machine, ".", name, type, false);
}

function isLocal(machine: Machine, host: string): boolean {
  return isThisComputer(machine, host);
}

/** The account part of a well-known authority is looked up as such; any other first part is a computer or a domain. */
function account(machine: Machine, authority: string, name: string, type: string | null, domainFirst: boolean): WinntTarget {
  const { computerName: ownName } = machine.host.initial;
  const context = {
    accountName: (bare: string) => valueNow(machine, accountName(bare)),
    ...(ownName === null ? {} : { computerNames: [ownName] }),
  };
  const qualified = parsePrincipal(`${authority}\\${name}`, context);
  if (qualified === null) return { kind: "elsewhere", why: "an empty name" };
  const own = { kind: "account", principal: qualified, type: accountType(type), name } as const;
  const kind = principalKind(qualified);
  if (kind !== "domain" && kind !== "local" && kind !== "name") return own;
  const local = parsePrincipal(name, context) as PrincipalId;
  if (kind === "local" || hasHole(authority)) {
    if (hasHole(name)) return own;
    const found = principalKind(local);
    // An unknown first part is this computer where a group is meant, and may be a domain where a user is.
    const isGroup = type?.endsWith("group") || found === "sid" || found === "machine";
    if (kind === "name" && authority !== hole(COMPUTER_NAME)) {
      if (!isGroup) return own;
      if (!isThisComputer(machine, authority)) return { kind: "elsewhere", why: `groups of ${authority}` };
    }
    // `WinNT://./IUSR` means the built-in account: no host of IIS 7 or later has a local one.
    return { ...own, principal: found === "domain" ? qualified : local };
  }
  // Groups with members of their own are this host's; users may be a domain's.
  if (type?.endsWith("group")) {
    return isThisComputer(machine, authority)
      ? { ...own, principal: local }
      : { kind: "elsewhere", why: `groups of ${authority}`, member: qualified };
  }
  if (domainFirst)
    return isThisComputer(machine, authority)
      ? { ...own, principal: local }
      : { kind: "elsewhere", why: `accounts of ${authority}`, member: qualified };
  return own;
}

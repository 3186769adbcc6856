import { accountName, groupExists, poolExists, serviceExists, userExists } from "../../../host/keys.js";
import { isOpenName } from "../../../host/principals/open-names.js";
import { COMPUTER_NAME, describePrincipal, parsePrincipal } from "../../../host/principals/parse.js";
import { type PrincipalId, principalBody, principalKind } from "../../../host/principals/principal-id.js";
import { hole } from "../../../host/values/holes.js";
import type { Machine } from "../../machine/machine.js";
import { isOwnName } from "../../os/computer.js";
import type { Text } from "../../tools/tool.js";
import { pieces } from "../../values/texts.js";
import { valueNow } from "../shared/host-facts.js";

/** Names of accounts and groups as tools take them. */

/** A name with its unknown parts as holes; the computer's own name is the hole that the host model knows. */
export function nameText(name: Text): string {
  return pieces(name)
    .map((piece) => (typeof piece === "string" ? piece : hole(isOwnName(piece.symbol) ? COMPUTER_NAME : piece.symbol)))
    .join("");
}

/** The principal that a name, SID or qualified name stands for here and now; null for an empty one. */
export function principalNamed(machine: Machine, name: Text): PrincipalId | null {
  const { computerName: own } = machine.host.initial;
  return parsePrincipal(nameText(name), {
    accountName: (bare) => valueNow(machine, accountName(bare)),
    ...(own === null ? {} : { computerNames: [own] }),
  });
}

/** See {@link isOpenName}. */
export const isOpen = isOpenName;

/** The bare name of an account or group of this machine; undefined for what has none of its own. */
export function localName(principal: PrincipalId): string | undefined {
  switch (principalKind(principal)) {
    case "local":
      return principalBody(principal);
    case "machine":
      return describePrincipal(principal);
    default:
      return undefined;
  }
}

/**
 * Whether Windows can resolve the name: false when it is known that there is no such account; otherwise it is assumed to be
 * there. Well-known principals always resolve, and so do those of domains.
 */
export function resolves(machine: Machine, principal: PrincipalId): boolean {
  const body = principalBody(principal);
  switch (principalKind(principal)) {
    case "local":
      return valueNow(machine, userExists(body)) !== false || valueNow(machine, groupExists(body)) !== false;
    case "pool":
      return valueNow(machine, poolExists(body)) !== false;
    case "service":
      return body === "trustedinstaller" || valueNow(machine, serviceExists(body)) !== false;
    default:
      return true;
  }
}

import { hasHole } from "../../host/holes.js";
import type { Machine } from "../machine.js";
import { shownText } from "../texts.js";
import type { Text } from "../tool.js";
import { Unknown } from "../value.js";

/** The same unknown as `$env:COMPUTERNAME`, wherever a script gets the name from. */
export const COMPUTER_NAME_SYMBOL = "env:computername";
/** An address of one of the host's own network cards. */
export const OWN_ADDRESS_SYMBOL = "host:own-address";

const LOCAL = new Set(["", ".", "localhost", "127.0.0.1", "::1", "(local)", "local"]);

/** Whether a name given as a computer is this one. A literal other name may be this host's own: then there are two worlds. */
export function isThisComputer(machine: Machine, name: Text | undefined): boolean {
  if (name === undefined || name instanceof Unknown) return true;
  const text = shownText(name).trim().toLowerCase();
  if (LOCAL.has(text) || hasHole(text)) return true;
  return machine.askWhether(
    `${COMPUTER_NAME_SYMBOL}=${text}`,
    `the computer is named ${name}`,
    `the computer is not named ${name}`,
  );
}

/** The host's own IPv4 address: four octets that are not known. */
export function ownAddress(): Unknown {
  const why = "the host's own address";
  const octets = [1, 2, 3, 4].map((index) => new Unknown("input", why, `${OWN_ADDRESS_SYMBOL}/${index}`, null, "System.String"));
  const parts = octets.flatMap((octet, index) => (index === 0 ? [octet] : [".", octet]));
  return new Unknown("input", why, OWN_ADDRESS_SYMBOL, null, "System.String", parts);
}

export function computerName(): Unknown {
  return new Unknown("input", "the computer's name", COMPUTER_NAME_SYMBOL, null, "System.String");
}

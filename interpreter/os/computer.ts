import { COMPUTER_NAME } from "../../host/principals/parse.js";
import { parseIpv4 } from "../../host/smtp/ipv4.js";
import { hasHole, hole } from "../../host/values/holes.js";
import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import { Enquiry, type TextTest } from "../values/host-question.js";
import type { Trace } from "../values/source.js";
import { shownText } from "../values/texts.js";
import { Unknown } from "../values/value.js";

/** The same unknown as `$env:COMPUTERNAME`, wherever a script gets the name from. */
export const COMPUTER_NAME_SYMBOL = "env:computername";
/** Unknowns that are the computer's name: the environment variable's, and properties of what shows the computer. */
const OWN_NAMES: ReadonlySet<string> = new Set([
  COMPUTER_NAME_SYMBOL,
  "get-computerinfo().csname",
  "get-computerinfo().csdnshostname",
  "get-computerinfo().cscaption",
]);

/** Whether an unknown is the computer's own name, in whatever case a script put it. */
export function isOwnName(symbol: string): boolean {
  const bare = symbol.replace(/\.(?:tolower|toupper|tolowerinvariant|toupperinvariant|trim|tostring)\(\)/gi, "");
  return OWN_NAMES.has(bare.toLowerCase());
}

/** An address of one of the host's own network cards. */
export const OWN_ADDRESS_SYMBOL = "host:own-address";

const LOCAL = new Set([
  "",
  ".",
  "localhost",
  "127.0.0.1",
  "::1",
  "(local)",
  "local",
  hole(COMPUTER_NAME),
  hole(COMPUTER_NAME_SYMBOL),
]);

/**
 * Whether a name given as a computer is this one: the one answer for every tool that can reach others. The host's own name is, however
 * it is written; another name is another host; a name or an address that nobody knows may be this one, and there are two worlds.
 */
export function isThisComputer(machine: Machine, name: Text | undefined): boolean {
  if (name === undefined || (name instanceof Unknown && isOwnName(name.symbol))) return true;
  const text = shownText(name).trim().toLowerCase().replace(/^\\\\/, "");
  const { computerName: own } = machine.host.initial;
  if (LOCAL.has(text) || text === own?.toLowerCase()) return true;
  // The name with the domain behind it.
  const [first, ...domain] = text.split(/\.(?![^⟨]*⟩)/);
  const isAddress = parseIpv4(text) !== null || /^[0-9a-f]*:[0-9a-f:.%]*$/.test(text);
  if (!isAddress && domain.length > 0 && (LOCAL.has(first as string) || first === own?.toLowerCase())) return true;
  if (!isAddress && !hasHole(text)) return false;
  if (isAddress && text.startsWith("127.")) return true;
  return machine.askWhether(
    `${COMPUTER_NAME_SYMBOL}=${text}`,
    `${shownText(name)} is this computer`,
    `${shownText(name)} is another computer`,
  );
}

/** An object of another computer. */
export function elsewhere(why: string, symbol: string, at: Trace | null, type: string | null = null): Unknown {
  return new Unknown("input", why, symbol, at, type, null, false, { what: why, areas: [], elsewhere: true });
}

export function computerName(): Unknown {
  return new Unknown("input", "the computer's name", COMPUTER_NAME_SYMBOL, null, "System.String");
}

const WHY = "the host's own address";

/** Addresses of the kinds that servers have; a pattern that all or none of them meet is met or not. */
const SAMPLES: readonly string[] = [
  "10.0.0.4",
  "10.42.117.250",
  "172.16.5.9",
  "172.31.255.1",
  "192.168.1.20",
  "192.168.200.101",
  "100.64.0.7",
  "203.0.113.25",
  "8.8.8.8",
];
const OCTETS: readonly string[] = Array.from({ length: 256 }, (_, octet) => String(octet));

function alike(samples: readonly string[], test: TextTest): boolean | undefined {
  const passed = samples.filter((sample) => test.passes(sample)).length;
  return passed === samples.length ? true : passed === 0 ? false : undefined;
}

/** Equal to a text: no for what no network card has, else nobody knows. */
function addressAnswer(_machine: Machine, test: TextTest): boolean | undefined {
  if (test.form === "pattern") return alike(SAMPLES, test);
  const word = parseIpv4(test.text);
  return word === null || word === 0 || word >>> 24 === 127 ? false : undefined;
}

function octetAnswer(_machine: Machine, test: TextTest): boolean | undefined {
  return alike(OCTETS, test);
}

/** A text that can be asked about and whose parts are known to be four octets. */
class OwnAddress extends Enquiry {
  override readonly parts: readonly (string | Unknown)[];
  constructor() {
    super(WHY, OWN_ADDRESS_SYMBOL, addressAnswer);
    this.parts = [1, 2, 3, 4].flatMap((index) => {
      const octet = new Enquiry(WHY, `${OWN_ADDRESS_SYMBOL}/${index}`, octetAnswer);
      return index === 1 ? [octet] : [".", octet];
    });
  }
}

/** The host's own IPv4 address: four octets that are not known. */
export function ownAddress(): Unknown {
  return new OwnAddress();
}

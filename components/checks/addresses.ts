import { addressSet, breadth, publicPart, sizeOf, WIDE_SIZE } from "../../host/smtp/coverage.js";
import { parseIpv4, prefixMask } from "../../host/smtp/ipv4.js";
import type { ClientAddress } from "../../host/smtp/relay-list.js";
import { type Problems, quoted } from "./problems.js";
import { listOf, sameText, textThat } from "./shapes.js";

/** Addresses, ranges and names of hosts in arguments. */

type Range = Extract<ClientAddress, { kind: "range" }>;

/** An address or range such as `10.1.2.0/24`; null when it is none, or when it has bits outside its own mask. */
export function parseRange(text: string): Range | null {
  const match = /^([0-9.]+)(?:\/([0-9]{1,2}))?$/.exec(text);
  const address = match === null ? null : parseIpv4(match[1] as string);
  const length = match?.[2] === undefined ? 32 : Number(match[2]);
  if (address === null || length > 32) return null;
  const mask = prefixMask(length);
  return (address & mask) >>> 0 === address ? { kind: "range", address, mask } : null;
}

/** A security group has room for a thousand rules, and each port has one for each source. */
export const MAX_SOURCES = 100;

/** Service tags of network security groups that a port may be opened to. */
export const SERVICE_TAGS: readonly string[] = ["VirtualNetwork", "AzureLoadBalancer", "Internet"];

export const clients = listOf(
  textThat((entry) => parseRange(entry) !== null, "an IPv4 address or range such as 10.1.2.0/24"),
  { most: MAX_SOURCES, unique: sameText },
);

export const sources = listOf(
  textThat(
    (entry) => SERVICE_TAGS.includes(entry) || parseRange(entry) !== null,
    `an IPv4 address, a range such as 10.1.2.0/24, or one of ${SERVICE_TAGS.join(", ")}`,
  ),
  { most: MAX_SOURCES, unique: sameText },
);

const DOMAIN = /^(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

export const isDomain = (text: string): boolean => DOMAIN.test(text);
export const isHost = (text: string): boolean => isDomain(text) || parseIpv4(text) !== null;

/** Too many public addresses that may relay, one by one or together. */
export function wideRelay(found: Problems, path: string, allowFrom: readonly string[]): void {
  const ranges: Range[] = [];
  let alone = false;
  allowFrom.forEach((entry, index) => {
    const range = parseRange(entry);
    if (range === null) return;
    ranges.push(range);
    const size = publicAddresses([range]);
    if (size <= WIDE_SIZE) return;
    alone = true;
    found.add(
      `${path}[${index}]`,
      `is ${quoted(entry)}, which lets ${reach(size)} relay without authentication; ${EXPECTED_CLIENTS}`,
    );
  });
  // Halves of the Internet, or many small ranges, are as wide as one big one.
  const together = publicAddresses(ranges);
  if (!alone && together > WIDE_SIZE)
    found.add(path, `lets ${reach(together)} in all relay without authentication; ${EXPECTED_CLIENTS}`);
}

const EXPECTED_CLIENTS = `expected your own hosts: private ranges, or at most ${WIDE_SIZE} public addresses`;

const publicAddresses = (ranges: readonly ClientAddress[]): number => sizeOf(publicPart(addressSet(ranges).intervals));

function reach(size: number): string {
  return breadth(size) === "internet" ? "the Internet" : `${size} public addresses`;
}

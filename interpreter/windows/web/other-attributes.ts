import type { Machine } from "../../machine/machine.js";
import type { Value } from "../../values/value.js";
import { addressId, type ConfigAddress } from "./config-path.js";

/**
 * Attributes of IIS configuration that no rule looks at: what a script wrote, for the script that reads it again. A text that
 * looks like a number or a flag is not kept, because IIS may give it back as one.
 */
const ROWS = "iis:other-attributes";

interface Row {
  readonly value: Value;
}

const place = (address: ConfigAddress, location: string): string => `${location.toLowerCase()}|${addressId(address)}`;
const rowName = (address: ConfigAddress, location: string, attribute: string): string =>
  `${place(address, location)}/@${attribute.toLowerCase()}`;

export function rememberAttribute(
  machine: Machine,
  address: ConfigAddress,
  location: string,
  attribute: string,
  value: Value,
): void {
  const plain = machine.plain(value);
  const keeps =
    plain.kind === "bool" ||
    plain.kind === "num" ||
    (plain.kind === "str" && !/^\s*(true|false|[-+]?\d[\d.]*)?\s*$/i.test(plain.value));
  const row = rowName(address, location, attribute);
  if (keeps) machine.setRow<Row>(ROWS, row, { value: plain });
  else machine.deleteRow(ROWS, row);
}

export function rememberedAttribute(
  machine: Machine,
  address: ConfigAddress,
  location: string,
  attribute: string,
): Value | undefined {
  return machine.row<Row>(ROWS, rowName(address, location, attribute))?.value;
}

/** Everything at the address and below it, at the location; with no address, everything. */
export function forgetAttributes(machine: Machine, address: ConfigAddress | null, location: string): void {
  const start = address === null ? null : place(address, location);
  for (const [row] of machine.rows<Row>(ROWS))
    if (start === null || row.startsWith(`${start}/`) || row.startsWith(`${start}|`)) machine.deleteRow(ROWS, row);
}

import { Unknown, type Value } from "./value.js";

/** Lists of which not even the length is known, though some of their elements are. */

/**
 * Stands in `$Error` for the errors of a command that is not modelled: any number of them, or none. Such a command is taken to
 * succeed, but how many errors there are and what they say is not known any more.
 */
export class OpenErrors extends Unknown {
  constructor(command: string, symbol: string) {
    super("unmodelled", `which errors ${command} reports is not modelled`, symbol);
  }
}

/** What a command gives that is not modelled: any number of values, or none. */
export class OpenOutput extends Unknown {}

/** A list with a value among its elements that stands for any number of them: its length is not known. */
class OpenList extends Array<Value> {
  /** What is made of such a list is an ordinary one. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
  gap: Unknown | undefined;
}

/** Outputs that become a list. */
export function outputsOf(items: readonly Value[]): readonly Value[] {
  const gap = items.find((item): item is OpenOutput => item instanceof OpenOutput);
  if (gap === undefined) return items;
  const list = new OpenList();
  for (const item of items) list.push(item);
  list.gap = gap;
  return list;
}

/** More items than this `$Error` does not have. */
const MOST_ERRORS = 260;

/** What makes the length of a list unknown; undefined: nothing. */
export function openIn(items: readonly Value[]): Unknown | undefined {
  if (items instanceof OpenList) return items.gap;
  if (items.length > MOST_ERRORS) return undefined;
  return items.find((item) => item instanceof OpenErrors) as OpenErrors | undefined;
}

/** Whether the element at a place is where it would be if nothing were missing: counted from an end without a gap before it. */
export function isPlaceKnown(items: readonly Value[], place: number): boolean {
  if (openIn(items) === undefined) return true;
  const isGap = (item: Value): boolean => item instanceof OpenOutput || item instanceof OpenErrors;
  const passed = place < 0 ? items.slice(place) : items.slice(0, place + 1);
  return passed.length === (place < 0 ? -place : place + 1) && !passed.some(isGap);
}

import { Unknown, type Value } from "../value.js";

/**
 * Stands in `$Error` for the errors of a command that is not modelled: any number of them, or none. Such a command is taken to
 * succeed, but how many errors there are and what they say is not known any more.
 */
export class OpenErrors extends Unknown {
  constructor(command: string, symbol: string) {
    super("unmodelled", `which errors ${command} reports is not modelled`, symbol);
  }
}

/** More items than this `$Error` does not have. */
const MOST_ERRORS = 260;

/** What makes the length of a list unknown; undefined: nothing. */
export function openErrorsIn(items: readonly Value[]): OpenErrors | undefined {
  if (items.length > MOST_ERRORS) return undefined;
  return items.find((item): item is OpenErrors => item instanceof OpenErrors);
}

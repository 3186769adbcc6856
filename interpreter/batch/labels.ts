// Which label a `goto` or `call :label` means when parts of it are not known: `goto step%1`.

import { canBeEqual } from "../values/partial-text.js";
import { isPartlyUnknown } from "../values/stand-ins.js";
import { shownText } from "../values/texts.js";
import { Str } from "../values/value.js";
import { wordText } from "./expand.js";
import type { Shell } from "./run.js";

/**
 * The label as the script writes it. One with unknown parts may be any label that fits: there is a world for each of them, and one
 * in which it is none. Without this the jump would end the script, and what stands behind the labels would pass unseen.
 */
export function labelMeant(shell: Shell, label: string): string {
  const { machine } = shell;
  if (!isPartlyUnknown(machine, label)) return label;
  const given = wordText(machine, label);
  if (typeof given === "string") return given;
  for (const candidate of shell.labels) {
    if (!canBeEqual(given, new Str(candidate), (text) => text.toLowerCase())) continue;
    const text = shownText(given);
    const id = `cmd:label:${given.symbol}:${candidate}`;
    if (machine.askWhether(id, `the label ${text} is ${candidate}`, `the label ${text} is not ${candidate}`)) return candidate;
  }
  return label;
}

// Environment variables in a path of a document: %SystemRoot% and the names that Windows itself adds in policies.
import type { Machine } from "../../machine/machine.js";
import { Environment } from "../../os/environment.js";
import type { Text } from "../../tools/tool.js";
import { joinTexts, pieces, textOf } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";

/** Names that preferences know besides the environment (MS-GPPREF section 2.2.1.1). */
const OF_POLICIES: ReadonlyMap<string, string> = new Map([
  ["windowsdir", "C:\\Windows"],
  ["systemdir", "C:\\Windows\\System32"],
  ["programfilesdir", "C:\\Program Files"],
  ["commonappdatadir", "C:\\ProgramData"],
  ["commonstartupdir", "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup"],
]);

/** The text with the values of variables; what is not between two percent signs stays as it is. */
export function expandVariables(machine: Machine, text: Text): Text {
  const environment = new Environment(machine);
  const parts: (string | Unknown)[] = [];
  for (const piece of pieces(text)) {
    if (piece instanceof Unknown) {
      parts.push(piece);
      continue;
    }
    let rest = piece;
    for (;;) {
      const open = rest.indexOf("%");
      const close = open < 0 ? -1 : rest.indexOf("%", open + 1);
      if (close < 0) break;
      const name = rest.slice(open + 1, close);
      const value = OF_POLICIES.get(name.toLowerCase()) ?? environment.get(name);
      const found = value === undefined || typeof value === "string" ? value : textOf(value);
      if (found === undefined) {
        parts.push(rest.slice(0, close));
        rest = rest.slice(close);
        continue;
      }
      parts.push(rest.slice(0, open), found);
      rest = rest.slice(close + 1);
    }
    parts.push(rest);
  }
  return textOf(joinTexts(parts, null));
}

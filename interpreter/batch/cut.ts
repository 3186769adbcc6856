// Lines that are too much work are left out: what they set is not known, and the rest of the script is followed.
import type { BudgetExceeded } from "../machine/budget.js";
import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import type { Trace } from "../values/source.js";
import { Unknown } from "../values/value.js";
import { setErrorlevel } from "./run.js";

/** Notes that lines were not followed to their end, and forgets what they set. `text`: the lines as they stand. */
export function cutLines(machine: Machine, text: string, what: BudgetExceeded["what"], at: Trace): void {
  machine.note("budget", "all", `a line is too much work to follow to its end (${what})`, at);
  const symbol = machine.freshSymbol("cut");
  const unknown = (name: string): Unknown =>
    new Unknown("budget", "what is set there is too much work to follow", `${symbol}.${name}`, at);
  const environment = new Environment(machine);
  for (const name of namesSet(text)) environment.set(name, unknown(name));
  setErrorlevel(machine, unknown("errorlevel"));
}

/** Names of variables behind a `set`, each once. */
function namesSet(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { 1: words = "" } of text.matchAll(/(?:^|[\s(&|@])set\s+((?:\/[ap]\s+)?[^\r\n&|)]*)/gi)) {
    const assignment = words.replace(/^\/[ap]\s+/i, "").replace(/^"/, "");
    for (const part of /^\/a/i.test(words) ? assignment.split(",") : [assignment]) {
      const name = /^\s*([^=+\-*/%&|^<>"!]+?)\s*(?:[+\-*/%&|^]|<<|>>)?=/.exec(part)?.[1];
      if (name !== undefined && name !== "") names.add(name);
    }
  }
  return names;
}

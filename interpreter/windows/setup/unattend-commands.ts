// Commands of an answer file: those that a pass runs at once, and those that wait for a logon.
import type { XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import { runsAtItsTime, runsLater, type Start } from "../../os/autorun.js";
import type { Trace } from "../../values/source.js";
import type { TextValue } from "../../values/texts.js";

interface Command {
  readonly order: number;
  readonly line: TextValue;
}

/** In the order that `<Order>` gives; those without one come last, as they stand. `wcm:action="remove"` takes an item out. */
function commandsIn(list: XmlElement | undefined, item: string, line: string): readonly Command[] {
  return (list?.children(item) ?? [])
    .flatMap((one): Command[] => {
      const text = one.textOf(line);
      if (text === undefined || one.shown("action")?.trim().toLowerCase() === "remove") return [];
      const order = Number.parseInt(one.shownOf("Order") ?? "", 10);
      return [{ order: Number.isNaN(order) ? Number.MAX_SAFE_INTEGER : order, line: text }];
    })
    .sort((a, b) => a.order - b.order);
}

export function runCommands(
  machine: Machine,
  list: XmlElement | undefined,
  item: string,
  line: string,
  pass: string,
  at: Trace,
): void {
  for (const command of commandsIn(list, item, line)) {
    machine.budget.step();
    runsLater(machine, command.line, command.line.trace ?? at, `${pass} command`);
  }
}

/** They run after everything that setup itself does, when somebody logs on. */
export function logonCommands(machine: Machine, list: XmlElement | undefined, item: string, what: string, at: Trace): void {
  const starts = commandsIn(list, item, "CommandLine").map(
    ({ line }): Start => ({ command: line, at: line.trace ?? at, what: `${what} command` }),
  );
  if (starts.length > 0) runsAtItsTime(machine, `setup:${what}`, starts);
}

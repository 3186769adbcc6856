/** Shell.Application: the shell of Windows, which starts programs and copies files and what is in archives. */
import type { Machine } from "../../machine/machine.js";
import { copyPath, unpack } from "../../os/copying.js";
import { Files } from "../../os/files.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { Instance, NOTHING, type ObjectModel, Unknown, type Value } from "../../values/value.js";
import { runCommandLine } from "../processes/command-line.js";
import { programLine } from "../processes/started-programs.js";

export const shellApplicationClasses: NonNullable<Family["comClasses"]> = [
  {
    progId: "Shell.Application",
    make: (machine, at) =>
      new Instance(
        {
          typeNames: ["System.__ComObject", "System.Object"],
          get: (_self, name, place) =>
            new Unknown("input", `${name} of Shell.Application`, `shell.application.${name.toLowerCase()}`, place),
          invoke: (_self, name, args, place) => {
            if (name.toLowerCase() === "namespace") return shellFolder(machine, args[0], place);
            if (name.toLowerCase() === "shellexecute") {
              runCommandLine(machine, programLine(machine, args[0], args[1], place), "ShellExecute", place);
              return NOTHING;
            }
            return new Unknown(
              "input",
              `what ${name} of Shell.Application gives`,
              machine.freshSymbol(`shell.application.${name.toLowerCase()}`),
              place,
            );
          },
        },
        at,
      ),
  },
];

/** A folder, or an archive that is shown as one: `NameSpace(path)`, whose Items() can be copied into another. */
function shellFolder(machine: Machine, path: Value | undefined, at: Trace | null): Instance {
  const text = path === undefined ? undefined : (scalarText(machine, path) ?? undefined);
  const copy = (item: Value | undefined, place: Trace | null, move: boolean): void => {
    const plain = item === undefined ? undefined : machine.plain(item);
    if (text === undefined || plain === undefined) return;
    const from = plain instanceof Instance ? machine.field<Text>(plain, ITEMS_OF) : scalarText(machine, plain);
    if (from === undefined || from === null) return new Files(machine).disturb(text, place);
    if (!(plain instanceof Instance)) copyPath(machine, from, text, place, { move, into: true });
    else if (/\.zip$/i.test(shownText(from))) unpack(machine, from, text, place);
    else copyPath(machine, `${shownText(from).replace(/[\\/]+$/, "")}\\*`, text, place, { move });
  };
  const model: ObjectModel = {
    typeNames: ["System.__ComObject", "System.Object"],
    get: (_self, name, place) =>
      new Unknown("input", `${name} of a folder`, machine.freshSymbol(`shell.${name.toLowerCase()}`), place),
    invoke: (self, name, args, place) => {
      switch (name.toLowerCase()) {
        case "copyhere":
        case "movehere":
          copy(args[0], place, name.toLowerCase() === "movehere");
          return NOTHING;
        case "items":
          return self;
        default:
          return new Unknown(
            "input",
            `what ${name} of a folder gives`,
            machine.freshSymbol(`shell.${name.toLowerCase()}`),
            place,
          );
      }
    },
  };
  const made = new Instance(model, at);
  if (text !== undefined) made.fields.set(ITEMS_OF, text);
  return made;
}

const ITEMS_OF = "items-of";

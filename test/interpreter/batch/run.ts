import "../../../interpreter/batch/index.js";
import { Alternatives, type Guarded } from "../../../host/choice.js";
import { toText } from "../../../interpreter/powershell/types/convert.js";
import { Source, Trace } from "../../../interpreter/values/source.js";
import { shownText } from "../../../interpreter/values/texts.js";
import { Str } from "../../../interpreter/values/value.js";
import { machineOf } from "../machine-of.js";

/** What a batch file prints, line by line; what is not known of a line stands in it as a hole. */
export function printed(
  text: string,
  args: readonly string[] = [],
  prepare?: (machine: ReturnType<typeof machineOf>) => void,
): string[] {
  const machine = machineOf();
  prepare?.(machine);
  const source = new Source(text, { file: "test.cmd", resource: null, property: null, layers: [] }, false);
  const at = new Trace(source, 0, text.length);
  const runner = machine.toolbox.runner("cmd");
  if (!runner) throw new Error("the cmd front end is not loaded");
  const words = args.map((value) => ({ name: null, value: new Str(value) }));
  const lines = machine.attempt<Guarded<string>>(() =>
    runner(machine, { language: "cmd", source, args: words, path: "C:\\setup\\test.cmd", isolated: true }, at)
      .outputs.map((value) => shownText(toText(machine, value)))
      .join("\n"),
  );
  if (lines instanceof Alternatives) return ["(depends)"];
  return lines === "" ? [] : (lines as string).split("\n");
}

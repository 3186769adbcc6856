import { Alternatives } from "../../../host/choice.js";
import { Source, Trace } from "../../../interpreter/values/source.js";
import { shownText } from "../../../interpreter/values/texts.js";
import { Str, Unknown } from "../../../interpreter/values/value.js";
import { machineOf } from "../machine-of.js";

/** What a script prints, line by line; what is not known of a line stands in it as a hole. */
export function printed(text: string, args: readonly string[] | null = []): string[] {
  const machine = machineOf();
  const source = new Source(text, { file: "test.vbs", resource: null, property: null, layers: [] }, false);
  const at = new Trace(source, 0, text.length);
  const runner = machine.toolbox.runner("vbscript");
  if (!runner) throw new Error("the VBScript front end is not loaded");
  const words = args?.map((value) => ({ name: null, value: new Str(value) }));
  const lines = machine.attempt<string>(() =>
    runner(
      machine,
      { language: "vbscript", source, ...(words ? { args: words } : {}), path: "C:\\setup\\test.vbs", isolated: true },
      at,
    )
      .outputs.map((value) => {
        const plain = machine.plain(value);
        return plain instanceof Str || plain instanceof Unknown ? shownText(plain) : plain.kind;
      })
      .join("\n"),
  );
  if (lines instanceof Alternatives) return ["(depends)"];
  return lines === "" ? [] : lines.split("\n");
}

/** What an expression gives, as text. */
export function resultOf(expression: string): string {
  return printed(`WScript.Echo ${expression}`).join("\n");
}

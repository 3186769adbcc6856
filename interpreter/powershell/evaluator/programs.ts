import type { Argument, NativeCall, NativeTool } from "../../tools/tool.js";
import { Trace } from "../../values/source.js";
import { Dict, int, Str, Unknown } from "../../values/value.js";
import { setExitCode } from "../session/exit-code.js";
import type { Runtime } from "../session/runtime.js";
import { toText } from "../types/convert.js";
import { enumerate } from "../types/enumerate.js";
import type { Actual } from "./arguments.js";
import { ToolCall, type ToolCallOptions } from "./tool-call.js";

class ProgramCall extends ToolCall<NativeTool> implements NativeCall {
  code = 0;

  constructor(
    r: Runtime,
    options: ToolCallOptions<NativeTool>,
    readonly argv: readonly Argument[],
  ) {
    super(r, options);
  }

  err(_text: string): void {
    // Standard error is for people; the exit code is what scripts look at.
  }

  exit(code: number): void {
    this.code = code;
  }
}

/** Runs a program; its exit code is $LASTEXITCODE and says whether it succeeded. */
export function runProgram(r: Runtime, options: ToolCallOptions<NativeTool>): void {
  const { tool, name, invocation } = options;
  const argv = commandLine(r, invocation.actuals);
  r.machine.secrets.commandLine(name, argv);
  if (tool.effect === "modelled")
    argv.forEach((argument, index) =>
      r.machine.coverage.argument(invocation.at, index, typeof argument.text === "string" || argument.text.parts !== null),
    );
  const call = new ProgramCall(r, options, argv);
  tool.run(call);
  setExitCode(r, int(call.code), call.code === 0);
}

/** The arguments as the program sees them. */
function commandLine(r: Runtime, actuals: readonly Actual[]): Argument[] {
  const argv: Argument[] = [];
  for (const actual of actuals) {
    if (actual.name !== null) {
      if (actual.value === undefined) argv.push({ text: actual.text, at: actual.at });
      else {
        const value = toText(r.machine, actual.value);
        argv.push({
          text: typeof value === "string" ? actual.text + value : joined(actual.text, value, actual.at),
          at: actual.at,
        });
      }
      continue;
    }
    if (actual.value === undefined) continue;
    const plain = r.machine.plain(actual.value);
    if (actual.verbatim && plain instanceof Str) {
      for (const word of splitVerbatim(plain.value)) argv.push({ text: word, at: actual.at });
      continue;
    }
    if (plain.kind === "null") continue;
    const elements = plain.kind === "str" || plain instanceof Dict ? null : enumerate(r.machine, plain);
    for (const element of elements === null || elements instanceof Unknown ? [plain] : elements) {
      const one = r.machine.plain(element);
      const text = one.kind === "num" && one.text !== null ? one.text : toText(r.machine, one);
      argv.push({ text, at: "trace" in one && one.trace instanceof Trace ? one.trace : actual.at });
    }
  }
  return argv;
}

function joined(prefix: string, value: Unknown, at: Trace): Unknown {
  return new Unknown(
    value.cause,
    value.why,
    `text(${JSON.stringify(prefix)}+${value.symbol})`,
    at,
    "System.String",
    [prefix, ...(value.parts ?? [value])],
    value.secret,
  );
}

/** Words of the text after `--%`, quotes removed. */
function splitVerbatim(text: string): string[] {
  const words: string[] = [];
  let word = "";
  let quoted = false;
  let any = false;
  for (const letter of text) {
    if (letter === '"') {
      quoted = !quoted;
      any = true;
    } else if (!quoted && (letter === " " || letter === "\t")) {
      if (any || word !== "") words.push(word);
      word = "";
      any = false;
    } else word += letter;
  }
  if (any || word !== "") words.push(word);
  return words;
}

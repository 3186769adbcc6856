import type { Cause } from "../../../host/values/origin.js";
import type { Area } from "../../machine/notes.js";
import { Files } from "../../os/files.js";
import { absoluteText } from "../../os/paths.js";
import type { ScriptOutcome, ScriptToRun, Text, Tool } from "../../tools/tool.js";
import type { Trace } from "../../values/source.js";
import { type Block, Unknown, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import { isStreamShown } from "../session/shown-streams.js";
import { streamRecord } from "../session/stream-record.js";
import type { Actual } from "./arguments.js";
import { runBlock } from "./blocks.js";
import type { Invocation } from "./invocation.js";
import { runModule } from "./module-scope.js";
import { runInline } from "./script-file.js";

export interface ToolCallOptions<T extends Tool> {
  readonly tool: T;
  /** Name as written. */
  readonly name: string;
  readonly invocation: Invocation;
  readonly input: readonly Value[];
  /** Takes what the tool writes; without it the invocation does. */
  readonly out?: (value: Value) => void;
}

/** What every call of a tool offers, whatever its form. */
export class ToolCall<T extends Tool> {
  readonly tool: T;
  readonly name: string;
  readonly at: Trace;
  readonly input: readonly Value[];
  readonly piped: boolean;
  private readonly send: (value: Value) => void;

  constructor(
    protected readonly r: Runtime,
    { tool, name, invocation, input, out = invocation.out }: ToolCallOptions<T>,
  ) {
    this.tool = tool;
    this.name = name;
    this.at = invocation.at;
    this.input = input;
    this.piped = invocation.piped;
    this.send = out;
  }

  get machine() {
    return this.r.machine;
  }

  out(value: Value): void {
    this.send(value);
  }

  unknown(why: string, options: { cause?: Cause; type?: string; symbol?: string } = {}): Unknown {
    const symbol = options.symbol ?? this.machine.freshSymbol(`${this.name.toLowerCase()}@${this.at.start}`);
    return new Unknown(options.cause ?? "input", why, symbol, this.at, options.type ?? null);
  }

  undecided(cause: Cause, why: string, areas?: readonly Area[] | "all"): void {
    this.machine.note(cause, areas ?? this.tool.areas, why, this.at);
  }

  say(text: Text, stream: "warning" | "verbose" | "debug" | "information" = "information", data?: Value): void {
    // Texts for people change nothing on the host; merged into the output they are objects.
    const number = { warning: 3, verbose: 4, debug: 5, information: 6 }[stream];
    const to = this.r.streamsTo?.get(number);
    if (!to && !this.r.streamWatch) return;
    const record = streamRecord(stream, text, this.at, data);
    this.r.streamWatch?.(number, record);
    if (to && this.isShown(stream)) to(record);
  }

  /** Whether messages of a stream are written at all: `$VerbosePreference`, `-Verbose`, `-WarningAction`. */
  protected isShown(stream: "warning" | "verbose" | "debug" | "information"): boolean {
    return isStreamShown(this.r, stream);
  }

  resolvePath(path: Text): Text {
    return absoluteText(path, new Files(this.machine).location);
  }

  runScript(script: ScriptToRun): ScriptOutcome {
    return this.machine.budget.nested(() => {
      if (script.module) return runModule(this.r, script, script.module, this.at);
      if (!script.isolated && script.language !== "cmd") return runInline(this.r, script, this.at);
      const runner = this.r.machine.toolbox.runner(script.language);
      if (!runner) {
        this.machine.note("unmodelled", "all", `scripts of the language ${script.language} are not read here`, this.at);
        return { outputs: [], exitCode: this.unknown("the exit code of a script that is not read") };
      }
      return runner(this.machine, script, this.at);
    });
  }

  runBlock(block: Block, options: { underscore?: Value; args?: readonly Value[]; newScope?: boolean } = {}): readonly Value[] {
    const actuals = options.args?.map(
      (value): Actual => ({ name: null, value, text: "", splatted: false, verbatim: false, at: this.at }),
    );
    return this.machine.settled(
      this.r.collect(() =>
        runBlock(
          this.r,
          { ast: block.ast, source: block.source },
          { underscore: options.underscore, actuals, newScope: options.newScope ?? true },
        ),
      ),
    );
  }
}

import type { Trace } from "../../values/source.js";
import { Unknown, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import type { FunctionInfo } from "../session/scope.js";
import type { ConfigurationDefinition, DscNode, DscResource } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import type { Actual } from "./arguments.js";
import { evaluate } from "./expressions.js";
import type { Stage } from "./pipeline.js";

/** A DSC configuration is a command that compiles a MOF document. Compiling changes nothing on the host; applying does. */
export function defineConfiguration(r: Runtime, s: ConfigurationDefinition): void {
  const name = toText(r.machine, evaluate(r, s.name));
  if (typeof name !== "string") return;
  const info: FunctionInfo = { name, params: null, body: s.body, source: r.source, form: "configuration", home: null };
  r.machine.journal.setEntry(r.scope.functions, name.toLowerCase(), info);
}

export function runConfiguration(
  r: Runtime,
  info: FunctionInfo,
  _actuals: readonly Actual[],
  at: Trace,
  out: (value: Value) => void,
): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      r.machine.coverage.command(info.name, "inert", at);
      out(
        new Unknown(
          "unmodelled",
          `the MOF document that the configuration ${info.name} compiles to`,
          r.machine.freshSymbol("mof"),
          at,
        ),
      );
    },
  };
}

/** A resource outside of a running configuration has no effect of its own. */
export function runDscResource(r: Runtime, s: DscNode | DscResource): void {
  r.machine.note("unmodelled", "all", "a DSC resource stands outside of a configuration", r.trace(s));
}

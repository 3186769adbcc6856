import type { Trace } from "../../values/source.js";
import type { Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import type { Actual } from "./arguments.js";
import type { Formal, Signature } from "./binding.js";
import type { Stage } from "./pipeline.js";

/** What commands of the session are made of. */
export type Out = (value: Value) => void;
export type SessionCommand = (r: Runtime, actuals: readonly Actual[], at: Trace, out: Out, fed: boolean) => Stage;

export function formal(
  name: string,
  position = -1,
  options: { aliases?: string[]; isSwitch?: boolean; rest?: boolean; set?: string } = {},
): Formal {
  return {
    name,
    aliases: options.aliases ?? [],
    isSwitch: options.isSwitch ?? false,
    memberships: [
      {
        set: options.set ?? "",
        position,
        mandatory: false,
        fromPipeline: false,
        fromPipelineByName: false,
        rest: options.rest ?? false,
      },
    ],
  };
}

export function signature(command: string, formals: Formal[]): Signature & { readonly cmdletClass: string } {
  const cmdletClass = `Microsoft.PowerShell.Commands.${command.replace("-", "")}Command`;
  return { command, cmdletClass, formals, defaultSet: "", advanced: true };
}

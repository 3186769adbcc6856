import { Files } from "../../os/files.js";
import { leafName } from "../../os/paths.js";
import { mayRunBlocks } from "../../tools/open-world/given-blocks.js";
import { noteRemoteCall } from "../../tools/open-world/remote-calls.js";
import { unmodelledRuns } from "../../tools/open-world/uses.js";
import { OpenOutput } from "../../values/open-lists.js";
import { Sink } from "../../values/sink.js";
import { int, Unknown } from "../../values/value.js";
import { openErrors, setSuccess } from "../session/errors.js";
import { setExitCode } from "../session/exit-code.js";
import type { Runtime } from "../session/runtime.js";
import { setVariable } from "../session/scope.js";
import type { Invocation } from "./invocation.js";
import type { Stage } from "./pipeline.js";
import { runFile } from "./script-file.js";

/** Commands of which not the name or not the model is known, and scripts in folders that are not. */

/** A script file whose folder is not known, but which was written here under the same path. */
export function knownScript(r: Runtime, name: Unknown, invocation: Invocation): Stage | undefined {
  // A name without a folder is looked for among the commands, not in the current folder.
  const known = name.parts?.filter((part) => typeof part === "string").join("") ?? "";
  const file = leafName(new Files(r.machine).resolve(name));
  if (!known.includes("\\") || !/\.(?:ps1|psm1|cmd|bat)$/i.test(file)) return undefined;
  if (new Files(r.machine).readText(name)?.kind !== "str") return undefined;
  const input = new Sink();
  return {
    begin: () => undefined,
    process: (value) => input.push(r.machine, value),
    end: () => {
      r.machine.coverage.command(file, "modelled", invocation.at);
      runFile(r, name, invocation, r.machine.settled(input.items(r.machine)));
    },
  };
}

/** A command whose name is not known runs code that is not known. */
export function unknownCommand(r: Runtime, name: Unknown, { at, out }: Invocation): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      r.machine.coverage.command("(unknown command)", "unmodelled", at);
      r.machine.note(
        name.cause === "input" || name.cause === "deferred" ? name.cause : "opaque",
        "all",
        `runs a command whose name is not known: ${name.why}`,
        at,
      );
      const unknown = (what: string) => new Unknown(name.cause, name.why, r.machine.freshSymbol(what), at);
      setVariable(r.machine, r.scope.root(), "lastexitcode", unknown("unknown-exit"));
      out(unknown("unknown-command"));
    },
  };
}

/** Cmdlets and functions have a verb and a noun; what has another name is a program. */
function isProgram(name: string): boolean {
  return /\.(?:exe|com|cmd|bat|msi)$/i.test(name) || !/^[A-Za-z]+-[A-Za-z0-9]+$/.test(name);
}

/** A command nobody modelled: if it belongs to a modelled area its effect is undecided, else it is inert. */
export function unmodelledStage(r: Runtime, name: string, { actuals, at, out }: Invocation): Stage {
  const sink = new Sink();
  return {
    begin: () => undefined,
    process: (value) => sink.push(r.machine, value),
    end: () => {
      r.machine.coverage.command(name, "unmodelled", at);
      const args = actuals.flatMap(({ value }) => (value === undefined ? [] : [value]));
      const words = actuals.flatMap(({ name: parameter, value }) => [
        ...(parameter === null ? [] : [`-${parameter}`]),
        ...(value === undefined ? [] : [value]),
      ]);
      if (!noteRemoteCall(r.machine, name, words, at)) unmodelledRuns(r.machine, name, args, at);
      if (!isProgram(name)) mayRunBlocks(r.machine, name, args, at);
      // A command succeeds unless a model says otherwise; a program says so by its exit code.
      if (isProgram(name)) setExitCode(r, int(0), true);
      else setSuccess(r, true);
      openErrors(r, name);
      out(
        new OpenOutput(
          "unmodelled",
          `${name} is not modelled; what it gives is not known`,
          r.machine.freshSymbol(`output:${name.toLowerCase()}`),
          at,
        ),
      );
    },
  };
}

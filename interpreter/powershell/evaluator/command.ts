import { Cell } from "../../machine/journal.js";
import { scriptHostLanguage } from "../../os/script-files.js";
import { PsError } from "../../tools/script-error.js";
import type { Tool } from "../../tools/tool.js";
import { Sink } from "../../values/sink.js";
import { Block, Str, type Value } from "../../values/value.js";
import { getMember } from "../members/members.js";
import { aliasOf } from "../session/aliases.js";
import { type Runtime, unit } from "../session/runtime.js";
import { findAlias, findFunction } from "../session/scope.js";
import type { Command } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { type Actual, evaluateArguments } from "./arguments.js";
import { objectsNeeded, runCmdlet, streamingStage } from "./cmdlets.js";
import { blockStage, functionStage } from "./function-stage.js";
import type { Invocation } from "./invocation.js";
import type { Stage } from "./pipeline.js";
import { runProgram } from "./programs.js";
import { evaluate } from "./recursion.js";
import { scriptStage } from "./script-file.js";
import { StopUpstream } from "./stop-upstream.js";
import { knownScript, unknownCommand, unmodelledStage } from "./unknown-command.js";

type Out = (value: Value) => void;

/** Makes the stage that runs one command. Name and arguments are evaluated when it begins. */
export function commandStage(r: Runtime, command: Command, out: Out, piped: boolean): Stage {
  let stage: Stage | null = null;
  const open = (): Stage => (stage ??= openStage(r, command, out, piped));
  return {
    begin: () => open().begin(),
    process: (value) => open().process(value),
    end: () => open().end(),
  };
}

/** The stage of a command that begins now. */
export function openStage(r: Runtime, command: Command, out: Out, piped: boolean): Stage {
  const name = r.machine.plain(evaluate(r, command.name));
  const at = r.trace(command);
  const dotSourced = command.invocation === ".";
  if (name.kind === "null" || (name instanceof Str && name.value === "")) {
    throw new PsError({
      id: "BadExpression",
      message: `The expression after '${dotSourced ? "." : "&"}' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.`,
      at,
      category: "InvalidOperation",
    });
  }
  const actuals = evaluateArguments(r, command.elements);
  const invocation: Invocation = { actuals, at, out, piped, dotSourced };
  if (name instanceof Block) return blockStage(r, name, invocation);
  if (name.kind === "unknown") return knownScript(r, name, invocation) ?? unknownCommand(r, name, invocation);
  if (name.kind === "object" && name.typeNames[0] === "System.Management.Automation.PSModuleInfo") {
    // `& $module { ... }` runs in the module, which shares everything that is modelled with the session.
    const first = actuals[0]?.name === null && actuals[0].value !== undefined ? r.machine.plain(actuals[0].value) : null;
    const inModule = { ...invocation, actuals: actuals.slice(1), dotSourced: false };
    if (first instanceof Block) return blockStage(r, first, inModule);
    const text = first === null ? null : toText(r.machine, first);
    if (typeof text === "string") return namedStage(r, text, inModule);
  }
  if (name.kind === "object" || name.kind === "instance") {
    const inner = getMember(r.machine, name, "ScriptBlock", at);
    const plain = inner ? r.machine.plain(inner) : null;
    const named = plain instanceof Block ? undefined : getMember(r.machine, name, "Name", at);
    if (named) {
      const text = toText(r.machine, named);
      if (typeof text === "string") return namedStage(r, text, invocation);
    }
    if (plain instanceof Block) return blockStage(r, plain, invocation);
  }
  const text = toText(r.machine, name);
  if (typeof text !== "string") return unknownCommand(r, text, invocation);
  return namedStage(r, text, invocation);
}

/** The stage of a command by its name: alias, function, tool, script file or program, in this order. */
function namedStage(r: Runtime, name: string, invocation: Invocation): Stage {
  let resolved = unqualified(name);
  let key = resolved.toLowerCase();
  for (let hops = 0; hops < 8; hops++) {
    const target = findAlias(r.machine, r.scope, key) ?? aliasOf(resolved, r.dialect);
    if (target === undefined || target.toLowerCase() === key) break;
    resolved = unqualified(target);
    key = resolved.toLowerCase();
  }
  if (key.includes(":")) key = key.replace(/^(?:global|script|local|private|function):/, "");
  const info = findFunction(r.machine, r.scope, key);
  if (info) return functionStage(r, info, invocation, name);
  const tool = findTool(r, resolved);
  if (tool) return toolStage(r, tool, resolved, invocation);
  const host = scriptHostLanguage(resolved);
  if (host !== undefined) {
    // Such a file is opened by the program for its kind.
    const program = host === "hta" ? "mshta" : "wscript";
    const opener = findTool(r, program);
    const { at, actuals } = invocation;
    const file: Actual = { name: null, value: new Str(name, at), text: name, splatted: false, verbatim: false, at };
    if (opener) return toolStage(r, opener, program, { ...invocation, actuals: [file, ...actuals] });
  }
  const script = scriptStage(r, resolved, invocation);
  if (script) return script;
  if (!resolved.includes("-")) {
    // `Service` runs Get-Service when nothing else has that name.
    const getter = findTool(r, `Get-${resolved}`);
    if (getter) return toolStage(r, getter, `Get-${resolved}`, invocation);
  }
  return unmodelledStage(r, resolved, invocation);
}

/** `Microsoft.PowerShell.Management\Get-Item` names the module; a path does not. */
function unqualified(name: string): string {
  if (!name.includes("\\")) return name;
  const match = /^[A-Za-z][\w.]*\\([A-Za-z]+-[A-Za-z0-9]+)$/.exec(name);
  return match ? (match[1] as string) : name;
}

/** A tool by its name, with or without folder and extension. */
export function findTool(r: Runtime, name: string): Tool | undefined {
  const direct = r.machine.toolbox.find(name);
  if (direct) return direct;
  const leaf = name.slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf("/")) + 1);
  const bare = leaf.replace(/\.(?:exe|com)$/i, "");
  if (bare === name) return undefined;
  const found = r.machine.toolbox.find(bare);
  return found?.form === "native" ? found : undefined;
}

function toolStage(r: Runtime, tool: Tool, name: string, invocation: Invocation): Stage {
  const { machine } = r;
  if (tool.form === "cmdlet" && "open" in tool) {
    machine.coverage.command(name, tool.effect, invocation.at);
    return streamingStage(r, { tool, name, invocation, input: [] });
  }
  const sink = new Sink();
  const enough = tool.form === "cmdlet" ? objectsNeeded(r, { tool, name, invocation, input: [] }) : null;
  const taken = new Cell(0);
  const world = machine.assumptions;
  return {
    begin: () => {
      machine.coverage.command(name, tool.effect, invocation.at);
    },
    process: (value) => {
      sink.push(machine, value);
      if (enough === null) return;
      const count = machine.settled<number>(taken.value) + 1;
      machine.journal.put(taken, count);
      // In a part of the world only, the objects that come after are left to the command.
      if (count === enough && machine.assumptions === world) throw new StopUpstream();
    },
    end: () => {
      const collected = sink.items(machine);
      unit(machine, () => {
        const input = machine.settled(collected);
        if (tool.form === "cmdlet") runCmdlet(r, { tool, name, invocation, input });
        else runProgram(r, { tool, name, invocation, input });
      });
    },
  };
}

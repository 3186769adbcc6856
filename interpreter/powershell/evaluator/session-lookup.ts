import { isOnHost } from "../../tools/availability.js";
import { PsError } from "../../tools/script-error.js";
import type { Cmdlet } from "../../tools/tool.js";
import { namePattern } from "../../values/name-pattern.js";
import type { Trace } from "../../values/source.js";
import { Block, Dict, EnumValue, Instance, type Str, str, TRUE, Unknown, type Value } from "../../values/value.js";
import { aliasOf } from "../session/aliases.js";
import { errorAction, recordError, setSuccess } from "../session/errors.js";
import type { Runtime } from "../session/runtime.js";
import { type FunctionInfo, findAlias, findFunction, type Scope } from "../session/scope.js";
import { toText } from "../types/convert.js";
import { dictSet } from "../types/dict.js";
import { blockText } from "../types/text.js";
import type { Actual } from "./arguments.js";
import { type Bound, bind, type Formal, type Signature, signatureOf } from "./binding.js";
import { findTool } from "./command.js";
import { piped } from "./expressions.js";
import { signatureOfBlock } from "./functions.js";
import type { Stage } from "./pipeline.js";
import { sessionCommand } from "./session-commands.js";

type Out = (value: Value) => void;

/** Writes an error record, or stops, as -ErrorAction says: for commands that are run by the session itself. */
export function sessionError(r: Runtime, bound: Bound | null, error: PsError): void {
  const action = errorAction(r, bound?.common.get("erroraction"));
  setSuccess(r, false);
  if (action === "stop")
    throw new PsError({
      id: error.id,
      message: error.message,
      exception: error.exception,
      at: error.at,
      thrown: true,
      target: error.target,
      category: error.category,
    });
  if (action !== "ignore") recordError(r, error, action !== "silentlycontinue");
}

function formal(name: string, position = -1, isSwitch = false, aliases: string[] = []): Formal {
  return {
    name,
    aliases,
    isSwitch,
    memberships: [{ set: "", position, mandatory: false, fromPipeline: false, fromPipelineByName: false, rest: false }],
  };
}

const COMMAND: Signature = {
  command: "Get-Command",
  formals: [
    formal("Name", 0),
    formal("ArgumentList", 1, false, ["Args"]),
    formal("CommandType", -1, false, ["Type"]),
    formal("Module", -1, false, ["PSSnapin"]),
    formal("Verb"),
    formal("Noun"),
    formal("Syntax", -1, true),
    formal("All", -1, true),
    formal("ListImported", -1, true),
    formal("TotalCount"),
    formal("ParameterName"),
    formal("ParameterType"),
  ],
  defaultSet: "",
  advanced: true,
};

const ALIAS: Signature = {
  command: "Get-Alias",
  formals: [formal("Name", 0), formal("Definition"), formal("Exclude"), formal("Scope")],
  defaultSet: "",
  advanced: true,
};

/** `Get-Command`: what a name stands for. Whether a program is installed is asked of the host. */
export function getCommand(r: Runtime, actuals: readonly Actual[], at: Trace, out: Out): Stage {
  const inputs: Value[] = [];
  return {
    begin: () => undefined,
    process: (value) => inputs.push(value),
    end: () => {
      setSuccess(r, true);
      const bound = bind(COMMAND, actuals);
      const given = bound.values.get("name");
      const wanted = given ? piped(r, r.machine.plain(given.value)) : inputs;
      if (wanted.length === 0) {
        out(new Unknown("input", "the commands of the host", "commands", at));
        return;
      }
      for (const one of wanted) {
        const name = toText(r.machine, one);
        if (typeof name !== "string") {
          out(new Unknown(name.cause, name.why, `command(${name.symbol})`, at));
          continue;
        }
        if (/[*?]/.test(name)) {
          for (const found of matching(r, name)) {
            const known = commandInfo(r, found, at);
            if (known) out(known);
          }
          continue;
        }
        const known = commandInfo(r, name, at);
        if (known) {
          out(known);
          continue;
        }
        // Another module or program may be there or not.
        if (
          r.machine.askWhether(
            `command:${name.toLowerCase()}`,
            `the command ${name} is there`,
            `the command ${name} is not there`,
          )
        ) {
          const [kind, number] =
            name.includes("-") && !name.includes(".") ? (["Cmdlet", 8] as const) : (["Application", 32] as const);
          out(info(name, kind, number, at, { elsewhere: true }));
        } else {
          sessionError(
            r,
            bound,
            new PsError({
              id: "CommandNotFoundException,Microsoft.PowerShell.Commands.GetCommandCommand",
              message: `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
              exception: "System.Management.Automation.CommandNotFoundException",
              at,
              target: str(name),
              category: "ObjectNotFound",
            }),
          );
        }
      }
    },
  };
}

function matching(r: Runtime, pattern: string): string[] {
  const test = namePattern(pattern) ?? (() => false);
  const names = new Set<string>();
  for (let scope: Scope | null = r.scope; scope; scope = scope.parent) for (const key of scope.functions.keys()) names.add(key);
  for (const key of r.machine.toolbox.names()) names.add(key);
  return [...names].filter((name) => test(name)).sort();
}

/** What is known of a command; undefined: nothing has that name here. */
export function commandInfo(r: Runtime, name: string, at: Trace): Value | undefined {
  const alias = findAlias(r.machine, r.scope, name.toLowerCase()) ?? aliasOf(name, r.dialect);
  if (alias !== undefined)
    return info(name, "Alias", 1, at, { definition: str(alias), resolved: () => commandInfo(r, alias, at) });
  const found = findFunction(r.machine, r.scope, name.toLowerCase());
  if (found)
    return info(found.name, "Function", 2, at, {
      block: new Block(found.body, found.source, null, at),
      parameters: () => parametersOf(r, found, at),
    });
  const tool = findTool(r, name);
  // A program or module that is not part of Windows is asked for by whoever wants to know.
  if (tool && isOnHost(r.machine, tool, name) === true) {
    const shown = tool.names.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name;
    return tool.form === "cmdlet"
      ? info(shown, "Cmdlet", 8, at, { parameters: () => toolParameters(r, tool, at) })
      : info(/\.\w+$/.test(shown) ? shown : `${shown}.exe`, "Application", 32, at, {});
  }
  if (sessionCommand(name)) {
    const open = new Unknown("unmodelled", `the parameters of ${name} are not listed`, `parameters:${name.toLowerCase()}`, at);
    return info(name, "Cmdlet", 8, at, { parameters: () => open });
  }
  return undefined;
}

/** What a command tells of itself and is not modelled. */
const UNLISTED =
  /^(?:parametersets|version|module|visibility|outputtype|remotingcapability|options|verb|noun|helpfile|pssnapin|implementingtype|defaultparameterset|description|cmdletbinding|fileversioninfo|extension|originalencoding|scriptcontents|helpuri|dll)$/i;

/** Parameters of a function by their names: those of every command too when it is an advanced one. */
function parametersOf(r: Runtime, found: FunctionInfo, at: Trace): Value {
  const signature = signatureOfBlock(r, found.body, found.params, found.name);
  const table = new Dict(
    "dictionary",
    "System.Collections.Generic.Dictionary`2[System.String,System.Management.Automation.ParameterMetadata]",
    false,
    at,
  );
  const names = signature.formals.map(({ name }) => name);
  if (signature.advanced) names.push(...COMMON_NAMES);
  for (const name of names) dictSet(r.machine, table, str(name), metadata(name, at));
  return table;
}

const COMMON_NAMES = [
  "Verbose",
  "Debug",
  "ErrorAction",
  "WarningAction",
  "InformationAction",
  "ErrorVariable",
  "WarningVariable",
  "InformationVariable",
  "OutVariable",
  "OutBuffer",
  "PipelineVariable",
];

function metadata(name: string, at: Trace): Value {
  return new Instance(
    {
      typeNames: ["System.Management.Automation.ParameterMetadata", "System.Object"],
      get: (_self, member) =>
        member.toLowerCase() === "name"
          ? str(name, at)
          : new Unknown(
              "unmodelled",
              `${member} of a parameter is not modelled`,
              `parameter:${name}.${member.toLowerCase()}`,
              at,
            ),
    },
    at,
  );
}

/** Parameters of a cmdlet: those that its model has are there; whether others are is not known. */
function toolParameters(r: Runtime, tool: Cmdlet, at: Trace): Value {
  const known = new Set(
    [...signatureOf(tool.names[0] ?? "", tool.parameters, tool.loose).formals.map(({ name }) => name), ...COMMON_NAMES].map(
      (name) => name.toLowerCase(),
    ),
  );
  const open = (what: string) =>
    new Unknown("unmodelled", `the parameters of ${tool.names[0]} are not all listed`, `parameters:${tool.names[0]}.${what}`, at);
  return new Instance(
    {
      typeNames: [
        "System.Collections.Generic.Dictionary`2[System.String,System.Management.Automation.ParameterMetadata]",
        "System.Object",
      ],
      get: (_self, member) => open(member.toLowerCase()),
      index: (_self, [key]) => {
        const name = key === undefined ? undefined : toText(r.machine, key);
        return typeof name === "string" && known.has(name.toLowerCase())
          ? metadata(name, at)
          : open(`[${typeof name === "string" ? name : ""}]`);
      },
      invoke: (_self, method, [key]) => {
        const name = key === undefined ? undefined : toText(r.machine, key);
        if (method.toLowerCase() === "containskey" && typeof name === "string" && known.has(name.toLowerCase())) return TRUE;
        return open(`${method.toLowerCase()}(${typeof name === "string" ? name.toLowerCase() : ""})`);
      },
    },
    at,
  );
}

function info(
  name: string,
  type: string,
  number: number,
  at: Trace,
  more: {
    readonly definition?: Str;
    readonly block?: Block;
    readonly resolved?: () => Value | undefined;
    readonly elsewhere?: boolean;
    readonly parameters?: () => Value;
  },
): Instance {
  return new Instance(
    {
      typeNames: [`System.Management.Automation.${type}Info`, "System.Management.Automation.CommandInfo", "System.Object"],
      isWhole: true,
      get(_self, member) {
        switch (member.toLowerCase()) {
          case "name":
          case "displayname":
            return str(name, at);
          case "commandtype":
            return new EnumValue("System.Management.Automation.CommandTypes", type, number);
          case "definition":
            // A cmdlet shows its syntax.
            return (
              more.definition ??
              (more.block && blockText(more.block, at)) ??
              new Unknown(
                "unmodelled",
                `the syntax of ${name} is not modelled`,
                `syntax:${name.toLowerCase()}`,
                at,
                "System.String",
              )
            );
          case "scriptblock":
            return more.block;
          case "resolvedcommand":
          case "referencedcommand":
            return more.resolved?.();
          case "resolvedcommandname":
            return more.definition;
          case "parameters":
            return more.parameters?.();
          case "source":
          case "modulename":
          case "path":
            if (more.elsewhere)
              return new Unknown(
                "input",
                `where the command ${name} is`,
                `command-${member.toLowerCase()}:${name.toLowerCase()}`,
                at,
                "System.String",
              );
            if (member.toLowerCase() !== "path") return str("");
            return type === "Application" ? str(`C:\\Windows\\System32\\${name}`) : undefined;
          default:
            return UNLISTED.test(member)
              ? new Unknown(
                  "unmodelled",
                  `${member} of a command is not modelled`,
                  `command:${name.toLowerCase()}.${member.toLowerCase()}`,
                  at,
                )
              : undefined;
        }
      },
      text: () => name,
    },
    at,
  );
}

/** `Get-Alias` */
export function getAlias(r: Runtime, actuals: readonly Actual[], at: Trace, out: Out): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      setSuccess(r, true);
      const bound = bind(ALIAS, actuals);
      const given = bound.values.get("name");
      for (const one of given ? piped(r, r.machine.plain(given.value)) : []) {
        const name = toText(r.machine, one);
        if (typeof name !== "string") continue;
        const target = findAlias(r.machine, r.scope, name.toLowerCase()) ?? aliasOf(name, r.dialect);
        if (target !== undefined) out(commandInfo(r, name, at) as Value);
        else {
          sessionError(
            r,
            bound,
            new PsError({
              id: "ItemNotFoundException,Microsoft.PowerShell.Commands.GetAliasCommand",
              message: `This command cannot find a matching alias because an alias with the name '${name}' does not exist.`,
              exception: "System.Management.Automation.ItemNotFoundException",
              at,
            }),
          );
        }
      }
    },
  };
}

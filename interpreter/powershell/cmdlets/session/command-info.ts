import { isOnHost } from "../../../tools/availability.js";
import { type Cmdlet, type CmdletCall, cmdletsWith, type Text, type Tool } from "../../../tools/tool.js";
import { hasWildcard, namePattern } from "../../../values/name-pattern.js";
import type { Trace } from "../../../values/source.js";
import { derive } from "../../../values/unknowns.js";
import { Block, Dict, EnumValue, Instance, type Str, str, TRUE, Unknown, type Value } from "../../../values/value.js";
import { signatureOf } from "../../evaluator/binding.js";
import { findTool } from "../../evaluator/command.js";
import { signatureOfBlock } from "../../evaluator/functions.js";
import { getMember } from "../../members/members.js";
import { aliasOf } from "../../session/aliases.js";
import type { Runtime } from "../../session/runtime.js";
import { type FunctionInfo, findAlias, findFunction, type Scope } from "../../session/scope.js";
import { toText } from "../../types/convert.js";
import { dictSet } from "../../types/dict.js";
import { sessionOf } from "../../types/running.js";
import { blockText } from "../../types/text.js";

/** Get-Command: what a name stands for. Whether another program is installed is asked of the host. */

function getCommand(call: CmdletCall): void {
  const r = sessionOf(call.machine);
  const names = call.has("Name") ? call.texts("Name") : named(call);
  if (names instanceof Unknown) return call.out(derive([names], `commands(${names.symbol})`, null, call.at));
  const kinds = kindsOf(call);
  const show = (info: Value): void => {
    if (kinds === null || kinds.has(kindOf(call, info))) call.out(info);
  };
  for (const name of names) {
    if (typeof name !== "string") {
      call.out(derive([name], `command(${name.symbol})`, null, call.at));
      continue;
    }
    if (hasWildcard(name)) {
      for (const found of matching(r, name)) {
        const known = commandInfo(r, found, call.at);
        if (known) show(known);
      }
      continue;
    }
    const known = commandInfo(r, name, call.at);
    if (known) {
      show(known);
      continue;
    }
    // Another module or program may be there or not.
    if (
      r.machine.askWhether(`command:${name.toLowerCase()}`, `the command ${name} is there`, `the command ${name} is not there`)
    ) {
      const [kind, number] =
        name.includes("-") && !name.includes(".") ? (["Cmdlet", 8] as const) : (["Application", 32] as const);
      show(info(name, kind, number, call.at, { elsewhere: true }));
    } else
      call.fail({
        id: "CommandNotFoundException",
        message: `The term '${name}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
        exception: "System.Management.Automation.CommandNotFoundException",
        target: str(name),
        category: "ObjectNotFound",
      });
  }
}

/** `-Verb Get -Noun Item` as a pattern of names; without them all commands of the host, which nobody knows. */
function named(call: CmdletCall): readonly Text[] | Unknown {
  const verb = call.text("Verb");
  const noun = call.text("Noun");
  if (verb === undefined && noun === undefined) return new Unknown("input", "the commands of the host", "commands", call.at);
  return [
    verb instanceof Unknown || noun instanceof Unknown
      ? derive(
          [verb, noun].filter((one) => one instanceof Unknown),
          call.machine.freshSymbol("command"),
          "System.String",
          call.at,
        )
      : `${verb ?? "*"}-${noun ?? "*"}`,
  ] as readonly Text[];
}

/** The kinds that -CommandType asks for in lower case, or null for all. */
function kindsOf(call: CmdletCall): ReadonlySet<string> | null {
  const texts = call.texts("CommandType");
  if (texts instanceof Unknown || texts.length === 0) return null;
  const kinds = texts.flatMap((text) => (typeof text === "string" ? text.toLowerCase().split(/\s*,\s*/) : ["all"]));
  return kinds.includes("all") ? null : new Set(kinds);
}

function kindOf(call: CmdletCall, info: Value): string {
  const kind = getMember(call.machine, call.machine.plain(info), "CommandType", call.at);
  const text = kind === undefined ? "" : toText(call.machine, kind);
  return typeof text === "string" ? text.toLowerCase() : "";
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
    [...signatureOf(tool).formals.map(({ name }) => name), ...COMMON_NAMES].map((name) => name.toLowerCase()),
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

export const commandCmdlets: readonly Tool[] = [
  cmdletsWith({ module: "Microsoft.PowerShell.Core" })(
    "Get-Command",
    [
      "Name[]@0<.",
      "ArgumentList|Args[]@1",
      "CommandType|Type",
      "Module|PSSnapin[].",
      "FullyQualifiedModule[]",
      "Verb[].",
      "Noun[].",
      "Syntax?",
      "ShowCommandInfo?",
      "All?",
      "ListImported?",
      "TotalCount",
      "ParameterName[]",
      "ParameterType[]",
    ],
    getCommand,
  ),
];

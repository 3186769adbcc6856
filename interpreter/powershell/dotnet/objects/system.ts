import type { Machine } from "../../../machine/machine.js";
import { Environment } from "../../../os/environment.js";
import type { Call, DotnetType, Handler, NetType, Result } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { derive, type Piece, pieces, textOf } from "../../../values/unknowns.js";
import { NULL, type Plain, Str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { escapeWildcard, hasWildcard, matchWildcard, parseWildcard, unescapeWildcard } from "../../../values/wildcard.js";
import { cannotConvert } from "../../errors/failures.js";
import { construct } from "../../members/members.js";
import { fieldOf, makeInstance } from "../../types/calls.js";
import { compareValues } from "../../types/compare.js";
import { convertTo, truthValue } from "../../types/convert.js";
import { detachedReference, isReference } from "../../types/reference.js";
import { typeNameOf } from "../../types/types.js";
import { enumerableType } from "./enumerable.js";
import { sameNet } from "./objects.js";

/** Environment, cultures, wildcard patterns, script blocks from text, Linq, and what only has to be there. */

// ---------------------------------------------------------------- Environment

/** Folders of Windows that are the same for every account. */
const FOLDERS: Readonly<Record<string, string>> = {
  System: "C:\\Windows\\system32",
  Windows: "C:\\Windows",
  ProgramFiles: "C:\\Program Files",
  ProgramFilesX86: "C:\\Program Files (x86)",
  CommonProgramFiles: "C:\\Program Files\\Common Files",
  CommonProgramFilesX86: "C:\\Program Files (x86)\\Common Files",
  CommonApplicationData: "C:\\ProgramData",
  CommonDocuments: "C:\\Users\\Public\\Documents",
  CommonDesktopDirectory: "C:\\Users\\Public\\Desktop",
  CommonStartMenu: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu",
  CommonPrograms: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs",
  CommonStartup: "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Startup",
  Fonts: "C:\\Windows\\Fonts",
  SystemX86: "C:\\Windows\\SysWOW64",
};

function host(why: string, symbol: string, type: string): (machine: Machine, at: Trace | null) => Result {
  return (_machine, at) => new Unknown("input", why, symbol, at, type);
}

function variable(call: Call): Result {
  const name = call.piece(0);
  if (name.kind === "unknown") return derive([name], `env(${name.symbol})`, null, call.at);
  const target = call.arg(1);
  // What the registry holds for new processes is not what this process sees.
  if (target.kind === "enum" && target.name !== "Process") {
    const stored = call.machine.row<Str | Unknown>(`environment:${target.name.toLowerCase()}`, name.value.toLowerCase());
    return (
      stored ??
      new Unknown(
        "input",
        `the environment variable ${name.value} of the ${target.name.toLowerCase()} is not known`,
        `env:${target.name.toLowerCase()}:${name.value.toLowerCase()}`,
        call.at,
      )
    );
  }
  const value = new Environment(call.machine).get(name.value);
  return value === undefined ? NULL : value;
}

function setVariable(call: Call): void {
  const name = call.piece(0);
  if (name.kind === "unknown")
    return call.machine.note(name.cause, "all", "sets an environment variable whose name is not known", call.at);
  const value = call.arg(1).kind === "null" ? new Str("") : call.piece(1);
  const target = call.arg(2);
  if (target.kind === "enum" && target.name !== "Process")
    return call.machine.setRow(`environment:${target.name.toLowerCase()}`, name.value.toLowerCase(), value);
  new Environment(call.machine).set(name.value, value);
}

function expanded(call: Call): Result {
  const text = call.piece(0);
  const environment = new Environment(call.machine);
  const parts: Piece[] = [];
  for (const piece of pieces(text)) {
    if (typeof piece !== "string") {
      parts.push(piece);
      continue;
    }
    const words = piece.split(/(%[^%]+%)/);
    for (const word of words) {
      const name = /^%([^%]+)%$/.exec(word)?.[1];
      const value = name === undefined ? undefined : environment.get(name);
      if (value === undefined) parts.push(word);
      else parts.push(...pieces(value));
    }
  }
  return textOf(parts, call.at, text.secret);
}

const environmentType: NetType = {
  name: "System.Environment",
  staticProperties: {
    NewLine: () => "\r\n",
    MachineName: (machine) => new Environment(machine).get("COMPUTERNAME"),
    UserName: (machine) => new Environment(machine).get("USERNAME"),
    UserDomainName: (machine) => new Environment(machine).get("USERDOMAIN"),
    SystemDirectory: () => "C:\\Windows\\system32",
    Is64BitOperatingSystem: () => true,
    Is64BitProcess: () => true,
    ExitCode: () => 0,
    HasShutdownStarted: () => false,
    ProcessorCount: host("the number of processors is not known", "host:processors", "System.Int32"),
    TickCount: host("how long the host runs is not known", "host:ticks", "System.Int32"),
    CurrentDirectory: host("the current directory of the process is not known", "process:directory", "System.String"),
    CommandLine: host("the command line is not known", "process:commandline", "System.String"),
    StackTrace: host("the stack is not modelled", "process:stack", "System.String"),
    UserInteractive: (machine, at) =>
      convertTo(
        machine,
        new Unknown("input", "whether someone is at the screen is not known", "process:interactive", at, "System.Boolean"),
        new TypeRef("System.Boolean"),
        at,
      ),
    OSVersion: host("the version of Windows is not known", "host:osversion", "System.OperatingSystem"),
    Version: host("the version of .NET is not known", "host:clr", "System.Version"),
  },
  statics: {
    "GetEnvironmentVariable(text variable) string": variable,
    "GetEnvironmentVariable(text variable, System.EnvironmentVariableTarget target) string": variable,
    "SetEnvironmentVariable(text variable, text value) void": setVariable,
    "SetEnvironmentVariable(text variable, text value, System.EnvironmentVariableTarget target) void": setVariable,
    "ExpandEnvironmentVariables(text name) string": expanded,
    "GetFolderPath(System.Environment+SpecialFolder folder) string": (c) => {
      const folder = c.arg(0);
      const name = folder.kind === "enum" ? folder.name : "";
      return (
        FOLDERS[name] ??
        new Unknown(
          "input",
          `the folder ${name} of the account is not known`,
          `folder:${name.toLowerCase()}`,
          c.at,
          "System.String",
        )
      );
    },
    "GetCommandLineArgs() string[]": (c) =>
      new Unknown("input", "the command line is not known", "process:args", c.at, "System.String[]"),
  },
};

// ---------------------------------------------------------------- cultures

const CULTURE = "System.Globalization.CultureInfo";

function culture(machine: Machine, name: string, at: Trace | null): Value {
  return makeInstance(machine, CULTURE, { name }, at);
}

const named: Handler = (c) => culture(c.machine, c.string(0), c.at);

const cultureType: NetType = {
  name: CULTURE,
  properties: {
    Name: (self, machine) => fieldOf<string>(machine, self, "name"),
    TextInfo: (self, machine, at) =>
      makeInstance(machine, "System.Globalization.TextInfo", { name: fieldOf<string>(machine, self, "name") }, at),
    TwoLetterISOLanguageName: (self, machine) => fieldOf<string>(machine, self, "name").slice(0, 2).toLowerCase() || "iv",
  },
  methods: { "ToString() string": (c) => fieldOf<string>(c.machine, c.self, "name") },
  constructors: { "CultureInfo(string name) object": named, "CultureInfo(string name, bool useUserOverride) object": named },
  statics: { "GetCultureInfo(string name) object": named, "CreateSpecificCulture(string name) object": named },
  staticProperties: {
    InvariantCulture: (machine, at) => culture(machine, "", at),
    CurrentCulture: host("the culture of the host is not known", "host:culture", CULTURE),
    CurrentUICulture: host("the culture of the host is not known", "host:uiculture", CULTURE),
    InstalledUICulture: host("the culture of the host is not known", "host:installedculture", CULTURE),
  },
  text: (machine, self) => fieldOf<string>(machine, self, "name"),
};

const textInfoType: NetType = {
  name: "System.Globalization.TextInfo",
  methods: {
    "ToUpper(string str) string": (c) => c.string(0).toUpperCase(),
    "ToLower(string str) string": (c) => c.string(0).toLowerCase(),
    // Words in capitals are taken for abbreviations and stay.
    "ToTitleCase(string str) string": (c) =>
      c
        .string(0)
        .replace(/\p{L}[\p{L}\p{N}']*/gu, (word) =>
          word.length > 1 && word === word.toUpperCase() ? word : word[0]?.toUpperCase() + word.slice(1).toLowerCase(),
        ),
  },
};

// ---------------------------------------------------------------- PowerShell's own types

const WILDCARD = "System.Management.Automation.WildcardPattern";

const newPattern: Handler = (c) =>
  makeInstance(c.machine, WILDCARD, { pattern: c.string(0), ignoreCase: c.has(1) && (c.int(1) & 2) !== 0 }, c.at);

const wildcardType: NetType = {
  name: WILDCARD,
  constructors: {
    "WildcardPattern(string pattern) object": newPattern,
    "WildcardPattern(string pattern, System.Management.Automation.WildcardOptions options) object": newPattern,
  },
  methods: {
    "IsMatch(string input) bool": (c) => {
      const tokens = parseWildcard(fieldOf<string>(c.machine, c.self, "pattern"));
      return tokens !== null && matchWildcard(tokens, [c.string(0)], !fieldOf<boolean>(c.machine, c.self, "ignoreCase")) === true;
    },
  },
  statics: {
    "Escape(string pattern) string": (c) => escapeWildcard(c.string(0)),
    "Unescape(string pattern) string": (c) => unescapeWildcard(c.string(0)),
    "ContainsWildcardCharacters(string pattern) bool": (c) => hasWildcard(c.string(0)),
    "Get(string pattern, System.Management.Automation.WildcardOptions options) object": newPattern,
  },
};

const languagePrimitivesType: NetType = {
  name: "System.Management.Automation.LanguagePrimitives",
  statics: {
    "ConvertTo(object valueToConvert, type resultType) object": (c) =>
      c.arg(1).kind === "type" ? convertTo(c.machine, c.arg(0), c.arg(1) as TypeRef, c.at) : null,
    "IsTrue(object obj) bool": (c) => truthValue(c.machine, c.arg(0)),
    "Equals(object first, object second) bool": (c) => sameNet(c.machine, c.arg(0), c.arg(1)),
    "Compare(object first, object second) int": (c) => compareValues(c.machine, c.arg(0), c.arg(1), true, c.at),
  },
};

const SWITCH = "System.Management.Automation.SwitchParameter";
/** A switch of a script's own parameters is a boolean value that says it is a switch. */
function isPresent(machine: Machine, self: Plain): boolean {
  return self.kind === "bool" ? self.value : fieldOf<boolean>(machine, self, "value");
}

const switchType: NetType = {
  name: SWITCH,
  constructors: { "SwitchParameter(bool isPresent) object": (c) => makeInstance(c.machine, SWITCH, { value: c.bool(0) }, c.at) },
  properties: { IsPresent: (self, machine) => isPresent(machine, self) },
  methods: {
    "ToBool() bool": (c) => isPresent(c.machine, c.self),
    "ToString() string": (c) => (isPresent(c.machine, c.self) ? "True" : "False"),
  },
  text: (machine, self) => (isPresent(machine, self) ? "True" : "False"),
  equals: (machine, a, b) => {
    const mine = isPresent(machine, a);
    if (b.kind === "bool") return mine === b.value;
    return b.kind === "instance" && b.model.typeNames[0] === SWITCH ? isPresent(machine, b) === mine : undefined;
  },
  staticProperties: { Present: (machine, at) => makeInstance(machine, SWITCH, { value: true }, at) },
  cast: (machine, value, at) => {
    const plain = machine.plain(value);
    if (plain.kind === "instance" && plain.model.typeNames[0] === SWITCH) return plain;
    if (plain.kind !== "bool" && plain.kind !== "null" && plain.kind !== "unknown")
      throw cannotConvert(typeNameOf(plain), typeNameOf(plain), SWITCH, at);
    const decided = machine.plain(truthValue(machine, plain));
    return makeInstance(machine, SWITCH, { value: decided.kind === "bool" && decided.value }, at);
  },
};

// ---------------------------------------------------------------- what only has to be there

const nothing: Handler = () => undefined;

const activatorType: NetType = {
  name: "System.Activator",
  statics: {
    "CreateInstance(type type) object": (c) =>
      c.arg(0).kind === "type" ? construct(c.machine, c.arg(0) as TypeRef, [], c.at) : null,
    "CreateInstance(type type, params object[] args) object": (c) =>
      c.arg(0).kind === "type" ? construct(c.machine, c.arg(0) as TypeRef, c.items(1), c.at) : null,
  },
};
const gcType: NetType = {
  name: "System.GC",
  statics: {
    "Collect() void": nothing,
    "WaitForPendingFinalizers() void": nothing,
    "KeepAlive(object obj) void": nothing,
    "SuppressFinalize(object obj) void": nothing,
  },
};
const threadType: NetType = {
  name: "System.Threading.Thread",
  statics: { "Sleep(int millisecondsTimeout) void": nothing, "Sleep(timespan timeout) void": nothing },
};
const consoleType: NetType = {
  name: "System.Console",
  statics: {
    "WriteLine(params object[] values) void": nothing,
    "Write(params object[] values) void": nothing,
    "Beep(params object[] values) void": nothing,
    "Clear() void": nothing,
    "ReadLine() string": (c) =>
      new Unknown("input", "what someone types is not known", c.machine.freshSymbol("typed"), c.at, "System.String"),
    "ReadKey(params object[] values) object": (c) =>
      new Unknown("input", "what someone types is not known", c.machine.freshSymbol("typed"), c.at),
  },
};

/** `[ref]$x` of what is no variable. */
const referenceType: DotnetType = {
  name: "System.Management.Automation.PSReference",
  modelled: {},
  cast: (machine, value, at) => {
    const plain = machine.plain(value);
    return isReference(plain) ? plain : detachedReference(machine, plain, at);
  },
};

export const systemTypes: readonly DotnetType[] = [
  environmentType,
  cultureType,
  textInfoType,
  wildcardType,
  languagePrimitivesType,
  switchType,
  referenceType,
  enumerableType,
  activatorType,
  gcType,
  threadType,
  consoleType,
];

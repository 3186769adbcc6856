/** `WScript`: the object of the program that runs the script, its arguments and its streams. */
import type { Trace } from "../../values/source.js";
import { joinTexts } from "../../values/texts.js";
import { bool, Instance, int, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { createObject, getObject } from "../functions/objects.js";
import { BoundedNumber } from "../values/bounded.js";
import { derived, toInteger, toText } from "../values/convert.js";
import { runtimeError } from "../values/error.js";
import { EMPTY } from "../values/objects.js";
import { oneOf } from "./arrays.js";
import { type Engine, Quit } from "./engine.js";

const SYSTEM = "C:\\Windows\\System32";

export function scriptHostModel(engine: Engine): ObjectModel {
  const { machine, host } = engine;
  const ofPath = (take: (path: string) => string, at: Trace | null): Value =>
    host.path === null
      ? new Unknown("input", "the path of the script", "vbs:script", at, "System.String")
      : new Str(take(host.path), at);
  const leaf = (path: string) => path.slice(path.lastIndexOf("\\") + 1);
  return {
    typeNames: ["Object"],
    get: (_self, name, at) => {
      switch (name.toLowerCase()) {
        case "arguments":
          return new Instance(argumentsModel(engine, host.args), at);
        case "scriptfullname":
          return ofPath((path) => path, at);
        case "scriptname":
          return ofPath(leaf, at);
        case "fullname":
          return new Str(`${SYSTEM}\\${host.kind}.exe`, at);
        case "path":
          return new Str(SYSTEM, at);
        case "name":
        case "application":
          return new Str("Windows Script Host", at);
        case "version":
          return new Str("5.812", at);
        case "buildversion":
          return int(0, at);
        case "interactive":
          return bool(true);
        case "timeout":
          return int(0, at);
        case "stdout":
        case "stderr":
          return new Instance(outputModel(engine, name.toLowerCase() === "stdout"), at);
        case "stdin":
          return new Instance(inputModel(engine), at);
        default:
          return undefined;
      }
    },
    set: (_self, name) => ["interactive", "timeout"].includes(name.toLowerCase()),
    invoke: (_self, name, args, at) => {
      switch (name.toLowerCase()) {
        case "echo":
          engine.out(shown(engine, args, at));
          return EMPTY;
        case "quit":
          throw new Quit(args[0] === undefined ? 0 : toInteger(machine, args[0], at));
        case "sleep":
          // Whoever waits, waits for the host.
          machine.looks++;
          return EMPTY;
        case "connectobject":
        case "disconnectobject":
          return EMPTY;
        case "createobject":
        case "getobject":
          if (at === null) return undefined;
          return (name.toLowerCase() === "createobject" ? createObject : getObject)({ machine, name, args, at });
        case "arguments":
          return args[0] === undefined ? undefined : argumentAt(engine, host.args, args[0], at);
        default:
          return undefined;
      }
    },
  };
}

function shown(engine: Engine, args: readonly Value[], at: Trace | null): Value {
  return joinTexts(
    args.flatMap((arg, index) => [...(index === 0 ? [] : [" "]), toText(engine.machine, arg, at, "empty")]),
    at,
  );
}

// ---------------------------------------------------------------- arguments

function argumentAt(engine: Engine, args: readonly Value[] | Unknown, index: Value, at: Trace | null): Value {
  const { machine } = engine;
  const place = toInteger(machine, index, at);
  if (args instanceof Unknown) {
    const shownPlace = place instanceof Unknown ? place.symbol : String(place + 1);
    return new Unknown(
      args.cause,
      `argument ${place instanceof Unknown ? "" : place + 1} of the script`,
      `vbs:argument:${shownPlace}`,
      at,
      "System.String",
    );
  }
  if (place instanceof Unknown) return oneOf(machine, args, place, at);
  const found = args[place];
  if (found === undefined) throw runtimeError(9, at);
  return found;
}

function argumentsModel(engine: Engine, args: readonly Value[] | Unknown): ObjectModel {
  const count = (at: Trace | null): Value =>
    args instanceof Unknown
      ? new BoundedNumber(args.cause, "the number of arguments", "vbs:arguments", at, 0, null)
      : int(args.length, at);
  return {
    typeNames: ["IArguments2"],
    get: (_self, name, at) => {
      switch (name.toLowerCase()) {
        case "count":
        case "length":
          return count(at);
        case "named":
          return new Instance(namedModel(engine, args), at);
        case "unnamed":
          return new Instance(
            argumentsModel(engine, args instanceof Unknown ? args : args.filter((arg) => nameOf(engine, arg) === null)),
            at,
          );
        default:
          return undefined;
      }
    },
    invoke: (_self, name, given, at) => {
      const key = name.toLowerCase();
      if (key === "count" || key === "length") return count(at);
      if (key === "item" && given[0] !== undefined) return argumentAt(engine, args, given[0], at);
      if (key === "showusage") return EMPTY;
      if (key === "named" && given[0] !== undefined) return namedValue(engine, args, given[0], at);
      if (key === "unnamed" && given[0] !== undefined)
        return argumentAt(
          engine,
          args instanceof Unknown ? args : args.filter((arg) => nameOf(engine, arg) === null),
          given[0],
          at,
        );
      return undefined;
    },
    index: (_self, given, at) => (given[0] === undefined ? undefined : argumentAt(engine, args, given[0], at)),
    enumerate: () => args,
  };
}

/** `/name` or `/name:value`; null: it has no name. */
function nameOf(engine: Engine, arg: Value): { readonly name: string; readonly value: string | null } | null {
  const plain = engine.machine.plain(arg);
  if (!(plain instanceof Str)) return null;
  const match = /^[/-]([^:]+)(?::(.*))?$/s.exec(plain.value);
  return match?.[1] === undefined || !plain.value.startsWith("/")
    ? null
    : { name: match[1].toLowerCase(), value: match[2] ?? null };
}

function namedValue(engine: Engine, args: readonly Value[] | Unknown, name: Value, at: Trace | null): Value {
  const key = toText(engine.machine, name, at);
  if (args instanceof Unknown)
    return new Unknown(
      args.cause,
      `the argument /${key instanceof Str ? key.value : "?"} of the script`,
      derived("vbs:named", [key], at).symbol,
      at,
      "System.String",
    );
  if (!(key instanceof Str)) return derived("vbs:named", [key], at, "System.String");
  for (const arg of args) {
    const found = nameOf(engine, arg);
    if (found?.name !== key.value.toLowerCase()) continue;
    const plain = engine.machine.plain(arg);
    return found.value === null ? EMPTY : new Str(found.value, plain instanceof Str ? plain.trace : at);
  }
  return EMPTY;
}

function namedModel(engine: Engine, args: readonly Value[] | Unknown): ObjectModel {
  const { machine } = engine;
  const names = args instanceof Unknown ? [] : args.flatMap((arg) => nameOf(engine, arg)?.name ?? []);
  return {
    typeNames: ["IWSHNamedArguments"],
    get: (_self, name, at) => {
      if (!["count", "length"].includes(name.toLowerCase())) return undefined;
      return args instanceof Unknown
        ? new BoundedNumber(args.cause, "the number of named arguments", "vbs:named", at, 0, null)
        : int(names.length, at);
    },
    invoke: (_self, name, given, at) => {
      const [first] = given;
      if (first === undefined) return undefined;
      if (name.toLowerCase() === "item") return namedValue(engine, args, first, at);
      if (name.toLowerCase() !== "exists") return undefined;
      const key = toText(machine, first, at);
      if (args instanceof Unknown || !(key instanceof Str)) {
        const why = `whether the argument /${key instanceof Str ? key.value : "?"} is given`;
        return new Unknown("input", why, derived("vbs:named-exists", [key], at).symbol, at, "System.Boolean");
      }
      return bool(names.includes(key.value.toLowerCase()));
    },
    index: (_self, given, at) => (given[0] === undefined ? undefined : namedValue(engine, args, given[0], at)),
    enumerate: () => (args instanceof Unknown ? args : names.map((name) => new Str(name))),
  };
}

// ---------------------------------------------------------------- streams

function outputModel(engine: Engine, isOutput: boolean): ObjectModel {
  return {
    typeNames: ["ITextStream"],
    invoke: (_self, name, args, at) => {
      if (!["write", "writeline", "writeblanklines", "close"].includes(name.toLowerCase())) return undefined;
      if (isOutput && args[0] !== undefined && name.toLowerCase() !== "writeblanklines")
        engine.out(toText(engine.machine, args[0], at, "empty"));
      return EMPTY;
    },
  };
}

function inputModel(engine: Engine): ObjectModel {
  const typed = (at: Trace | null) =>
    new Unknown("input", "what is typed", engine.machine.freshSymbol("vbs:stdin"), at, "System.String");
  return {
    typeNames: ["ITextStream"],
    get: (_self, name, at) =>
      ["atendofstream", "atendofline"].includes(name.toLowerCase())
        ? new Unknown("input", "whether the input ends", engine.machine.freshSymbol("vbs:stdin-end"), at, "System.Boolean")
        : undefined,
    invoke: (_self, name, _args, at) => (["readline", "readall", "read"].includes(name.toLowerCase()) ? typed(at) : undefined),
  };
}

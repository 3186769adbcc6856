/** Objects that are there without being made: `Err`, and those of the program that runs the script. */
import { perMachine } from "../../machine/per-machine.js";
import type { Trace } from "../../values/source.js";
import { ageless, Instance, NULL, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { knownText, toInteger, type WithDefault } from "../values/convert.js";
import { VbError } from "../values/error.js";
import { EMPTY } from "../values/objects.js";
import type { Engine, Frame } from "./engine.js";
import { scriptHostModel } from "./script-host.js";

export function hostObject(frame: Frame, key: string): Instance | undefined {
  const { engine } = frame;
  const make = MAKERS.get(key);
  if (!make) return undefined;
  const known = engine.objects.get(key);
  if (known) return known;
  const model = make(engine);
  if (model === undefined) return undefined;
  const made = ageless(new Instance(model));
  engine.objects.set(key, made);
  return made;
}

const script = (engine: Engine) => (engine.host.kind === "mshta" ? undefined : scriptHostModel(engine));
const page = (engine: Engine) => (engine.host.kind === "mshta" ? pageModel(engine.machine) : undefined);

const MAKERS: ReadonlyMap<string, (engine: Engine) => ObjectModel | undefined> = new Map([
  ["err", errorModel],
  ["wscript", script],
  ["wsh", script],
  ["window", page],
  ["document", page],
  ["self", page],
  ["navigator", page],
  ["location", page],
]);

function errorModel(engine: Engine): ObjectModel & WithDefault {
  const { machine } = engine;
  return {
    typeNames: ["Object"],
    get: (_self, name, at) => {
      const error = engine.currentError;
      switch (name.toLowerCase()) {
        case "number":
          return error.number;
        case "description":
          return new Str(error.description, at);
        case "source":
          return new Str(error.source, at);
        case "helpfile":
          return new Str("", at);
        case "helpcontext":
          return EMPTY;
        default:
          return undefined;
      }
    },
    set: (_self, name, value, at) => {
      const error = engine.currentError;
      const key = name.toLowerCase();
      if (key === "number") engine.setError({ ...error, number: value });
      else if (key === "description" || key === "source")
        engine.setError({ ...error, [key]: knownText(machine, value, at) ?? "" });
      return true;
    },
    invoke: (_self, name, args, at) => {
      switch (name.toLowerCase()) {
        case "clear":
          engine.clearError();
          return EMPTY;
        case "raise":
          throw raised(engine, args, at);
        default:
          return undefined;
      }
    },
    // `Err` alone is its number.
    defaultValue: () => engine.currentError.number,
  };
}

function raised(engine: Engine, args: readonly Value[], at: Trace | null): VbError {
  const [number = EMPTY, source, description] = args;
  toInteger(engine.machine, number, at);
  const text = (value: Value | undefined) => (value === undefined ? "" : (knownText(engine.machine, value, at) ?? ""));
  return new VbError(number, text(description), text(source), at);
}

/** What a page of mshta.exe shows changes nothing on the host, but some of its methods run code. */
const pageModel = perMachine<ObjectModel>((machine) => ({
  typeNames: ["HTMLWindow"],
  get: (_self, name, at) => new Unknown("input", `${name} of the page`, `page.${name.toLowerCase()}`, at),
  set: () => true,
  invoke: (_self, name, args, at) => {
    if (/^(?:execscript|settimeout|setinterval|write|writeln|navigate|open)$/i.test(name))
      machine.note("opaque", "all", `${name} of the page may run code that is not read`, at);
    return args.length === 0 ? NULL : new Unknown("input", `what ${name} of the page gives`, machine.freshSymbol("page"), at);
  },
}));

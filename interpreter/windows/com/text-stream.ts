/** TextStream of the scripting library: what is written reaches the file when the stream is closed, or when somebody looks. */

import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { Files } from "../../os/files.js";
import { ComFailure } from "../../tools/com-failure.js";
import type { Text } from "../../tools/tool.js";
import { splitPartlyKnown } from "../../values/partial-text.js";
import { scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import { bool, Instance, int, NOTHING, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { comType } from "./com-type.js";

const PATH = "path";
/** Texts written and not yet in the file. */
const BUFFER = "buffer";
/** Lines that can be read; null: nobody knows them. */
const LINES = "lines";
const NEXT = "next line";

const NO_STREAMS: readonly Instance[] = [];

function openStreams(machine: Machine) {
  return machine.cell<readonly Instance[]>("com:open-streams", () => NO_STREAMS);
}

/** A stream that writes; `before` is what the file holds already. */
export function writingStream(machine: Machine, path: Text, before: TextValue, at: Trace | null): Instance {
  const stream = new Instance(writer(machine), at);
  stream.fields.set(PATH, path);
  stream.fields.set(BUFFER, before);
  const cell = openStreams(machine);
  machine.journal.put(cell, [...machine.settled(cell.value), stream]);
  return stream;
}

/** What all open streams hold is in their files from now on. */
export function flushStreams(machine: Machine): void {
  for (const stream of machine.settled(openStreams(machine).value)) flush(machine, stream, null);
}

function flush(machine: Machine, stream: Instance, at: Trace | null): void {
  const path = machine.field<Text>(stream, PATH) as Text;
  const text = machine.field<TextValue>(stream, BUFFER) as TextValue;
  const files = new Files(machine);
  if (files.read(path) !== text) files.write(path, text, at ?? text.trace);
}

function write(machine: Machine, stream: Instance, texts: readonly (string | TextValue)[], at: Trace | null): void {
  const before = machine.field<TextValue>(stream, BUFFER) as TextValue;
  const whole = joinTexts([before, ...texts], at, "written");
  machine.budget.weigh((whole instanceof Str ? whole.value.length : 64) * 2);
  machine.setField(stream, BUFFER, whole);
}

function textOf(machine: Machine, value: Value | undefined, at: Trace | null): TextValue {
  if (value === undefined) return new Str("");
  const plain = machine.plain(value);
  if (plain instanceof Str || plain instanceof Unknown) return plain;
  const text = scalarText(machine, plain);
  return typeof text === "string" ? new Str(text, at) : (text ?? new Str(""));
}

const writer = perMachine<ObjectModel>((machine) => ({
  ...comType("TextStream"),
  get: (_self, name, at) =>
    /^(?:line|column)$/i.test(name)
      ? new Unknown("input", "a place in a file", machine.freshSymbol("stream"), at, "System.Int32")
      : undefined,
  invoke: (self, name, args, at) => {
    switch (name.toLowerCase()) {
      case "write":
        write(machine, self, [textOf(machine, args[0], at)], at);
        return NOTHING;
      case "writeline":
        write(machine, self, [textOf(machine, args[0], at), "\r\n"], at);
        return NOTHING;
      case "writeblanklines": {
        const count = args[0] === undefined ? 1 : scalarInteger(machine, args[0]);
        write(machine, self, ["\r\n".repeat(typeof count === "number" ? Math.max(0, Math.min(count, 10_000)) : 1)], at);
        return NOTHING;
      }
      case "close": {
        flush(machine, self, at);
        const cell = openStreams(machine);
        machine.journal.put(
          cell,
          machine.settled(cell.value).filter((one) => one !== self),
        );
        return NOTHING;
      }
      default:
        return undefined;
    }
  },
}));

/** A stream that reads a file's content. */
export function readingStream(machine: Machine, content: TextValue, at: Trace | null): Instance {
  const stream = new Instance(reader(machine), at);
  stream.fields.set(BUFFER, content);
  stream.fields.set(LINES, linesOf(machine, content, at));
  return stream;
}

function linesOf(machine: Machine, content: TextValue, at: Trace | null): readonly TextValue[] | null {
  const lines =
    content instanceof Str
      ? content.value.split(/\r\n|\n|\r/).map((line) => new Str(line, content.trace, content.secret))
      : splitPartlyKnown(machine, content, ["\r\n", "\n", "\r"], at);
  if (lines === null) return null;
  const last = lines.at(-1);
  return last instanceof Str && last.value === "" ? lines.slice(0, -1) : lines;
}

const reader = perMachine<ObjectModel>((machine) => {
  const lines = (self: Instance) => machine.field<readonly TextValue[] | null>(self, LINES) ?? null;
  const next = (self: Instance) => machine.field<number>(self, NEXT) ?? 0;
  return {
    ...comType("TextStream"),
    get: (self, name, at) => {
      switch (name.toLowerCase()) {
        case "atendofstream":
        case "atendofline": {
          const all = lines(self);
          if (all !== null) return bool(next(self) >= all.length);
          return new Unknown("input", "whether the file ends here", machine.freshSymbol("stream:end"), at, "System.Boolean");
        }
        case "line":
          return int(next(self) + 1, at);
        default:
          return undefined;
      }
    },
    invoke: (self, name, args, at) => {
      const all = lines(self);
      switch (name.toLowerCase()) {
        case "readall": {
          const content = machine.field<TextValue>(self, BUFFER) as TextValue;
          const from = next(self);
          if (all === null || from === 0) return content;
          machine.setField(self, NEXT, all.length);
          return joinTexts(
            all.slice(from).flatMap((line) => [line, "\r\n"]),
            at,
          );
        }
        case "readline":
        case "skipline": {
          if (all === null)
            return new Unknown("input", "a line of a file", machine.freshSymbol("stream:line"), at, "System.String");
          const line = all[next(self)];
          if (line === undefined) throw new ComFailure(62, "Input past end of file", at);
          machine.setField(self, NEXT, next(self) + 1);
          return line;
        }
        case "read": {
          const count = args[0] === undefined ? undefined : scalarInteger(machine, args[0]);
          const content = machine.field<TextValue>(self, BUFFER);
          if (content instanceof Str && typeof count === "number" && next(self) === 0)
            return new Str(content.value.slice(0, count), content.trace);
          return new Unknown("input", "a part of a file", machine.freshSymbol("stream:read"), at, "System.String");
        }
        case "skip":
        case "close":
          return NOTHING;
        default:
          return undefined;
      }
    },
  };
});

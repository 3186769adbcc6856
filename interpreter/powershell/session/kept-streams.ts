import type { Machine } from "../../machine/machine.js";
import { Sink } from "../../values/sink.js";
import { Arr, type Value } from "../../values/value.js";
import type { Bound } from "../evaluator/binding.js";
import { toText } from "../types/convert.js";
import type { Runtime } from "./runtime.js";
import { lookup, type Scope, setVariable } from "./scope.js";

/** The parameters that every command has for keeping what it writes, with the numbers of the streams. */
const STREAMS: readonly (readonly [parameter: string, stream: number])[] = [
  ["outvariable", 1],
  ["errorvariable", 2],
  ["warningvariable", 3],
  ["informationvariable", 6],
];

interface Kept {
  /** As given: `x`, or `+x` to add to what is there. */
  readonly name: string;
  readonly stream: number;
  readonly sink: Sink;
}

/** `-OutVariable`, `-ErrorVariable`, `-WarningVariable`, `-InformationVariable` and `-PipelineVariable` of one run of a command. */
export class KeptStreams {
  private constructor(
    private readonly machine: Machine,
    /** The scope of whoever runs the command. */
    private readonly scope: Scope,
    private readonly kept: readonly Kept[],
    private readonly current: string | null,
  ) {}

  /** Returns null if the command keeps nothing. */
  static of(r: Runtime, common: Bound["common"], scope: Scope = r.scope): KeptStreams | null {
    if (common.size === 0) return null;
    const named = (parameter: string): string | null => {
      const given = common.get(parameter);
      const text = given === undefined ? null : toText(r.machine, given);
      return typeof text === "string" && text !== "" ? text.toLowerCase() : null;
    };
    const kept = STREAMS.flatMap(([parameter, stream]): Kept[] => {
      const name = named(parameter);
      return name === null ? [] : [{ name, stream, sink: new Sink() }];
    });
    const current = named("pipelinevariable");
    return kept.length === 0 && current === null ? null : new KeptStreams(r.machine, scope, kept, current);
  }

  /** An object on its way out. */
  out(value: Value): void {
    this.push(1, value);
    if (this.current !== null) setVariable(this.machine, this.scope, this.current, value);
  }

  /** The watches for errors and messages of the command's run, on top of those that are there. */
  watches({ errorWatch, streamWatch }: Runtime): Pick<Runtime, "errorWatch" | "streamWatch"> {
    return {
      errorWatch: (record) => {
        this.push(2, record);
        errorWatch?.(record);
      },
      streamWatch: (stream, record) => {
        this.push(stream, record);
        streamWatch?.(stream, record);
      },
    };
  }

  /** Sets the variables, at the end of the command. */
  finish(): void {
    for (const { name, sink } of this.kept) keepIn(this.machine, this.scope, name, sink);
  }

  private push(stream: number, value: Value): void {
    for (const one of this.kept) if (one.stream === stream) one.sink.push(this.machine, value);
  }
}

/** `-OutVariable x` sets $x, `-OutVariable +x` adds to it. */
function keepIn(machine: Machine, scope: Scope, name: string, sink: Sink): void {
  const key = name.replace(/^\+/, "");
  const before = name.startsWith("+") ? lookup(machine, scope, key) : undefined;
  const plain = before === undefined ? undefined : machine.plain(before);
  const kept = plain?.kind === "arr" ? machine.settled(plain.items) : [];
  setVariable(
    machine,
    scope,
    key,
    new Arr("System.Object", [...kept, ...machine.settled(sink.items(machine))], "list", "System.Collections.ArrayList"),
  );
}

/** A text on its way out of its wrappings: with letters for what is not known of it, and the way back to where each part stands. */

import {
  deliveredAt,
  type HostScript,
  type ScriptArgument,
  Source,
  StandIns,
  Str,
  Trace,
  Unknown as UnknownValue,
} from "../../interpreter/index.js";
import type { Node } from "../node.js";
import { base64Text } from "./bytes.js";

/** Wrappings inside one another that are followed. */
const DEEPEST = 8;

type Origin = ReturnType<Source["origin"]>;

export class Layer {
  private constructor(
    readonly text: string,
    private readonly standIns: StandIns,
    private readonly place: Source,
    /** Places of parts of this text in the text around it; null: positions count here. */
    private readonly outer: ((start: number, end: number) => Origin) | null,
    readonly depth: number,
  ) {}

  /** A property's text; null when it is not there, "unknown" when nothing is known of it. */
  static of(node: Node): Layer | "unknown" | null {
    const { value, source } = node.asText();
    if (value === null) return null;
    if (value instanceof Str) return new Layer(value.value, new StandIns(), source, null, 0);
    return Layer.ofValue(value, source);
  }

  /** A text value; `place` is a source for where it lies. */
  static ofValue(value: Str | UnknownValue, place: Source): Layer | "unknown" {
    const standIns = new StandIns();
    if (value instanceof Str) return new Layer(value.value, standIns, value.trace?.source ?? place, null, 0);
    const text = value.parts === null ? null : standIns.encode(value.parts);
    return text === null ? "unknown" : new Layer(text, standIns, place, null, 0);
  }

  /**
   * A text that a script gave to a command. `source` is the same text with its places, in which one letter stands for each unknown part;
   * null: nothing of it is known.
   */
  static ofCall(value: Str | UnknownValue, source: Source | null): Layer | "unknown" {
    if (source === null) return "unknown";
    const made = Layer.ofValue(value, source);
    if (made === "unknown") return made;
    return new Layer(made.text, made.standIns, source, (start, end) => source.origin(start, end), 0);
  }

  /** Texts one after the other; each keeps its own place. */
  static joined(layers: readonly Layer[], separator: string): Layer {
    const [first] = layers;
    if (layers.length === 1 && first) return first;
    const standIns = new StandIns();
    const parts: (string | UnknownValue)[] = [];
    const starts: number[] = [];
    let length = 0;
    for (const [index, layer] of layers.entries()) {
      if (index > 0) {
        parts.push(separator);
        length += separator.length;
      }
      starts.push(length);
      parts.push(...layer.standIns.decode(layer.text));
      length += layer.text.length;
    }
    // One letter stands for one, so places are what they were. Texts with too many unknown parts keep what is known of them.
    const text = standIns.encode(parts) ?? parts.map((part) => (typeof part === "string" ? part : " ")).join("");
    const at = (offset: number): [Layer, number] => {
      let index = starts.length - 1;
      while (index > 0 && (starts[index] as number) > offset) index--;
      return [layers[index] as Layer, offset - (starts[index] as number)];
    };
    const place = first?.place ?? new Source("", { file: null, resource: null, property: null, layers: [] }, false);
    const secret = layers.some((layer) => layer.place.secret);
    const around = secret && !place.secret ? new Source("", place.place, true) : place;
    return new Layer(
      text,
      standIns,
      around,
      (start, end) => {
        const [layer, from] = at(start);
        const [last, to] = at(end);
        return layer.origin(from, last === layer ? to : layer.text.length);
      },
      first?.depth ?? 0,
    );
  }

  /** A part of this text, at its own place. */
  part(start: number, end: number): Layer {
    return new Layer(
      this.text.slice(start, end),
      this.standIns,
      this.place,
      (from, to) => this.origin(start + from, start + to),
      this.depth,
    );
  }

  /** A text that this one was turned into: positions count in the new text, unless a map leads back. */
  turned(text: string, layer: string, map?: (offset: number) => number): Layer {
    const place = map ? this.place : emptyPlace(this.place, layer);
    return new Layer(
      text,
      this.standIns,
      place,
      map ? (from, to) => this.origin(map(from), map(Math.max(from, to))) : null,
      this.depth + 1,
    );
  }

  /** The text inside base64, also compressed; undefined when it is none. */
  base64(restore: (text: string) => Str | UnknownValue): Layer | undefined {
    if (this.depth >= DEEPEST || this.hasHoles) return undefined;
    const text = base64Text(this.text);
    if (text === undefined) return undefined;
    const restored = restore(text);
    if (restored instanceof Str) return this.turned(restored.value, "base64");
    const inner = Layer.ofValue(restored, emptyPlace(this.place, "base64"));
    return inner === "unknown" ? undefined : inner;
  }

  get hasHoles(): boolean {
    return this.standIns.standsIn(this.text);
  }

  private origin(start: number, end: number): Origin {
    if (this.outer) return this.outer(start, end);
    if (this.place.text === this.text) return this.place.origin(start, end);
    return new Source(this.text, this.place.place, this.place.secret).origin(start, end);
  }

  /** As a value of the interpreter. */
  get value(): Str | UnknownValue {
    const source = this.source;
    if (!this.hasHoles) return new Str(this.text, new Trace(source, 0, this.text.length), source.secret);
    const parts = this.standIns.decode(this.text);
    const first = parts.find((part): part is UnknownValue => typeof part !== "string") as UnknownValue;
    const symbol = parts.map((part) => (typeof part === "string" ? part : `(${part.symbol})`)).join("");
    const at = deliveredAt(emptyPlace(this.place, null));
    return new UnknownValue(first.cause, first.why, `layer:${symbol}`, at, "System.String", parts, source.secret);
  }

  /** A source whose text is this one, with its places. */
  get source(): Source {
    if (this.place.text === this.text && this.outer === null) return this.place;
    const outer = this.outer;
    return new Source(this.text, this.place.place, this.place.secret, outer ? { origin: outer } : null);
  }

  script(
    language: HostScript["language"],
    options: Partial<Pick<HostScript, "files" | "folder" | "path" | "document">> & {
      readonly args?: readonly ScriptArgument[];
    } = {},
  ): HostScript {
    const value = this.value;
    const source = value instanceof Str ? this.source : { value, place: emptyPlace(this.place, null) };
    const { args = [], ...rest } = options;
    return { language, source, path: null, ...(args.length > 0 ? { args } : {}), ...rest };
  }
}

function emptyPlace(source: Source, layer: string | null): Source {
  const { place, secret } = source;
  return new Source("", layer === null ? place : { ...place, layers: [...place.layers, layer] }, secret);
}

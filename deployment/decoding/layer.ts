/** A text on its way out of its wrappings: with letters for what is not known of it, and the way back to where each part stands. */

import {
  deliveredAt,
  type HostScript,
  type ScriptArgument,
  Source,
  Str,
  Trace,
  Unknown as UnknownValue,
} from "../../interpreter/index.js";
import type { Node } from "../node.js";
import { base64Text } from "./bytes.js";

/** Letters that stand for unknown parts while a text is taken apart; no alphabet uses them. */
const FIRST_LETTER = 0xf0000;
/** Wrappings inside one another that are followed. */
const DEEPEST = 8;

type Origin = ReturnType<Source["origin"]>;

export class Layer {
  private constructor(
    readonly text: string,
    private readonly holes: readonly UnknownValue[],
    private readonly place: Source,
    /** Places of parts of this text in the text around it; null: positions count here. */
    private readonly outer: ((start: number, end: number) => Origin) | null,
    readonly depth: number,
  ) {}

  /** A property's text; null when it is not there, "unknown" when nothing is known of it. */
  static of(node: Node): Layer | "unknown" | null {
    const { value, source } = node.asText();
    if (value === null) return null;
    if (value instanceof Str) return new Layer(value.value, [], source, null, 0);
    return Layer.ofValue(value, source);
  }

  /** A text value; `place` is a source for where it lies. */
  static ofValue(value: Str | UnknownValue, place: Source): Layer | "unknown" {
    if (value instanceof Str) return new Layer(value.value, [], value.trace?.source ?? place, null, 0);
    if (value.parts === null) return "unknown";
    const holes: UnknownValue[] = [];
    let text = "";
    for (const part of value.parts) {
      if (typeof part === "string") text += part;
      else {
        text += String.fromCodePoint(FIRST_LETTER + holes.length);
        holes.push(part);
      }
    }
    return new Layer(text, holes, place, null, 0);
  }

  /**
   * A text that a script gave to a command. `source` is the same text with its places, in which one letter stands for each unknown part;
   * null: nothing of it is known.
   */
  static ofCall(value: Str | UnknownValue, source: Source | null): Layer | "unknown" {
    if (source === null) return "unknown";
    const made = Layer.ofValue(value, source);
    if (made === "unknown") return made;
    const { text } = made;
    // Letters for unknown parts are two units wide here.
    const there = (offset: number) => offset - (text.slice(0, offset).match(/[\u{f0000}-\u{ffffd}]/gu)?.length ?? 0);
    return new Layer(text, made.holes, source, (start, end) => source.origin(there(start), there(end)), 0);
  }

  /** Texts one after the other; each keeps its own place. */
  static joined(layers: readonly Layer[], separator: string): Layer {
    const [first] = layers;
    if (layers.length === 1 && first) return first;
    const holes: UnknownValue[] = [];
    const starts: number[] = [];
    let text = "";
    for (const [index, layer] of layers.entries()) {
      if (index > 0) text += separator;
      starts.push(text.length);
      text += [...layer.text]
        .map((letter) => {
          const code = letter.codePointAt(0) as number;
          return code >= FIRST_LETTER ? String.fromCodePoint(code + holes.length) : letter;
        })
        .join("");
      holes.push(...layer.holes);
    }
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
      holes,
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
      this.holes,
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
      this.holes,
      place,
      map ? (from, to) => this.origin(map(from), map(Math.max(from, to))) : null,
      this.depth + 1,
    );
  }

  /** The text inside base64, also compressed; undefined when it is none. */
  base64(restore: (text: string) => Str | UnknownValue): Layer | undefined {
    if (this.depth >= DEEPEST || this.holes.length > 0) return undefined;
    const text = base64Text(this.text);
    if (text === undefined) return undefined;
    const restored = restore(text);
    if (restored instanceof Str) return this.turned(restored.value, "base64");
    const inner = Layer.ofValue(restored, emptyPlace(this.place, "base64"));
    return inner === "unknown" ? undefined : inner;
  }

  get hasHoles(): boolean {
    return this.holes.length > 0 && [...this.text].some((letter) => (letter.codePointAt(0) as number) >= FIRST_LETTER);
  }

  private origin(start: number, end: number): Origin {
    if (this.outer) return this.outer(start, end);
    // The letter for an unknown part is two units wide and counts as one.
    const source = new Source(this.text.replace(/[\u{f0000}-\u{ffffd}]/gu, "\ue000"), this.place.place, this.place.secret);
    return this.place.text === this.text ? this.place.origin(start, end) : source.origin(start, end);
  }

  /** As a value of the interpreter. */
  get value(): Str | UnknownValue {
    const source = this.source;
    if (!this.hasHoles) return new Str(this.text, new Trace(source, 0, this.text.length), source.secret);
    const parts: (string | UnknownValue)[] = [];
    let known = "";
    for (const letter of this.text) {
      const hole = this.holes[(letter.codePointAt(0) as number) - FIRST_LETTER];
      if (hole === undefined) {
        known += letter;
        continue;
      }
      if (known !== "") parts.push(known);
      known = "";
      parts.push(hole);
    }
    if (known !== "") parts.push(known);
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

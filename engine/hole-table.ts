import { PartialText, Unknown, type UnknownCause } from "../deployment/graph.js";
import { marker, restoreHoles } from "../deployment/holes.js";

/** Hands out the markers of one run: texts given to the program in the place of values that are not known. */
export class HoleTable {
  readonly #holes = new Map<string, Unknown>();
  readonly #byIdentity = new Map<string, string>();

  get holes(): ReadonlyMap<string, Unknown> {
    return this.#holes;
  }

  /**
   * The marker for a value of this origin. The same identity gives the same marker, so that equal values stay equal.
   * @param identity tells values of one origin apart
   */
  marker(cause: UnknownCause, origin: string, identity = ""): string {
    const key = `${cause} ${origin} ${identity}`;
    const known = this.#byIdentity.get(key);
    if (known !== undefined) return known;
    const text = marker(this.#holes.size);
    this.#holes.set(text, new Unknown(cause, origin));
    this.#byIdentity.set(key, text);
    return text;
  }

  restore(text: string): string | Unknown | PartialText {
    return restoreHoles(text, this.#holes);
  }

  /** The text for people: each marker as `⟨origin⟩`. */
  describe(text: string): string {
    const restored = this.restore(text);
    const parts = restored instanceof PartialText ? restored.parts : [restored];
    return parts.map((part) => (part instanceof Unknown ? `⟨${part.origin ?? "unknown"}⟩` : part)).join("");
  }

  /** The origins of the markers inside a text. */
  originsIn(text: string): readonly string[] {
    const restored = this.restore(text);
    const parts = restored instanceof PartialText ? restored.parts : [restored];
    return parts.flatMap((part) => (part instanceof Unknown && part.origin !== undefined ? [part.origin] : []));
  }
}

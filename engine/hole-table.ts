import { createHash } from "node:crypto";
import { PartialText, Unknown, type UnknownCause } from "../deployment/graph.js";
import { MARKER_COUNT, marker, restoreHoles } from "../deployment/holes.js";

/** The other half belongs to the program's process: `preload-holes.cjs`. */
const OWN_MARKERS = MARKER_COUNT / 2;
const MAX_ORIGIN = 200;

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
    const text = this.#free(key);
    this.#holes.set(text, new Unknown(cause, origin, key));
    this.#byIdentity.set(key, text);
    return text;
  }

  /** Adds a marker that the program's process made for a part of what another marker stands for. Markers that are no such parts are left out. */
  addPart(text: string, parent: string, step: string): void {
    const whole = this.#holes.get(parent);
    if (whole === undefined || this.#holes.has(text)) return;
    const origin =
      step === "choice"
        ? `chosen by ${whole.origin}`
        : /^\d+$/.test(step)
          ? `${whole.origin}[${step}]`
          : `${whole.origin}.${step}`;
    this.#holes.set(text, new Unknown(whole.cause, origin.slice(0, MAX_ORIGIN), `${whole.identity} ${step}`));
  }

  /** Taken from the identity, so that the order of requests does not show in what a program encodes. */
  #free(key: string): string {
    const start = createHash("sha256").update(key).digest().readUInt32BE(0);
    for (let turn = 0; turn < OWN_MARKERS; turn++) {
      const text = marker((start + turn) % OWN_MARKERS);
      if (!this.#holes.has(text)) return text;
    }
    throw new Error("more unknown values than there are markers");
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

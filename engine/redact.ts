/** Blanks secret texts in what is shown. */

import type { PropertyValue } from "../deployment/graph.js";
import { Archive, Asset, PartialText, Secret } from "../deployment/graph.js";
import { isPropertyArray, isPropertyMap } from "../deployment/property-value.js";

/** Single lines of a longer secret count from this length on: a secret script has lines such as `}` or `exit`. */
const LINE_LENGTH = 8;
/** Shorter secrets are only blanked where they stand as a word: `a` would otherwise blank half of every message. */
const SUBSTRING_LENGTH = 4;
const BLANK = "[secret]";

/** Collects the secret texts of one run, and blanks them, also in the encodings in which programs and libraries print values. */
export class Redactor {
  readonly #texts = new Set<string>();
  #ordered: readonly string[] | undefined;

  /** Adds a text; every line of a longer one counts too, because messages are cut at line ends. */
  add(text: string): void {
    const lines = text.split(/\r?\n/).filter((line) => line.trim().length >= LINE_LENGTH);
    for (const piece of [text, ...lines]) {
      const trimmed = piece.trim();
      for (const form of [trimmed, ...encodings(trimmed)]) if (form.trim() !== "") this.#texts.add(form);
    }
    this.#ordered = undefined;
  }

  /** Adds every text inside a value that is marked as secret. */
  addSecretsOf(value: PropertyValue, inSecret = false): void {
    if (typeof value === "string") {
      if (inSecret) this.add(value);
    } else if (typeof value === "number") {
      if (inSecret) this.add(String(value));
    } else if (value instanceof Secret) {
      this.addSecretsOf(value.value, true);
    } else if (value instanceof PartialText) {
      if (inSecret)
        for (const part of value.parts) if (typeof part === "string" && part.trim().length >= LINE_LENGTH) this.add(part);
    } else if (value instanceof Asset || value instanceof Archive) {
      this.addSecretsOf(value.value, inSecret);
    } else if (isPropertyArray(value)) {
      for (const item of value) this.addSecretsOf(item, inSecret);
    } else if (isPropertyMap(value)) {
      for (const item of value.values()) this.addSecretsOf(item, inSecret);
    }
  }

  redact(text: string): string {
    // Longest first, so that a secret that contains another is blanked whole.
    this.#ordered ??= [...this.#texts].sort((a, b) => b.length - a.length);
    let result = text;
    for (const secret of this.#ordered) {
      if (!result.includes(secret)) continue;
      result = secret.length >= SUBSTRING_LENGTH ? result.replaceAll(secret, BLANK) : replaceWords(result, secret);
    }
    return result;
  }
}

function encodings(text: string): string[] {
  if (text.length < SUBSTRING_LENGTH) return [];
  const quoted = JSON.stringify(text).slice(1, -1);
  const forms = [
    quoted,
    JSON.stringify(quoted).slice(1, -1),
    Buffer.from(text, "utf8").toString("base64"),
    Buffer.from(text, "utf16le").toString("base64"),
    text.replaceAll("'", "''"),
  ];
  try {
    forms.push(encodeURIComponent(text));
  } catch {
    // A lone surrogate has no such form.
  }
  return forms;
}

const WORD = /[\p{L}\p{N}_]/u;

function replaceWords(text: string, word: string): string {
  const pieces = text.split(word);
  return pieces.reduce((before, after) => {
    const isWord = !WORD.test(before.at(-1) ?? "") && !WORD.test(after.at(0) ?? "");
    return before + (isWord ? BLANK : word) + after;
  });
}

// Damages scripts in the ways a slip of the hand does, so that most of them no longer parse.

const SIGNS = "`(){}[]\"'$@|;,&<>%#=-+";

/**
 * Texts with one to three small damages each: cut, deleted, inserted or reversed characters, a piece of another text put in.
 * The same seed gives the same texts.
 * @param {readonly string[]} sources @param {number} count @param {number} seed
 * @returns {{ source: string, text: string }[]}
 */
export function mutants(sources, count, seed) {
  const random = generator(seed);
  /** @type {Pick} */
  const pick = (limit) => Math.floor(random() * limit);
  const made = [];
  while (made.length < count && sources.length > 0) {
    const source = /** @type {string} */ (sources[pick(sources.length)]);
    let text = excerpt(source, pick);
    for (let rounds = 1 + pick(3); rounds > 0; rounds--) text = damage(text, pick, sources);
    // Half a surrogate pair cannot be sent to the engine.
    made.push({
      source,
      text: text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd"),
    });
  }
  return made;
}

/** @typedef {(limit: number) => number} Pick A whole number below the limit. */

/** A window of whole lines, so that a damage is not lost among thousands of lines. @param {string} text @param {Pick} pick */
function excerpt(text, pick) {
  const lines = text.split("\n");
  if (lines.length <= 30 || pick(4) === 0) return text;
  const from = pick(lines.length - 10);
  return lines.slice(from, from + 5 + pick(40)).join("\n");
}

/** @param {string} text @param {Pick} pick @param {readonly string[]} sources */
function damage(text, pick, sources) {
  const at = pick(text.length + 1);
  switch (pick(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + pick(4));
    case 2:
    case 3:
      return text.slice(0, at) + SIGNS[pick(SIGNS.length)] + text.slice(at);
    case 4: {
      const other = /** @type {string} */ (sources[pick(sources.length)]);
      const from = pick(other.length);
      return text.slice(0, at) + other.slice(from, from + 1 + pick(60)) + text.slice(at);
    }
    default: {
      const end = Math.min(text.length, at + 2 + pick(12));
      return text.slice(0, at) + [...text.slice(at, end)].reverse().join("") + text.slice(end);
    }
  }
}

/** Mulberry32. @param {number} seed @returns {() => number} Numbers from 0 up to 1. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

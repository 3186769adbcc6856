import type { CharSet } from "./char-set.js";

/** The tree of a regular expression. */
export type Node =
  | { readonly kind: "empty" }
  /** One code unit; `fold`: case is ignored, and `code` is in lower case. */
  | { readonly kind: "char"; readonly code: number; readonly fold: boolean }
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | { readonly kind: "alternatives"; readonly items: readonly Node[] }
  /** `number` -1 captures nothing; `uncapture`: the group whose last capture is taken back (a balancing group), or -1. */
  | { readonly kind: "group"; readonly number: number; readonly uncapture: number; readonly inner: Node }
  | { readonly kind: "loop"; readonly inner: Node; readonly min: number; readonly max: number; readonly lazy: boolean }
  | { readonly kind: "look"; readonly inner: Node; readonly behind: boolean; readonly negated: boolean }
  | { readonly kind: "atomic"; readonly inner: Node }
  | { readonly kind: "assertion"; readonly what: Assertion }
  | { readonly kind: "reference"; readonly group: number; readonly fold: boolean }
  | { readonly kind: "ifGroup"; readonly group: number; readonly yes: Node; readonly no: Node }
  | { readonly kind: "ifLook"; readonly test: Node; readonly yes: Node; readonly no: Node };

export type Assertion =
  | "textStart"
  | "lineStart"
  /** The end of the text or before its last line feed. */
  | "lastLineEnd"
  | "lineEnd"
  | "textEnd"
  | "boundary"
  | "noBoundary"
  /** Where the last match ended. */
  | "matchStart";

export interface Pattern {
  readonly root: Node;
  /** Names of the groups in the order of their numbers: "0", "1", "key". Group numbers in the tree are places in it. */
  readonly names: readonly string[];
  /** Their numbers, ascending: 0, 1, 2, unless the pattern numbers its groups itself. */
  readonly numbers: readonly number[];
}

/** Whether every match begins where the text does (`end`: ends where it does, or before its last line feed). */
export function isAnchored(node: Node, end: boolean): boolean {
  switch (node.kind) {
    case "assertion":
      return end ? node.what === "lastLineEnd" || node.what === "textEnd" : node.what === "textStart";
    case "sequence": {
      // What looks around before or behind it changes nothing.
      const items = end ? [...node.items].reverse() : node.items;
      for (const item of items) {
        if (isAnchored(item, end)) return true;
        if (item.kind !== "assertion" && item.kind !== "look" && item.kind !== "empty") return false;
      }
      return false;
    }
    case "alternatives":
      return node.items.every((item) => isAnchored(item, end));
    case "group":
    case "atomic":
      return isAnchored(node.inner, end);
    default:
      return false;
  }
}

/** The length of every match; null when matches differ in length, or it is not worked out. */
export function fixedWidth(node: Node): number | null {
  switch (node.kind) {
    case "char":
    case "set":
      return 1;
    case "empty":
    case "assertion":
    case "look":
      return 0;
    case "sequence": {
      let sum = 0;
      for (const item of node.items) {
        const width = fixedWidth(item);
        if (width === null) return null;
        sum += width;
      }
      return sum;
    }
    case "alternatives": {
      const [first, ...rest] = node.items.map(fixedWidth);
      return first !== undefined && rest.every((width) => width === first) ? first : null;
    }
    case "group":
    case "atomic":
      return fixedWidth(node.inner);
    case "loop": {
      const width = node.min === node.max ? fixedWidth(node.inner) : null;
      return width === null ? null : width * node.min;
    }
    default:
      return null;
  }
}

/** Whether a match depends on the order in which alternatives are tried: then it cannot be read backwards. */
export function isOrdered(node: Node): boolean {
  switch (node.kind) {
    case "look":
    case "atomic":
    case "reference":
    case "ifGroup":
    case "ifLook":
      return true;
    case "sequence":
    case "alternatives":
      return node.items.some(isOrdered);
    case "group":
      return node.uncapture >= 0 || isOrdered(node.inner);
    case "loop":
      return isOrdered(node.inner);
    default:
      return false;
  }
}

/** Whether every match is one character, whatever surrounds it. */
export function isSingleCharacter(node: Node): boolean {
  return (
    node.kind === "char" || node.kind === "set" || (node.kind === "group" && node.uncapture < 0 && isSingleCharacter(node.inner))
  );
}

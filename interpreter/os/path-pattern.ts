import { hasHole, mayBe } from "../../host/values/holes.js";

/**
 * Patterns of places: registry keys and file paths, one word a component, in lower case. `*` stands for one component, `**` for any
 * number of them, `*.ps1` for a component that ends so. A path may have holes; each may turn out to be several components.
 */
export type PathPattern = readonly string[];

export function pathPattern(text: string): PathPattern {
  return text.toLowerCase().split("\\");
}

/** Whether a path is a place of the pattern: yes, no, or that depends on its holes. */
export function matchPath(pattern: PathPattern, path: string): "yes" | "maybe" | "no" {
  const parts = path.toLowerCase().split("\\");
  if (!hasHole(path)) return matches(pattern, 0, parts, 0, false) ? "yes" : "no";
  if (matches(pattern, 0, parts, 0, false)) return "yes";
  return isNarrow(pattern, parts) && matches(pattern, 0, parts, 0, true) ? "maybe" : "no";
}

/** Whether places of the pattern may lie in a folder or key, or be it. */
export function mayLieBelow(pattern: PathPattern, folder: string): boolean {
  const parts = folder.toLowerCase().split("\\");
  if (hasHole(folder) && !isNarrow(pattern, parts)) return false;
  // Behind `**` any folder is one of its places.
  const open = pattern.indexOf("**");
  const fixed = open < 0 ? pattern : pattern.slice(0, open);
  if (open < 0 && parts.length > pattern.length) return false;
  return parts.slice(0, fixed.length).every((part, index) => fits(fixed[index] as string, part, true));
}

/** `open`: a component with a hole may be anything that its known letters allow, and several components. */
function matches(pattern: PathPattern, at: number, parts: readonly string[], from: number, open: boolean): boolean {
  if (at === pattern.length) return from === parts.length;
  const word = pattern[at] as string;
  if (word === "**") {
    for (let next = from; next <= parts.length; next++) if (matches(pattern, at + 1, parts, next, open)) return true;
    return false;
  }
  const part = parts[from];
  if (part === undefined) return false;
  if (open && hasHole(part)) {
    if (!isWhole(part)) return fits(word, part, open) && matches(pattern, at + 1, parts, from + 1, open);
    for (let next = at + 1; next <= pattern.length; next++) if (matches(pattern, next, parts, from + 1, open)) return true;
    return false;
  }
  return fits(word, part, open) && matches(pattern, at + 1, parts, from + 1, open);
}

/** A component of which nothing is known. */
function isWhole(part: string): boolean {
  return /^⟨[^⟩]*⟩$/.test(part);
}

function fits(word: string, part: string, open: boolean): boolean {
  if (word === "*") return part !== "";
  if (word.startsWith("*")) return part.endsWith(word.slice(1)) || (open && part.endsWith("⟩"));
  return word === part || (open && mayBe(part, word));
}

/** A path of which nothing is known but its drive or hive may be anything, and would make every pattern a maybe. */
function isNarrow(pattern: PathPattern, parts: readonly string[]): boolean {
  const literal = pattern.filter((word) => !word.startsWith("*"));
  return parts.some(
    (part, index) => index > 0 && !isWhole(part) && literal.some((word) => (hasHole(part) ? mayBe(part, word) : part === word)),
  );
}

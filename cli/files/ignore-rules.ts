import { join, relative, sep } from "node:path";
import ignore from "ignore";
import type { Tree } from "./tree.js";

/** Rules as in a `.gitignore` in a folder; null: in the root of the tree. */
export interface IgnorePatterns {
  readonly base: string | null;
  readonly patterns: readonly string[];
}

/** The rules of a repository's `.gitignore` files and of the configuration about one folder: which of its entries count. */
export class IgnoreRules {
  private constructor(
    private readonly tree: Tree,
    private readonly layers: readonly { readonly base: string; readonly rules: ReturnType<typeof ignore> }[],
  ) {}

  static in(tree: Tree, given: readonly IgnorePatterns[]): IgnoreRules {
    const own = given
      .filter(({ patterns }) => patterns.length > 0)
      .map(({ base, patterns }) => ({
        base: base ?? tree.root,
        rules: ignore({ allowRelativePaths: true }).add([...patterns]),
      }));
    return new IgnoreRules(tree, own);
  }

  /** The rules for what lies in a folder, given those for the folder around it. `folder` counts from the root. */
  within(folder: string): IgnoreRules {
    const entry = this.tree.list(folder)?.find(({ name }) => name === ".gitignore");
    if (entry?.kind !== "file") return this;
    const bytes = this.tree.read(join(folder, ".gitignore"));
    if (bytes === undefined || "refused" in bytes) return this;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      .toString("utf8")
      .replace(/^\ufeff/, "");
    return new IgnoreRules(this.tree, [
      ...this.layers,
      { base: join(this.tree.root, folder), rules: ignore({ allowRelativePaths: true }).add(text) },
    ]);
  }

  /** The innermost file of rules that says something about the path decides. */
  ignores(path: string, directory: boolean): boolean {
    for (const { base, rules } of [...this.layers].reverse()) {
      const inside = pathWithin(base, join(this.tree.root, path));
      if (inside === null) continue;
      const verdict = rules.test(directory ? `${inside}/` : inside);
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }
}

/** A path from a folder on, with `/`; null: it does not lie in that folder. */
function pathWithin(folder: string, path: string): string | null {
  const inside = relative(folder, path).split(sep).join("/");
  return inside === "" || inside.startsWith("../") || inside === ".." ? null : inside;
}

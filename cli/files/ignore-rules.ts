import { join } from "node:path";
import ignore from "ignore";
import type { Tree } from "./tree.js";

/** The rules of a repository's `.gitignore` files and of the configuration about one folder: which of its entries count. */
export class IgnoreRules {
  private constructor(
    private readonly tree: Tree,
    private readonly layers: readonly { readonly base: string; readonly rules: ReturnType<typeof ignore> }[],
  ) {}

  /** `patterns`: of the configuration, as in a `.gitignore` in the root. */
  static in(tree: Tree, patterns: readonly string[]): IgnoreRules {
    const own = patterns.length === 0 ? [] : [{ base: "", rules: ignore({ allowRelativePaths: true }).add([...patterns]) }];
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
    return new IgnoreRules(this.tree, [...this.layers, { base: folder, rules: ignore({ allowRelativePaths: true }).add(text) }]);
  }

  /** The innermost file of rules that says something about the path decides. */
  ignores(path: string, directory: boolean): boolean {
    for (const { base, rules } of [...this.layers].reverse()) {
      const inside = base === "" ? path : path.slice(base.length + 1);
      const verdict = rules.test(directory ? `${inside}/` : inside);
      if (verdict.ignored) return true;
      if (verdict.unignored) return false;
    }
    return false;
  }
}

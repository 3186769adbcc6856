// Answers of PowerShell's engine to texts, and what our interpreter gives for them: straight from its sources, no build needed.
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..", "..");

/** @returns {Promise<typeof import("../../test/interpreter/powershell/semantics/compare-answer.js")>} */
export async function loadJudge() {
  const result = await build({
    entryPoints: [join(root, "test/interpreter/powershell/semantics/compare-answer.ts")],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
  });
  const module = { exports: {} };
  const code = result.outputFiles[0]?.text ?? "";
  new Function("module", "exports", "require", code)(module, module.exports, createRequire(join(root, "package.json")));
  return /** @type {any} */ (module.exports);
}

/** @typedef {{ text: string, output: any[], errors: string[], threw?: string }} Fact */

/**
 * What the engine says of a text; null: nothing that can be compared (it took too long, or it names a command that the engine
 * does not have).
 * @param {import("./powershell-engine.mjs").Engine} engine @param {string} text @returns {Promise<Fact | null>}
 */
export async function factOf(engine, text) {
  const { output, errors, threw, timeout } = await engine.run(text);
  const ids = errors.map(({ id }) => id);
  if (timeout || [...ids, threw?.id].some((id) => id?.startsWith("CommandNotFoundException"))) return null;
  return { text, output, errors: ids, ...(threw ? { threw: threw.id } : {}) };
}

// The PowerShell parser straight from its sources, for scripts that measure it: bundled in memory, no build needed.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..", "..");

/**
 * @returns {Promise<{
 *   parseScript: typeof import("../../interpreter/powershell/syntax/parse.js").parseScript,
 *   decodeScript: typeof import("../../interpreter/powershell/syntax/decode-script.js").decodeScript,
 *   tokenize: typeof import("../../interpreter/powershell/syntax/tokenize.js").tokenize,
 * }>}
 */
export async function loadParser() {
  const rooms = ["parse", "decode-script", "tokenize"].map((name) => `export * from "./${name}.js";`).join("\n");
  const result = await build({
    stdin: { contents: rooms, resolveDir: join(root, "interpreter", "powershell"), loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
  const module = { exports: {} };
  const code = result.outputFiles[0]?.text ?? "";
  new Function("module", "exports", "require", code)(module, module.exports, createRequire(import.meta.url));
  return /** @type {any} */ (module.exports);
}

/** Every script file below a folder. @param {string} folder @returns {string[]} Sorted paths. */
export function scriptFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ps1|psm1|psd1)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @param {string} file */
export function readBytes(file) {
  return readFileSync(file);
}

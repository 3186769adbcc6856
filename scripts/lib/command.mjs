// The command in one file: a run of it is short, and finding, reading and compiling a thousand files would be most of it.
import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { build } from "esbuild";

/** Found at run time, beside the user's program or not at all. */
const FOUND_LATER = /^@(pulumi|grpc)\//;

/**
 * Writes dist/cli: `main.js` (what is started), `program.js` (everything) and `program.cache` (what Node compiled).
 * @param {string} root @returns {Promise<string[]>} The files.
 */
export async function bundleCommand(root) {
  const folder = join(root, "dist", "cli");
  const [main, program, cache] = [join(folder, "main.js"), join(folder, "program.js"), join(folder, "program.cache")];
  rmSync(cache, { force: true });
  const result = await build({
    entryPoints: [join(root, "cli", "main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Names stay: people read them in reports of defects.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "eof",
    // The program as one function, as `start.cjs` compiles it: no copy of the text is made for that.
    banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
    footer: { js: "})" },
    external: ["@pulumi/*", "@grpc/*"],
    plugins: [foldersOfSources(root)],
    logLevel: "warning",
    metafile: true,
    absWorkingDir: root,
  });
  const missing = Object.values(result.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter((found) => found.external && !isBuiltin(found.path) && !FOUND_LATER.test(found.path))
    .map((found) => found.path);
  if (missing.length > 0) throw new Error(`the command would load ${missing.join(", ")} at run time`);
  writeFileSync(program, plainAscii(readFileSync(program, "utf8")));
  copyFileSync(join(root, "cli", "start.cjs"), main);
  const warmed = spawnSync(process.execPath, [join(import.meta.dirname, "warm-command.cjs"), main, program, cache], {
    encoding: "utf8",
  });
  // Without it the command only starts more slowly.
  if (warmed.status !== 0) process.stderr.write(`build: the command's compiled code is not kept: ${warmed.stderr}\n`);
  return warmed.status === 0 ? [main, program, cache] : [main, program];
}

/**
 * Escapes what the bundler leaves in regular expressions and comments. Node keeps a text that is ASCII in half the memory.
 * @param {string} text
 */
export function plainAscii(text) {
  return text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * A source's `__dirname` and `__filename` are those of its compiled file, beside which its data files lie, and not those
 * of the one file.
 * @param {string} root @returns {import("esbuild").Plugin}
 */
function foldersOfSources(root) {
  return {
    name: "folders-of-sources",
    setup(context) {
      context.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const inside = relative(root, path).split(sep);
        if (inside.includes("node_modules")) return undefined;
        const text = readFileSync(path, "utf8");
        if (!/\b__(dirname|filename)\b/.test(text)) return undefined;
        const compiled = ["..", ...inside].join("/").replace(/\.ts$/, ".js");
        /** @param {string} target */
        const at = (target) => `(require("node:path") as typeof import("node:path")).join(__DIST_CLI, ${JSON.stringify(target)})`;
        const contents = text
          .replaceAll(/\b__dirname\b/g, at(dirname(compiled)))
          .replaceAll(/\b__filename\b/g, at(compiled))
          .replaceAll("__DIST_CLI", "__dirname");
        return { contents, loader: "ts", resolveDir: dirname(path) };
      });
    },
  };
}

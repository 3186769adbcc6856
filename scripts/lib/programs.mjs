// The two programs of the package, each in one file: finding, reading and compiling a thousand files would be most of a short run.
// `policies/bundle/core.js` is what the policy pack, the command and programs that import the package share, so that it is there once.
// `dist/program.js` is what only the command and the components need.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { build } from "esbuild";

/** Rooms whose modules are in core.js. The folder `policies/` is a policy pack on its own, so the program lies there. */
const CORE_ROOMS = new Set(["policies", "deployment", "interpreter", "host"]);

/** What programs that import the package get, by the path of its source. */
export const ENTRIES = ["index", "policies/index", "host/index", "interpreter/index", "deployment/index"];

/** What the engine starts for programs in other languages. */
const PROVIDER = "components/provider/main";

/** Found at run time, beside the user's program or not at all. */
const FOUND_LATER = /^@(pulumi|grpc)\//;

/**
 * @param {string} root
 * @returns {Promise<{ files: string[], packages: Set<string> }>} The files in dist/, and the packages that the programs contain.
 */
export async function bundlePrograms(root) {
  const bundle = join(root, "policies", "bundle");
  const [core, program] = [join(bundle, "core.js"), join(root, "dist", "program.js")];
  rmSync(bundle, { recursive: true, force: true });
  rmSync(program.replace(/\.js$/, ".cache"), { force: true });
  mkdirSync(bundle, { recursive: true });

  const shared = new Set(ENTRIES.filter((entry) => CORE_ROOMS.has(entry.split("/")[0] ?? "")));
  shared.add("policies/crossguard/pack");
  const own = ["cli/main", PROVIDER, ...ENTRIES.filter((entry) => !shared.has(entry))];
  const packages = new Set([
    ...(await bundleProgram(root, program, own, [sharedWithCore(root, shared), foldersOfSources(root)])),
    ...(await bundleProgram(root, core, [...shared].sort(), [])),
  ]);
  copyFileSync(join(root, "policies", "crossguard", "load.cjs"), join(bundle, "load.js"));
  writeFileSync(join(bundle, "index.js"), `"use strict";\nrequire("./load.js").core("policies/crossguard/pack");\n`);
  const main = join(root, "dist", "cli", "main.js");
  mkdirSync(dirname(main), { recursive: true });
  writeFileSync(main, `#!/usr/bin/env node\n"use strict";\n${programOf("cli/main")}.start();\n`);

  const provider = join(root, "dist", `${PROVIDER}.js`);
  mkdirSync(dirname(provider), { recursive: true });
  writeFileSync(provider, `"use strict";\n${programOf(PROVIDER)};\n`);

  const warmed = spawnSync(process.execPath, [join(import.meta.dirname, "warm-programs.cjs"), join(bundle, "load.js"), program], {
    encoding: "utf8",
  });
  // Without it the command only starts more slowly.
  if (warmed.status !== 0) process.stderr.write(`build: the programs' compiled code is not kept: ${warmed.stderr}\n`);
  const inDist = warmed.stdout.split("\n").filter((file) => file.startsWith(join(root, "dist") + sep));
  return { files: [main, provider, program, ...inDist], packages };
}

/**
 * Writes a program: a function that makes a function from the path of a source to its exports. A module runs when it is asked for.
 * @param {string} root @param {string} outfile @param {readonly string[]} modules @param {import("esbuild").Plugin[]} plugins
 * @returns {Promise<Set<string>>} The packages in it.
 */
async function bundleProgram(root, outfile, modules, plugins) {
  const table = modules.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(`./${name}.ts`)})`);
  const result = await build({
    stdin: { contents: `const rooms = {\n${table.join(",\n")}\n};\nmodule.exports = (name) => rooms[name]();`, resolveDir: root },
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    // Names stay: people read them in reports of defects.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "eof",
    // The program as one function, as `load.cjs` compiles it: no copy of the text is made for that.
    banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
    footer: { js: "})" },
    external: ["@pulumi/*", "@grpc/*"],
    plugins,
    logLevel: "warning",
    metafile: true,
    absWorkingDir: root,
  });
  const missing = Object.values(result.metafile.outputs)
    .flatMap((output) => output.imports)
    .filter(({ external, path }) => external && !isBuiltin(path) && !FOUND_LATER.test(path) && path !== LOADER)
    .map((found) => found.path);
  if (missing.length > 0) throw new Error(`${relative(root, outfile)} would load ${missing.join(", ")} at run time`);
  writeFileSync(outfile, plainAscii(readFileSync(outfile, "utf8")));
  const inside = Object.keys(result.metafile.inputs).flatMap(
    (path) => /^node_modules\/(@[^/]+\/[^/]+|[^/]+)\//.exec(path)?.[1] ?? [],
  );
  return new Set(inside);
}

/** As `dist/program.js` names it. */
const LOADER = "../policies/bundle/load.js";

/**
 * What lies in core.js is taken from there.
 * @param {string} root @param {Set<string>} shared Receives the modules that are asked for. @returns {import("esbuild").Plugin}
 */
function sharedWithCore(root, shared) {
  return {
    name: "shared-with-core",
    setup(context) {
      context.onResolve({ filter: /^\./ }, ({ path, importer, resolveDir, namespace }) => {
        if (namespace === "core") return { path, external: true };
        const inside = relative(root, join(resolveDir, path)).split(sep);
        if (!CORE_ROOMS.has(inside[0] ?? "") || importer.includes(`${sep}node_modules${sep}`)) return undefined;
        return { path: inside.join("/").replace(/\.[jt]s$/, ""), namespace: "core" };
      });
      context.onLoad({ filter: /./, namespace: "core" }, ({ path }) => {
        shared.add(path);
        return { contents: `module.exports = require(${JSON.stringify(LOADER)}).core(${JSON.stringify(path)});` };
      });
    },
  };
}

/**
 * A module of its own for each entry of the package, which takes what it exports from the program that has it.
 * @param {string} entry @param {readonly string[]} names
 */
export function entryModule(entry, names) {
  const lines = names.map((name) => `exports.${name} = room.${name};`);
  return `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nconst room = ${programOf(entry)};\n${lines.join("\n")}\n`;
}

/** An expression for what a source exports, as a file at the same place in dist/ names it. @param {string} source */
function programOf(source) {
  const up = "../".repeat(source.split("/").length);
  const loader = `require("${up}policies/bundle/load.js")`;
  if (CORE_ROOMS.has(source.split("/")[0] ?? "")) return `${loader}.core("${source}")`;
  return `${loader}.load(require.resolve("${up.slice(3) || "./"}program.js"))("${source}")`;
}

/**
 * Escapes what the bundler leaves in regular expressions and comments. Node keeps a text that is ASCII in half the memory.
 * @param {string} text
 */
function plainAscii(text) {
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
        const compiled = inside.join("/").replace(/\.ts$/, ".js");
        /** @param {string} target */
        const at = (target) => `(require("node:path") as typeof import("node:path")).join(__DIST, ${JSON.stringify(target)})`;
        const contents = text
          .replaceAll(/\b__dirname\b/g, at(dirname(compiled)))
          .replaceAll(/\b__filename\b/g, at(compiled))
          .replaceAll("__DIST", "__dirname");
        return { contents, loader: "ts", resolveDir: dirname(path) };
      });
    },
  };
}

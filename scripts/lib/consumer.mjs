// Imports every entry of the built package as a user's program would: as CommonJS, as an ES module, and with the
// resolution that Pulumi's older project template has (it knows no `exports`).
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import ts from "typescript";

/** Rooms that must work where no Pulumi is installed. */
const WITHOUT_PULUMI = ["./host", "./interpreter", "./deployment"];

/** Lines of our own declarations that `lycosa/policies` may put into a consumer's type check. */
const MAX_POLICY_LINES = 5000;

/** @param {string} root @param {{ exports: Record<string, unknown> }} manifest @returns {string[]} */
export function consumerProblems(root, manifest) {
  const entries = Object.entries(manifest.exports).flatMap(([entry, target]) => (typeof target === "object" ? [entry] : []));
  const folder = mkdtempSync(join(tmpdir(), "lycosa-consumer-"));
  try {
    const modules = join(folder, "node_modules");
    mkdirSync(modules);
    // Junctions: on Windows an ordinary symbolic link needs a privilege.
    symlinkSync(root, join(modules, "lycosa"), "junction");
    for (const scope of ["@pulumi", "@types"]) symlinkSync(join(root, "node_modules", scope), join(modules, scope), "junction");
    return entries.flatMap((entry) => [...typeProblems(root, folder, entry), ...loadProblems(folder, entry)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} entry */
function nameOf(entry) {
  return `lycosa${entry.slice(1)}`;
}

/** @param {string} root @param {string} folder @param {string} entry @returns {string[]} */
function typeProblems(root, folder, entry) {
  const name = nameOf(entry);
  const node16 = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const node10 = { module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10 };
  const kinds = /** @type {const} */ ([
    ["module.mts", node16],
    ["common.cts", node16],
    ["old.ts", node10],
  ]);
  return kinds.flatMap(([file, resolution]) => {
    const path = join(folder, file);
    writeFileSync(path, `import * as lycosa from "${name}";\nexport const all = lycosa;\n`);
    const options = {
      ...resolution,
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2022.d.ts"],
      types: ["node"],
    };
    const program = ts.createProgram([path], options);
    const ours = program.getSourceFiles().filter((source) => source.fileName.startsWith(`${root.split(sep).join("/")}/dist/`));
    const consumer = program.getSourceFile(path);
    // Only our own files: @pulumi/policy 1.21 has errors of its own without `skipLibCheck`.
    const diagnostics = [...(consumer ? [consumer] : []), ...ours].flatMap((source) => ts.getPreEmitDiagnostics(program, source));
    const problems = diagnostics.map(
      (found) => `types of ${name} (${file}): ${ts.flattenDiagnosticMessageText(found.messageText, " ")}`,
    );
    if (ours.length === 0) problems.push(`types of ${name} (${file}): not found`);
    const pulumi = WITHOUT_PULUMI.includes(entry) ? "/node_modules/@pulumi/" : "/node_modules/@pulumi/azure-native/";
    if (program.getSourceFiles().some((source) => source.fileName.includes(pulumi))) {
      problems.push(`types of ${name} pull ${pulumi.slice("/node_modules/".length)} into the consumer's type check`);
    }
    const lines = ours.reduce((sum, source) => sum + source.getLineStarts().length, 0);
    if (entry === "./policies" && lines > MAX_POLICY_LINES)
      problems.push(`types of ${name}: ${lines} lines; the limit is ${MAX_POLICY_LINES}`);
    return problems;
  });
}

/** @param {string} folder @param {string} entry @returns {string[]} */
function loadProblems(folder, entry) {
  const name = nameOf(entry);
  const path = join(folder, "load.cjs");
  writeFileSync(
    path,
    `const name = ${JSON.stringify(name)};
     const common = Object.keys(require(name)).filter((key) => key !== "__esModule").sort();
     const pulumi = Object.keys(require.cache).some((file) => /[\\\\/]@pulumi[\\\\/]/.test(file));
     import(name).then((module) => {
       const missing = common.filter((key) => !(key in module));
       console.log(JSON.stringify({ missing, pulumi }));
     });`,
  );
  const result = spawnSync(process.execPath, [path], { cwd: folder, encoding: "utf8" });
  if (result.status !== 0)
    return [
      `${name} does not load: ${
        result.stderr
          .trim()
          .split("\n")
          .find((line) => /Error/.test(line)) ?? "?"
      }`,
    ];
  const { missing, pulumi } = JSON.parse(result.stdout);
  const problems = [];
  if (missing.length > 0) problems.push(`${name} as an ES module lacks the names ${missing.join(", ")}`);
  if (pulumi && WITHOUT_PULUMI.includes(entry)) problems.push(`${name} loads Pulumi`);
  return problems;
}

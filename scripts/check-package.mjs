// What a user would get from `npm install lycosa`: the right files, valid metadata, types and modules that load.
// Needs a build. Exit 1 when anything is wrong.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { consumerProblems } from "./lib/consumer.mjs";
import { installSize, unpackedProblems } from "./lib/unpacked.mjs";

const root = join(import.meta.dirname, "..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
/** @type {string[]} */
const problems = [];

// ---------------------------------------------------------------- metadata

const { messages } = await publint({ pkgDir: root, pack: "npm", level: "warning", strict: true });
for (const message of messages) problems.push(`publint: ${formatMessage(message, manifest) ?? message.code}`);

// ---------------------------------------------------------------- files

/** A team that only checks in its build installs nothing but this. */
const MAX_INSTALLED_BYTES = 5_500_000;
const MAX_INSTALLED_PACKAGES = 1;

const whole = pack(root);
const mustHave = [
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "THIRD-PARTY-NOTICES",
  "PulumiPlugin.yaml",
  "pulumi-resource-lycosa",
  "pulumi-resource-lycosa.cmd",
  "dist/components/schema.json",
  "dist/components/provider/main.js",
  "index.ts", // Pulumi infers the component's schema from sources
  manifest.bin.lycosa,
  ...Object.values(manifest.exports).flatMap((target) =>
    typeof target === "string" ? [target] : [target.types, target.default],
  ),
  "policies/package.json",
  "policies/PulumiPolicy.yaml",
  "policies/bundle/index.js",
  "policies/bundle/load.js",
  "policies/bundle/core.js",
  "dist/program.js",
  "dist/cli/formats/report.schema.json",
  "dist/cli/formats/host.schema.json",
  "dist/host/documents/host-document.schema.json",
].map((path) => path.replace(/^\.\//, ""));
for (const path of mustHave) if (!whole.files.has(path)) problems.push(`the package lacks ${path}`);

const mayLieIn = /^(dist|components|host|policies\/bundle)\//;
const mayLieAtTop = new Set([...mustHave, "package.json"]);
for (const path of whole.files) if (!mayLieIn.test(path) && !mayLieAtTop.has(path)) problems.push(`the package holds ${path}`);
const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
const installed = installSize(root, whole.bytes, locked);
if (installed.bytes > MAX_INSTALLED_BYTES || installed.packages > MAX_INSTALLED_PACKAGES)
  problems.push(
    `an install without Pulumi is ${installed.bytes} bytes in ${installed.packages} packages; the limit is ${MAX_INSTALLED_BYTES} in ${MAX_INSTALLED_PACKAGES}`,
  );

// `pulumi policy publish` packs the folder on its own. A tsconfig.json there would be applied by the compiler that
// Pulumi falls back to (TypeScript 3.8), which rejects every modern option and with it the pack.
const alone = pack(join(root, "policies"));
for (const path of ["package.json", "PulumiPolicy.yaml", "bundle/index.js", "bundle/load.js", "bundle/core.js"]) {
  if (!alone.files.has(path)) problems.push(`the policy pack on its own lacks ${path}`);
}
for (const path of alone.files) {
  if (path.endsWith(".ts") || path.includes("tsconfig")) problems.push(`the policy pack on its own holds ${path}`);
}
for (const path of [...whole.files, ...alone.files]) {
  if (path.endsWith(".cache")) problems.push(`${path} is for the Node of this machine only`);
}
if (existsSync(join(root, "policies", "tsconfig.json"))) problems.push("policies/ holds a tsconfig.json");

// ---------------------------------------------------------------- consumers

problems.push(...consumerProblems(root, manifest), ...(await unpackedProblems(root, [...whole.files], [...alone.files])));

for (const problem of problems) console.error(`error    ${problem}`);
const kilobytes = Math.round(installed.bytes / 1000);
console.log(
  `package: ${whole.files.size} files; an install without Pulumi is ${kilobytes} kB in ${installed.packages} package(s); ${problems.length} problems`,
);
if (problems.length > 0) process.exitCode = 1;

/** @param {string} folder @returns {{ files: Set<string>, bytes: number }} */
function pack(folder) {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  // Under `npm run` npm names its own program; that also avoids npm.cmd, which cannot be started without a shell.
  const npm = process.env["npm_execpath"];
  const result = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: folder, encoding: "utf8" })
    : spawnSync(`npm ${args.join(" ")}`, { cwd: folder, encoding: "utf8", shell: true });
  if (result.status !== 0) throw new Error(`npm pack failed in ${folder}: ${result.stderr}`);
  const parsed = JSON.parse(result.stdout);
  // Older npm prints a list, newer an object keyed by package name.
  const [packed] = Array.isArray(parsed) ? parsed : Object.values(parsed);
  return { files: new Set(packed.files.map((/** @type {{ path: string }} */ file) => file.path)), bytes: packed.unpackedSize };
}

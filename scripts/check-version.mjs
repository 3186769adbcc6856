// One version, told in several places: the package, the lock file, the policy pack that lies in it, the changelog and
// every `version.ts`. Also the ranges of Pulumi's SDKs, which the pack repeats for `pulumi policy publish`. Exit 1 on a difference.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOMS } from "./lib/architecture.mjs";

const root = join(import.meta.dirname, "..");
/** @param {string} path */
const read = (path) => readFileSync(join(root, path), "utf8");
const manifest = JSON.parse(read("package.json"));
const lock = JSON.parse(read("package-lock.json"));
const pack = JSON.parse(read("policies/package.json"));

/** @type {[string, unknown, unknown][]} */
const pairs = [
  ["package-lock.json", lock.version, manifest.version],
  ["policies/package.json", pack.version, manifest.version],
  ["policies/PulumiPolicy.yaml", parse(read("policies/PulumiPolicy.yaml")).version, manifest.version],
  ["CHANGELOG.md", /^## \[([^\]]+)\]/m.exec(read("CHANGELOG.md"))?.[1], manifest.version],
];
for (const [name, range] of Object.entries(pack.dependencies)) {
  pairs.push([`policies/package.json: ${name}`, range, manifest.peerDependencies[name]]);
}
for (const room of ROOMS.keys()) {
  if (!existsSync(join(root, room))) continue;
  for (const file of readdirSync(join(root, room), { recursive: true, encoding: "utf8" })) {
    if (!/(^|[\\/])version\.ts$/.test(file)) continue;
    const path = join(room, file);
    for (const [, version] of read(path).matchAll(/"(\d+\.\d+\.\d+[^"]*)"/g)) pairs.push([path, version, manifest.version]);
  }
}

let differences = 0;
for (const [place, found, expected] of pairs) {
  if (found === expected) continue;
  differences++;
  console.error(`error    ${place} says ${found}, package.json says ${expected}`);
}
console.log(`version: ${manifest.version} in ${pairs.length} places, ${differences} differences`);
if (differences > 0) process.exitCode = 1;

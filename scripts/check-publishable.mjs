// What has to be set before the first `npm publish`, which runs this through `prepublishOnly`. `--list` names it and exits 0.
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Stands for the owner of the public repository until there is one. */
const PLACEHOLDER = "OWNER-TO-BE-SET";

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8"));
/** @type {[string, unknown][]} */
const fields = [
  ["repository.url", manifest.repository?.url],
  ["bugs.url", manifest.bugs?.url],
  ["homepage", manifest.homepage],
];
const open = fields.filter(([, value]) => typeof value !== "string" || value.includes(PLACEHOLDER)).map(([name]) => name);
if (open.length === 0) console.log("publishable: all fields are set");
else {
  console.log(`to be set in package.json before publishing: ${open.join(", ")}`);
  if (!process.argv.includes("--list")) process.exitCode = 1;
}

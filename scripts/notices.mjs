// Writes THIRD-PARTY-NOTICES. Usage: node scripts/notices.mjs [--check] (exit 1 when the file is not current).
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { notices } from "./lib/notices.mjs";

const root = join(import.meta.dirname, "..");
const file = join(root, "THIRD-PARTY-NOTICES");
const text = notices(root);
if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
  console.error("THIRD-PARTY-NOTICES is not that of the dependencies; run npm run docs:notices");
  process.exitCode = 1;
}

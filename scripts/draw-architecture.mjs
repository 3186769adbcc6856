// Writes the pictures of docs/architecture.md anew from the import tables. Usage: node scripts/draw-architecture.mjs [--check]
// (exit 1 when the page differs from what would be written).
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withPictures } from "./lib/architecture-picture.mjs";

const page = join(import.meta.dirname, "..", "docs", "architecture.md");
const text = readFileSync(page, "utf8");
const drawn = withPictures(text);
if (!process.argv.includes("--check")) writeFileSync(page, drawn);
else if (drawn !== text) {
  console.error("docs/architecture.md: the pictures are not those of the import tables; run npm run docs:architecture");
  process.exitCode = 1;
}

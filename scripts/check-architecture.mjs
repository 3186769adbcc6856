// Enforces the import table. Usage: node scripts/check-architecture.mjs [--root DIR]. Exit 1 on a violation.
import { join, resolve } from "node:path";
import { checkArchitecture } from "./lib/architecture.mjs";
import { LONG_FILES } from "./lib/long-files.mjs";

const at = process.argv.indexOf("--root");
const root = at < 0 ? join(import.meta.dirname, "..") : resolve(process.argv[at + 1] ?? ".");
const { violations, files } = checkArchitecture(root, at < 0 ? LONG_FILES : new Map());

/** @param {import("./lib/architecture.mjs").Problem} problem */
const show = ({ file, line, message }) => `${file}${line === null ? "" : `:${line}`}: ${message}`;
for (const violation of violations) console.error(`error    ${show(violation)}`);
console.log(`architecture: ${files} files, ${violations.length} violations`);
if (violations.length > 0) process.exitCode = 1;

// Exit 0 if node_modules holds exactly what package-lock.json asks for, 1 if `npm ci` is needed.
// npm keeps its own account of what it installed; comparing the two accounts reads two files instead of a whole tree.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {Record<string, { version?: string, optional?: boolean }>} Packages */

const root = join(import.meta.dirname, "..");
/** @param {string} path @returns {Packages} */
const packages = (path) => (existsSync(join(root, path)) ? JSON.parse(readFileSync(join(root, path), "utf8")).packages : {});

const wanted = packages("package-lock.json");
const installed = packages("node_modules/.package-lock.json");
const stale = new Set();
for (const [path, { version, optional }] of Object.entries(wanted)) {
  // Optional packages for other platforms are rightly absent.
  if (path !== "" && installed[path]?.version !== version && !(optional && installed[path] === undefined)) stale.add(path);
  if (path !== "" && installed[path] !== undefined && !existsSync(join(root, path, "package.json"))) stale.add(path);
}
for (const path of Object.keys(installed)) if (wanted[path] === undefined) stale.add(path);

console.log(stale.size === 0 ? "installed as locked" : `${stale.size} packages differ from the lock file`);
process.exitCode = stale.size === 0 ? 0 : 1;

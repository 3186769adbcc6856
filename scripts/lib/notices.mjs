// The licences of what the package ships inside its bundles, from the lock file and the installed packages.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { containedPackages } from "./contained.mjs";

/**
 * @param {string} root
 * @returns {string} The text of THIRD-PARTY-NOTICES.
 * @throws If a package has no licence file, so that nobody ships a notice without its text.
 */
export function notices(root) {
  /** @type {Record<string, { version?: string, license?: string, dependencies?: Record<string, string> }>} */
  const packages = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const parts = containedPackages(packages).map((name) => {
    const path = `node_modules/${name}`;
    const { version, license } = packages[path] ?? {};
    return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n\n${licenceText(join(root, path), name)}\n`;
  });
  return `Lycosa's command and policy pack contain these packages. Made by \`npm run docs:notices\`.\n\n${parts.join("\n")}`;
}

/** @param {string} folder @param {string} name */
function licenceText(folder, name) {
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e(\.|-|$)/i.test(entry)) : undefined;
  if (file === undefined) throw new Error(`${name} has no licence file: is it installed (npm ci)?`);
  return readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
}

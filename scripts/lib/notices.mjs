// The licences of what the package ships inside its bundles, from the lock file and the installed packages.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { importsOf } from "./imports.mjs";

/**
 * @param {string} root
 * @returns {string} The text of THIRD-PARTY-NOTICES.
 * @throws If a package has no licence file, so that nobody ships a notice without its text.
 */
export function notices(root) {
  /** @type {Record<string, { version?: string, license?: string, dev?: boolean, peer?: boolean, devOptional?: boolean }>} */
  const packages = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const bundled = bundledByTheCommand(root);
  const shipped = Object.entries(packages)
    .filter(
      ([path, { dev, peer, devOptional }]) =>
        bundled.has(path.replace(/^node_modules\//, "")) || (path !== "" && !dev && !peer && !devOptional),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = shipped.map(([path, { version, license }]) => {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    return `${"=".repeat(80)}\n${name} ${version} (${license})\n${"=".repeat(80)}\n\n${licenceText(join(root, path), name)}\n`;
  });
  return `Lycosa's command and policy pack contain these packages. Made by \`npm run docs:notices\`.\n\n${parts.join("\n")}`;
}

/** The command's bundle also carries development dependencies that it loads. @param {string} root @returns {Set<string>} */
function bundledByTheCommand(root) {
  const files = readdirSync(join(root, "cli"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  return new Set(
    files.flatMap((name) =>
      importsOf(name, readFileSync(join(root, "cli", name), "utf8")).flatMap(({ specifier, typeOnly }) =>
        specifier === null || typeOnly || /^[./]|^node:/.test(specifier) ? [] : [specifier],
      ),
    ),
  );
}

/** @param {string} folder @param {string} name */
function licenceText(folder, name) {
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e(\.|-|$)/i.test(entry)) : undefined;
  if (file === undefined) throw new Error(`${name} has no licence file: is it installed (npm ci)?`);
  return readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim();
}

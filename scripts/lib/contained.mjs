// The packages that the built programs contain. Users do not install them, so they are development dependencies.
// The build compares this list with what it really put in, and THIRD-PARTY-NOTICES is made from it.

/** Packages that sources of the rooms may import. */
export const CONTAINED = ["@xmldom/xmldom", "ajv", "commander", "ignore", "ipaddr.js", "picocolors", "picomatch", "yaml"];

/**
 * These and what they need, by the lock file.
 * @param {Record<string, { dependencies?: Record<string, string> }>} packages The lock file's. @returns {string[]} Sorted.
 */
export function containedPackages(packages) {
  /** @type {Set<string>} */
  const all = new Set();
  /** @param {string} name */
  const add = (name) => {
    if (all.has(name)) return;
    all.add(name);
    for (const needed of Object.keys(packages[`node_modules/${name}`]?.dependencies ?? {})) add(needed);
  };
  CONTAINED.forEach(add);
  return [...all].sort();
}

import { hasWildcard, matchWildcard, parseWildcard } from "./wildcard.js";

/** A test of whole names against a pattern of PowerShell, without regard to case. A pattern that is not valid fits nothing but itself. */
export function namePattern(pattern: string): (name: string) => boolean {
  const tokens = parseWildcard(pattern);
  if (tokens === null) return (name) => name.toLowerCase() === pattern.toLowerCase();
  return (name) => matchWildcard(tokens, [name], false) === true;
}

export { hasWildcard };

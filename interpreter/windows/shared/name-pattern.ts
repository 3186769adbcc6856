import { matchWildcard, parseWildcard } from "../../values/wildcard.js";

export { hasWildcard } from "../../values/wildcard.js";

/** A test for whole names by a wildcard pattern, without regard to case; a pattern that is not valid fits nothing. */
export function namePattern(pattern: string): (name: string) => boolean {
  const tokens = parseWildcard(pattern);
  return (name) => tokens !== null && matchWildcard(tokens, [name], false) === true;
}

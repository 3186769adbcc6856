/** RegexOptions of .NET; Compiled (8) and CultureInvariant (512) change nothing here. */
export const IGNORE_CASE = 1;
export const MULTILINE = 2;
export const EXPLICIT_CAPTURE = 4;
export const SINGLELINE = 16;
export const IGNORE_WHITESPACE = 32;
export const RIGHT_TO_LEFT = 64;
export const ECMASCRIPT = 256;
export const NON_BACKTRACKING = 1024;

/** What is not matched here, although .NET does. */
export class Inexpressible extends Error {
  constructor(readonly what: string) {
    super(`a regular expression with ${what} is not modelled`);
  }
}

import type { Dialect, ScriptBlock } from "./ast.js";
import { ScriptParser } from "./script.js";
import { type PowerShellSyntaxError, SyntaxFailure } from "./syntax-error.js";

export type { PowerShellSyntaxError } from "./syntax-error.js";

export interface ParseOptions {
  readonly dialect: Dialect;
}

export type ParseResult =
  | { readonly ok: true; readonly ast: ScriptBlock }
  | { readonly ok: false; readonly error: PowerShellSyntaxError };

/**
 * Parses a script as PowerShell does: a text with any syntax error has no tree, for PowerShell runs nothing of it.
 * Never throws. A text that is nested too deep gives `ScriptTooComplicated`.
 */
export function parseScript(text: string, options: ParseOptions): ParseResult {
  return parsed(() => new ScriptParser(text, options.dialect).parse());
}

/** A script of more UTF-16 code units is not held as a tree: that takes up to sixty times the memory of its text. */
const VERY_LONG = 1 << 19;

/** Like {@link parseScript}, for a script that is run: the statements of a very long one are in `deferred`. */
export function readScript(text: string, options: ParseOptions): ParseResult {
  if (text.length <= VERY_LONG) return parseScript(text, options);
  return parsed(() => new ScriptParser(text, options.dialect).parseDeferred());
}

function parsed(parse: () => ScriptBlock): ParseResult {
  try {
    return { ok: true, ast: parse() };
  } catch (failure) {
    if (failure instanceof SyntaxFailure) return { ok: false, error: failure.toError() };
    // The caller's own stack may be nearly full already.
    if (failure instanceof RangeError) return { ok: false, error: new SyntaxFailure("ScriptTooComplicated", 0, 0, []).toError() };
    throw failure;
  }
}

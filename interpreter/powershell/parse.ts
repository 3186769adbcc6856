import type { Dialect, ScriptBlock } from "./ast.js";
import { ScriptParser } from "./parser/script.js";
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
  try {
    return { ok: true, ast: new ScriptParser(text, options.dialect).parse() };
  } catch (failure) {
    if (failure instanceof SyntaxFailure) return { ok: false, error: failure.toError() };
    // The caller's own stack may be nearly full already.
    if (failure instanceof RangeError) return { ok: false, error: new SyntaxFailure("ScriptTooComplicated", 0, 0, []).toError() };
    throw failure;
  }
}

import type { Dialect, Variable } from "./ast.js";
import { IDENTIFIER, isDoubleQuote, isHexDigit, TOKEN_END, traitsOf, VARIABLE_START } from "./characters.js";
import { Scanner } from "./scanner.js";

const SCOPES: ReadonlySet<string> = new Set(["global", "local", "private", "script"]);

/** Escapes and variables, which stand in text and outside it. */
export abstract class VariableScanner extends Scanner {
  /** True for PowerShell 7, false for Windows PowerShell 5.1. */
  protected readonly seven: boolean;

  constructor(
    text: string,
    protected readonly dialect: Dialect,
  ) {
    super(text);
    this.seven = dialect === "7";
  }

  /** At a backtick that is not the last code unit; moves behind the escape and returns what it stands for. */
  protected escape(): string {
    const code = this.at(this.pos + 1);
    this.pos += 2;
    switch (code) {
      case 48:
        return "\0";
      case 97:
        return "\x07";
      case 98:
        return "\b";
      case 101:
        return this.seven ? "\x1b" : "e";
      case 102:
        return "\f";
      case 110:
        return "\n";
      case 114:
        return "\r";
      case 116:
        return "\t";
      case 117:
        return this.seven ? this.unicodeEscape() : "u";
      case 118:
        return "\v";
      default:
        return String.fromCharCode(code);
    }
  }

  /** Behind `` `u ``. */
  private unicodeEscape(): string {
    const start = this.pos - 2;
    if (this.at(this.pos) !== 123) this.fail("InvalidUnicodeEscapeSequence", start, this.pos);
    let i = this.pos + 1;
    while (isHexDigit(this.at(i)) && i - this.pos <= 7) i++;
    const digits = i - this.pos - 1;
    if (digits > 6) this.fail("TooManyDigitsInUnicodeEscapeSequence", i - 1, i);
    if (this.at(i) !== 125) {
      this.fail(digits < 6 ? "InvalidUnicodeEscapeSequence" : "MissingUnicodeEscapeSequenceTerminator", i, i + 1);
    }
    if (digits === 0) this.fail("InvalidUnicodeEscapeSequence", start, i + 1);
    const value = Number.parseInt(this.text.slice(this.pos + 1, i), 16);
    if (value > 0x10ffff) this.fail("InvalidUnicodeEscapeSequenceValue", this.pos + 1, i);
    this.pos = i + 1;
    return String.fromCodePoint(value);
  }

  /** At `$` (or `@` of a splat) that is followed by `{` or a variable's first character. */
  protected variable(inString: boolean, strict = true): Variable {
    const start = this.pos;
    const { codes } = this;
    const first = codes[start + 1] as number;
    if (first === 123) return this.bracedVariable(start, inString);
    let i = start + 2;
    let colon = first === 58;
    let upper = false;
    if (first !== 36 && first !== 63 && first !== 94) {
      i = start + 1;
      for (;;) {
        const code = codes[i] as number;
        if (code >= 97 && code <= 122) i++;
        else if ((code >= 65 && code <= 90) || code > 127) {
          if (code > 127 && (traitsOf(code) & (IDENTIFIER | VARIABLE_START)) !== (IDENTIFIER | VARIABLE_START)) break;
          upper = true;
          i++;
        } else if ((code >= 48 && code <= 57) || code === 95 || code === 63) i++;
        else if (code === 58 && codes[i + 1] !== 58) {
          colon = true;
          i++;
        } else if (i === start + 1) i++;
        else break;
      }
    }
    this.pos = i;
    const name = this.text.slice(start + 1, i);
    if (!colon) return { kind: "Variable", start, end: i, name, drive: null, key: upper ? name.toLowerCase() : name };
    return this.pathVariable(start, name, false, strict);
  }

  private bracedVariable(start: number, inString: boolean): Variable {
    let name = "";
    let i = start + 2;
    for (;;) {
      const code = this.at(i);
      if (code === 125) break;
      if (code === 96 && i + 1 < this.limit) {
        this.pos = i;
        name += this.escape();
        i = this.pos;
        continue;
      }
      if (code === 123) this.fail("OpenBraceNeedsToBeBackTickedInVariableName", i + 1, i + 1);
      if (i >= this.limit) this.fail("IncompleteDollarVariableReference", start + 1, this.limit);
      if (inString && isDoubleQuote(code) && isDoubleQuote(this.at(i + 1))) i++;
      name += this.text[i];
      i++;
    }
    this.pos = i + 1;
    if (name === "") this.fail("EmptyVariableReference", i, i + 1);
    return this.pathVariable(start, name, true, true);
  }

  /** Splits `drive:name`, which must have a name when `strict`; a colon in front belongs to nothing. */
  private pathVariable(start: number, name: string, braced: boolean, strict: boolean): Variable {
    const end = this.pos;
    const colon = name.indexOf(":");
    const drive = colon > 0 ? name.slice(0, colon).toLowerCase() : null;
    const rest = colon >= 0 ? name.slice(colon + 1) : name;
    if (strict && (rest === "" || (drive === "variable" && rest.endsWith(":") && SCOPES.has(rest.slice(0, -1).toLowerCase())))) {
      if (braced) this.fail("InvalidBracedVariableReference", start, end);
      const scoped = drive === null || SCOPES.has(drive) || drive === "variable";
      this.fail(scoped ? "InvalidVariableReference" : "InvalidVariableReferenceWithDrive", start, end);
    }
    return { kind: "Variable", start, end, name, drive, key: rest.toLowerCase() };
  }

  /** True when the variable that ends at the cursor is a token of its own in command mode, not the head of a word. */
  protected endsAsVariable(variable: Variable): boolean {
    const code = this.at(this.pos);
    if ((traitsOf(code) & TOKEN_END) !== 0) return true;
    const first = this.at(variable.start + 1);
    if (first === 36 || first === 63 || first === 94) return false;
    if (code === 46 || code === 91) return true;
    return first !== 123 && (code === 61 || (code === 58 && this.at(this.pos + 1) === 58));
  }
}

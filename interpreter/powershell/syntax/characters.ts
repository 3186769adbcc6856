/**
 * Character classes of PowerShell's tokenizer, for UTF-16 code units.
 *
 * Private-use code units (U+E000..U+F8FF) stand for text that is unknown at analysis time ("holes"); they count as letters
 * in words and identifiers, and do not belong to variable names.
 */

/** A blank that is not a line end. */
export const WHITE = 1;
/** Ends every token that began with a letter or digit, in command mode every word. */
export const TOKEN_END = 2;
export const IDENTIFIER_START = 4;
export const IDENTIFIER = 8;
/** May follow `$` as the first character of a variable name. */
export const VARIABLE_START = 16;
/** May begin something that is skipped between tokens: blanks, comments, a line continuation. */
export const SKIPPABLE = 32;
/** A plain run of a bare word ends here: a token end, a quote, `$` or a backtick. */
export const WORD_STOP = 64;
const KNOWN = 128;

/** The classes of each code unit; 0 where they are not computed yet (use {@link classify} then). */
export const traits: Uint8Array = asciiTraits();

function asciiTraits(): Uint8Array {
  const table = new Uint8Array(65536).fill(0);
  const add = (characters: string, bits: number): void => {
    for (const character of characters) {
      const code = character.charCodeAt(0);
      table[code] = (table[code] ?? 0) | bits;
    }
  };
  for (let code = 0; code < 128; code++) table[code] = KNOWN;
  add(" \t\v\f", WHITE | TOKEN_END | SKIPPABLE | WORD_STOP);
  add("\0\r\n&(),;{|}", TOKEN_END | WORD_STOP);
  add("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_", IDENTIFIER_START | IDENTIFIER | VARIABLE_START);
  add("0123456789", IDENTIFIER | VARIABLE_START);
  add("$:?^", VARIABLE_START);
  add("#<`", SKIPPABLE);
  add("'\"$`", WORD_STOP);
  return table;
}

const LETTER = /^\p{L}$/u;
const DECIMAL_DIGIT = /^\p{Nd}$/u;
const SEPARATOR = /^\p{Z}$/u;

/** Computes and stores the classes of a code unit outside ASCII. */
export function classify(code: number): number {
  const known = traits[code] as number;
  if (known !== 0) return known;
  const character = String.fromCharCode(code);
  let bits = KNOWN;
  if (code >= 0xe000 && code <= 0xf8ff) bits |= IDENTIFIER_START | IDENTIFIER;
  else if (code === 0x85 || code === 0xa0 || (code > 256 && SEPARATOR.test(character)))
    bits |= WHITE | TOKEN_END | SKIPPABLE | WORD_STOP;
  else if (LETTER.test(character)) bits |= IDENTIFIER_START | IDENTIFIER | VARIABLE_START;
  else if (DECIMAL_DIGIT.test(character)) bits |= IDENTIFIER | VARIABLE_START;
  else if (isSingleQuote(code) || isDoubleQuote(code)) bits |= WORD_STOP;
  traits[code] = bits;
  return bits;
}

/** The classes of a code unit. */
export function traitsOf(code: number): number {
  return (traits[code] as number) || classify(code);
}

export function isSingleQuote(code: number): boolean {
  return code === 39 || (code >= 0x2018 && code <= 0x201b);
}

export function isDoubleQuote(code: number): boolean {
  return code === 34 || (code >= 0x201c && code <= 0x201e);
}

/** `-`, en dash, em dash and horizontal bar are the same operator sign. */
export function isDash(code: number): boolean {
  return code === 45 || (code >= 0x2013 && code <= 0x2015);
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

export function isAsciiLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
}

/** A blank or a line end (.NET's `char.IsWhiteSpace`), which a backtick before it joins or drops. */
export function isBlankOrLineEnd(code: number): boolean {
  return code === 10 || code === 13 || (traitsOf(code) & WHITE) !== 0;
}

import { bounded } from "../../../host/cache.js";

/** Sets of UTF-16 code units as .NET's character classes describe them. */

/** Unicode general categories and their groups, as `\p{..}` takes them. */
const CATEGORY = /^(?:L|Lu|Ll|Lt|Lm|Lo|M|Mn|Mc|Me|N|Nd|Nl|No|P|Pc|Pd|Ps|Pe|Pi|Pf|Po|S|Sm|Sc|Sk|So|Z|Zs|Zl|Zp|C|Cc|Cf|Cs|Co|Cn)$/;

/** Named blocks that occur in scripts ("Supported named blocks" of .NET). */
const BLOCKS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["IsBasicLatin", [0x0000, 0x007f]],
  ["IsLatin-1Supplement", [0x0080, 0x00ff]],
  ["IsLatinExtended-A", [0x0100, 0x017f]],
  ["IsLatinExtended-B", [0x0180, 0x024f]],
  ["IsIPAExtensions", [0x0250, 0x02af]],
  ["IsCombiningDiacriticalMarks", [0x0300, 0x036f]],
  ["IsGreek", [0x0370, 0x03ff]],
  ["IsGreekandCoptic", [0x0370, 0x03ff]],
  ["IsCyrillic", [0x0400, 0x04ff]],
  ["IsHebrew", [0x0590, 0x05ff]],
  ["IsArabic", [0x0600, 0x06ff]],
  ["IsGeneralPunctuation", [0x2000, 0x206f]],
  ["IsHiragana", [0x3040, 0x309f]],
  ["IsKatakana", [0x30a0, 0x30ff]],
  ["IsCJKUnifiedIdeographs", [0x4e00, 0x9fff]],
  ["IsPrivateUse", [0xe000, 0xf8ff]],
  ["IsPrivateUseArea", [0xe000, 0xf8ff]],
]);

export type Member = (code: number) => boolean;

const category = bounded(256, (name: string): Member => {
  const expression = new RegExp(`^\\p{${name}}$`, "u");
  return (code) => expression.test(String.fromCharCode(code));
});

/** The members of `\p{name}`. `block`: a named block that is not in our table; null: there is no such name. */
export function property(name: string): Member | "block" | null {
  const block = BLOCKS.get(name);
  if (block) return (code) => code >= block[0] && code <= block[1];
  if (!CATEGORY.test(name)) return name.startsWith("Is") ? "block" : null;
  return category(name);
}

const wordCharacter = /^[\p{L}\p{Mn}\p{Nd}\p{Pc}]$/u;

export const isWord: Member = (code) => {
  if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || code === 95 || (code >= 97 && code <= 122);
  return wordCharacter.test(String.fromCharCode(code));
};

/** For `\b` the joiners of words count too. */
export const isWordForBoundary: Member = (code) => isWord(code) || code === 0x200c || code === 0x200d;

const spaceCharacter = /^[\t\n\v\f\r\u0085\p{Z}]$/u;

export const isSpace: Member = (code) =>
  code < 128 ? code === 32 || (code >= 9 && code <= 13) : spaceCharacter.test(String.fromCharCode(code));

export const isDigit: Member = (code) => (code < 128 ? code >= 48 && code <= 57 : (property("Nd") as Member)(code));

/** The lower case that stands for a code unit when case is ignored. */
export function fold(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

/** Code units beyond the two usual ones whose lower case is a letter that has another upper case: the signs of kelvin, angstrom and ohm. */
const OTHERS: ReadonlyMap<number, number> = new Map([
  [0x6b, 0x212a],
  [0xe5, 0x212b],
  [0x3c9, 0x2126],
]);

/** All code units that are the same when case is ignored. */
function caseVariants(code: number): readonly number[] {
  const lower = fold(code);
  const upper = String.fromCharCode(lower).toUpperCase();
  const variants = [code, lower];
  if (upper.length === 1 && fold(upper.charCodeAt(0)) === lower) variants.push(upper.charCodeAt(0));
  const other = OTHERS.get(lower);
  if (other !== undefined) variants.push(other);
  return variants;
}

/** A class: ranges and members of categories, perhaps negated, less another class. */
export class CharSet {
  private readonly ranges: (readonly [number, number])[] = [];
  private readonly members: Member[] = [];
  private minus: CharSet | null = null;
  /** For ASCII: 0 not known yet, 1 in, 2 not in. */
  private readonly ascii = new Uint8Array(128);

  constructor(
    private readonly negated: boolean,
    private readonly ignoreCase: boolean,
  ) {}

  addRange(low: number, high: number): void {
    this.ranges.push([low, high]);
  }

  addMembers(member: Member, negated: boolean): void {
    this.members.push(negated ? (code) => !member(code) : member);
  }

  subtract(other: CharSet): void {
    this.minus = other;
  }

  has(code: number): boolean {
    if (code >= 128) return this.decide(code);
    let known = this.ascii[code] as number;
    if (known === 0) this.ascii[code] = known = this.decide(code) ? 1 : 2;
    return known === 1;
  }

  private decide(code: number): boolean {
    let found = this.inRanges(code);
    if (!found && this.ignoreCase) for (const variant of caseVariants(code)) found ||= this.inRanges(variant);
    for (const member of this.members) found ||= member(code);
    return found !== this.negated && !(this.minus?.has(code) ?? false);
  }

  private inRanges(code: number): boolean {
    for (const [low, high] of this.ranges) if (code >= low && code <= high) return true;
    return false;
  }
}

/** A set that is a predicate. */
export function setOf(member: Member, negated = false): CharSet {
  const set = new CharSet(false, false);
  set.addMembers(member, negated);
  return set;
}

import { once } from "../host/cache.js";
import { MACHINE_ACCOUNTS, WELL_KNOWN } from "../host/principals/well-known.js";
import { PRIVILEGES } from "../host/privileges.js";

/** Texts that must not come out. */
export interface Confidential {
  /** Secrets as such: the value of a password parameter. Nothing that contains one comes out. */
  readonly values: readonly string[];
  /** Texts that may hold secrets anywhere: a script of protected settings. No word of them comes out, apart from names that everybody knows. */
  readonly texts: readonly string[];
  /** Texts whose words may come out although a secret text has them too: where a deployment says a file comes from. */
  readonly open?: readonly string[];
}

export const NOTHING_CONFIDENTIAL: Confidential = { values: [], texts: [] };

const BLANK = "***";
/** Shorter values and words are not looked for inside of others: they would be everywhere. */
const SHORTEST_PART = 4;

/** Words by white space and quotes; then the same without punctuation. */
const WORD = /[^\s"'`]+/g;
const PART = /[^\s"'`(){}[\],;|<>=&@:\\/]+/g;
const QUOTED = /"([^"\r\n]*)"|'([^'\r\n]*)'/g;
/** Addresses, masks and counts. */
const NUMBERS = /^(?:\d{1,5}|[\d.]+\/?\d*|0x[\da-f]{1,8})$/i;

/**
 * Takes secrets out of texts that are meant for people. The interpreter marks what comes from a secret; this is the second line: whatever
 * a message was put together from, a word of a secret text does not leave in it.
 */
export class Redactor {
  private readonly values: readonly string[];
  private readonly short: ReadonlySet<string>;
  private readonly words: ReadonlySet<string>;

  constructor(confidential: Confidential) {
    const values = [...new Set(confidential.values.map((value) => value.trim().toLowerCase()).filter((value) => value !== ""))];
    this.values = values.filter((value) => value.length >= SHORTEST_PART).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    this.short = new Set(values.filter((value) => value.length < SHORTEST_PART));
    const words = new Set<string>();
    for (const text of confidential.texts) for (const word of wordsOf(text)) words.add(word);
    for (const text of confidential.open ?? []) for (const word of wordsOf(text)) words.delete(word);
    for (const value of this.values) for (const word of wordsOf(value)) words.add(word);
    this.words = words;
  }

  /** The text with every secret in it blanked. */
  clean(text: string): string {
    if (this.values.length === 0 && this.words.size === 0 && this.short.size === 0) return text;
    let cleaned = text;
    for (const value of this.values) if (!commonWords().has(value)) cleaned = replaceFolded(cleaned, value, () => BLANK);
    return cleaned.replace(WORD, (word) =>
      this.hides(word) ? BLANK : word.replace(PART, (part) => (this.hides(part) ? BLANK : part)),
    );
  }

  /** Source text with the values blanked in their place, so that columns stay. */
  cleanSource(text: string): string {
    let cleaned = text;
    for (const value of this.values) cleaned = replaceFolded(cleaned, value, (found) => "*".repeat(found.length));
    if (this.short.size === 0) return cleaned;
    return cleaned.replace(PART, (part) => (this.short.has(part.toLowerCase()) ? "*".repeat(part.length) : part));
  }

  private hides(word: string): boolean {
    const bare = trimmed(word).toLowerCase();
    return (this.words.has(bare) || this.short.has(bare)) && !commonWords().has(bare);
  }
}

function* wordsOf(text: string): Generator<string> {
  for (const found of text.matchAll(QUOTED)) yield* worthHiding(found[1] ?? found[2] ?? "");
  for (const [word] of text.matchAll(WORD)) {
    yield* worthHiding(word);
    for (const [part] of word.matchAll(PART)) yield* worthHiding(part);
  }
}

function* worthHiding(word: string): Generator<string> {
  const bare = trimmed(word).toLowerCase();
  if (bare.length >= SHORTEST_PART && !NUMBERS.test(bare)) yield bare;
}

function trimmed(word: string): string {
  return word.replace(/^[$\-.!?*]+|[.!?,;:]+$/g, "");
}

function replaceFolded(text: string, folded: string, make: (found: string) => string): string {
  const lower = text.toLowerCase();
  // Some letters change their length in lower case: then positions differ, and only the exact spelling is found.
  const searched = lower.length === text.length ? lower : text;
  let result = "";
  let from = 0;
  for (let at = searched.indexOf(folded); at >= 0; at = searched.indexOf(folded, from)) {
    result += text.slice(from, at) + make(text.slice(at, at + folded.length));
    from = at + folded.length;
  }
  return result + text.slice(from);
}

/** Names that Windows gives, and the words that messages are made of: they tell nothing. */
const commonWords = once((): ReadonlySet<string> => new Set([...windowsNames(), ...MESSAGE_WORDS.split(/\s+/)]));

function* windowsNames(): Generator<string> {
  for (const { name, authority, sid, localised } of WELL_KNOWN) {
    yield sid.toLowerCase();
    for (const one of [name, authority ?? "", ...Object.values(localised).flat()]) yield* namesIn(one);
  }
  for (const { name, localised } of MACHINE_ACCOUNTS)
    for (const one of [name, ...Object.values(localised).flat()]) yield* namesIn(one);
  for (const { right } of PRIVILEGES) yield right.toLowerCase();
}

function* namesIn(name: string): Generator<string> {
  yield name.toLowerCase();
  for (const [part] of name.matchAll(PART)) yield part.toLowerCase();
}

const MESSAGE_WORDS = `
about access account accounts added address addresses administrator administrators after allowed also anonymous another answer answers anyone
application apart are authenticated available because before bindings build builtin cannot certain change client clients command commands
condition configuration configures connect connection content control could cover covers default denied deployment depends difference directory
does domain domains during each element else empty ends enough entry every everyone exist exists false feature file files folder from full given
gives grant granted grants group groups have here hold holder holders holds host hosts identity inside install installed installs internet into
itself know known leaves list local localsystem machine mail may member members menu message method modelled more name named names needed nobody
node nothing only open operators other others owner password path pool pools possible power privilege program property protected read reads
refused registry relay relaying relays right rights rule rules runas runs same script scripts secret security sends server servers service
services setting settings site sites smtp smtpsvc standard starts stranger system system32 task text than that the them then there these they
this through token true unknown unset update user users value values variable version visitor visitors what when where whether which whoever
whose windows with work worker write writes written system integrated full control w3svc iisadmin default site c:
`;

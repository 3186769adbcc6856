/** Splits the beginning of a JScript text into tokens, up to the first that is not read here. */
export interface JsToken {
  readonly kind: "name" | "number" | "string" | "symbol" | "end" | "unread";
  /** Names and symbols as they stand; the content of strings. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** A line break stands before it. */
  readonly onNewLine: boolean;
}

const SYMBOLS = new Set("(){}[].,;=+-<>!*/%&|?:~^");
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["b", "\b"],
  ["f", "\f"],
  ["v", "\v"],
  ["0", "\0"],
]);

export function tokenizeScript(text: string): JsToken[] {
  const tokens: JsToken[] = [];
  let at = 0;
  let onNewLine = true;
  const add = (kind: JsToken["kind"], content: string, end: number) => {
    tokens.push({ kind, text: content, start: at, end, onNewLine });
    at = end;
    onNewLine = false;
  };
  while (at < text.length) {
    const unit = text[at] as string;
    if (/\s|\ufeff/.test(unit)) {
      if (unit === "\n" || unit === "\r") onNewLine = true;
      at++;
    } else if (text.startsWith("//", at) || text.startsWith("<!--", at)) {
      while (at < text.length && !/[\r\n]/.test(text[at] as string)) at++;
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      if (end < 0) break;
      if (/[\r\n]/.test(text.slice(at, end))) onNewLine = true;
      at = end + 2;
    } else if (unit === '"' || unit === "'") {
      const found = stringAt(text, at);
      if (found === null) break;
      add("string", found.content, found.end);
    } else if (/[A-Za-z_$]/.test(unit)) {
      let end = at + 1;
      while (end < text.length && /[\w$]/.test(text[end] as string)) end++;
      add("name", text.slice(at, end), end);
    } else if (/[0-9]/.test(unit)) {
      const [number = ""] = /^(?:0x[0-9a-f]+|\d+(?:\.\d+)?)/i.exec(text.slice(at, at + 100)) ?? [];
      add("number", number, at + number.length);
    } else if (SYMBOLS.has(unit)) add("symbol", unit, at + 1);
    else break;
  }
  add(at < text.length ? "unread" : "end", "", text.length);
  return tokens;
}

/** Null: it has no end on its line, or an escaped that is not read. */
function stringAt(text: string, start: number): { readonly content: string; readonly end: number } | null {
  const quote = text[start];
  let content = "";
  for (let index = start + 1; index < text.length; index++) {
    const unit = text[index] as string;
    if (unit === quote) return { content, end: index + 1 };
    if (unit === "\n" || unit === "\r") return null;
    if (unit !== "\\") {
      content += unit;
      continue;
    }
    index++;
    const escaped = text[index] ?? "";
    const code = /^(?:x([0-9a-f]{2})|u([0-9a-f]{4}))/i.exec(text.slice(index, index + 5));
    if (code) {
      content += String.fromCharCode(Number.parseInt(code[1] ?? (code[2] as string), 16));
      index += code[0].length - 1;
    } else if (/[1-9\r\n]/.test(escaped)) return null;
    else content += ESCAPES.get(escaped) ?? escaped;
  }
  return null;
}

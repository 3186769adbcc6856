import type { CmdletCall } from "../../../tools/tool.js";
import { doubleRoundTrip, numberText } from "../../../values/number.js";
import { joinTexts, type TextValue } from "../../../values/texts.js";
import { Dict, NULL, type Plain, PsObject, Str, Unknown, type Value } from "../../../values/value.js";
import { dictEntries } from "../../types/dict.js";
import { enumerate } from "../../types/enumerate.js";
import { dialectOf } from "../../types/session-cells.js";
import { toStr } from "../../types/text.js";
import { propertyNames, propertyOf } from "../shared/property-spec.js";

/** JSON as ConvertTo-Json writes it. Windows PowerShell lays it out in columns and escapes more characters than PowerShell 7. */
export class JsonWriter {
  private readonly parts: (string | Unknown)[] = [];
  private column = 0;
  private secret = false;
  private readonly old: boolean;

  constructor(
    private readonly call: CmdletCall,
    private readonly options: { readonly compress: boolean; readonly depth: number; readonly enumsAsTexts: boolean },
  ) {
    this.old = dialectOf(call.machine) === "5.1";
  }

  write(value: Value): TextValue {
    this.value(value, 0, 0);
    const text = joinTexts(this.parts, this.call.at, "converted to JSON");
    if (!this.secret || text.secret) return text;
    return text instanceof Str
      ? new Str(text.value, text.trace, true)
      : new Unknown(text.cause, text.why, text.symbol, text.trace, text.type, text.parts, true);
  }

  private put(text: string): void {
    this.parts.push(text);
    const line = text.lastIndexOf("\n");
    this.column = line < 0 ? this.column + text.length : text.length - line - 1;
  }

  private value(value: Value, depth: number, indent: number): void {
    this.call.machine.budget.step();
    const plain = this.call.machine.plain(value);
    switch (plain.kind) {
      case "null":
        return this.put("null");
      case "bool":
        return this.put(plain.value ? "true" : "false");
      case "num":
        return this.put(numberJson(plain));
      case "str":
        return this.text(plain);
      case "char":
        return this.text(new Str(String.fromCharCode(plain.code)));
      case "enum":
        return this.options.enumsAsTexts ? this.text(new Str(plain.name)) : this.put(String(plain.value));
      case "unknown":
        return this.unknown(plain);
      case "block":
      case "type":
        return this.text(toStr(this.call.machine, plain, null));
      default:
        return this.container(plain, depth, indent);
    }
  }

  private unknown(value: Unknown): void {
    if (value.secret) this.secret = true;
    if (value.type === "System.String" || value.parts) return this.text(value);
    this.parts.push(
      new Unknown(value.cause, value.why, `json(${value.symbol})`, value.trace, "System.String", null, value.secret),
    );
  }

  private text(value: TextValue): void {
    if (value.secret) this.secret = true;
    this.put('"');
    for (const part of value instanceof Str ? [value.value] : (value.parts ?? [value])) {
      if (typeof part === "string") this.put(escapeJson(part, this.old));
      else this.parts.push(part);
    }
    this.put('"');
  }

  private container(plain: Plain, depth: number, indent: number): void {
    const elements = plain instanceof Dict || plain instanceof PsObject ? null : enumerate(this.call.machine, plain);
    if (elements instanceof Unknown) return this.unknown(elements);
    if (depth > this.options.depth) return this.text(toStr(this.call.machine, plain, null));
    if (elements !== null) return this.list(elements, depth, indent);
    this.object(this.members(plain), depth, indent);
  }

  private members(plain: Plain): readonly (readonly [TextValue, Value])[] {
    if (plain instanceof Dict)
      return dictEntries(this.call.machine, plain).map(({ key, value }) => [toStr(this.call.machine, key, null), value] as const);
    return propertyNames(this.call, plain).map((name) => [new Str(name), propertyOf(this.call, plain, name) ?? NULL] as const);
  }

  private list(items: readonly Value[], depth: number, indent: number): void {
    if (items.length === 0) return this.put(this.old && !this.options.compress ? `[\r\n\r\n${" ".repeat(this.column)}]` : "[]");
    const inner = this.open("[", indent);
    items.forEach((item, index) => {
      this.separator(index, inner);
      this.value(item, depth + 1, inner);
    });
    this.close("]", indent, inner);
  }

  private object(members: readonly (readonly [TextValue, Value])[], depth: number, indent: number): void {
    if (members.length === 0) return this.put(this.old && !this.options.compress ? `{\r\n\r\n${" ".repeat(this.column)}}` : "{}");
    const inner = this.open("{", indent);
    members.forEach(([name, value], index) => {
      this.separator(index, inner);
      this.text(name);
      this.put(this.options.compress ? ":" : this.old ? ":  " : ": ");
      this.value(value, depth + 1, inner);
    });
    this.close("}", indent, inner);
  }

  private open(bracket: string, indent: number): number {
    const inner = this.old ? this.column + 4 : indent + 2;
    this.put(bracket);
    return inner;
  }

  private separator(index: number, indent: number): void {
    if (index > 0) this.put(",");
    if (!this.options.compress) this.put(`\r\n${" ".repeat(indent)}`);
  }

  private close(bracket: string, indent: number, inner: number): void {
    if (!this.options.compress) this.put(`\r\n${" ".repeat(this.old ? inner - 4 : indent)}`);
    this.put(bracket);
  }
}

function numberJson(value: Plain & { kind: "num" }): string {
  if (value.type === "Double" || value.type === "Single") {
    const text = doubleRoundTrip(value.value as number);
    // A double without fraction still shows that it is one.
    return /^-?\d+$/.test(text) ? `${text}.0` : text;
  }
  return numberText(value);
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\b", "\\b"],
  ["\f", "\\f"],
]);

export function escapeJson(text: string, old: boolean): string {
  let result = "";
  for (const unit of text) {
    const short = SHORT.get(unit);
    const code = unit.charCodeAt(0);
    if (short !== undefined) result += short;
    else if (
      code < 32 ||
      code === 0x85 ||
      code === 0x2028 ||
      code === 0x2029 ||
      (old && (unit === "'" || unit === "<" || unit === ">" || unit === "&"))
    ) {
      result += `\\u${code.toString(16).padStart(4, "0")}`;
    } else result += unit;
  }
  return result;
}

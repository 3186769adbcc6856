// MOF documents of Desired State Configuration: reading them, and writing what a configuration compiles to.

import type { Machine } from "../machine/machine.js";
import { sourceWithHoles } from "../values/code-text.js";
import { type Source, Trace } from "../values/source.js";
import { readText } from "../values/stand-ins.js";
import { shownText, type TextValue } from "../values/texts.js";
import { Arr, array, Bool, Dict, NULL, Num, Str, Unknown, type Value } from "../values/value.js";
import { CompiledMof, type DscProperty, type DscResource, EMBEDDED_CLASS } from "./dsc-resource.js";
import type { Unreadable } from "./kinds.js";

/** Longer documents are not read. */
const MAXIMUM_LENGTH = 8 << 20;
const MAXIMUM_DEPTH = 50;
const MAXIMUM_INSTANCES = 20_000;

// ---------------------------------------------------------------- reading

interface MofInstance {
  readonly className: string;
  readonly properties: ReadonlyMap<string, DscProperty>;
  readonly at: Trace;
}

/** Resources of a document in their order; a compiled one that nobody touched has them already. */
export function readMof(machine: Machine, content: TextValue, at: Trace): readonly DscResource[] | Unreadable {
  if (content instanceof CompiledMof) return content.resources;
  const source = sourceWithHoles(machine, content, null, content.trace ?? at);
  if (source === null) return { message: "nothing of the document is known", at };
  if (source.text.length > MAXIMUM_LENGTH) return { message: `it has ${source.text.length} characters`, at };
  machine.budget.size(source.text.length);
  try {
    return resourcesOf(new MofParser(machine, source, content.secret).run());
  } catch (error) {
    if (!(error instanceof MofError)) throw error;
    return { message: error.message, at: new Trace(source, error.start, error.start) };
  }
}

class MofError extends Error {
  constructor(
    message: string,
    readonly start: number,
  ) {
    super(message);
  }
}

/** Classes of the built-in resources whose names differ from what configurations call them. */
const RESOURCE_OF_CLASS: ReadonlyMap<string, string> = new Map([
  ["msft_groupresource", "Group"],
  ["msft_userresource", "User"],
  ["msft_serviceresource", "Service"],
  ["msft_scriptresource", "Script"],
  ["msft_filedirectoryconfiguration", "File"],
  ["msft_registryresource", "Registry"],
  ["msft_environmentresource", "Environment"],
  ["msft_packageresource", "Package"],
  ["msft_processresource", "WindowsProcess"],
  ["msft_roleresource", "WindowsFeature"],
  ["msft_archiveresource", "Archive"],
  ["msft_dscmetaconfiguration", "Settings"],
]);

function resourcesOf(instances: readonly MofInstance[]): readonly DscResource[] {
  return instances.flatMap((one): DscResource[] => {
    const text = (name: string): string | undefined => {
      const value = one.properties.get(name)?.value;
      return value instanceof Str ? value.value : undefined;
    };
    const id = /^\[([^\]]+)\](.*)$/s.exec(text("resourceid") ?? "");
    const type = id?.[1] ?? RESOURCE_OF_CLASS.get(one.className.toLowerCase());
    if (type === undefined) return [];
    // `[Group]admins::[Composite]x` is an instance inside of a composite resource.
    const [name = "", ...within] = (id?.[2] ?? "").split("::");
    return [{ type, module: text("modulename") ?? null, name, properties: one.properties, within: within.reverse(), at: one.at }];
  });
}

class MofParser {
  private at = 0;
  private readonly aliases = new Map<string, Value>();

  constructor(
    private readonly machine: Machine,
    private readonly source: Source,
    private readonly secret: boolean,
  ) {}

  private get text(): string {
    return this.source.text;
  }

  run(): readonly MofInstance[] {
    const found: MofInstance[] = [];
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    for (;;) {
      this.blanks();
      if (this.at >= this.text.length) return found;
      this.machine.budget.step();
      if (this.text[this.at] === "#") {
        this.skipTo("\n");
        continue;
      }
      if (this.text[this.at] === "[") this.skipTo("]");
      else if (this.word("instance")) {
        if (found.length >= MAXIMUM_INSTANCES) throw new MofError(`it has more than ${MAXIMUM_INSTANCES} instances`, this.at);
        found.push(this.instance());
      } else if (this.word("class")) this.skipClass();
      else throw new MofError("expected 'instance of'", this.at);
    }
  }

  private blanks(): void {
    for (;;) {
      while (this.at < this.text.length && /\s/.test(this.text[this.at] as string)) this.at++;
      if (this.text.startsWith("//", this.at)) this.skipTo("\n");
      else if (this.text.startsWith("/*", this.at)) this.skipTo("*/");
      else return;
    }
  }

  private skipTo(end: string): void {
    const found = this.text.indexOf(end, this.at);
    this.at = found < 0 ? this.text.length : found + end.length;
  }

  /** A word at the cursor, which moves behind it. */
  private word(expected: string): boolean {
    const end = this.at + expected.length;
    if (this.text.slice(this.at, end).toLowerCase() !== expected || /\w/.test(this.text[end] ?? "")) return false;
    this.at = end;
    return true;
  }

  private name(): string {
    this.blanks();
    const start = this.at;
    while (/[\w$]/.test(this.text[this.at] ?? "")) this.at++;
    if (this.at === start) throw new MofError("expected a name", start);
    return this.text.slice(start, this.at);
  }

  private expect(sign: string): void {
    this.blanks();
    if (this.text[this.at] !== sign) throw new MofError(`expected '${sign}'`, this.at);
    this.at++;
  }

  private skipClass(): void {
    let depth = 0;
    for (;;) {
      this.blanks();
      const sign = this.text[this.at];
      if (sign === undefined) throw new MofError("the class is not closed", this.at);
      if (sign === '"') this.string();
      else {
        this.at++;
        if (sign === "{") depth++;
        else if (sign === "}") depth--;
        else if (sign === ";" && depth === 0) return;
      }
    }
  }

  private instance(depth = 0): MofInstance {
    if (depth > MAXIMUM_DEPTH) throw new MofError(`instances nest more than ${MAXIMUM_DEPTH} deep`, this.at);
    this.blanks();
    if (!this.word("of")) throw new MofError("expected 'of'", this.at);
    this.blanks();
    const start = this.at;
    const className = this.name();
    this.blanks();
    let alias: string | null = null;
    if (this.word("as")) alias = this.name().toLowerCase();
    this.expect("{");
    const properties = new Map<string, DscProperty>();
    for (;;) {
      this.blanks();
      if (this.text[this.at] === "}") break;
      if (this.text[this.at] === "[") this.skipTo("]");
      const name = this.name();
      this.expect("=");
      this.blanks();
      const place = this.at;
      const value = this.value(depth);
      properties.set(name.toLowerCase(), { name, value, at: new Trace(this.source, place, this.at) });
      this.expect(";");
    }
    this.at++;
    this.blanks();
    if (this.text[this.at] === ";") this.at++;
    const at = new Trace(this.source, start, start + className.length);
    if (alias !== null) this.aliases.set(alias, embedded(className, properties, at));
    return { className, properties, at };
  }

  private value(depth: number): Value {
    this.blanks();
    const start = this.at;
    const sign = this.text[start];
    if (sign === '"') return this.string();
    if (sign === "{") return this.list(depth);
    if (sign === "$") return this.aliases.get(this.name().toLowerCase()) ?? NULL;
    if (this.word("true")) return new Bool(true, new Trace(this.source, start, this.at));
    if (this.word("false")) return new Bool(false, new Trace(this.source, start, this.at));
    if (this.word("null")) return NULL;
    if (this.word("instance")) {
      const one = this.instance(depth + 1);
      return embedded(one.className, one.properties, one.at);
    }
    const number = /^[+-]?(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)/i.exec(this.text.slice(start, start + 40))?.[0];
    if (number === undefined) throw new MofError("expected a value", start);
    this.at += number.length;
    return new Num("Double", Number(number), new Trace(this.source, start, this.at));
  }

  private list(depth: number): Value {
    const start = this.at;
    if (depth > MAXIMUM_DEPTH) throw new MofError(`values nest more than ${MAXIMUM_DEPTH} deep`, start);
    this.at++;
    const items: Value[] = [];
    for (;;) {
      this.blanks();
      if (this.text[this.at] === "}") break;
      items.push(this.value(depth + 1));
      this.blanks();
      if (this.text[this.at] === ",") this.at++;
      else if (this.text[this.at] !== "}") throw new MofError("expected ',' or '}'", this.at);
    }
    this.at++;
    return array(items, "System.Object", new Trace(this.source, start, this.at));
  }

  /** Texts one after the other are one. */
  private string(): TextValue {
    const start = this.at;
    let text = "";
    while (this.text[this.at] === '"') {
      this.at++;
      for (;;) {
        const sign = this.text[this.at];
        if (sign === undefined) throw new MofError("a text is not closed", start);
        this.at++;
        if (sign === '"') break;
        text += sign === "\\" ? this.escape() : sign;
      }
      const end = this.at;
      this.blanks();
      if (this.text[this.at] !== '"') {
        this.at = end;
        break;
      }
    }
    const at = new Trace(this.source, start + 1, Math.max(start + 1, this.at - 1));
    return readText(this.machine, text, at, this.secret || this.source.secret);
  }

  private escape(): string {
    const sign = this.text[this.at++] ?? "";
    const known = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }[sign];
    if (known !== undefined) return known;
    if (sign.toLowerCase() !== "x") return sign;
    const digits = /^[0-9a-f]{1,4}/i.exec(this.text.slice(this.at, this.at + 4))?.[0] ?? "";
    this.at += digits.length;
    return String.fromCharCode(Number.parseInt(digits || "0", 16));
  }
}

function embedded(className: string, properties: ReadonlyMap<string, DscProperty>, at: Trace): Value {
  const dict = new Dict("hashtable", "System.Collections.Hashtable", false, at);
  dict.entries.set(`s:${EMBEDDED_CLASS.toLowerCase()}`, { key: new Str(EMBEDDED_CLASS), value: new Str(className, at) });
  for (const [key, { name, value }] of properties) dict.entries.set(`s:${key}`, { key: new Str(name), value });
  return dict;
}

// ---------------------------------------------------------------- writing

/** The text that a configuration compiles to, as far as others read it. */
export function mofText(machine: Machine, configuration: string, resources: readonly DscResource[]): string {
  const lines: string[] = [];
  resources.forEach((resource, index) => {
    lines.push(`instance of MSFT_${resource.type} as $${resource.type}${index + 1}ref`, "{");
    lines.push(
      ` ResourceID = "${escaped([`[${resource.type}]${resource.name}`, ...[...resource.within].reverse()].join("::"))}";`,
    );
    for (const { name, value } of resource.properties.values()) {
      const shown = valueText(machine, value, 0);
      if (shown !== null) lines.push(` ${name} = ${shown};`);
    }
    if (resource.module !== null) lines.push(` ModuleName = "${escaped(resource.module)}";`);
    lines.push(` ConfigurationName = "${escaped(configuration)}";`, "};", "");
  });
  lines.push("instance of OMI_ConfigurationDocument", "{", ' Version="2.0.0";', ` Name="${escaped(configuration)}";`, "};", "");
  return lines.join("\r\n");
}

function escaped(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\r", "\\r").replaceAll("\n", "\\n");
}

function valueText(machine: Machine, value: Value, depth: number): string | null {
  const plain = machine.plain(value);
  if (depth > MAXIMUM_DEPTH) return null;
  if (plain instanceof Str || plain instanceof Unknown) return `"${escaped(shownText(plain))}"`;
  if (plain instanceof Bool) return plain.value ? "True" : "False";
  if (plain instanceof Num && typeof plain.value !== "object") return String(plain.value);
  if (plain instanceof Arr) {
    const items = machine.settled<readonly Value[]>(plain.items).map((item) => valueText(machine, item, depth + 1));
    return `{${items.filter((item) => item !== null).join(", ")}}`;
  }
  return null;
}

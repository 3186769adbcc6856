import { Alternatives, leaves } from "../../host/choice.js";
import type { Argument } from "../tools/tool.js";
import { Arr, Dict, HeapObject, Str, Unknown, type Value } from "../values/value.js";

/** Longer values are whole scripts and documents: those are hidden as texts, by their source. */
const LONGEST = 1024;

/**
 * Values that no message may repeat: what is marked as secret, and what stands where a password belongs. Only ever grows, in all worlds
 * alike, so it needs no journal.
 */
export class Secrets {
  private readonly found = new Set<string>();
  private readonly names = new Map<string, boolean>();
  private readonly objects = new WeakSet<HeapObject>();

  get values(): string[] {
    return [...this.found].sort();
  }

  /** The value is a password, whatever it is called. */
  add(value: Value | string | undefined | null): void {
    if (value === undefined || value === null) return;
    if (typeof value === "string") {
      if (value !== "" && value !== "*" && value.length <= LONGEST) this.found.add(value);
    } else if (value instanceof Alternatives) for (const leaf of leaves(value)) this.add(leaf);
    else if (value instanceof Str) this.add(value.value);
    else if (value instanceof Unknown)
      for (const part of value.parts ?? []) this.add(typeof part === "string" && part.length > 3 ? part : null);
    else if (value instanceof Arr && !(value.items instanceof Alternatives))
      for (const item of value.items.slice(0, 16)) this.add(item);
  }

  /** The value itself. Bytes and streams that are made of a secret hold it, though no text in them says so; so does what is made of them. */
  kept(value: Value, secret: boolean): Value {
    if (secret && value instanceof HeapObject) this.objects.add(value);
    return value;
  }

  holds(value: Value): boolean {
    return value instanceof HeapObject && this.objects.has(value);
  }

  /** A value under a name: of a parameter, variable, property or key. */
  named(name: string, value: Value): void {
    let secret = this.names.get(name);
    if (secret === undefined) this.names.set(name, (secret = isSecretName(name)));
    if (secret || isMarked(value)) this.add(value);
  }

  /** The arguments of a program, which may be called by a path. */
  commandLine(program: string, argv: readonly Argument[]): void {
    const name = program
      .slice(Math.max(program.lastIndexOf("\\"), program.lastIndexOf("/")) + 1)
      .replace(/\.(?:exe|com)$/i, "")
      .toLowerCase();
    if ((name === "net" || name === "net1") && argv[0]?.text === "use") {
      // `net use [device] [\\\\computer\\share] [password] ...`
      for (const { text } of argv.slice(1)) if (typeof text === "string" && !/^(?:[/*]|\w:$|\\\\)/.test(text)) this.add(text);
    }
    const short = PASSWORD_OPTIONS.get(name);
    for (const [index, { text }] of argv.entries()) {
      if (typeof text !== "string") continue;
      const option =
        short?.exec(text)?.[0] ?? [/^(?:[-/]+[\w.-]+|[\w.-]+(?==|:))/.exec(text)?.[0]].find((one) => one && isSecretName(one));
      if (option === undefined) continue;
      const rest = text.slice(option.length).replace(/^[:=]/, "");
      const next = argv[index + 1]?.text;
      if (rest !== "") this.add(rest);
      else if (typeof next === "string") this.add(next);
    }
  }

  /** `Put("RoutePassword", value)`, `SetPassword(value)`. */
  method(name: string, args: readonly Value[]): void {
    const secret = isSecretName(name);
    for (const [index, arg] of args.entries()) {
      const before = args[index - 1];
      if (secret || isMarked(arg) || (before instanceof Str && isSecretName(before.value))) this.add(arg);
    }
  }
}

const SECRET_NAME = /pass(?:wd|word|phrase)|(?:^|[./_-])pass$|userpass$|pwd|secret|api_?key|accesskey|sastoken|token$/i;
/** Names that hold the word and no secret. */
const PUBLIC_NAME = /never|expire|policy|length|age$|change|required|complex|history|hash|keyfile|path$|file$|secretname|vault/i;
/** Options by which programs take a password, where the name does not say it; what is glued to one is the password, else the next argument. */
const PASSWORD_OPTIONS: ReadonlyMap<string, RegExp> = new Map([
  ["schtasks", /^[-/]r?p$/i],
  ["psexec", /^[-/]p$/i],
  ["psexec64", /^[-/]p$/i],
  ["winrs", /^[-/]p(?=:|$)/i],
  ["certutil", /^[-/]p$/i],
  ["curl", /^(?:-u|-U|--user|--proxy-user)/],
  ["7z", /^-p/i],
  ["7za", /^-p/i],
  ["plink", /^-pw$/],
  ["pscp", /^-pw$/],
  ["sqlcmd", /^[-/]P/],
  ["osql", /^[-/]P/],
  ["bcp", /^[-/]P/],
  ["mysql", /^-p/],
  ["az", /^-p$/],
]);

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !PUBLIC_NAME.test(name.replace(/setpassword|changepassword/i, ""));
}

function isMarked(value: Value): boolean {
  if (value instanceof Alternatives) return value.values.some((inner) => isMarked(inner as Value));
  if (value instanceof Dict) return false;
  return (value instanceof Str || value instanceof Unknown) && value.secret;
}

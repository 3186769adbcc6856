import { Alternatives, leaves } from "../host/choice.js";
import type { Argument } from "./tool.js";
import { Arr, Dict, HeapObject, Str, Unknown, type Value } from "./value.js";

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

  /** The arguments of a program. */
  commandLine(argv: readonly Argument[]): void {
    for (const [index, { text }] of argv.entries()) {
      if (typeof text !== "string") continue;
      const option = /^(?:[-/]+[\w.-]+|[\w.-]+(?==|:))/.exec(text)?.[0];
      if (option === undefined || !(isSecretName(option) || SHORT_OPTIONS.has(option.toLowerCase()))) continue;
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

const SECRET_NAME = /pass(?:wd|word|phrase)|(?:^|[._-])pass$|userpass$|pwd|secret|api_?key|accesskey|sastoken|token$/i;
/** Names that hold the word and no secret. */
const PUBLIC_NAME = /never|expire|policy|length|age$|change|required|complex|history|hash|keyfile|path$|file$|secretname|vault/i;
/** Options of programs that take a password: schtasks and psexec, osql, dcpromo-like tools. */
const SHORT_OPTIONS: ReadonlySet<string> = new Set(["/rp", "-rp"]);

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !PUBLIC_NAME.test(name.replace(/setpassword|changepassword/i, ""));
}

function isMarked(value: Value): boolean {
  if (value instanceof Alternatives) return value.values.some((inner) => isMarked(inner as Value));
  if (value instanceof Dict) return false;
  return (value instanceof Str || value instanceof Unknown) && value.secret;
}

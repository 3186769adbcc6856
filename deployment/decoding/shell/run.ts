/** Follows a script of sh through its variables, files, loops and functions, and gives the commands that it runs with their arguments. */

import { Unknown as UnknownValue } from "../../../interpreter/index.js";
import { Layer } from "../layer.js";
import { parseShell } from "./parse.js";
import type { Redirection, Simple, Statement, Word } from "./syntax.js";

export interface ShellCommand {
  readonly words: readonly Layer[];
  /** What is piped in, or given by `<`. */
  readonly input: Layer | undefined;
  /** Whether it runs at all is not known. */
  readonly maybe: boolean;
  /** What the script has put into a file. */
  readonly file: (path: string) => Layer | undefined;
}

export interface ShellOptions {
  readonly variables?: ReadonlyMap<string, Layer>;
  /** `$1`, `$2`, ... */
  readonly args?: readonly Layer[];
  /** A file of the program that lies beside the script. */
  readonly file?: (path: string) => Layer | undefined;
}

const MOST_COMMANDS = 2_000;
const MOST_ROUNDS = 64;
const DEEPEST = 16;

/** Gives each command to `run`. False: the text is no script that is read here, or too long to follow. */
export function runShell(layer: Layer, options: ShellOptions, run: (command: ShellCommand) => void): boolean {
  const statements = parseShell(layer.text);
  if (statements === null) return false;
  const shell = new Shell(layer, options, run);
  shell.list(statements);
  return shell.complete;
}

class Shell {
  complete = true;
  private count = 0;
  private depth = 0;
  private maybe = 0;
  private folder = "";
  private readonly variables: Map<string, Layer>;
  private readonly files = new Map<string, Layer>();
  private readonly functions = new Map<string, readonly Statement[]>();
  private args: readonly Layer[];
  /** What commands print that is followed: for `$(...)` and pipes. */
  private printed: Layer[] | null = null;

  constructor(
    private readonly layer: Layer,
    private readonly options: ShellOptions,
    private readonly run: (command: ShellCommand) => void,
  ) {
    this.variables = new Map(options.variables);
    this.args = options.args ?? [];
  }

  list(statements: readonly Statement[], input?: Layer): void {
    for (const statement of statements) this.statement(statement, input);
  }

  private statement(statement: Statement, input: Layer | undefined): void {
    if (this.count > MOST_COMMANDS) {
      this.complete = false;
      return;
    }
    switch (statement.kind) {
      case "simple":
        this.simple(statement, input);
        return;
      case "pipeline": {
        let piped = input;
        for (const [index, command] of statement.commands.entries()) {
          const last = index === statement.commands.length - 1;
          if (last) this.statement(command, piped);
          else piped = this.printedBy(() => this.statement(command, piped));
        }
        return;
      }
      case "for": {
        const words = statement.words.flatMap((word) => this.split(word));
        if (words.length > MOST_ROUNDS) this.complete = false;
        for (const word of words.slice(0, MOST_ROUNDS)) {
          this.variables.set(statement.name, word);
          this.list(statement.body);
        }
        if (statement.words.length === 0) {
          this.variables.set(statement.name, this.unknown(`$${statement.name}`));
          this.list(statement.body);
        }
        return;
      }
      case "maybe":
        this.maybe++;
        for (const body of statement.bodies) this.list(body, input);
        this.maybe--;
        return;
      case "group": {
        const given = this.inputOf(statement.redirections) ?? input;
        const target = outputOf(statement.redirections);
        if (target)
          this.write(
            target,
            this.printedBy(() => this.list(statement.body, given)),
          );
        else this.list(statement.body, given);
        return;
      }
      case "function":
        this.functions.set(statement.name, statement.body);
    }
  }

  /** What is printed meanwhile, as one text; undefined: nothing that is known. */
  private printedBy(run: () => void): Layer | undefined {
    const before = this.printed;
    this.printed = [];
    run();
    const { printed } = this;
    this.printed = before;
    return printed.length === 0 ? undefined : Layer.joined(printed, "\n");
  }

  private simple(simple: Simple, piped: Layer | undefined): void {
    this.count++;
    const given = simple.assignments.map(({ name, word }) => [name, this.expand(word)] as const);
    const words = simple.words.flatMap((word) => this.split(word));
    if (words.length === 0) {
      for (const [name, value] of given) this.variables.set(name, value);
      return;
    }
    const input = this.inputOf(simple.redirections) ?? piped;
    const target = outputOf(simple.redirections);
    if (target) {
      this.write(
        target,
        this.printedBy(() => this.call(words, input)),
      );
    } else this.call(words, input);
  }

  private call(words: readonly Layer[], input: Layer | undefined): void {
    const [first, ...rest] = words as readonly [Layer, ...Layer[]];
    const name = first.text.slice(first.text.lastIndexOf("/") + 1);
    const body = this.functions.get(first.text);
    if (body && this.depth < DEEPEST) {
      const { args } = this;
      this.args = rest;
      this.depth++;
      this.list(body, input);
      this.depth--;
      this.args = args;
      return;
    }
    switch (name) {
      case "export":
      case "local":
      case "readonly":
      case "declare":
      case "typeset":
        for (const word of rest) {
          const cut = /^([A-Za-z_]\w*)=/.exec(word.text);
          if (cut) this.variables.set(cut[1] as string, word.part(cut[0].length, word.text.length));
        }
        return;
      case "read":
        for (const word of rest) if (/^[A-Za-z_]/.test(word.text)) this.variables.set(word.text, this.unknown(`$${word.text}`));
        return;
      case "cd":
        this.folder = rest[0] ? join(this.folder, rest[0].text) : "";
        return;
      case "echo":
      case "printf": {
        const shown = rest.filter(({ text }) => !/^-[neE]+$/.test(text));
        const texts = name === "printf" && shown.length > 1 && /^%s(?:\\n)?$/.test(shown[0]?.text ?? "") ? shown.slice(1) : shown;
        if (texts.length > 0) this.printed?.push(Layer.joined(texts, " "));
        return;
      }
      case "cat": {
        const files = rest.filter(({ text }) => text === "-" || !text.startsWith("-"));
        const contents = files.length === 0 ? [input] : files.map(({ text }) => (text === "-" ? input : this.read(text)));
        for (const [index, content] of contents.entries())
          this.printed?.push(content ?? this.unknown(files[index]?.text ?? "what is read"));
        return;
      }
      case "tee":
        for (const { text } of rest) if (!text.startsWith("-") && input) this.files.set(join(this.folder, text), input);
        if (input) this.printed?.push(input);
        return;
      case "cp":
      case "mv": {
        const [from, to] = rest.filter(({ text }) => !text.startsWith("-"));
        const content = from && this.read(from.text);
        if (content && to) this.files.set(join(this.folder, to.text), content);
        return;
      }
      case "sudo":
      case "env":
      case "time":
      case "nohup":
      case "exec":
      case "command":
      case "eval": {
        const at = rest.findIndex(({ text }) => !/^-|^[A-Za-z_]\w*=/.test(text));
        if (at < 0) return;
        // `eval` reads its words anew.
        if (name === "eval") this.nested(Layer.joined(rest.slice(at), " "), []);
        else this.call(rest.slice(at), input);
        return;
      }
      case "timeout": {
        const at = rest.findIndex(({ text }) => !/^-|^\d/.test(text));
        if (at >= 0) this.call(rest.slice(at), input);
        return;
      }
      case ".":
      case "source": {
        const content = rest[0] && this.read(rest[0].text);
        if (content) this.nested(content, rest.slice(1));
        else if (rest[0]) this.give(words, input);
        return;
      }
      case "bash":
      case "sh":
      case "dash":
      case "zsh":
        this.shell(words, rest, input);
        return;
      default:
        if (/\.(?:sh|bash)$/.test(name)) {
          const content = this.read(first.text);
          if (content) {
            this.nested(content, rest);
            return;
          }
        }
        this.give(words, input);
        // What it prints is not known, and may hold what it was given.
        this.printed?.push(this.unknown(`what ${/^[\w.-]+$/.test(name) ? name : "a command"} prints`));
    }
  }

  /** `bash -c text args`, `bash file args`, `bash -s`. */
  private shell(words: readonly Layer[], rest: readonly Layer[], input: Layer | undefined): void {
    const command = rest.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
    const text = command >= 0 ? rest[command + 1] : undefined;
    if (text) {
      this.nested(text, rest.slice(command + 3));
      return;
    }
    const at = rest.findIndex((word) => !word.text.startsWith("-"));
    const file = at >= 0 ? rest[at] : undefined;
    const content = file ? this.read(file.text) : input;
    if (content) this.nested(content, file ? rest.slice(at + 1) : []);
    else this.give(words, input);
  }

  /** A script that this one runs; what it does not understand is given as a command of its own. */
  private nested(script: Layer, args: readonly Layer[]): void {
    const statements = this.depth < DEEPEST ? parseShell(script.text) : null;
    if (statements === null) {
      this.complete = false;
      return;
    }
    const inner = new Shell(script, { ...this.options, args, variables: this.variables }, (command) =>
      this.run(this.maybe > 0 ? { ...command, maybe: true } : command),
    );
    inner.depth = this.depth + 1;
    inner.count = this.count;
    inner.folder = this.folder;
    for (const [path, content] of this.files) inner.files.set(path, content);
    inner.list(statements);
    this.count = inner.count;
    if (!inner.complete) this.complete = false;
    for (const [path, content] of inner.files) this.files.set(path, content);
    for (const [name, value] of inner.variables) this.variables.set(name, value);
  }

  private give(words: readonly Layer[], input: Layer | undefined): void {
    this.run({ words, input, maybe: this.maybe > 0, file: (path) => this.read(path) });
  }

  // ---------------------------------------------------------------- files

  private read(path: string): Layer | undefined {
    return this.files.get(join(this.folder, path)) ?? this.options.file?.(join(this.folder, path));
  }

  private write({ word, operator }: Redirection, content: Layer | undefined): void {
    const path = this.expand(word);
    if (path.hasHoles || path.text === "/dev/null") return;
    const full = join(this.folder, path.text);
    const before = operator === ">>" ? this.files.get(full) : undefined;
    const now = content ?? this.unknown(`the content of ${path.text}`);
    this.files.set(full, before ? Layer.joined([before, now], "\n") : now);
  }

  private inputOf(redirections: readonly Redirection[]): Layer | undefined {
    for (const { operator, word } of [...redirections].reverse()) {
      if (operator === "<<" || operator === "<<-" || operator === "<<<") return this.expand(word);
      if (operator === "<") return this.read(this.expand(word).text);
    }
    return undefined;
  }

  // ---------------------------------------------------------------- words

  private unknown(what: string): Layer {
    const why = `${what} is not known`;
    const hole = new UnknownValue("input", why, `sh:${what}`, null, "System.String");
    const whole = new UnknownValue("input", why, `sh:${what}`, null, "System.String", [hole]);
    const made = Layer.ofValue(whole, this.layer.source);
    return made === "unknown" ? this.layer.part(0, 0) : made;
  }

  /** A word as one text. */
  private expand(word: Word): Layer {
    return this.joined(
      this.pieces(word).map(({ layer }) => layer),
      word,
    );
  }

  private joined(layers: readonly Layer[], word: Word): Layer {
    if (layers.length === 0) return this.layer.part(word.start, word.start);
    return Layer.joined(layers, "");
  }

  private pieces(word: Word): { readonly layer: Layer; readonly splits: boolean }[] {
    return word.parts.map((part) => {
      switch (part.kind) {
        case "text":
          return { layer: this.layer.part(part.start, part.end), splits: false };
        case "variable":
          return { layer: this.variable(part.name, part.otherwise), splits: !part.quoted };
        case "command": {
          const printed = this.printedBy(() => this.list(part.body));
          const layer = printed ?? this.unknown("what a command prints");
          const end = layer.text.replace(/[\r\n]+$/, "").length;
          return { layer: end < layer.text.length ? layer.part(0, end) : layer, splits: !part.quoted };
        }
        case "computed":
          return { layer: this.unknown("a value that is computed"), splits: false };
      }
    });
  }

  private variable(name: string, otherwise: Word | null): Layer {
    if (/^\d+$/.test(name)) return this.args[Number(name) - 1] ?? (otherwise ? this.expand(otherwise) : this.unknown(`$${name}`));
    if (name === "@" || name === "*") return this.args.length > 0 ? Layer.joined(this.args, " ") : this.unknown(`$${name}`);
    return this.variables.get(name) ?? (otherwise ? this.expand(otherwise) : this.unknown(`$${name}`));
  }

  /** A word as arguments: values that stand outside of quotes part at blanks. */
  private split(word: Word): Layer[] {
    const only = word.parts[0];
    if (word.parts.length === 1 && only?.kind === "variable" && only.name === "@") return [...this.args];
    const words: Layer[][] = [[]];
    const isQuoted = word.parts.some((part) => part.kind === "text");
    for (const { layer, splits } of this.pieces(word)) {
      if (!splits) {
        (words.at(-1) as Layer[]).push(layer);
        continue;
      }
      let from = 0;
      for (const blank of layer.text.matchAll(/\s+/g)) {
        if (blank.index > from) (words.at(-1) as Layer[]).push(layer.part(from, blank.index));
        if ((words.at(-1) as Layer[]).length > 0) words.push([]);
        from = blank.index + blank[0].length;
      }
      if (from < layer.text.length) (words.at(-1) as Layer[]).push(layer.part(from, layer.text.length));
    }
    return words.filter((parts) => parts.length > 0 || (isQuoted && words.length === 1)).map((parts) => this.joined(parts, word));
  }
}

function outputOf(redirections: readonly Redirection[]): Redirection | undefined {
  return redirections.find(({ operator }) => operator === ">" || operator === ">>" || operator === ">|");
}

/** One spelling for a path: without `.` and `..`. */
function join(folder: string, path: string): string {
  const whole = path.startsWith("/") || path.startsWith("~") || folder === "" ? path : `${folder}/${path}`;
  const names: string[] = [];
  for (const name of whole.split("/")) {
    if (name === "." || (name === "" && names.length > 0)) continue;
    if (name === ".." && names.length > 0 && names.at(-1) !== ".." && names.at(-1) !== "") names.pop();
    else names.push(name);
  }
  return names.join("/");
}

/** Pulumi.yaml: what to run, and how. (Format: pulumi/pulumi `sdk/go/common/workspace/project.json`.) */

import { existsSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { EmbeddedRunError } from "./errors.js";
import { isYamlMap, readYamlMap, textOf, type YamlMap, type YamlValue } from "./yaml-file.js";

export interface Project {
  readonly name: string;
  /** Absolute; where Pulumi.yaml lies. */
  readonly directory: string;
  /** The folder as the caller named it, for messages. */
  readonly shownDirectory: string;
  /** The name of the project file, for messages. */
  readonly file: string;
  /** Absolute; the working folder of the program, where its packages are looked up. */
  readonly programDirectory: string;
  /** The program: `.` or a file name in `programDirectory`. */
  readonly entry: string;
  readonly typescript: boolean;
  /** `runtime.options.nodeargs`, split. */
  readonly nodeArguments: readonly string[];
  /** `runtime.options.tsconfig`, as written. */
  readonly tsconfig: string | undefined;
  /** Absolute; where the stack files lie. */
  readonly stackDirectory: string;
  /** The `config` section, for `configuration.ts`. */
  readonly declarations: YamlMap;
  /** The `template.config` section: defaults that `pulumi new` asks for. */
  readonly templateConfiguration: YamlMap;
}

export const EXTENSIONS = ["yaml", "yml", "json"] as const;

/** Reads the project of a folder. Throws `EmbeddedRunError`. */
export function readProject(directory: string): Project {
  const root = resolve(directory);
  const file = EXTENSIONS.map((extension) => `Pulumi.${extension}`).find((name) => existsSync(join(root, name)));
  if (file === undefined) throw new EmbeddedRunError("no-project", `there is no Pulumi.yaml in ${directory}`);
  const content = readYamlMap(join(root, file));
  const { runtime, options } = runtimeOf(content.get("runtime"), file);
  if (runtime !== "nodejs") {
    throw new EmbeddedRunError(
      "unsupported-runtime",
      `${file}: programs of the runtime '${runtime}' are not run here, only those for nodejs: check the stack with 'pulumi stack export | lycosa check --stack-export -', or its updates with the policy pack (pulumi preview --policy-pack)`,
      { file },
    );
  }
  const config = content.get("config");
  return {
    name: nameOf(content, root, file),
    directory: root,
    shownDirectory: directory,
    file,
    ...programOf(textOf(content.get("main")), root, file),
    typescript: textOf(options.get("typescript")) !== "false",
    nodeArguments: splitArguments(textOf(options.get("nodeargs")) ?? ""),
    tsconfig: textOf(options.get("tsconfig")),
    // Before there were declarations, `config` was the folder of the stack files.
    stackDirectory: resolve(root, textOf(content.get("stackConfigDir")) ?? textOf(config) ?? "."),
    declarations: isYamlMap(config) ? config : new Map(),
    templateConfiguration: mapAt(content.get("template"), "config"),
  };
}

function mapAt(value: YamlValue | undefined, key: string): YamlMap {
  const inner = isYamlMap(value) ? value.get(key) : undefined;
  return isYamlMap(inner) ? inner : new Map();
}

function runtimeOf(value: YamlValue | undefined, file: string): { runtime: string; options: YamlMap } {
  const name = isYamlMap(value) ? textOf(value.get("name")) : textOf(value);
  if (name === undefined)
    throw new EmbeddedRunError("invalid-project", `${file} names no runtime: add 'runtime: nodejs'`, { file });
  return { runtime: name, options: mapAt(value, "options") };
}

function nameOf(content: YamlMap, root: string, file: string): string {
  const name = textOf(content.get("name"));
  if (name === undefined)
    throw new EmbeddedRunError("invalid-project", `${file} gives the project no name: add 'name: ...'`, { file });
  // `pulumi new` replaces this placeholder of a template by the folder's name.
  return name === "${PROJECT}" ? basename(root) : name;
}

function programOf(main: string | undefined, root: string, file: string): { programDirectory: string; entry: string } {
  if (main === undefined || main === "") return { programDirectory: root, entry: "." };
  if (isAbsolute(main)) throw new EmbeddedRunError("invalid-project", `${file}: 'main' must be a relative path`, { file });
  const path = resolve(root, main);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new EmbeddedRunError("invalid-project", `${file}: 'main' names ${main}, which is not there`, { file });
  return stat.isDirectory() ? { programDirectory: path, entry: "." } : { programDirectory: dirname(path), entry: basename(path) };
}

/** Words separated by blanks; single and double quotes group. */
function splitArguments(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (const char of text) {
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else word = (word ?? "") + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= "";
    } else if (char === " " || char === "\t" || char === "\n") {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

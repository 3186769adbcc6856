/** Options of a command line: `--name value ...`, `--name=value`, `-n value`, and parameters of cmdlets. */

import type { YamlValue } from "../decoding/yaml.js";
import { textValue } from "./call.js";

export class Options {
  /** Words before the first option. */
  readonly plain: readonly YamlValue[];
  private readonly given: readonly (readonly [string, readonly YamlValue[]])[];

  constructor(words: readonly YamlValue[]) {
    const plain: YamlValue[] = [];
    const given: [string, YamlValue[]][] = [];
    for (const word of words) {
      const head = word.layer?.text ?? "";
      const option = /^--?[A-Za-z][\w-]*(?=$|[=:])/.exec(head)?.[0];
      if (option === undefined) {
        (given.at(-1)?.[1] ?? plain).push(word);
        continue;
      }
      const values: YamlValue[] = [];
      // `:` ends a parameter's name in PowerShell only, where the value is a word of its own.
      if (head[option.length] === "=" && word.layer) values.push(textValue(word.layer.part(option.length + 1, head.length)));
      given.push([option.toLowerCase(), values]);
    }
    this.plain = plain;
    this.given = given;
  }

  /** Values of an option under any of its names; long names may be shortened. */
  all(...names: readonly string[]): readonly YamlValue[] {
    return this.given.filter(([option]) => names.some((name) => fits(option, name))).flatMap(([, values]) => values);
  }

  one(...names: readonly string[]): YamlValue | undefined {
    return this.all(...names)[0];
  }

  has(...names: readonly string[]): boolean {
    return this.given.some(([option]) => names.some((name) => fits(option, name)));
  }
}

/** Options that are no short form of a longer one. */
const WHOLE: ReadonlySet<string> = new Set([
  "--metadata",
  "--name",
  "--names",
  "--script",
  "-command",
  "-parameter",
  "-script",
  "-setting",
  "-settings",
]);

function fits(option: string, name: string): boolean {
  const wanted = name.toLowerCase();
  return option === wanted || (option.length > 5 && !WHOLE.has(option) && wanted.startsWith(option));
}

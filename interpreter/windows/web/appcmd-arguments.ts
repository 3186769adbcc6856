import type { Argument, Text } from "../../tools/tool.js";
import { shownText } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";
import { withUnknowns } from "../wmi/find.js";

/** One `/name:value` of appcmd's command line. */
export interface AppcmdParameter {
  /** `+`: adds an entry; `-`: removes an attribute or entry; `=`: sets. */
  readonly action: "=" | "+" | "-";
  /** Left of the colon: `section`, `[name='x'].processModel.identityType`. */
  readonly name: string;
  readonly value: Text;
  readonly argument: Argument;
}

export interface AppcmdLine {
  readonly command: string;
  readonly object: string;
  /** `Default Web Site/app`, a pool's name. */
  readonly identifier: Argument | null;
  readonly parameters: readonly AppcmdParameter[];
}

/** `appcmd set config "site/path" /section:x /attr:value`. Parameters begin with a slash or a dash. */
export function parseAppcmd(argv: readonly Argument[]): AppcmdLine | undefined {
  const words: Argument[] = [];
  const parameters: AppcmdParameter[] = [];
  for (const argument of argv) {
    const shown = shownText(argument.text);
    if (/^[/-]./.test(shown)) parameters.push(parameterOf(argument, shown.slice(1)));
    else words.push(argument);
  }
  const [command, object, ...rest] = words;
  if (!command || !object) return undefined;
  return {
    command: shownText(command.text).toLowerCase(),
    object: shownText(object.text).toLowerCase(),
    identifier: rest[0] ?? null,
    parameters,
  };
}

function parameterOf(argument: Argument, body: string): AppcmdParameter {
  const action = body.startsWith("+") ? "+" : body.startsWith("-") ? "-" : "=";
  const rest = action === "=" ? body : body.slice(1);
  // The quotes of `/+"[name='x']"` are gone by now unless they were escaped.
  const colon = outerColon(rest);
  const name = colon < 0 ? rest : rest.slice(0, colon);
  const value = colon < 0 ? "" : rest.slice(colon + 1);
  return { action, name: name.replace(/^"|"$/g, ""), value: withUnknowns(unquoted(value), argument.text), argument };
}

/** The first colon outside brackets and holes. */
function outerColon(text: string): number {
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text[index];
    if (unit === "[" || unit === "⟨") depth++;
    else if (unit === "]" || unit === "⟩") depth--;
    else if (unit === ":" && depth === 0) return index;
  }
  return -1;
}

/** `''` and `""` (escaped for the shell) stand for nothing. */
function unquoted(value: string): string {
  return /^(["']).*\1$/s.test(value) ? value.slice(1, -1) : value;
}

export function parameterValue(parameter: AppcmdParameter): Value {
  return parameter.value instanceof Unknown ? parameter.value : new Str(parameter.value, parameter.argument.at);
}

export function parameter(line: AppcmdLine, name: string): AppcmdParameter | undefined {
  return line.parameters.find((one) => one.name.toLowerCase() === name);
}

const OWN_PARAMETERS = new Set([
  "section",
  "commit",
  "xml",
  "text",
  "in",
  "clr",
  "config",
  "metadata",
  "debug",
  "apppool.name",
  "site.name",
  "app.name",
  "vdir.name",
]);

/** What the line sets or, when it lists, asks for. */
export function settings(line: AppcmdLine): readonly AppcmdParameter[] {
  return line.parameters.filter(({ name }) => !OWN_PARAMETERS.has(name.toLowerCase()));
}

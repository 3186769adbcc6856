/** Commands of the deploying machine, and scripts that run in a container beside the deployment: what they send to hosts. */

import type { ScriptArgument } from "../../interpreter/index.js";
import { argumentsOf, type DeployingScript, type Followed, follow } from "../calls/index.js";
import { Layer } from "../decoding/layer.js";
import { parseShell } from "../decoding/shell/parse.js";
import type { Node } from "../node.js";
import { type Carried, carried, note, type Read, type Reader, unknownNote } from "./carried.js";
import { fetched } from "./delivered.js";
import { notFetched } from "./run-command.js";

type Language = DeployingScript["language"] | "other";

export const readLocalCommand: Reader = (read) => {
  const { root } = read;
  const found: Carried[] = [];
  const language = languageOf(root.member("interpreter"));
  const variables = variablesOf(root.member("environment").members());
  const folder = root.member("dir").text;
  for (const path of ["create", "update"]) {
    const node = root.member(path);
    if (!node.present) continue;
    const layer = Layer.of(node);
    if (layer === "unknown" || layer === null || language === "other") found.push(...open(node, read, layer === "unknown"));
    else found.push(...sent(follow({ layer, language, variables, folder }, read.deployment), node, read));
  }
  return found;
};

/** A deployment script runs in a container: what matters is which hosts it reaches. */
export const readDeploymentScript: Reader = (read) => {
  const { root } = read;
  const body = root.member("properties").isObject ? root.member("properties") : root;
  const language = /powershell/i.test(root.member("kind").text ?? read.carrier.type) ? "pwsh" : "sh";
  const environment = body
    .member("environmentVariables")
    .items()
    .map((one): [string, Node] => [
      one.member("name").text ?? "",
      one.member("secureValue").present ? one.member("secureValue").hidden : one.member("value"),
    ]);
  const variables = variablesOf(environment);
  const args = scriptArguments(["arguments", "commandLine"].map((name) => body.member(name)).find((node) => node.present));
  const node = body.member("scriptContent");
  if (node.present) {
    const layer = Layer.of(node);
    if (layer === "unknown" || layer === null) return open(node, read, true);
    return sent(follow({ layer, language, variables, args }, read.deployment), node, read);
  }
  const uri = body.member("primaryScriptUri");
  if (!uri.present) return [];
  const content = fetched(uri, read);
  const layer = content instanceof Uint8Array ? "unknown" : Layer.ofValue(content, uri.place());
  if (layer === "unknown") return [carried(read, [], [notFetched(uri, content)])];
  return sent(follow({ layer, language, variables, args }, read.deployment), uri, read);
};

/** One piece for each machine that something is sent to. */
function sent({ sent: all, complete }: Followed, node: Node, read: Read): Carried[] {
  const found = sentPieces(all, read);
  return complete ? found : [...found, ...open(node, read, false)];
}

export function sentPieces(all: Followed["sent"], read: Read): Carried[] {
  return all
    .filter((one) => one.sent.scripts.length + one.sent.notes.length > 0)
    .map(
      (one, index): Carried => ({
        ...carried(read, one.sent.scripts, one.sent.notes, index),
        to: one.sent.to,
        maybe: one.call.maybe,
      }),
    );
}

/** What is not followed to its end matters where there is a host that it may reach. */
function open(node: Node, read: Read, unknown: boolean): Carried[] {
  if (!read.deployment.machines.some(({ os }) => os !== "linux")) return [];
  const what = unknown
    ? unknownNote(node, read.carrier.what)
    : note("opaque", node, `${read.carrier.what} runs what is not followed`);
  return [carried(read, [], [what], Number.MAX_SAFE_INTEGER)];
}

/** The language of a command, by the program that is given it. */
function languageOf(interpreter: Node): Language {
  const words = interpreter.items().map((one) => one.text?.toLowerCase() ?? "?");
  const [first] = words;
  if (first === undefined) return "sh";
  const name = first.slice(Math.max(first.lastIndexOf("/"), first.lastIndexOf("\\")) + 1).replace(/\.exe$/, "");
  if (name === "env" && words[1] !== undefined) return languageOfProgram(words[1]);
  return languageOfProgram(name);
}

function languageOfProgram(name: string): Language {
  if (/^(?:ba|da|z|a|k)?sh$/.test(name)) return "sh";
  return name === "pwsh" || name === "powershell" || name === "cmd" ? name : "other";
}

function variablesOf(members: readonly (readonly [string, Node])[]): Map<string, Layer> {
  return new Map(
    members.flatMap(([name, node]) => {
      const layer = Layer.of(node);
      return layer === null || layer === "unknown" ? [] : [[name, layer] as const];
    }),
  );
}

/** `-Name value 'other value'`, as the command line of a script. */
function scriptArguments(node: Node | undefined): ScriptArgument[] {
  const layer = node && Layer.of(node);
  if (!layer || layer === "unknown") return [];
  const [statement] = parseShell(layer.text) ?? [];
  if (statement?.kind !== "simple") return [];
  const words = statement.words.map((word) => {
    const [only] = word.parts;
    return word.parts.length === 1 && only?.kind === "text"
      ? layer.part(only.start, only.end)
      : layer.part(word.start, word.start);
  });
  // PowerShell takes the word behind a parameter's name as its value.
  return argumentsOf(words);
}

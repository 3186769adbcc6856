/** `aws` and AWS Tools for PowerShell: Systems Manager, and user data of instances. */

import { Str } from "../../interpreter/index.js";
import type { Layer } from "../decoding/layer.js";
import { isForWindows, userDataScripts } from "../decoding/user-data.js";
import { readYaml, type YamlValue } from "../decoding/yaml.js";
import { DOCUMENTS, documentSent, ofAws, type Parameters, parametersOfValue } from "../systems-manager/documents.js";
import { type Addressee, type Call, type CallReader, noteAt, type Sent, textValue } from "./call.js";
import { Options } from "./options.js";
import { objectOf, shownName } from "./payload.js";

type Given = globalThis.Parameters<CallReader>;

/** Verbs of Systems Manager and others that may run something, and are not followed. */
const UNFOLLOWED: ReadonlySet<string> = new Set([
  "ssm start-automation-execution",
  "ssm create-activation",
  "ssm register-task-with-maintenance-window",
  "cloudformation create-stack",
  "cloudformation update-stack",
  "cloudformation deploy",
]);

export const readAws: CallReader = (call, deployment) => {
  // Options before the verbs (`--region x ssm send-command`) take one value each.
  const words = [...call.words];
  while (words[0]?.layer?.text.startsWith("--")) words.splice(0, words[0].layer.text.includes("=") ? 1 : 2);
  const verbs = words.slice(0, 2).map((word) => word.text?.toLowerCase() ?? "?");
  const options = new Options(words.slice(2));
  const verb = verbs.join(" ");
  if (verb === "ssm send-command" || verb === "ssm create-association") return sendCommand(options, call, deployment);
  if (verb === "ec2 run-instances" || verb === "ec2 modify-instance-attribute" || verb === "ec2 create-launch-template")
    return userData(options, call);
  if (!UNFOLLOWED.has(verb)) return [];
  const windows = deployment.machines.some(({ os }) => os !== "linux");
  return windows ? [{ to: anyInstance(), scripts: [], notes: [noteAt(call, "unmodelled", `aws ${verb} is not followed`)] }] : [];
};

function anyInstance(): Addressee {
  return { kinds: ["ec2"], names: [], group: undefined };
}

function sendCommand(options: Options, call: Call, deployment: Given[1]): Sent[] {
  const json = objectOf(options.one("--cli-input-json", "--cli-input-yaml"), call);
  const input = json === "unknown" ? undefined : json;
  const name = options.one("--document-name", "--name") ?? input?.at("DocumentName") ?? input?.at("Name");
  const given = options.one("--parameters") ?? input?.at("Parameters");
  const to = instances([...options.all("--instance-ids", "--instance-id")], options.all("--targets"), input);
  return sent(name, given && parametersAt(given, call), given !== undefined, to, call, deployment);
}

function sent(
  name: YamlValue | undefined,
  parameters: Parameters | undefined,
  given: boolean,
  to: Addressee,
  call: Call,
  deployment: Given[1],
): Sent[] {
  const text = name?.text;
  if (text === undefined)
    return [{ to, scripts: [], notes: [noteAt(call, "input", "a command sends a document that is not known")] }];
  const document = deployment.resourceNamed(text, DOCUMENTS);
  const say = (cause: "opaque" | "input", why: string) => noteAt(call, cause, why);
  const found = document
    ? documentSent(document, parameters ?? new Map())
    : ofAws(text, parameters ?? new Map(), given && parameters === undefined, say);
  return found.scripts.length + found.notes.length === 0 ? [] : [{ to, ...found }];
}

/** `--instance-ids a b`, `--targets Key=InstanceIds,Values=a,b`, `Key=tag:Name,Values=web`. */
function instances(ids: readonly YamlValue[], targets: readonly YamlValue[], input: YamlValue | undefined): Addressee {
  const names: Layer[] = ids.flatMap(({ layer }) => layer ?? []);
  for (const one of input?.at("InstanceIds")?.items ?? []) if (one.layer) names.push(one.layer);
  const objects = [...targets.flatMap((one) => parsedTargets(one)), ...(input?.at("Targets")?.items ?? [])];
  for (const target of objects) for (const value of target.at("Values")?.items ?? []) if (value.layer) names.push(value.layer);
  for (const { layer } of targets) {
    const values = layer && /Values=["']?([\s\S]+)$/i.exec(layer.text);
    if (!values || !layer) continue;
    let start = values.index + values[0].length - (values[1] as string).length;
    for (const piece of (values[1] as string).split(",")) {
      const name = /[^\s[\]"']+/.exec(piece);
      if (name) names.push(layer.part(start + name.index, start + name.index + name[0].length));
      start += piece.length + 1;
    }
  }
  return { kinds: ["ec2"], names, group: undefined };
}

function parsedTargets({ layer }: YamlValue): readonly YamlValue[] {
  const parsed = layer && /^\s*[{[]/.test(layer.text) ? readYaml(layer) : undefined;
  return parsed === undefined ? [] : parsed.items.length > 0 ? parsed.items : [parsed];
}

/** JSON, `file://`, or the short form: `commands=["a","b"],executionTimeout=60`. Undefined: not known. */
function parametersAt(value: YamlValue, call: Call): Parameters | undefined {
  const { layer } = value;
  if (value.entries.length > 0) return parametersOfValue(value);
  if (!layer) return undefined;
  if (layer.text.startsWith("file://")) {
    const content = call.file(layer.text.slice(7));
    const parsed = content && readYaml(content);
    return parsed && parametersOfValue(parsed);
  }
  if (/^\s*\{/.test(layer.text)) {
    const parsed = readYaml(layer);
    return parsed && parametersOfValue(parsed);
  }
  const found = new Map<string, Layer>();
  for (let at = 0; at < layer.text.length; ) {
    const key = /^[\s,]*([\w-]+)=/.exec(layer.text.slice(at));
    if (!key) break;
    at += key[0].length;
    const end = valueEnd(layer.text, at);
    const part = layer.part(at, end);
    const list = part.text.startsWith("[") ? readYaml(part) : undefined;
    const quote = /^(["'])([\s\S]*)\1$/.exec(part.text);
    const inner = quote ? part.part(1, part.text.length - 1) : part;
    const entry = list ? parametersOfValue({ ...textValue(part), entries: [["x", list]] }).get("x") : inner;
    if (entry) found.set((key[1] as string).toLowerCase(), entry);
    at = end;
  }
  return found.size > 0 ? found : undefined;
}

/** Where a value of the short form ends: behind its bracket or quote, else before the comma that begins another key. */
function valueEnd(text: string, start: number): number {
  const open = text[start];
  if (open === "[" || open === '"' || open === "'") {
    let quote = open === "[" ? "" : open;
    for (let at = start + 1, depth = 1; at < text.length; at++) {
      const letter = text[at] as string;
      if (quote !== "") {
        if (letter === "\\") at++;
        else if (letter === quote) {
          quote = "";
          if (open !== "[") return at + 1;
        }
      } else if (letter === '"' || letter === "'") quote = letter;
      else if (letter === "[") depth++;
      else if (letter === "]" && --depth === 0) return at + 1;
    }
    return text.length;
  }
  const next = /,[\w-]+=/.exec(text.slice(start));
  return next ? start + next.index : text.length;
}

function userData(options: Options, call: Call): Sent[] {
  const json = objectOf(options.one("--launch-template-data", "--cli-input-json"), call);
  const given = options.one("--user-data", "--attribute") ?? (json === "unknown" ? undefined : json?.at("UserData"));
  const layer = given?.layer;
  if (!layer) return [];
  const to: Addressee = {
    kinds: ["ec2"],
    names: options.all("--instance-id").flatMap((one) => one.layer ?? []),
    group: undefined,
  };
  let text: Layer | undefined = layer;
  if (/^fileb?:\/\//.test(layer.text)) text = call.file(layer.text.replace(/^fileb?:\/\//, ""));
  if (!text) {
    if (!/\.(?:ps1|cmd|bat|ya?ml)$/i.test(layer.text) && !/win/i.test(shownName(layer))) return [];
    return [{ to, scripts: [], notes: [noteAt(call, "input", `a command gives an instance the user data ${shownName(layer)}`)] }];
  }
  const plain = text.base64((one) => new Str(one)) ?? text;
  if (!isForWindows(plain)) return [];
  return [{ to, scripts: userDataScripts(plain).map(({ language, layer: script }) => script.script(language)), notes: [] }];
}

/** `Send-SSMCommand -InstanceId a, b -DocumentName AWS-RunPowerShellScript -Parameter @{ commands = ... }`. */
export const sendSsmCommand: CallReader = (call, deployment) => {
  const options = new Options(call.words);
  const parameters = options.one("-Parameter", "-Parameters");
  const ids = options.all("-InstanceId", "-InstanceIds").flatMap((one) => (one.items.length > 0 ? [...one.items] : [one]));
  const targets = options.all("-Target").flatMap((one) => (one.items.length > 0 ? [...one.items] : [one]));
  const names = [...ids, ...targets.flatMap((one) => one.at("Values")?.items ?? [])].flatMap(({ layer }) => layer ?? []);
  const to: Addressee = { kinds: ["ec2"], names, group: undefined };
  const known = parameters && parameters.entries.length > 0 ? parametersOfValue(parameters) : undefined;
  return sent(options.one("-DocumentName", "-Name"), known, parameters !== undefined, to, call, deployment);
};

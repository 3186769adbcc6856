/** Scripts of the deploying machine, and what they send to hosts through the tools of a cloud. */

import { EXISTING } from "../../host/existing.js";
import { HostState } from "../../host/state.js";
import {
  analyzeHost,
  type CallValue,
  type HostScript,
  type RemoteCall,
  type ScriptArgument,
  Source,
  Str,
  Unknown as UnknownValue,
} from "../../interpreter/index.js";
import { textOfBytes } from "../decoding/bytes.js";
import { Layer } from "../decoding/layer.js";
import { runShell, type ShellCommand } from "../decoding/shell/run.js";
import type { YamlValue } from "../decoding/yaml.js";
import type { Deployment } from "../joins/deployment.js";
import { readAws, sendSsmCommand } from "./aws.js";
import { readAz } from "./azure-cli.js";
import { AZURE_CMDLETS } from "./azure-cmdlets.js";
import { type Call, type CallReader, type Sent, textValue, UNKNOWN_VALUE } from "./call.js";
import { readGcloud } from "./gcloud.js";
import { readSsh } from "./ssh.js";

const READERS: ReadonlyMap<string, CallReader> = new Map<string, CallReader>([
  ["az", readAz],
  ["aws", readAws],
  ["gcloud", readGcloud],
  ["ssh", readSsh],
  ["plink", readSsh],
  ["send-ssmcommand", sendSsmCommand],
  ...AZURE_CMDLETS,
]);

/** What a call sends, once for each group of machines that it names. */
export function sentBy(call: Call, deployment: Deployment): readonly Sent[] {
  const reader = READERS.get(call.tool);
  return reader ? reader(call, deployment) : [];
}

/** A call that a script of PowerShell or cmd made, which the interpreter ran. */
export function callOf(remote: RemoteCall): Call {
  const { files } = remote;
  return {
    tool: remote.tool,
    words: remote.words.map(valueIn),
    file: (path) => {
      for (const [word, { value, source }] of files) {
        if (word !== path && !word.endsWith(path)) continue;
        const layer = Layer.ofCall(value, source);
        return layer === "unknown" ? undefined : layer;
      }
      return undefined;
    },
    input: undefined,
    place: placeOf(remote.at.source, () => remote.at.origin),
    maybe: remote.maybe,
  };
}

/** A place without its text. */
function placeOf(source: Source, origin: () => ReturnType<Source["origin"]>): Source {
  return new Source("", source.place, false, { origin: () => ({ ...origin(), secret: false }) });
}

function valueIn(value: CallValue): YamlValue {
  if (Array.isArray(value)) {
    const items = (value as readonly CallValue[]).map(valueIn);
    return { ...UNKNOWN_VALUE, items };
  }
  if (value instanceof Map) {
    const entries = [...(value as ReadonlyMap<string, CallValue>)].map(([name, one]) => [name, valueIn(one)] as const);
    return {
      ...UNKNOWN_VALUE,
      entries,
      at: (key) => entries.find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1],
    };
  }
  const text = value as Exclude<CallValue, readonly CallValue[] | ReadonlyMap<string, CallValue>>;
  const layer = Layer.ofCall(text.value, text.source);
  return layer === "unknown" ? UNKNOWN_VALUE : textValue(layer);
}

/** A script that runs on the deploying machine. */
export interface DeployingScript {
  readonly layer: Layer;
  readonly language: "sh" | "powershell" | "pwsh" | "cmd";
  readonly variables?: ReadonlyMap<string, Layer>;
  readonly args?: readonly ScriptArgument[];
  /** The folder that it runs in, below the program's. */
  readonly folder?: string | undefined;
}

export interface Followed {
  readonly sent: readonly { readonly call: Call; readonly sent: Sent }[];
  /** False: the script is none that is read here, or too much to follow to its end. */
  readonly complete: boolean;
}

const DEEPEST = 6;

/** Follows a script of the deploying machine and what it starts. */
export function follow(script: DeployingScript, deployment: Deployment, depth = 0): Followed {
  if (depth > DEEPEST) return { sent: [], complete: false };
  return script.language === "sh" ? followShell(script, deployment, depth) : followInterpreted(script, deployment);
}

/** A file of the program beside the script. */
function fileOf(path: string, folder: string | undefined, deployment: Deployment): Layer | undefined {
  const names = [...(folder === undefined ? [] : [folder]), path].join("/").replaceAll("\\", "/");
  const bytes = deployment.files.read(names.replace(/^\.\//, ""));
  const text = bytes && textOfBytes(bytes);
  if (text === undefined) return undefined;
  const made = new Source(text, { file: names, resource: null, property: null, layers: [] }, false);
  const layer = Layer.ofCall(new Str(text), made);
  return layer === "unknown" ? undefined : layer;
}

function followShell(script: DeployingScript, deployment: Deployment, depth: number): Followed {
  const sent: { call: Call; sent: Sent }[] = [];
  let complete = true;
  const done = runShell(
    script.layer,
    {
      variables: script.variables ?? new Map(),
      args: (script.args ?? []).flatMap(({ value }) => {
        const text = value instanceof Str || value instanceof UnknownValue ? value : null;
        const layer = text === null ? "unknown" : Layer.ofValue(text, script.layer.source);
        return layer === "unknown" ? [] : [layer];
      }),
      file: (path) => fileOf(path, script.folder, deployment),
    },
    (command) => {
      const inner = started(command);
      if (inner !== undefined) {
        if (inner === null) {
          complete = false;
          return;
        }
        const followed = follow(
          { ...inner, variables: script.variables ?? new Map(), folder: script.folder },
          deployment,
          depth + 1,
        );
        sent.push(...followed.sent);
        if (!followed.complete) complete = false;
        return;
      }
      const call = callOfShell(command);
      for (const one of sentBy(call, deployment)) sent.push({ call, sent: one });
    },
  );
  return { sent, complete: complete && done };
}

function callOfShell({ words, input, maybe, file }: ShellCommand): Call {
  const [name, ...rest] = words as readonly [Layer, ...Layer[]];
  const { source } = name;
  return {
    tool: toolName(name.text),
    words: rest.map(textValue),
    file,
    input,
    place: placeOf(source, () => source.origin(0, name.text.length)),
    maybe,
  };
}

function toolName(text: string): string {
  return text
    .slice(Math.max(text.lastIndexOf("/"), text.lastIndexOf("\\")) + 1)
    .toLowerCase()
    .replace(/\.(?:exe|cmd|bat|ps1)$/, "");
}

/** A script in another language that a command starts. Undefined: it starts none; null: one that is not at hand. */
function started({ words, input, file }: ShellCommand): DeployingScript | null | undefined {
  const [first, ...rest] = words as readonly [Layer, ...Layer[]];
  const tool = toolName(first.text);
  if (tool === "pwsh" || tool === "powershell") {
    const language = tool === "pwsh" ? "pwsh" : "powershell";
    const at = rest.findIndex(({ text }) => /^-(?:c|command|f|file)$/i.test(text));
    if (at < 0) {
      // Without an option Windows PowerShell takes a command, PowerShell 7 a file.
      const plain = rest.findIndex(({ text }) => !text.startsWith("-"));
      if (plain < 0) return input ? { layer: input, language } : undefined;
      const content = /\.ps1$/i.test((rest[plain] as Layer).text) ? file((rest[plain] as Layer).text) : undefined;
      if (content) return { layer: content, language, args: argumentsOf(rest.slice(plain + 1)) };
      return tool === "pwsh" || /\.ps1$/i.test((rest[plain] as Layer).text)
        ? null
        : { layer: Layer.joined(rest.slice(plain), " "), language };
    }
    if (/^-(?:f|file)$/i.test((rest[at] as Layer).text)) {
      const content = rest[at + 1] && file((rest[at + 1] as Layer).text);
      return content ? { layer: content, language, args: argumentsOf(rest.slice(at + 2)) } : null;
    }
    const command = rest.slice(at + 1);
    if (command.length === 1 && command[0]?.text === "-") return input ? { layer: input, language } : null;
    return command.length === 0 ? undefined : { layer: Layer.joined(command, " "), language };
  }
  if (tool === "cmd") {
    const at = rest.findIndex(({ text }) => /^\/[ck]$/i.test(text));
    return at < 0 || at + 1 >= rest.length ? undefined : { layer: Layer.joined(rest.slice(at + 1), " "), language: "cmd" };
  }
  if (/\.(?:sh|bash|ps1)$/.test(first.text.toLowerCase()) && first.text.includes("/")) {
    const content = file(first.text);
    if (!content) return null;
    return { layer: content, language: /\.ps1$/i.test(first.text) ? "pwsh" : "sh", args: argumentsOf(rest) };
  }
  return /^(?:bash|sh|dash|zsh|source|\.)$/.test(tool) && rest.some(({ text }) => !text.startsWith("-")) ? null : undefined;
}

/** Words as arguments of a script: `-Name value`. */
export function argumentsOf(words: readonly Layer[]): ScriptArgument[] {
  return words.map((word): ScriptArgument => {
    const name = /^-([A-Za-z_]\w*)$/.exec(word.text)?.[1];
    return name === undefined ? { name: null, value: word.value } : { name, value: null };
  });
}

function followInterpreted({ layer, language, args = [], folder }: DeployingScript, deployment: Deployment): Followed {
  const script: HostScript = layer.script(language === "sh" ? "cmd" : language, { args });
  const files = {
    read: (path: string) =>
      deployment.files.read([...(folder === undefined ? [] : [folder]), path.replaceAll("\\", "/")].join("/")),
  };
  const { calls, state } = analyzeHost(HostState.from(EXISTING), [[script]], {
    files,
    restore: (text) => deployment.restore(text),
  });
  const sent = calls.flatMap((remote) => {
    const call = callOf(remote);
    return sentBy(call, deployment).map((one) => ({ call, sent: one }));
  });
  return { sent, complete: !isOpen(state) };
}

/** Whether something ran that nobody could follow. */
function isOpen(state: HostState): boolean {
  for (const { key } of state.all()) if (key.kind === "disturbance" && key.parts[0] === "all") return true;
  return false;
}

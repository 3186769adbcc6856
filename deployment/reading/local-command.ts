/** Commands of the deploying machine: what they send to hosts through the tools of a cloud. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import { shellCommands, type Word } from "../decoding/shell-words.js";
import { structured } from "../decoding/structured.js";
import type { Node } from "../node.js";
import { carried, note, type Reader } from "./carried.js";
import { readUnread } from "./unread.js";

/** Groups of `az` that reach into machines, or make what does. */
const REACHING: ReadonlySet<string> = new Set([
  "vm",
  "vmss",
  "connectedmachine",
  "deployment",
  "stack",
  "rest",
  "resource",
  "image",
  "automation",
  "guestconfig",
]);

export const readLocalCommand: Reader = (read) => {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const interpreter = read.root.member("interpreter");
  const plain = !interpreter.present || interpreter.items().every((one) => !/powershell|pwsh/i.test(one.text ?? "?"));
  for (const path of ["create", "update"]) {
    const node = read.root.member(path);
    const layer = node.present && plain ? Layer.of(node) : null;
    const commands = layer === null || layer === "unknown" ? null : shellCommands(layer);
    if (commands === null || !commands.every((command) => followed(command, node, scripts, notes))) {
      // What is not followed to its end is noted as a whole.
      const whole = readUnread({ ...read, carrier: { ...read.carrier, properties: [{ path, state: "undecided" }] } });
      notes.push(...whole.flatMap((one) => one.notes));
    }
  }
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};

/** Tools that reach hosts in ways that are not followed. */
const OTHERS: ReadonlySet<string> = new Set([
  "aws",
  "gcloud",
  "ssh",
  "scp",
  "winrm",
  "winrs",
  "psexec",
  "pwsh",
  "powershell",
  "powershell.exe",
  "bash",
  "sh",
  "cmd",
  "eval",
  "xargs",
]);

function followed(command: readonly Word[], node: Node, scripts: HostScript[], notes: HostNote[]): boolean {
  const [tool, group, ...rest] = command;
  const name = tool?.text.toLowerCase() ?? "";
  if (OTHERS.has(name)) return false;
  if (name !== "az" && name !== "az.cmd") return !command.some(({ text }) => text.toLowerCase() === "az");
  if (!group || !REACHING.has(group.text.toLowerCase())) return true;
  const action = rest.slice(0, 2).map(({ text }) => text.toLowerCase());
  const options = optionsOf(rest);
  if (action[0] === "run-command" && (action[1] === "invoke" || action[1] === "create" || action[1] === "update")) {
    const lines = [...(options.get("--scripts") ?? []), ...(options.get("--script") ?? [])];
    const command = options.get("--command-id")?.[0]?.text.toLowerCase();
    if (command === "runshellscript") return true;
    if (lines.length === 0) return command !== undefined && command !== "runpowershellscript";
    // A script that lies in a file or behind an address is not looked for here.
    if (lines.some(({ text }) => text.startsWith("@"))) return false;
    scripts.push(
      Layer.joined(
        lines.map(({ layer }) => layer),
        "\n",
      ).script("powershell"),
    );
    return true;
  }
  if (action[0] === "extension" && action[1] === "set") return extension(options, node, scripts, notes);
  return ["list", "show", "start", "stop", "restart", "deallocate", "wait", "open-port", "delete"].includes(action[0] ?? "");
}

function extension(options: ReadonlyMap<string, readonly Word[]>, node: Node, scripts: HostScript[], notes: HostNote[]): boolean {
  const type = [...(options.get("--name") ?? []), ...(options.get("-n") ?? [])][0]?.text.toLowerCase();
  if (type !== "customscriptextension") return type === "customscript";
  for (const option of ["--settings", "--protected-settings"]) {
    const given = options.get(option)?.[0];
    if (!given) continue;
    const settings = structured(node.decoded(given.text));
    const command = settings === "unknown" ? undefined : settings?.at("commandToExecute")?.layer;
    if (!settings || settings === "unknown") return false;
    if (command) scripts.push(command.script("cmd"));
    const files = settings.at("fileUris");
    if (files) notes.push(note("opaque", node, "a command gives the extension files from elsewhere"));
  }
  return true;
}

/** Words after each option, until the next one. */
function optionsOf(words: readonly Word[]): Map<string, Word[]> {
  const found = new Map<string, Word[]>();
  let current: Word[] | undefined;
  for (const word of words) {
    if (/^-{1,2}[a-z][a-z-]*$/i.test(word.text)) found.set(word.text.toLowerCase(), (current = []));
    else current?.push(word);
  }
  return found;
}

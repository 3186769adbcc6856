/** `az`: run commands, extensions, requests to Azure's own interface. Documented at learn.microsoft.com/cli/azure. */

import type { MachineKind } from "../carriers/row.js";
import type { YamlValue } from "../decoding/yaml.js";
import type { Addressee, Call, CallReader, Sent } from "./call.js";
import { noteAt } from "./call.js";
import { Options } from "./options.js";
import { argumentsOf, extensionSent, objectOf, type Payload, scriptOfAddress, scriptOfLines } from "./payload.js";

/** Verbs that change no machine, or only whether it runs and how it is reached. */
const INERT: ReadonlySet<string> = new Set([
  "assess-patches",
  "attach",
  "auto-shutdown",
  "availability-set",
  "cancel",
  "deallocate",
  "delete",
  "detach",
  "disk",
  "export",
  "generalize",
  "get-instance-view",
  "identity",
  "image",
  "list",
  "list-instances",
  "list-ip-addresses",
  "list-sizes",
  "list-skus",
  "list-usage",
  "monitor",
  "nic",
  "open-port",
  "operation",
  "redeploy",
  "resize",
  "restart",
  "scale",
  "secret",
  "show",
  "start",
  "stop",
  "tag",
  "validate",
  "wait",
  "what-if",
]);
const REACHING: ReadonlyMap<string, MachineKind> = new Map<string, MachineKind>([
  ["vm", "vm"],
  ["vmss", "scale-set"],
  ["connectedmachine", "arc"],
]);
/** Groups that may make or change machines in ways that are not followed. */
const OTHERS: ReadonlySet<string> = new Set(["deployment", "stack", "resource", "image", "automation", "guestconfig", "policy"]);
/** Commands of Azure's own that change nothing that is judged are run by id, too. */
const SCRIPT_COMMAND = "runpowershellscript";

export const readAz: CallReader = (call, deployment) => {
  const at = call.words.findIndex((word) => word.layer?.text.startsWith("-") === true);
  const verbs = (at < 0 ? call.words : call.words.slice(0, at)).map((word) => word.text?.toLowerCase() ?? "?");
  const [group = "", action = "", verb = ""] = verbs;
  const options = new Options(call.words);
  if (group === "rest") return rest(options, call, deployment);
  const kind = REACHING.get(group);
  if (kind === undefined) {
    if (!OTHERS.has(group) || verbs.slice(1).some((one) => INERT.has(one))) return [];
    return [{ to: anyone("vm"), scripts: [], notes: [noteAt(call, "unmodelled", `az ${group} is not followed`)] }];
  }
  const to = addressee(kind, options, action, deployment);
  if (action === "run-command" && ["invoke", "create", "update"].includes(verb)) {
    const command = options.one("--command-id")?.text?.toLowerCase();
    if (command === "runshellscript") return [];
    return [{ to, ...runCommand(options, command, call, deployment) }];
  }
  if (action === "extension" && ["set", "create", "update"].includes(verb)) {
    // What the extension is called is its type unless that is given as well.
    const type = (options.one("--extension-type") ?? options.one("--type") ?? options.one("--name", "-n", "--extension-name"))
      ?.text;
    const settings = ["--settings", "--protected-settings"].map((name) => objectOf(options.one(name), call));
    return [{ to, ...extensionSent(options.one("--publisher")?.text, type, settings, call, deployment) }];
  }
  if (action === "create" || action === "update" || INERT.has(action) || INERT.has(verb)) return [];
  if (action === "user" && (verb === "update" || verb === "reset-remote-desktop")) return [];
  return [{ to, scripts: [], notes: [noteAt(call, "unmodelled", `az ${group} ${action} is not followed`)] }];
};

function runCommand(options: Options, command: string | undefined, call: Call, deployment: Parameters<CallReader>[1]): Payload {
  const args = argumentsOf([...options.all("--parameters"), ...options.all("--protected-parameters")]);
  const lines = [...options.all("--scripts"), ...options.all("--script")];
  const uri = options.one("--script-uri");
  const sent = lines.length > 0 ? scriptOfLines(lines, call, { args }) : { scripts: [], notes: [] };
  const fetched = uri ? scriptOfAddress(uri, call, deployment, args) : { scripts: [], notes: [] };
  const scripts = [...sent.scripts, ...fetched.scripts];
  const notes = [...sent.notes, ...fetched.notes];
  const named = options.one("--command-id");
  if (scripts.length + notes.length === 0 && (command === undefined ? named !== undefined : command === SCRIPT_COMMAND))
    notes.push(noteAt(call, "input", "a command sends a script that is not known"));
  return { scripts, notes };
}

export function anyone(kind: MachineKind): Addressee {
  return { kinds: [kind], names: [], group: undefined };
}

function addressee(kind: MachineKind, options: Options, action: string, _deployment: unknown): Addressee {
  const own = action === "run-command" || action === "extension" ? ["--vm-name", "--vmss-name", "--machine-name"] : [];
  // For an extension `--name` is the extension's, for `run-command invoke` the machine's.
  const invoke = action === "run-command" && !options.has(...own);
  const values = [...options.all("--ids"), ...options.all(...own), ...(invoke ? options.all("--name", "-n") : [])];
  return {
    kinds: [kind],
    names: values.flatMap(({ layer }) => layer ?? []),
    group: options.one("--resource-group", "-g")?.layer,
  };
}

/** `az rest --method post --url .../virtualMachines/web/runCommand --body {...}`. */
function rest(options: Options, call: Call, deployment: Parameters<CallReader>[1]): Sent[] {
  const method = options.one("--method", "-m")?.text?.toLowerCase() ?? "get";
  if (["get", "head", "delete", "options"].includes(method)) return [];
  const address = options.one("--url", "--uri", "-u");
  return requested(address, options.one("--body", "-b"), call, deployment);
}

/** A request to Azure's interface that changes something. */
export function requested(
  address: YamlValue | undefined,
  given: YamlValue | undefined,
  call: Call,
  deployment: Parameters<CallReader>[1],
): Sent[] {
  const unknown = (to: Addressee): Sent[] => [
    { to, scripts: [], notes: [noteAt(call, "input", "a command asks Azure for what is not known")] },
  ];
  const { layer } = address ?? {};
  if (!layer) return unknown(anyone("vm"));
  const path = layer.text.split("?")[0] ?? "";
  const found =
    /\/(virtualmachines|virtualmachinescalesets|machines)\/([^/]+)(?:\/virtualmachines\/[^/]+)?\/(runcommands?|extensions)(?:\/|$)/i.exec(
      path,
    );
  // What is asked of other resources runs nothing on a machine.
  if (!found) return layer.hasHoles && !/\/providers\/[^/]+\/[a-z]+/i.test(path) ? unknown(anyone("vm")) : [];
  const kinds = { virtualmachines: "vm", virtualmachinescalesets: "scale-set", machines: "arc" } as const;
  const [whole, type, name, what] = found as unknown as [string, string, string, string];
  const start = found.index + whole.toLowerCase().indexOf(`/${name.toLowerCase()}`, type.length) + 1;
  const group = /\/resourcegroups\/([^/]+)\//i.exec(path);
  const to: Addressee = {
    kinds: [kinds[type.toLowerCase() as keyof typeof kinds]],
    names: [layer.part(start, start + name.length)],
    group: group ? layer.part(group.index + 16, group.index + 16 + (group[1] as string).length) : undefined,
  };
  const body = objectOf(given, call);
  if (body === undefined || body === "unknown") return unknown(to);
  const properties = body.at("properties") ?? body;
  if (/^extensions$/i.test(what)) {
    const settings = [properties.at("settings"), properties.at("protectedSettings")];
    return [{ to, ...extensionSent(properties.at("publisher")?.text, properties.at("type")?.text, settings, call, deployment) }];
  }
  if (properties.at("commandId")?.text?.toLowerCase() === "runshellscript") return [];
  const script = properties.at("script") ?? properties.at("source")?.at("script");
  const uri = properties.at("source")?.at("scriptUri");
  const args = argumentsOf([properties.at("parameters"), properties.at("protectedParameters")].flatMap((one) => one ?? []));
  if (script) return [{ to, ...scriptOfLines([script], call, { args }) }];
  return uri ? [{ to, ...scriptOfAddress(uri, call, deployment, args) }] : [];
}

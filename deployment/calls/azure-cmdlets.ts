/** Cmdlets of Az (and AzureRM) that run something on machines. Documented at learn.microsoft.com/powershell/module/az.compute. */

import { Layer } from "../decoding/layer.js";
import type { YamlValue } from "../decoding/yaml.js";
import { anyone, requested } from "./azure-cli.js";
import { type Addressee, type Call, type CallReader, noteAt, type Sent } from "./call.js";
import { Options } from "./options.js";
import { argumentsOf, customScript, extensionSent, objectOf, scriptOfAddress, scriptOfLines } from "./payload.js";

type Given = Parameters<CallReader>;

function machines(options: Options, ...names: string[]): Addressee {
  const scaleSet = options.all("-VMScaleSetName", "-VmssName");
  const arc = options.all("-MachineName");
  const values = scaleSet.length > 0 ? scaleSet : arc.length > 0 ? arc : options.all(...names, "-ResourceId");
  return {
    kinds: [scaleSet.length > 0 ? "scale-set" : arc.length > 0 ? "arc" : "vm"],
    names: values.flatMap(({ layer, items }) => (items.length > 0 ? items.flatMap((one) => one.layer ?? []) : (layer ?? []))),
    group: options.one("-ResourceGroupName")?.layer,
  };
}

function runCommand(call: Call, deployment: Given[1]): Sent[] {
  const options = new Options(call.words);
  if (options.one("-CommandId")?.text?.toLowerCase() === "runshellscript") return [];
  const to = machines(options, "-VMName", "-Name");
  const args = argumentsOf(options.all("-Parameter", "-ProtectedParameter"));
  const text = options.one("-ScriptString", "-SourceScript", "-Script");
  if (text) return [{ to, ...scriptOfLines([text], call, { args }) }];
  const path = options.one("-ScriptPath", "-ScriptLocalPath");
  if (path) {
    const content = path.text === undefined ? undefined : call.file(path.text);
    if (content) return [{ to, scripts: [content.script("powershell", { args })], notes: [] }];
    return [{ to, scripts: [], notes: [noteAt(call, "input", "a command sends a script of a file that is not at hand")] }];
  }
  const uri = options.one("-SourceScriptUri");
  if (uri) return [{ to, ...scriptOfAddress(uri, call, deployment, args) }];
  const id = (options.one("-CommandId", "-SourceCommandId")?.text ?? "").toLowerCase();
  if (id !== "" && id !== "runpowershellscript") return [];
  return [{ to, scripts: [], notes: [noteAt(call, "input", "a command sends a script that is not known")] }];
}

function extension(call: Call, deployment: Given[1]): Sent[] {
  const options = new Options(call.words);
  const settings = [
    options.one("-Settings", "-Setting"),
    options.one("-SettingString"),
    options.one("-ProtectedSettings", "-ProtectedSetting"),
    options.one("-ProtectedSettingString"),
  ].map((one) => objectOf(one, call));
  const type = (options.one("-ExtensionType", "-Type") ?? options.one("-Name"))?.text;
  const to: Addressee = /vmss/.test(call.tool) ? anyone("scale-set") : machines(options, "-VMName");
  return [{ to, ...extensionSent(options.one("-Publisher")?.text, type, settings, call, deployment) }];
}

/** `-FileUri a, b -Run setup.ps1 -Argument '...'`: the files are fetched and the script is started by PowerShell. */
function customScriptExtension(call: Call, deployment: Given[1]): Sent[] {
  const options = new Options(call.words);
  const to = machines(options, "-VMName");
  const account = options.one("-StorageAccountName")?.text;
  const names = list(options.all("-FileName"));
  const stored =
    account === undefined
      ? []
      : names.flatMap(({ layer }) => {
          const container = options.one("-ContainerName")?.text ?? "";
          return layer ? [prefixed(`https://${account}.blob.core.windows.net/${container}/`, layer)] : [];
        });
  const uris = [...list(options.all("-FileUri")), ...stored];
  const run = options.one("-Run", "-RunFile", "-Command")?.layer ?? names[0]?.layer;
  if (!run) return [{ to, scripts: [], notes: [noteAt(call, "input", "a command starts a script that is not known")] }];
  const argument = options.one("-Argument")?.layer;
  const parts = [
    around("powershell -ExecutionPolicy Unrestricted -file ", run),
    run,
    ...(argument ? [around(" ", argument), argument] : []),
  ];
  return [{ to, scripts: [customScript(Layer.joined(parts, ""), uris, deployment)], notes: [] }];
}

function list(values: readonly YamlValue[]): YamlValue[] {
  return values.flatMap((one) => (one.items.length > 0 ? [...one.items] : [one]));
}

/** Words that the cmdlet itself adds stand where its argument stands. */
function around(text: string, near: Layer): Layer {
  return near.part(0, 0).turned(text, "command line", () => 0);
}

function prefixed(text: string, layer: Layer): YamlValue {
  const whole = Layer.joined([around(text, layer), layer], "");
  return { text: whole.hasHoles ? undefined : whole.text, layer: whole, items: [], entries: [], at: () => undefined };
}

/** Deployments, runbooks and machines that are made by a command. */
function unfollowed(call: Call): Sent[] {
  return [{ to: anyone("vm"), scripts: [], notes: [noteAt(call, "unmodelled", `what ${call.tool} makes is not followed`)] }];
}

export const AZURE_CMDLETS: ReadonlyMap<string, CallReader> = new Map<string, CallReader>([
  ...[
    "invoke-azvmruncommand",
    "invoke-azvmssvmruncommand",
    "set-azvmruncommand",
    "set-azvmssvmruncommand",
    "new-azconnectedmachineruncommand",
    "invoke-azrmvmruncommand",
    "invoke-azurermvmruncommand",
  ].map((name) => [name, runCommand] as const),
  ...[
    "set-azvmextension",
    "add-azvmssextension",
    "set-azvmssextension",
    "new-azconnectedmachineextension",
    "set-azconnectedmachineextension",
    "set-azurermvmextension",
  ].map((name) => [name, extension] as const),
  ["set-azvmcustomscriptextension", customScriptExtension],
  ["set-azurermvmcustomscriptextension", customScriptExtension],
  ...[
    "set-azvmdscextension",
    "new-azresourcegroupdeployment",
    "new-azdeployment",
    "new-azsubscriptiondeployment",
    "start-azautomationrunbook",
  ].map((name) => [name, unfollowed] as const),
  [
    "invoke-azrestmethod",
    (call, deployment) => {
      const options = new Options(call.words);
      const method = options.one("-Method")?.text?.toLowerCase() ?? "get";
      if (["get", "head", "delete", "options"].includes(method)) return [];
      return requested(options.one("-Path", "-Uri"), options.one("-Payload"), call, deployment);
    },
  ],
]);

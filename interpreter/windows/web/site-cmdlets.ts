import { siteBindings } from "../../../host/keys.js";
import { type CmdletCall, parameters, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Instance, type Plain, Unknown, type Value } from "../../values/value.js";
import { applicationNames, listedSites } from "../shared/config-names.js";
import { put, valueNow } from "../shared/host-facts.js";
import { ConfigElement } from "./config-objects.js";
import { application, type ConfigAddress, POOLS, pool, SITES, site, virtualDirectory } from "./config-path.js";
import { ConfigSession } from "./config-session.js";
import { type Attributes, addEntry, ConfigError, entryExists, removeEntry, setAttribute } from "./config-store.js";

/** Pools, sites, applications and virtual directories of the WebAdministration module. */

/** An argument as an attribute, with its place. */
function argument(call: CmdletCall, parameter: string): { value: Value; at: CmdletCall["at"] } | undefined {
  const value = call.value(parameter);
  return value === undefined ? undefined : { value, at: traceOf(value) ?? call.trace(parameter) };
}

function attributes(call: CmdletCall, ...pairs: readonly (readonly [attribute: string, parameter: string])[]): Attributes {
  const found = new Map<string, { value: Value; at: CmdletCall["at"] }>();
  for (const [attribute, parameter] of pairs) {
    const given = argument(call, parameter);
    if (given) found.set(attribute, given);
  }
  return found;
}

function shownArgument(call: CmdletCall, parameter: string): string | undefined {
  const text = call.text(parameter);
  return text === undefined ? undefined : shownText(text);
}

/** Names given, or those of the objects piped in. */
export function names(call: CmdletCall, parameter: string): readonly string[] {
  if (call.has(parameter)) {
    const texts = call.texts(parameter);
    return texts instanceof Unknown ? [shownText(texts)] : texts.map(shownText);
  }
  return call.input.flatMap((value) => {
    const plain = call.machine.plain(value);
    const name = nameOf(call, plain);
    return name === undefined ? [] : [name];
  });
}

function nameOf(call: CmdletCall, plain: Plain): string | undefined {
  if (plain.kind === "str" || plain instanceof Unknown) return shownText(plain);
  if (!(plain instanceof Instance)) return undefined;
  const name = plain.model.get?.(plain, "name", call.at);
  const inner = name === undefined ? undefined : call.machine.plain(name);
  return inner?.kind === "str" || inner instanceof Unknown ? shownText(inner) : undefined;
}

export function item(call: CmdletCall, address: ConfigAddress, path: string): Value {
  return new Instance(new ConfigElement(ConfigSession.open(call.machine), address, "", false, path), call.at);
}

export function attempt(call: CmdletCall, run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    call.fail({ id: "ConfigurationError", message: error.message, exception: "System.Runtime.InteropServices.COMException" });
    return false;
  }
}

function newPool(call: CmdletCall): void {
  if (call.whatIf) return;
  const name = shownArgument(call, "Name");
  if (name === undefined) return;
  if (attempt(call, () => addEntry(call.machine, POOLS, "", attributes(call, ["name", "Name"]), call.at))) {
    call.out(item(call, pool(name), `IIS:\\AppPools\\${name}`));
  }
}

function removePool(call: CmdletCall): void {
  if (!call.whatIf) for (const name of names(call, "Name")) removeEntry(call.machine, pool(name), "", call.at);
}

function newSite(call: CmdletCall): void {
  if (call.whatIf) return;
  const name = shownArgument(call, "Name");
  if (name === undefined) return;
  const { machine } = call;
  const done = attempt(call, () => {
    addEntry(machine, SITES, "", attributes(call, ["name", "Name"], ["id", "Id"]), call.at);
    const folder = argument(call, "PhysicalPath");
    if (folder) setAttribute(machine, virtualDirectory(name, "/", "/"), "", "physicalPath", folder.value, folder.at, call.at);
    const poolName = argument(call, "ApplicationPool");
    if (poolName) setAttribute(machine, application(name, "/"), "", "applicationPool", poolName.value, poolName.at, call.at);
    put(machine, siteBindings(name), [binding(call)], evidence(call.at));
  });
  if (done) call.out(item(call, site(name), `IIS:\\Sites\\${name}`));
}

/** `ip:port:host` of -IPAddress, -Port and -HostHeader. */
function binding(call: CmdletCall): string {
  const port =
    shownArgument(call, "Port") ??
    (call.flag("Ssl") === true || shownArgument(call, "Protocol")?.toLowerCase() === "https" ? "443" : "80");
  return `${shownArgument(call, "IPAddress") ?? "*"}:${port}:${shownArgument(call, "HostHeader") ?? ""}`;
}

function removeSite(call: CmdletCall): void {
  if (!call.whatIf) for (const name of names(call, "Name")) removeEntry(call.machine, site(name), "", call.at);
}

function getSites(call: CmdletCall): void {
  const wanted = call.has("Name") ? names(call, "Name") : listedSites(call.machine);
  for (const name of wanted) {
    if (call.has("Name") && !name.includes("*") && !entryExists(call.machine, site(name), call.at)) continue;
    call.out(item(call, site(name), `IIS:\\Sites\\${name}`));
  }
}

/** -Site and -Name, where the site may be a path on the drive: `IIS:\Sites\x`. */
function siteName(call: CmdletCall): string | undefined {
  return shownArgument(call, "Site")?.replace(/^iis:\\sites\\/i, "");
}

function newApplication(call: CmdletCall): void {
  if (call.whatIf) return;
  const siteOf = siteName(call);
  const name = shownArgument(call, "Name");
  if (siteOf === undefined || name === undefined) return;
  const { machine } = call;
  const done = attempt(call, () => {
    addEntry(machine, site(siteOf), "", attributes(call, ["path", "Name"]), call.at);
    const poolName = argument(call, "ApplicationPool");
    if (poolName) setAttribute(machine, application(siteOf, name), "", "applicationPool", poolName.value, poolName.at, call.at);
    const folder = argument(call, "PhysicalPath");
    if (folder) setAttribute(machine, virtualDirectory(siteOf, name, "/"), "", "physicalPath", folder.value, folder.at, call.at);
  });
  if (done) call.out(item(call, application(siteOf, name), `IIS:\\Sites\\${siteOf}\\${name}`));
}

function removeApplication(call: CmdletCall): void {
  const siteOf = siteName(call);
  const name = shownArgument(call, "Name");
  if (!call.whatIf && siteOf !== undefined && name !== undefined)
    removeEntry(call.machine, application(siteOf, name), "", call.at);
}

function getApplications(call: CmdletCall): void {
  const wantedSite = siteName(call);
  const name = shownArgument(call, "Name");
  for (const siteOf of wantedSite === undefined ? listedSites(call.machine) : [wantedSite]) {
    if (name !== undefined) {
      if (entryExists(call.machine, application(siteOf, name), call.at))
        call.out(item(call, application(siteOf, name), `IIS:\\Sites\\${siteOf}\\${name}`));
      continue;
    }
    for (const path of applicationNames(call.machine, siteOf))
      if (path !== "/") call.out(item(call, application(siteOf, path), `IIS:\\Sites\\${siteOf}${path}`));
  }
}

function directoryAddress(call: CmdletCall): ConfigAddress | undefined {
  const siteOf = siteName(call);
  const name = shownArgument(call, "Name");
  if (siteOf === undefined || name === undefined) return undefined;
  return virtualDirectory(siteOf, shownArgument(call, "Application") ?? "/", name);
}

function newDirectory(call: CmdletCall): void {
  if (call.whatIf) return;
  const address = directoryAddress(call);
  if (!address) return;
  const parent = { section: address.section, steps: address.steps.slice(0, -1) };
  const done = attempt(call, () =>
    addEntry(call.machine, parent, "", attributes(call, ["path", "Name"], ["physicalpath", "PhysicalPath"]), call.at),
  );
  if (done) call.out(item(call, address, `IIS:\\Sites\\${siteName(call)}\\${shownArgument(call, "Name")}`));
}

function removeDirectory(call: CmdletCall): void {
  const address = directoryAddress(call);
  if (!call.whatIf && address) removeEntry(call.machine, address, "", call.at);
}

function newBinding(call: CmdletCall): void {
  const name = shownArgument(call, "Name");
  if (call.whatIf || name === undefined) return;
  const before = valueNow(call.machine, siteBindings(name)) ?? [];
  put(call.machine, siteBindings(name), [...before, binding(call)], evidence(call.at));
}

function removeBinding(call: CmdletCall): void {
  const name = shownArgument(call, "Name");
  if (call.whatIf || name === undefined) return;
  const before = valueNow(call.machine, siteBindings(name));
  if (before) {
    put(
      call.machine,
      siteBindings(name),
      before.filter((one) => one !== binding(call)),
      evidence(call.at),
    );
  }
}

const cmdlet = (names: readonly string[], notations: readonly string[], run: (call: CmdletCall) => void): Tool => ({
  form: "cmdlet",
  names,
  effect: "modelled",
  areas: ["web"],
  module: "WebAdministration",
  documented: "https://learn.microsoft.com/powershell/module/webadministration/",
  parameters: parameters(...notations),
  run,
});

const inert = (names: readonly string[], output: string | null): Tool => ({
  form: "cmdlet",
  names,
  effect: "inert",
  areas: [],
  module: "WebAdministration",
  parameters: parameters("Name[]@0<.", "Arguments[]*", "PassThru?", "Force?", "InputObject[]"),
  run: (call) => {
    if (output !== null) call.out(call.unknown(output));
  },
});

const BINDING = [
  "Name@0.",
  "IPAddress",
  "Port",
  "Protocol",
  "HostHeader",
  "SslFlags",
  "BindingInformation",
  "InputObject[]<",
  "Force?",
];

export const siteCmdlets: readonly Tool[] = [
  cmdlet(["New-WebAppPool"], ["Name@0!", "Force?"], newPool),
  cmdlet(["Remove-WebAppPool"], ["Name[]@0<."], removePool),
  cmdlet(
    ["New-Website"],
    ["Name@0!", "Id", "Port", "IPAddress", "SslFlags", "HostHeader", "PhysicalPath", "ApplicationPool", "Ssl?", "Force?"],
    newSite,
  ),
  cmdlet(["Remove-Website"], ["Name[]@0<."], removeSite),
  cmdlet(["Get-Website"], ["Name[]@0"], getSites),
  cmdlet(["New-WebApplication"], ["Name@0!", "Site@1", "PhysicalPath@2", "ApplicationPool", "Force?"], newApplication),
  cmdlet(["Remove-WebApplication"], ["Name@0!", "Site@1"], removeApplication),
  cmdlet(["Get-WebApplication"], ["Name@0", "Site@1"], getApplications),
  cmdlet(["New-WebVirtualDirectory"], ["Name@0!", "Site@1", "Application@2", "PhysicalPath@3", "Force?"], newDirectory),
  cmdlet(["Remove-WebVirtualDirectory"], ["Name@0!", "Site@1", "Application@2"], removeDirectory),
  cmdlet(["New-WebBinding"], BINDING, newBinding),
  cmdlet(["Remove-WebBinding"], BINDING, removeBinding),
  inert(["Get-WebBinding"], "bindings of web sites"),
  inert(["Get-WebVirtualDirectory"], "virtual directories"),
  inert(
    [
      "Get-WebURL",
      "Get-WebFilePath",
      "Get-WebConfigFile",
      "Get-WebRequest",
      "Get-WebItemState",
      "Get-WebsiteState",
      "Get-WebAppPoolState",
      "Get-WebGlobalModule",
      "Get-WebHandler",
      "Get-WebManagedModule",
      "Get-WebConfigurationLocation",
      "Get-WebConfigurationLock",
      "Get-WebCentralCertProvider",
      "Get-IISSiteBinding",
      "Get-IISSharedConfig",
    ],
    "what the web server tells about itself",
  ),
  inert(
    [
      "Start-Website",
      "Stop-Website",
      "Start-WebItem",
      "Stop-WebItem",
      "Restart-WebItem",
      "Start-WebAppPool",
      "Stop-WebAppPool",
      "Restart-WebAppPool",
      "Start-WebCommitDelay",
      "Stop-WebCommitDelay",
      "Start-IISSite",
      "Stop-IISSite",
      "New-IISSiteBinding",
      "Remove-IISSiteBinding",
      "Set-WebBinding",
      "Add-WebConfigurationLock",
      "Remove-WebConfigurationLock",
      "Remove-WebConfigurationBackup",
      "Backup-WebConfiguration",
      "Enable-WebGlobalModule",
      "Disable-WebGlobalModule",
      "New-WebGlobalModule",
      "Remove-WebGlobalModule",
      "Set-WebGlobalModule",
      "New-WebManagedModule",
      "Remove-WebManagedModule",
      "Enable-WebRequestTracing",
      "Disable-WebRequestTracing",
      "Clear-WebRequestTracingSetting",
      "Clear-WebRequestTracingSettings",
      "Set-WebRequestTracing",
      "New-WebHandler",
      "Remove-WebHandler",
      "Set-WebHandler",
      "Select-WebConfiguration",
      "Rename-WebConfigurationLocation",
      "Clear-WebCentralCertProvider",
      "Enable-WebCentralCertProvider",
      "Disable-WebCentralCertProvider",
      "Set-WebCentralCertProvider",
      "Set-WebCentralCertProviderCredential",
      "Enable-IISCentralCertProvider",
      "Enable-IISSharedConfig",
    ],
    null,
  ),
];

import { siteBindings } from "../../../host/keys.js";
import { locationPath } from "../../../host/web/location.js";
import type { Machine } from "../../machine/machine.js";
import { type CmdletCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Dict, Instance, NULL, type Plain, Unknown, type Value } from "../../values/value.js";
import { listedPools, listedSites } from "../shared/config-names.js";
import { put } from "../shared/host-facts.js";
import { ConfigCollection, ConfigElement, dictAttributes } from "./config-objects.js";
import { type ConfigAddress, child, entry, pool, SITES, sectionName, site, virtualDirectory } from "./config-path.js";
import { ConfigSession } from "./config-session.js";
import { addEntry, entryExists, setAttribute } from "./config-store.js";
import { ServerManager } from "./server-manager.js";
import { attempt, item, names } from "./site-cmdlets.js";

/**
 * The IISAdministration module. Its cmdlets share one ServerManager; each change is committed at once, unless it happens
 * between Start-IISCommitDelay and Stop-IISCommitDelay.
 */

const DELAY = "iis:commit-delay";

function session(machine: Machine): ConfigSession {
  return ConfigSession.shared(machine, "iis:administration");
}

function delayed(machine: Machine): boolean {
  return machine.settled(machine.cell<boolean>(DELAY, () => false).value);
}

function changed(call: CmdletCall): void {
  if (!delayed(call.machine)) session(call.machine).commit(call.at);
}

/** The element or collection that was piped in or given. */
function given(call: CmdletCall, ...parameterNames: readonly string[]): Instance | undefined {
  for (const name of parameterNames) {
    const value = call.value(name);
    if (value instanceof Instance) return value;
  }
  const piped = call.input[0] === undefined ? undefined : call.machine.plain(call.input[0]);
  return piped instanceof Instance ? piped : undefined;
}

/**
 * Arguments behind the object. The object is the first one by position; where it comes from the pipeline, those behind it move up.
 */
function behind(call: CmdletCall, object: string, ...names: readonly string[]): readonly (Plain | undefined)[] {
  const first = call.value(object);
  const values = names.map((name) => call.value(name));
  if (first === undefined || first instanceof Instance || first instanceof Unknown) return values;
  return [first, ...values].slice(0, names.length);
}

function textBehind(call: CmdletCall, object: string, name: string): Text | undefined {
  const [value] = behind(call, object, name);
  return value === undefined ? undefined : (scalarText(call.machine, value) ?? undefined);
}

function element(call: CmdletCall): { readonly model: ConfigElement; readonly self: Instance } | undefined {
  const self = given(call, "ConfigElement", "InputObject");
  if (self?.model instanceof ConfigElement) return { model: self.model, self };
  if (call.machine.plain(call.input[0] ?? NULL).kind === "unknown")
    call.undecided("input", `${call.name} changes a configuration element that is not known`);
  return undefined;
}

function getSection(call: CmdletCall): void {
  const path = call.text("SectionPath");
  if (path === undefined) return call.out(call.unknown("a configuration section"));
  const root = call.text("CommitPath");
  const below = call.text("Location");
  const location = [root, below]
    .map((part) => (part === undefined ? "" : locationPath(shownText(part))))
    .filter((part) => part !== "");
  const inWebConfig = root !== undefined && locationPath(shownText(root)) !== "";
  const address = { section: sectionName(shownText(path)), steps: [], inWebConfig };
  call.out(new Instance(new ConfigElement(session(call.machine), address, location.join("/")), call.at));
}

function getElement(call: CmdletCall): void {
  const found = element(call);
  const name = textBehind(call, "ConfigElement", "ChildElementName");
  if (found && name !== undefined) call.out(found.model.open(child(found.model.address, shownText(name)), call.at));
  else call.out(call.unknown("a configuration element"));
}

function getCollection(call: CmdletCall): void {
  const found = element(call);
  if (!found) return call.out(call.unknown("a configuration collection"));
  const name = textBehind(call, "ConfigElement", "CollectionName");
  const address = name === undefined ? found.model.address : child(found.model.address, shownText(name));
  call.out(new Instance(new ConfigCollection(found.model.session, address, found.model.location), call.at));
}

function collection(call: CmdletCall): ConfigCollection | undefined {
  const found = given(call, "ConfigCollection", "InputObject");
  if (found?.model instanceof ConfigCollection) return found.model;
  return found?.model instanceof ConfigElement
    ? new ConfigCollection(found.model.session, found.model.address, found.model.location)
    : undefined;
}

function entryAttributes(call: CmdletCall): ReturnType<typeof dictAttributes> {
  const [value] = behind(call, "ConfigCollection", "ConfigAttribute");
  return value instanceof Dict ? dictAttributes(call.machine, value, traceOf(value) ?? call.trace("ConfigAttribute")) : new Map();
}

function where(call: CmdletCall): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, { value }] of entryAttributes(call)) {
    const plain = call.machine.plain(value);
    if (plain.kind === "str" || plain.kind === "unknown") found.set(name, shownText(plain));
  }
  return found;
}

function getEntry(call: CmdletCall): void {
  const parent = collection(call);
  if (!parent) return call.out(call.unknown("an entry of a configuration collection"));
  call.out(new Instance(new ConfigElement(parent.session, entry(parent.address, where(call)), parent.location), call.at));
}

function newEntry(call: CmdletCall): void {
  if (call.whatIf) return;
  const parent = collection(call);
  if (!parent) return;
  parent.session.add(parent.address, parent.location, entryAttributes(call), call.at);
  changed(call);
}

function removeEntry(call: CmdletCall): void {
  if (call.whatIf) return;
  const parent = collection(call);
  if (!parent) return;
  parent.session.remove(entry(parent.address, where(call)), parent.location, call.at);
  changed(call);
}

function setValue(call: CmdletCall): void {
  if (call.whatIf) return;
  const found = element(call);
  const [given, value] = behind(call, "ConfigElement", "AttributeName", "AttributeValue");
  const name = given === undefined ? undefined : scalarText(call.machine, given);
  if (!found || name === undefined || name === null) return;
  found.model.session.set(
    found.model.address,
    found.model.location,
    shownText(name),
    value ?? NULL,
    value === undefined ? call.at : (traceOf(value) ?? call.trace("AttributeValue")),
  );
  changed(call);
}

function getValue(call: CmdletCall): void {
  const found = element(call);
  const name = textBehind(call, "ConfigElement", "AttributeName");
  call.out(
    found && name !== undefined ? found.model.attribute(found.self, shownText(name)) : call.unknown("a configuration attribute"),
  );
}

function removeValue(call: CmdletCall): void {
  if (call.whatIf) return;
  const found = element(call);
  const name = textBehind(call, "ConfigElement", "AttributeName");
  if (!found || name === undefined) return;
  found.model.session.removeAttribute(found.model.address, found.model.location, shownText(name), call.at);
  changed(call);
}

function removeElement(call: CmdletCall): void {
  if (call.whatIf) return;
  const found = element(call);
  if (!found) return;
  found.model.session.remove(found.model.address, found.model.location, call.at);
  changed(call);
}

/** Objects of the ServerManager that all these cmdlets share: what is set on them waits for the next commit. */
function getNamed(one: (name: string) => ConfigAddress, known: (machine: Machine) => readonly string[]) {
  return (call: CmdletCall): void => {
    const { machine } = call;
    for (const name of call.has("Name") ? names(call, "Name") : known(machine)) {
      if (call.has("Name") && !entryExists(machine, one(name), call.at)) continue;
      call.out(new Instance(new ConfigElement(session(machine), one(name), ""), call.at));
    }
  };
}

function newSite(call: CmdletCall): void {
  if (call.whatIf) return;
  const name = call.text("Name");
  if (name === undefined) return;
  const shown = shownText(name);
  const value: Value = call.value("Name") ?? NULL;
  const done = attempt(call, () => {
    addEntry(call.machine, SITES, "", new Map([["name", { value, at: call.trace("Name") }]]), call.at);
    const folder = call.value("PhysicalPath");
    if (folder !== undefined)
      setAttribute(
        call.machine,
        virtualDirectory(shown, "/", "/"),
        "",
        "physicalPath",
        folder,
        call.trace("PhysicalPath"),
        call.at,
      );
    const binding = call.text("BindingInformation");
    if (binding !== undefined)
      put(call.machine, siteBindings(shown), [shownText(binding)], evidence(call.trace("BindingInformation")));
  });
  if (done && call.flag("Passthru")) call.out(item(call, site(shown), `IIS:\\Sites\\${shown}`));
}

function removeSite(call: CmdletCall): void {
  if (call.whatIf) return;
  for (const name of names(call, "Name")) session(call.machine).remove(site(name), "", call.at);
  changed(call);
}

function stopDelay(call: CmdletCall): void {
  call.machine.journal.put(
    call.machine.cell<boolean>(DELAY, () => false),
    false,
  );
  if (call.has("Commit") && call.flag("Commit") === false) session(call.machine).discard();
  else session(call.machine).commit(call.at);
}

const cmdlet = (names: readonly string[], notations: readonly string[], run: (call: CmdletCall) => void): Tool => ({
  form: "cmdlet",
  names,
  effect: "modelled",
  areas: ["web"],
  module: "IISAdministration",
  documented: "https://learn.microsoft.com/powershell/module/iisadministration/",
  parameters: parameters(...notations),
  run,
});

export const administrationCmdlets: readonly Tool[] = [
  cmdlet(["Get-IISServerManager"], [], (call) => call.out(new Instance(new ServerManager(session(call.machine)), call.at))),
  cmdlet(["Reset-IISServerManager"], ["Force?"], (call) => session(call.machine).discard()),
  cmdlet(["Start-IISCommitDelay"], [], (call) =>
    call.machine.journal.put(
      call.machine.cell<boolean>(DELAY, () => false),
      true,
    ),
  ),
  cmdlet(["Stop-IISCommitDelay"], ["Commit"], stopDelay),
  cmdlet(["Get-IISAppPool"], ["Name[]@0"], getNamed(pool, listedPools)),
  cmdlet(["Get-IISSite"], ["Name[]@0"], getNamed(site, listedSites)),
  cmdlet(["Get-IISConfigSection"], ["SectionPath@0", "Location@1", "CommitPath|Clr@2"], getSection),
  cmdlet(["Get-IISConfigElement"], ["ConfigElement@0<", "ChildElementName@1"], getElement),
  cmdlet(["Get-IISConfigCollection"], ["ConfigElement|ConfigSection@0<", "CollectionName@1"], getCollection),
  cmdlet(["Get-IISConfigCollectionElement"], ["ConfigCollection@0<", "ConfigAttribute@1"], getEntry),
  cmdlet(["New-IISConfigCollectionElement"], ["ConfigCollection@0<", "ConfigAttribute@1", "AddAt@2", "Passthru?"], newEntry),
  cmdlet(["Remove-IISConfigCollectionElement"], ["ConfigCollection@0<", "ConfigAttribute@1"], removeEntry),
  cmdlet(["Set-IISConfigAttributeValue"], ["ConfigElement@0<", "AttributeName@1", "AttributeValue@2", "Passthru?"], setValue),
  cmdlet(["Get-IISConfigAttributeValue"], ["ConfigElement@0<", "AttributeName@1"], getValue),
  cmdlet(["Remove-IISConfigAttribute"], ["ConfigElement@0<", "AttributeName@1"], removeValue),
  cmdlet(["Remove-IISConfigElement", "Clear-IISConfigCollection"], ["ConfigElement|ConfigCollection@0<"], removeElement),
  cmdlet(
    ["New-IISSite"],
    [
      "Name@0!",
      "PhysicalPath@1!",
      "BindingInformation@2!",
      "Protocol",
      "CertificateThumbPrint",
      "SslFlag",
      "CertStoreLocation",
      "Force?",
      "Passthru?",
    ],
    newSite,
  ),
  cmdlet(["Remove-IISSite"], ["Name[]@0!<"], removeSite),
];

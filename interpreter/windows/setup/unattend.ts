// Answer files of Windows Setup: passes in their order, features, accounts and commands of one installation.

import type { HostDocumentText, Unreadable } from "../../documents/kinds.js";
import { readXml, type XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import { Registry } from "../../os/registry.js";
import type { Family } from "../../tools/toolbox.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { Num, Unknown } from "../../values/value.js";
import { disableOptionalFeature, enableOptionalFeature } from "../features/optional-features.js";
import { createAccounts } from "./unattend-accounts.js";
import { logonCommands, runCommands } from "./unattend-commands.js";

/**
 * Source: Unattended Windows Setup Reference. Windows PE is another system than the host, so what runs there changes nothing of
 * it that counts; `generalize` and the audit passes run only when somebody generalizes the image or starts it in audit mode.
 */
const PASSES = ["windowspe", "offlineservicing", "generalize", "specialize", "auditsystem", "audituser", "oobesystem"] as const;
export type Pass = (typeof PASSES)[number];

/** Parts of an answer file that some carriers hand over on their own, with the pass that they belong to. */
const FRAGMENTS: ReadonlySet<string> = new Set(["firstlogoncommands", "autologon", "useraccounts"]);

/** Components whose names say that they configure what rules look at, and which are not modelled. */
const OPEN_COMPONENTS: readonly { readonly part: RegExp; readonly area: "web" | "smtp" }[] = [
  { part: /-IIS-|InetSrv|W3SVC|WebServer/i, area: "web" },
  { part: /SMTP/i, area: "smtp" },
];

/** Applies an answer file, as Setup does for the passes of an installation; `only`: those passes alone. */
export function applyUnattend(
  machine: Machine,
  { content, at }: HostDocumentText,
  only: readonly Pass[] | null = null,
): Unreadable | null {
  if (content instanceof Unknown && content.parts === null) {
    machine.note(content.cause, "all", `an answer file that is not known: ${content.why}`, content.trace ?? at);
    return null;
  }
  const root = readXml(machine, content, at, "all");
  if ("problem" in root) return { message: root.problem, at: root.at };
  if (FRAGMENTS.has(root.name.toLowerCase())) {
    component(machine, "oobesystem", "Microsoft-Windows-Shell-Setup", new Map([[root.name.toLowerCase(), root]]), at);
    return null;
  }
  if (!root.is("unattend")) return { message: `its root is ${root.name}, not unattend`, at: root.place };
  for (const pass of PASSES) {
    if (only !== null && !only.includes(pass)) continue;
    const settings = root.children("settings").filter((one) => one.shown("pass")?.trim().toLowerCase() === pass);
    if (settings.length === 0 || pass === "windowspe" || (only === null && !reached(machine, pass, root))) continue;
    const components = ofOneArchitecture(settings.flatMap((one) => one.children("component")));
    for (const one of components) {
      machine.budget.step();
      const parts = new Map<string, XmlElement>();
      for (const child of one.children()) parts.set(child.name.toLowerCase(), child);
      component(machine, pass, one.shown("name") ?? "", parts, at);
    }
  }
  if (only === null || only.includes("offlineservicing"))
    for (const servicing of root.children("servicing")) features(machine, servicing);
  return null;
}

/** Whether an installation with this file comes to the pass. */
function reached(machine: Machine, pass: Pass, root: XmlElement): boolean {
  if (pass === "generalize")
    return machine.askWhether(
      "setup:generalize",
      "the image is generalized with the answer file",
      "the image is not generalized with the answer file",
    );
  if (pass !== "auditsystem" && pass !== "audituser") return true;
  const resealed = root
    .children("settings")
    .flatMap((settings) => settings.children("component"))
    .some((one) => one.at("Reseal")?.shownOf("Mode")?.trim().toLowerCase() === "audit");
  return resealed || machine.askWhether("setup:audit", "Windows starts in audit mode", "Windows does not start in audit mode");
}

/** Components stand once for each architecture that the file is for; a server has one. */
function ofOneArchitecture(components: readonly XmlElement[]): readonly XmlElement[] {
  const architecture = (one: XmlElement): string => one.shown("processorArchitecture")?.trim().toLowerCase() ?? "";
  const name = (one: XmlElement): string => one.shown("name")?.trim().toLowerCase() ?? "";
  return components.filter((one) => {
    if (architecture(one) === "amd64" || architecture(one) === "neutral") return true;
    const twins = components.filter((other) => name(other) === name(one));
    if (twins.some((other) => architecture(other) === "amd64")) return false;
    return architecture(one) !== "x86" || !twins.some((other) => architecture(other) === "arm64");
  });
}

function component(machine: Machine, pass: Pass, name: string, parts: ReadonlyMap<string, XmlElement>, at: Trace): void {
  const known = name.trim().toLowerCase();
  switch (known) {
    case "microsoft-windows-deployment":
      if (pass === "specialize" || pass === "audituser" || pass === "generalize") {
        runCommands(machine, parts.get("runsynchronous"), "RunSynchronousCommand", "Path", pass, at);
        runCommands(machine, parts.get("runasynchronous"), "RunAsynchronousCommand", "Path", pass, at);
      }
      return;
    case "microsoft-windows-shell-setup":
      if (pass === "auditsystem" || pass === "oobesystem")
        createAccounts(machine, parts.get("useraccounts"), parts.get("autologon"));
      if (pass === "oobesystem") {
        logonCommands(machine, parts.get("firstlogoncommands"), "SynchronousCommand", "first logon", at);
        logonCommands(machine, parts.get("logoncommands"), "AsynchronousCommand", "logon", at);
      }
      return;
    case "microsoft-windows-lua-settings":
      setEnableLua(machine, parts.get("enablelua"));
      return;
    default: {
      const open = OPEN_COMPONENTS.find(({ part }) => part.test(name));
      if (open)
        machine.note(
          "unmodelled",
          [open.area],
          `the component ${name} of the answer file is not modelled`,
          firstPlace(parts) ?? at,
        );
    }
  }
}

function firstPlace(parts: ReadonlyMap<string, XmlElement>): Trace | null {
  return [...parts.values()][0]?.place ?? null;
}

function setEnableLua(machine: Machine, element: XmlElement | undefined): void {
  const text = element?.text;
  if (text === undefined || text instanceof Unknown) return;
  const key = "HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System";
  const on = text.value.trim().toLowerCase() === "true";
  new Registry(machine).setValue(
    key,
    { name: "EnableLUA", type: "DWord", data: new Num("Int32", on ? 1 : 0, text.trace) },
    text.trace,
  );
}

/** `<package action="configure"><selection name="IIS-WebServerRole" state="true"/>`: features by the names of DISM. */
function features(machine: Machine, servicing: XmlElement): void {
  for (const selection of servicing.children("package").flatMap((one) => one.children("selection"))) {
    const name = selection.attribute("name");
    const state = selection.shown("state")?.trim().toLowerCase();
    if (name === undefined) continue;
    const from = evidence(name.trace ?? selection.place);
    if (name instanceof Unknown)
      machine.note(name.cause, ["features"], `a feature of the answer file: ${name.why}`, selection.place);
    else if (state === "false") disableOptionalFeature(machine, name.value, from);
    else enableOptionalFeature(machine, name.value, true, from);
  }
}

export const unattendFamily: Family = {
  documents: [{ kind: "unattend", read: (machine, document) => applyUnattend(machine, document) }],
};

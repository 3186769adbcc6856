// Applies the resources of a configuration in the order of their dependencies.

import { findResourceFile, type ResourceFile } from "../../documents/dsc-modules.js";
import { type DscResource, DscScript, isOfManager, resourceId } from "../../documents/dsc-resource.js";
import type { Machine } from "../../machine/machine.js";
import type { Area } from "../../machine/notes.js";
import { areasOfUnmodelled } from "../../tools/open-world/commands.js";
import type { ScriptArgument } from "../../tools/tool.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { elementsOf, scalarBoolean, scalarText } from "../../values/scalar-conversions.js";
import { Source, type Trace } from "../../values/source.js";
import { joinTexts, shownText } from "../../values/texts.js";
import { Dict, Str, Unknown, type Value } from "../../values/value.js";
import { accountResources } from "./accounts.js";
import { fileResources } from "./files.js";
import { ResourceCall, type ResourceModel } from "./resource-call.js";
import { systemResources } from "./system.js";
import { webResources } from "./web.js";

const MODELS: ReadonlyMap<string, ResourceModel> = new Map(
  [...accountResources, ...systemResources, ...fileResources, ...webResources].flatMap((model) =>
    model.types.map((type) => [type.toLowerCase(), model] as const),
  ),
);

/** Resources that change nothing that a rule looks at. */
const INERT: ReadonlySet<string> = new Set(
  (
    "Log WaitForAll WaitForAny WaitForSome Environment xEnvironment PowerPlan TimeZone PendingReboot xPendingReboot Computer xComputer VirtualMemory " +
    "Firewall xFirewall FirewallProfile DnsServerAddress IPAddress DefaultGatewayAddress NetAdapterName NetAdapterBinding NetBios HostsFile Route ProxySettings " +
    "SmbShare xSmbShare SmbServerConfiguration OSRecoveryOption WindowsCapability SystemLocale RemoteDesktopAdmin IEEnhancedSecurityConfiguration xIEEsc " +
    "Disk WaitForDisk WaitForVolume OpticalDiskDriveLetter PowerShellExecutionPolicy AuditPolicySubcategory AuditPolicyOption AuditSetting WindowsEventLog " +
    "AccountPolicy CertificateImport PfxImport CertReq WindowsEventForwarding cChocoInstaller cChocoPackageInstaller cChocoPackageInstallerSet " +
    "FileSystemAuditRuleEntry RegistryAuditRuleEntry xHotfix PSModule PSRepository WindowsDefender RefreshRegistryPolicy"
  )
    .toLowerCase()
    .split(" "),
);

export function applyResources(machine: Machine, resources: readonly DscResource[], at: Trace): void {
  for (const resource of inOrder(machine, resources)) {
    machine.budget.step();
    // Each is a unit: what one does not know is joined before the next.
    machine.attempt(() => {
      applyResource(machine, resource, at);
      return null;
    });
  }
}

export function applyResource(machine: Machine, resource: DscResource, at: Trace): void {
  const type = resource.type.toLowerCase();
  if (isOfManager(type)) return;
  const call = new ResourceCall(machine, resource, at);
  if (type === "script" || type === "xscript") {
    machine.coverage.command(resource.type, "modelled", resource.at);
    return runScript(call);
  }
  const model = MODELS.get(type);
  if (model !== undefined) {
    machine.coverage.command(resource.type, "modelled", resource.at);
    return model.set(call);
  }
  const file = findResourceFile(machine, resource.type, resource.module);
  if (file !== null && file.form !== "composite") {
    machine.coverage.command(resource.type, "modelled", resource.at);
    return runResourceFile(call, file);
  }
  if (INERT.has(type)) return machine.coverage.command(resource.type, "inert", resource.at);
  machine.coverage.command(resource.type, "unmodelled", resource.at);
  const areas = areasOf(resource);
  if (areas.length > 0) machine.note("unmodelled", areas, `the resource ${resource.type} is not modelled`, resource.at);
}

/** Words in the names of modules and resources that say what they may touch. */
const WORDS: readonly (readonly [RegExp, readonly Area[]])[] = [
  [/smtp|mailrelay/i, ["smtp"]],
  [/web(?:site|app|administration|config|pool)|iis/i, ["web"]],
  [/localgroup|groupmember|localuser|localadmin/i, ["principals"]],
  [/userright|privilege/i, ["privileges"]],
  [/ntfs|accesscontrol|permission|(?:^|[a-z])acl/i, ["acl"]],
];

/** A resource that nobody modelled may touch what its name, or its module's, speaks of. */
function areasOf(resource: DscResource): readonly Area[] {
  const bare = resource.type.replace(/^[xc](?=[A-Z])/, "");
  const names = [resource.type, resource.module ?? ""];
  const byWord = WORDS.filter(([word]) => names.some((name) => word.test(name))).flatMap(([, areas]) => areas);
  return [...new Set([...areasOfUnmodelled(`Set-${bare}`), ...byWord])];
}

// ---------------------------------------------------------------- order

/** As they stand, each after what it depends on. What depends on itself is not applied, nor is what needs it. */
function inOrder(machine: Machine, resources: readonly DscResource[]): readonly DscResource[] {
  const byId = new Map<string, DscResource[]>();
  const add = (id: string, resource: DscResource): void => {
    const key = id.toLowerCase();
    const list = byId.get(key);
    if (list === undefined) byId.set(key, [resource]);
    else list.push(resource);
  };
  for (const resource of resources) {
    add(resourceId(resource), resource);
    for (const around of resource.within) add(around, resource);
  }
  const done = new Set<DscResource>();
  const order: DscResource[] = [];
  const visit = (resource: DscResource, open: ReadonlySet<DscResource>): void => {
    machine.budget.step();
    if (done.has(resource) || open.has(resource)) return;
    const here = new Set(open).add(resource);
    for (const needed of dependencies(machine, resource))
      for (const other of byId.get(needed.toLowerCase()) ?? []) if (here.size < 500) visit(other, here);
    if (done.has(resource)) return;
    done.add(resource);
    order.push(resource);
  };
  for (const resource of resources) visit(resource, new Set());
  return order;
}

function dependencies(machine: Machine, resource: DscResource): readonly string[] {
  const value = resource.properties.get("dependson")?.value;
  const elements = value === undefined ? [] : elementsOf(machine, value);
  if (elements instanceof Unknown) return [];
  return elements.flatMap((one) => {
    const text = scalarText(machine, one);
    return typeof text === "string" ? [text.split("::")[0] as string] : [];
  });
}

// ---------------------------------------------------------------- scripts

/** TestScript decides whether SetScript runs; one that is not known leaves both open. */
function runScript(call: ResourceCall): void {
  const set = call.value("SetScript");
  const test = call.value("TestScript");
  if (set === undefined || set.kind === "null") return;
  const tested = test instanceof Str && test.value.trim() !== "" ? runText(call, test, "TestScript") : null;
  const last = tested?.at(-1);
  const result = last === undefined ? false : scalarBoolean(call.machine, last);
  const holds =
    result instanceof Unknown || result === undefined
      ? call.machine.askWhether(
          `dsc:test:${call.shownName.toLowerCase()}`,
          `the test of ${call.shownName} holds`,
          `the test of ${call.shownName} does not hold`,
        )
      : result;
  if (!holds) runText(call, set, "SetScript");
}

function runText(call: ResourceCall, text: Value, layer: string): readonly Value[] {
  const { machine } = call;
  const plain = machine.plain(text);
  if (!(plain instanceof Str) && !(plain instanceof Unknown)) return [];
  const variables = plain instanceof DscScript ? plain.variables : new Map<string, Value>();
  const names = [...variables.keys()];
  const head = names.length === 0 ? [] : [`param(${names.map((name) => `$\{${name}}`).join(", ")})\n`];
  const source = sourceWithHoles(machine, joinTexts([...head, plain], plain.trace), null, plain.trace ?? call.resource.at);
  if (source === null) {
    machine.note(
      plain instanceof Unknown ? plain.cause : "opaque",
      "all",
      `${layer} of ${call.shownName} is not known`,
      call.resource.at,
    );
    return [];
  }
  return run(
    call,
    source,
    names.map((name) => ({ name, value: variables.get(name) ?? null })),
    layer,
  );
}

function run(call: ResourceCall, source: Source, args: readonly ScriptArgument[], layer: string): readonly Value[] {
  const runner = call.machine.toolbox.runner("powershell");
  if (runner === undefined) return [];
  const placed = new Source(
    source.text,
    { ...source.place, layers: [...source.place.layers, layer] },
    source.secret,
    source.inside,
  );
  return call.machine.budget.nested(() =>
    runner(call.machine, { language: "powershell", source: placed, isolated: true, args }, call.resource.at),
  ).outputs;
}

/** Properties that the configuration manager takes for itself. */
const OF_ENGINE: ReadonlySet<string> = new Set([
  "dependson",
  "psdscrunascredential",
  "resourceid",
  "modulename",
  "moduleversion",
  "sourceinfo",
  "configurationname",
]);

/** A resource whose module is there is run: what it tests and sets is read as any other script. */
function runResourceFile(call: ResourceCall, file: ResourceFile): void {
  const given = [...call.resource.properties.values()].filter(({ name }) => !OF_ENGINE.has(name.toLowerCase()));
  const values = new Dict("hashtable", "System.Collections.Hashtable", false, call.resource.at);
  for (const { name, value } of given) values.entries.set(`s:${name.toLowerCase()}`, { key: new Str(name), value });
  const path = file.path.replaceAll("'", "''");
  const body =
    file.form === "functions"
      ? `Import-Module '${path}'\nif (-not (Test-TargetResource @p)) { Set-TargetResource @p }`
      : [
          `. '${path}'`,
          `$resource = [${call.resource.type}]::new()`,
          ...given.map(({ name }) => `$resource.${name} = $p['${name}']`),
          "if (-not $resource.Test()) { $resource.Set() }",
        ].join("\n");
  const source = call.resource.at.source.derive(`param($p)\n${body}`, `resource ${shownText(call.resource.type)}`);
  run(
    call,
    new Source(source.text, source.place, source.secret, { origin: () => call.resource.at.origin }),
    [{ name: "p", value: values }],
    "Set",
  );
}

// What types and members of .NET may touch that nobody modelled: the rows for .NET of the open-world table.
import type { Area } from "../../machine/notes.js";
import type { Reach } from "../../values/value.js";

type Areas = readonly Area[] | "all";

const NONE: Areas = [];
const ALL: Areas = "all";
const PRINCIPALS: Areas = ["principals"];
const WEB: Areas = ["web"];
const ACL: Areas = ["acl"];
const SERVICES: Areas = ["services"];
const DIRECTORY: Areas = ["principals", "smtp", "web"];

/**
 * Types, namespaces (they end in a dot) and single members (`Type::Member`), in lower case. The longest row that fits decides.
 * Sources: the .NET and Windows SDK references. What is in no row belongs to a library that nobody here knows: see {@link WORDS}.
 */
const ROWS: readonly (readonly [name: string, areas: Areas])[] = [
  // The platform as a whole computes and shows; the rows below are the parts that change a host.
  ["system.", NONE],
  ["microsoft.", NONE],
  ["windows.", NONE],
  ["mscorlib.", NONE],

  // Code that starts code.
  ["system.diagnostics.process", ALL],
  ["system.diagnostics.processstartinfo", ALL],
  ["system.management.automation.powershell", ALL],
  ["system.management.automation.runspaceinvoke", ALL],
  ["system.management.automation.runspaces.", ALL],
  ["system.management.automation.runspaces.initialsessionstate", NONE],
  ["system.management.automation.commandinvocationintrinsics", ALL],
  ["system.management.automation.engineintrinsics", ALL],
  ["system.management.automation.scriptblock", ALL],
  ["system.management.automation.job", NONE],
  ["system.appdomain", ALL],
  ["system.appdomain::currentdomain", NONE],
  ["system.appdomainsetup", NONE],
  ["system.activator", ALL],
  ["system.reflection.emit.", ALL],
  ["system.reflection.methodinfo", ALL],
  ["system.reflection.methodbase", ALL],
  ["system.reflection.constructorinfo", ALL],
  ["system.reflection.runtimemethodinfo", ALL],
  ["system.delegate", ALL],
  ["system.codedom.compiler.", ALL],
  ["system.codedom.compiler.compilerparameters", NONE],
  ["microsoft.csharp.", ALL],
  ["microsoft.jscript.", ALL],
  ["microsoft.visualbasic.vbcodeprovider", ALL],
  ["microsoft.visualbasic.interaction", ALL],
  ["microsoft.visualbasic.interaction::msgbox", NONE],
  ["microsoft.visualbasic.interaction::inputbox", NONE],
  ["microsoft.build.", ALL],
  ["microsoft.win32.taskscheduler.", ALL],
  ["system.runtime.interopservices.marshal::getactiveobject", ALL],
  ["system.runtime.interopservices.marshal::bindtomoniker", ALL],
  ["system.runtime.interopservices.marshal::getdelegateforfunctionpointer", ALL],
  ["system.activities.", ALL],
  ["system.workflow.", ALL],

  // Management interfaces: WMI and CIM start processes and configure everything.
  ["system.management.managementclass", ALL],
  ["system.management.managementobject", ALL],
  ["system.management.managementbaseobject", ALL],
  ["system.management.managementscope", NONE],
  ["system.management.managementpath", NONE],
  ["system.management.managementobjectsearcher", ALL],
  ["system.management.managementobjectcollection", ALL],
  ["system.management.instrumentation.", ALL],
  ["microsoft.management.infrastructure.", ALL],
  ["microsoft.management.infrastructure.options.", NONE],
  ["microsoft.wsman.management.", ALL],

  // Accounts, rights, access lists.
  ["system.directoryservices.", DIRECTORY],
  ["system.directoryservices.directorysearcher", NONE],
  ["system.directoryservices.accountmanagement.", PRINCIPALS],
  ["system.directoryservices.activedirectory.", NONE],
  ["system.directoryservices.protocols.", PRINCIPALS],
  ["microsoft.powershell.commands.localaccounts", PRINCIPALS],
  ["system.security.accesscontrol.", ACL],
  ["system.io.filesystemaclextensions", ACL],
  ["system.web.security.", NONE],
  ["microsoft.grouppolicy.", ["principals", "privileges", "services"]],

  // Services.
  ["system.serviceprocess.", NONE],
  ["system.serviceprocess.serviceinstaller", SERVICES],
  ["system.serviceprocess.serviceprocessinstaller", SERVICES],
  ["system.configuration.install.", SERVICES],
  ["microsoft.sqlserver.management.smo.wmi.", SERVICES],
  ["system.enterpriseservices.", SERVICES],

  // The web server, and the registry where both it and services are configured.
  ["microsoft.web.administration.", WEB],
  ["microsoft.web.management.", WEB],
  ["microsoft.web.deployment.", ["web", "acl"]],
  ["microsoft.web.platforminstaller.", ["web", "features"]],
  ["microsoft.iis.powershell.", WEB],
  ["system.web.configuration.", WEB],
  ["microsoft.applicationhost.", WEB],

  // Libraries that are known to change nothing a rule looks at.
  ["newtonsoft.", NONE],
  ["winscp.", NONE],
  ["mysql.", NONE],
  ["npgsql.", NONE],
  ["oracle.", NONE],
  ["mongodb.", NONE],
  ["renci.", NONE],
  ["htmlagilitypack.", NONE],
  ["icsharpcode.", NONE],
  ["ionic.", NONE],
  ["sevenzip.", NONE],
  ["sharpcompress.", NONE],
  ["yamldotnet.", NONE],
  ["log4net.", NONE],
  ["nlog.", NONE],
  ["serilog.", NONE],
  ["nuget.", NONE],
  ["azure.", NONE],
  ["amazon.", NONE],
  ["google.", NONE],
  ["openqa.", NONE],
  ["vmware.", NONE],
  ["octopus.", NONE],
  ["itextsharp.", NONE],
  ["epplus.", NONE],
  ["officeopenxml.", NONE],
  ["mono.cecil.", NONE],
  ["pester.", NONE],
];

const BY_NAME: ReadonlyMap<string, Areas> = new Map(ROWS);

/** Words in the names of types and members of unknown libraries, in lower case, and what they are likely about. */
const WORDS: readonly (readonly [word: string, areas: readonly Area[]])[] = [
  ["group", ["principals"]],
  ["user", ["principals"]],
  ["account", ["principals"]],
  ["member", ["principals"]],
  ["admin", ["principals"]],
  ["principal", ["principals"]],
  ["privilege", ["privileges"]],
  ["right", ["privileges"]],
  ["lsa", ["privileges"]],
  ["permission", ["acl"]],
  ["acl", ["acl"]],
  ["access", ["acl"]],
  ["security", ["acl", "privileges"]],
  ["web", ["web"]],
  ["site", ["web"]],
  ["iis", ["web"]],
  ["pool", ["web"]],
  ["smtp", ["smtp"]],
  ["relay", ["smtp"]],
  ["metabase", ["smtp", "web"]],
  ["service", ["services"]],
];

/** The type without arrays, generic arguments and nesting: `A.B+C[]` is read as `a.b`. */
function plainName(type: string): string {
  const cut = /[[`+]/.exec(type);
  return (cut ? type.slice(0, cut.index) : type).toLowerCase();
}

/** The longest row for a type; undefined: no row fits. */
function row(type: string): Areas | undefined {
  const whole = BY_NAME.get(type);
  if (whole) return whole;
  for (let dot = type.lastIndexOf("."); dot > 0; dot = type.lastIndexOf(".", dot - 1)) {
    const areas = BY_NAME.get(type.slice(0, dot + 1));
    if (areas) return areas;
  }
  return undefined;
}

/** What a member of a type that is not modelled may touch when it does more than look; empty: nothing that a rule looks at. */
function areasOfType(type: string, member?: string): Areas {
  const name = plainName(type);
  const own = member === undefined ? undefined : BY_NAME.get(`${name}::${member.toLowerCase()}`);
  return own ?? row(name) ?? areasOfWords(type.slice(type.lastIndexOf(".") + 1), member ?? "");
}

/** Areas that the words of names are about: `LocalGroups` and `AddMember` are about accounts. */
export function areasOfWords(...names: readonly string[]): readonly Area[] {
  const words = names.flatMap((name) => name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
  const areas = new Set<Area>();
  for (const [word, about] of WORDS)
    if (words.some((one) => one === word || one === `${word}s`)) for (const area of about) areas.add(area);
  return [...areas];
}

/** What an object of a type reaches; null: nothing that a rule looks at. */
export function reachOfType(type: string): Reach | null {
  const areas = areasOfType(type);
  return areas.length === 0 ? null : { what: type, areas };
}

/** What a static member of a type reaches; null: nothing that a rule looks at. */
export function reachOfMember(type: string, member: string): Reach | null {
  const areas = areasOfType(type, member);
  return areas.length === 0 ? null : { what: `[${type}]`, areas };
}

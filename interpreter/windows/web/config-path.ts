/**
 * Addresses of IIS configuration: a section, the way into it, and where it applies. Every tool has its own spelling
 * (`/system.applicationHost/applicationPools/add[@name='x']/processModel`, `/[name='x'].processModel.identityType`,
 * `IIS:\AppPools\x`); they meet here. Names fold case; values may hold holes for what is not known.
 */
export interface ConfigAddress {
  /** Full name without leading slash: `system.webServer/security/authentication/anonymousAuthentication`. */
  readonly section: string;
  readonly steps: readonly ConfigStep[];
  /** Written to the web.config of the location, not to applicationHost.config: locked sections are an error there. */
  readonly inWebConfig?: boolean;
}

export type ConfigStep =
  /** A child element: `processModel`, `applicationPoolDefaults`. */
  | { readonly kind: "child"; readonly name: string }
  /** An entry of the collection: by the attributes that are asked for (in lower case). */
  | { readonly kind: "entry"; readonly where: ReadonlyMap<string, string> };

/** Sections that are known, by every name that they answer to. */
const SECTIONS: readonly string[] = [
  "system.applicationHost/applicationPools",
  "system.applicationHost/sites",
  "system.applicationHost/configHistory",
  "system.applicationHost/log",
  "system.applicationHost/webLimits",
  "system.web/authentication",
  "system.web/authorization",
  "system.web/compilation",
  "system.web/customErrors",
  "system.web/identity",
  "system.web/trust",
  "system.webServer/asp",
  "system.webServer/caching",
  "system.webServer/defaultDocument",
  "system.webServer/directoryBrowse",
  "system.webServer/globalModules",
  "system.webServer/handlers",
  "system.webServer/httpErrors",
  "system.webServer/httpCompression",
  "system.webServer/httpProtocol",
  "system.webServer/httpRedirect",
  "system.webServer/modules",
  "system.webServer/rewrite",
  "system.webServer/security/access",
  "system.webServer/security/applicationDependencies",
  "system.webServer/security/authentication/anonymousAuthentication",
  "system.webServer/security/authentication/basicAuthentication",
  "system.webServer/security/authentication/clientCertificateMappingAuthentication",
  "system.webServer/security/authentication/digestAuthentication",
  "system.webServer/security/authentication/iisClientCertificateMappingAuthentication",
  "system.webServer/security/authentication/windowsAuthentication",
  "system.webServer/security/authorization",
  "system.webServer/security/dynamicIpSecurity",
  "system.webServer/security/ipSecurity",
  "system.webServer/security/isapiCgiRestriction",
  "system.webServer/security/requestFiltering",
  "system.webServer/serverRuntime",
  "system.webServer/staticContent",
  "system.webServer/urlCompression",
];

const byFullName = new Map(SECTIONS.map((name) => [name.toLowerCase(), name]));
const byShortName = new Map<string, string>();
// IIS's own section wins over the one of ASP.NET with the same short name.
for (const name of [...SECTIONS].reverse()) byShortName.set((name.split("/").at(-1) as string).toLowerCase(), name);

/** Names by which entries of collections are added; as a path step they mean "an entry". */
const ENTRY_ELEMENTS = new Set(["add", "site", "application", "virtualdirectory", "binding"]);

/** The section in its own spelling; a name that is not known stays as it is. */
export function sectionName(text: string): string {
  const name = text.trim().replace(/^\/+/, "").replace(/\/+$/, "");
  return byFullName.get(name.toLowerCase()) ?? (name.includes("/") ? name : (byShortName.get(name.toLowerCase()) ?? name));
}

/** The section with this full path, in its own spelling. */
export function sectionAt(path: string): string | undefined {
  return byFullName.get(path.toLowerCase());
}

export function isEntryElement(name: string): boolean {
  return ENTRY_ELEMENTS.has(name.toLowerCase());
}

/** `/a/b/section/child[@name='x']/...`, `//section`, `section/@attribute`: what -Filter takes. The attribute, if it names one. */
export function parseFilter(filter: string): { readonly address: ConfigAddress; readonly attribute: string | null } {
  const parts = splitPath(filter);
  let attribute: string | null = null;
  const last = parts.at(-1);
  if (last?.startsWith("@")) {
    attribute = last.slice(1);
    parts.pop();
  }
  const names = parts.map((part) => (part.includes("[") ? part.slice(0, part.indexOf("[")) : part));
  // The longest run from the start that is a section; else a section of that short name (`//anonymousAuthentication`).
  for (let length = names.length; length > 0; length--) {
    const full = byFullName.get(names.slice(0, length).join("/").toLowerCase());
    if (full) return { address: { section: full, steps: stepsOf(parts.slice(length)) }, attribute };
  }
  for (let index = 0; index < names.length; index++) {
    const short = byShortName.get((names[index] as string).toLowerCase());
    if (short) return { address: { section: short, steps: stepsOf(parts.slice(index + 1)) }, attribute };
  }
  return { address: { section: names.join("/"), steps: [] }, attribute };
}

/** Splits at slashes outside brackets, quotes and holes. */
function splitPath(path: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote: string | null = null;
  let current = "";
  for (const unit of path) {
    if (quote !== null) {
      if (unit === quote) quote = null;
    } else if ((unit === "'" || unit === '"') && depth > 0) quote = unit;
    else if (unit === "[" || unit === "⟨" || unit === "(") depth++;
    else if (unit === "]" || unit === "⟩" || unit === ")") depth = Math.max(0, depth - 1);
    if (unit === "/" && depth === 0 && quote === null) {
      parts.push(current);
      current = "";
    } else current += unit;
  }
  parts.push(current);
  return parts.map((part) => part.trim()).filter((part) => part !== "" && part !== ".");
}

function stepsOf(parts: readonly string[]): ConfigStep[] {
  return parts.map((part) => {
    const bracket = part.indexOf("[");
    if (bracket >= 0) return { kind: "entry", where: predicate(part.slice(bracket)) };
    return ENTRY_ELEMENTS.has(part.toLowerCase()) ? { kind: "entry", where: new Map() } : { kind: "child", name: part };
  });
}

/** Longer addresses are not read: the commands say so. */
export const MAXIMUM_ADDRESS = 4096;

/** `[@name='x' and @path='/']`, `[name='x',path='/']`: attribute names in lower case. */
export function predicate(text: string): Map<string, string> {
  const where = new Map<string, string>();
  if (text.length > MAXIMUM_ADDRESS) return where;
  const pattern = /@?([A-Za-z][\w.]*)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^'",\]\s]+))/g;
  for (const match of text.matchAll(pattern))
    where.set((match[1] as string).toLowerCase(), match[2] ?? match[3] ?? match[4] ?? "");
  return where;
}

/** `[name='x'].[path='/'].virtualDirectoryDefaults.userName`: the steps and the last name, which may be an attribute. */
export function parseDotted(text: string): { readonly steps: ConfigStep[]; readonly last: string | null } {
  const parts: string[] = [];
  let current = "";
  let depth = 0;
  let quote: string | null = null;
  for (const unit of text) {
    if (quote !== null) {
      if (unit === quote) quote = null;
    } else if ((unit === "'" || unit === '"') && depth > 0) quote = unit;
    else if (unit === "[" || unit === "⟨") depth++;
    else if (unit === "]" || unit === "⟩") depth--;
    if (unit === "." && depth === 0 && quote === null) {
      parts.push(current);
      current = "";
    } else current += unit;
  }
  parts.push(current);
  const words = parts.map((part) => part.trim()).filter((part) => part !== "");
  const last = words.at(-1);
  if (last === undefined || last.startsWith("[")) return { steps: dottedSteps(words), last: null };
  return { steps: dottedSteps(words.slice(0, -1)), last };
}

function dottedSteps(words: readonly string[]): ConfigStep[] {
  return words.map((word) => (word.startsWith("[") ? { kind: "entry", where: predicate(word) } : { kind: "child", name: word }));
}

export function addressId(address: ConfigAddress): string {
  const steps = address.steps.map((step) => {
    if (step.kind === "child") return step.name.toLowerCase();
    return `[${[...step.where]
      .map(([name, value]) => `${name}=${value.toLowerCase()}`)
      .sort()
      .join(",")}]`;
  });
  return [address.section.toLowerCase(), ...steps].join("|");
}

export function child(address: ConfigAddress, name: string): ConfigAddress {
  return { ...address, steps: [...address.steps, { kind: "child", name }] };
}

export function entry(address: ConfigAddress, where: ReadonlyMap<string, string>): ConfigAddress {
  return { ...address, steps: [...address.steps, { kind: "entry", where }] };
}

export const POOLS: ConfigAddress = { section: "system.applicationHost/applicationPools", steps: [] };
export const SITES: ConfigAddress = { section: "system.applicationHost/sites", steps: [] };

export function pool(name: string): ConfigAddress {
  return entry(POOLS, new Map([["name", name]]));
}

export function site(name: string): ConfigAddress {
  return entry(SITES, new Map([["name", name]]));
}

export function application(siteName: string, path: string): ConfigAddress {
  return entry(site(siteName), new Map([["path", rooted(path)]]));
}

export function virtualDirectory(siteName: string, appPath: string, path: string): ConfigAddress {
  return entry(application(siteName, appPath), new Map([["path", rooted(path)]]));
}

function rooted(path: string): string {
  const text = path.replaceAll("\\", "/");
  return text.startsWith("/") ? text : `/${text}`;
}

const OF_ROOT_DIRECTORY = new Set(["physicalpath", "username", "password", "logonmethod"]);

/** Where an attribute lies that an item shows although it belongs to its root application or root directory. */
export function homeAddress(address: ConfigAddress, attribute: string): ConfigAddress {
  if (address.section !== SITES.section || address.steps.some((step) => step.kind === "child")) return address;
  const name = attribute.toLowerCase();
  const root = new Map([["path", "/"]]);
  if (address.steps.length === 1) {
    if (name === "applicationpool") return entry(address, root);
    if (OF_ROOT_DIRECTORY.has(name)) return entry(entry(address, root), root);
  }
  return address.steps.length === 2 && OF_ROOT_DIRECTORY.has(name) ? entry(address, root) : address;
}

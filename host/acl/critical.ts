/**
 * Objects that privileged principals execute or trust: whoever can write them takes the host over. Windows lies on the
 * system drive `C:` (semantics: closed world for system folders).
 */

import { fragments, mayBe } from "../values/holes.js";

export interface Critical {
  /** What it is, for messages: `the Windows folder`. */
  readonly what: string;
  /** Why writing it matters. */
  readonly why: string;
}

interface CriticalEntry extends Critical {
  readonly path: string;
  /**
   * How far below the path it reaches: `this` the object alone, `children` what lies directly in it too (application folders of
   * Program Files: deeper folders are as often data as code), `tree` everything.
   */
  readonly reach: "this" | "children" | "tree";
}

const SYSTEM_DRIVE = "c:\\";
const EXECUTED = "the system runs and loads what lies there";

const FILES: readonly CriticalEntry[] = [
  {
    path: "c:\\",
    what: "the root of the system drive",
    why: "files planted there are run in place of programs with unquoted paths",
    reach: "this",
  },
  { path: "c:\\windows", what: "the Windows folder", why: EXECUTED, reach: "tree" },
  { path: "c:\\program files", what: "Program Files", why: "programs and services run from there", reach: "children" },
  { path: "c:\\program files (x86)", what: "Program Files", why: "programs and services run from there", reach: "children" },
  {
    path: "c:\\program files\\windowspowershell",
    what: "PowerShell's module folder",
    why: "administrators' sessions load modules from there",
    reach: "tree",
  },
  {
    path: "c:\\program files (x86)\\windowspowershell",
    what: "PowerShell's module folder",
    why: "administrators' sessions load modules from there",
    reach: "tree",
  },
  {
    path: "c:\\program files\\powershell",
    what: "PowerShell's folder",
    why: "administrators' sessions run from there",
    reach: "tree",
  },
  {
    path: "c:\\programdata\\microsoft\\crypto\\rsa\\machinekeys",
    what: "the machine key store",
    why: "it holds the private keys of the host's certificates",
    reach: "tree",
  },
  {
    path: "c:\\programdata\\microsoft\\crypto",
    what: "the machine key store",
    why: "it holds the private keys of the host's certificates",
    reach: "tree",
  },
  {
    path: "c:\\programdata\\microsoft\\windows\\start menu",
    what: "the common start menu",
    why: "its start-up folder runs for every user who logs on",
    reach: "tree",
  },
  // Azure's agent runs extensions as SYSTEM from these two. General knowledge, not looked up.
  { path: "c:\\windowsazure", what: "the Azure agent's folder", why: "its programs run as SYSTEM", reach: "tree" },
  { path: "c:\\packages\\plugins", what: "the Azure extensions' folder", why: "its programs run as SYSTEM", reach: "tree" },
  { path: "c:\\packages", what: "the Azure extensions' folder", why: "its programs run as SYSTEM", reach: "this" },
];

/**
 * Folders inside the above that ordinary or worker accounts may write by default or whose content nobody privileged runs.
 * The ASP.NET folders are granted to worker identities by ASP.NET's own set-up. General knowledge, not looked up.
 */
const HARMLESS: readonly RegExp[] = [
  /^c:\\windows\\temp(\\|$)/,
  /^c:\\windows\\microsoft\.net\\framework(64)?\\v[^\\]+\\temporary asp\.net files(\\|$)/,
  /^c:\\windows\\system32\\logfiles(\\|$)/,
  /^c:\\windows\\system32\\inetsrv\\asp compiled templates(\\|$)/,
  /^c:\\windows\\iis temporary compressed files(\\|$)/,
];

const INETSRV_CONFIG: Critical = {
  what: "the web server's configuration",
  why: "whoever writes applicationHost.config chooses the identity of every pool",
};

const SPECIAL: readonly { readonly pattern: RegExp; readonly critical: Critical }[] = [
  { pattern: /^c:\\windows\\(system32|syswow64)\\inetsrv\\config(\\|$)/, critical: INETSRV_CONFIG },
  {
    pattern: /^c:\\windows\\system32\\config(\\|$)/,
    critical: { what: "the registry hives", why: "they hold the account database and the host's secrets" },
  },
  {
    pattern: /^c:\\windows\\system32\\tasks(\\|$)/,
    critical: { what: "the scheduled tasks", why: "tasks there run as SYSTEM" },
  },
  {
    pattern: /^c:\\windows\\system32\\drivers(\\|$)/,
    critical: { what: "the drivers' folder", why: "its files run in the kernel or steer name resolution" },
  },
];

const REGISTRY: readonly CriticalEntry[] = [
  { path: "hklm", what: "the registry's machine hive", why: "everything privileged reads it", reach: "this" },
  { path: "hklm\\software", what: "the software hive", why: "privileged programs read it", reach: "this" },
  { path: "hklm\\system", what: "the system hive", why: "services and drivers are defined in it", reach: "this" },
  {
    path: "hklm\\system\\currentcontrolset",
    what: "the control set",
    why: "services and drivers are defined in it",
    reach: "this",
  },
  {
    path: "hklm\\system\\currentcontrolset\\services",
    what: "the service definitions",
    why: "whoever writes them chooses what runs as SYSTEM",
    reach: "tree",
  },
  {
    path: "hklm\\system\\currentcontrolset\\control",
    what: "the system's control settings",
    why: "the security authority and the session manager load what they name",
    reach: "tree",
  },
  {
    path: "hklm\\software\\microsoft\\windows\\currentversion",
    what: "the Run keys",
    why: "they run for every user who logs on",
    reach: "this",
  },
  ...["run", "runonce", "runonceex", "policies\\explorer\\run"].flatMap((key): CriticalEntry[] =>
    ["hklm\\software", "hklm\\software\\wow6432node"].map((root) => ({
      path: `${root}\\microsoft\\windows\\currentversion\\${key}`,
      what: "the Run keys",
      why: "they run for every user who logs on",
      reach: "tree",
    })),
  ),
  {
    path: "hklm\\software\\microsoft\\windows nt\\currentversion\\image file execution options",
    what: "the image file execution options",
    why: "they start another program in place of the one that was asked for",
    reach: "tree",
  },
  {
    path: "hklm\\software\\microsoft\\windows nt\\currentversion\\winlogon",
    what: "the Winlogon key",
    why: "it names programs that run at every logon",
    reach: "tree",
  },
  {
    path: "hklm\\software\\microsoft\\windows nt\\currentversion\\windows",
    what: "the AppInit key",
    why: "it names code that every process loads",
    reach: "this",
  },
  {
    path: "hklm\\software\\classes\\clsid",
    what: "the COM classes",
    why: "privileged programs load the code they name",
    reach: "tree",
  },
  { path: "hklm\\software\\classes", what: "the COM classes", why: "privileged programs load the code they name", reach: "this" },
  { path: "hkcr\\clsid", what: "the COM classes", why: "privileged programs load the code they name", reach: "tree" },
  { path: "hklm\\sam", what: "the account database", why: "it holds accounts and password hashes", reach: "tree" },
  { path: "hklm\\security", what: "the security hive", why: "it holds the host's secrets", reach: "tree" },
];

/** What a file, folder or registry key is critical for; null when it is not. The path is in canonical form, any case. */
export function criticalObject(path: string): Critical | null {
  const folded = path.toLowerCase();
  if (folded.startsWith("service:")) return null;
  if (HARMLESS.some((pattern) => pattern.test(folded))) return null;
  for (const { pattern, critical } of SPECIAL) if (pattern.test(folded)) return critical;
  let best: CriticalEntry | null = null;
  for (const entry of folded.startsWith("hk") ? REGISTRY : FILES) {
    if (reaches(entry, folded) && (best === null || entry.path.length > best.path.length)) best = entry;
  }
  return best ?? (PROGRAM_FILE.test(folded) ? PROGRAM : null);
}

/** Below an application's folder only what is plainly code counts. */
const PROGRAM_FILE = /^c:\\program files( \(x86\))?\\.+\.(exe|dll|sys|ocx|com|ps1|psm1|bat|cmd|vbs|js)$/;
const PROGRAM: Critical = { what: "a program in Program Files", why: "programs and services run from there" };

function reaches(entry: CriticalEntry, folded: string): boolean {
  if (folded === entry.path) return true;
  const prefix = entry.path.endsWith("\\") ? entry.path : `${entry.path}\\`;
  if (entry.reach === "this" || !folded.startsWith(prefix)) return false;
  return entry.reach === "tree" || !folded.slice(prefix.length).includes("\\");
}

export function isSystemDrive(path: string): boolean {
  return path.toLowerCase().startsWith(SYSTEM_DRIVE);
}

/** Could a path with unknown parts turn out to be critical? */
export function mayBeCritical(path: string): boolean {
  const folded = path.toLowerCase();
  const candidates = folded.startsWith("hk") ? REGISTRY : [...FILES, ...WELL_KNOWN_FOLDERS];
  if (candidates.some((entry) => mayBe(folded, entry.path) || mayBe(`${folded}\\`, entry.path))) return true;
  const [known = ""] = fragments(folded);
  const folder = known.slice(0, known.lastIndexOf("\\"));
  return folder !== "" && !folder.endsWith(":") && criticalObject(`${folder}\\x`) !== null;
}

const WELL_KNOWN_FOLDERS = [
  "c:\\windows\\system32",
  "c:\\windows\\syswow64",
  "c:\\windows\\system32\\inetsrv",
  "c:\\windows\\system32\\inetsrv\\config",
  "c:\\windows\\system32\\inetsrv\\config\\applicationhost.config",
  "c:\\windows\\system32\\drivers",
  "c:\\windows\\system32\\tasks",
  "c:\\windows\\microsoft.net",
].map((path) => ({ path }));

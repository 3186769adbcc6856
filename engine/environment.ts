/**
 * What of our environment a program gets to see: enough to find executables, home and temporary folders, and nothing that opens an account (`ARM_*`, `AWS_*`, tokens) or changes
 * Node (`NODE_OPTIONS`).
 */

const PASSED = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LC_ALL",
  "TZ",
  "TMPDIR",
  "TEMP",
  "TMP",
  // Windows: without these, Node itself and the system libraries do not start.
  "SYSTEMROOT",
  "SYSTEMDRIVE",
  "WINDIR",
  "COMSPEC",
  "PATHEXT",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "PROGRAMDATA",
  "PROGRAMFILES",
  "USERNAME",
  "NUMBER_OF_PROCESSORS",
  "PROCESSOR_ARCHITECTURE",
];

/** @param extra variables that the user passes on purpose */
export function minimalEnvironment(
  from: Readonly<Record<string, string | undefined>>,
  extra: ReadonlyMap<string, string>,
): Record<string, string> {
  const passed = new Set(PASSED);
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(from)) {
    // Windows spells names in any case.
    if (value !== undefined && passed.has(name.toUpperCase()) && (process.platform === "win32" || passed.has(name)))
      environment[name] = value;
  }
  for (const [name, value] of extra) environment[name] = value;
  return environment;
}

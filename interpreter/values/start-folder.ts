/** Paths from the folder that a script is started in, which is not known on the host while its files are. */
/** A path below the folder that the script is started in, or below a folder around that one, as `normalizePath` spells it. */
const FROM_START = /^⟨(\(*)location:start(?:\)\/\.\.)*⟩(?:\\(.*))?$/;

/** A path in one spelling as a source takes it: where a script starts is not known on the host, but its files lie beside it. */
export function pathForSource(full: string): string {
  const start = FROM_START.exec(full);
  if (!start) return full;
  return `${"..\\".repeat((start[1] ?? "").length)}${start[2] ?? ""}` || ".";
}

/**
 * What carries an access list, as one text: a file or folder `C:\inetpub`, a registry key `HKLM\SOFTWARE\...`, a service
 * `service:w3svc`. Folding to lower case is the key's business; this gives one spelling.
 */

const HIVES: ReadonlyMap<string, string> = new Map([
  ["hkey_local_machine", "HKLM"],
  ["hklm", "HKLM"],
  ["machine", "HKLM"],
  ["hkey_current_user", "HKCU"],
  ["hkcu", "HKCU"],
  ["hkey_classes_root", "HKCR"],
  ["hkcr", "HKCR"],
  ["hkey_users", "HKU"],
  ["hku", "HKU"],
]);

export function serviceObject(service: string): string {
  return `service:${service}`;
}

/** One spelling of a path: back slashes, no `\\?\` prefix, no `.` and `..`, no slash at the end except after a drive. */
export function objectPath(text: string): string {
  let path = text.trim().replaceAll("/", "\\");
  if (path.startsWith("\\\\?\\") || path.startsWith("\\\\.\\")) path = path.slice(4);
  const unc = path.startsWith("\\\\");
  const parts: string[] = [];
  for (const part of path.split("\\")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (parts.length > (unc ? 2 : 1)) parts.pop();
    } else parts.push(part);
  }
  const first = (parts[0] ?? "").replace(/:$/, "").toLowerCase();
  const hive = HIVES.get(first);
  if (hive !== undefined && !unc) return [hive, ...parts.slice(1)].join("\\");
  if (parts.length === 1 && /^[a-z]:$/i.test(parts[0] as string)) return `${parts[0]}\\`;
  return `${unc ? "\\\\" : ""}${parts.join("\\")}`;
}

/** The object itself, then each folder or key around it, outermost last. */
export function enclosingObjects(path: string): string[] {
  if (path.startsWith("service:")) return [path];
  const result = [path];
  let current = path;
  for (;;) {
    const cut = current.lastIndexOf("\\");
    if (cut <= 0 || cut === current.length - 1) break;
    const parent = current.slice(0, cut);
    if (parent === "\\" || parent === "") break;
    current = /^[a-z]:$/i.test(parent) ? `${parent}\\` : parent;
    result.push(current);
    if (current.endsWith("\\")) break;
  }
  return result;
}

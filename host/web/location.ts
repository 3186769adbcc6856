/**
 * Where IIS configuration applies: `""` is the server, then `Default Web Site`, `Default Web Site/app/folder`.
 * Accepts the forms that tools use: `MACHINE/WEBROOT/APPHOST/...`, `IIS:\Sites\...`, back slashes, slashes at the ends.
 */
export function locationPath(text: string): string {
  let path = text.replaceAll("\\", "/");
  path = stripPrefix(path, "IIS:/");
  path = stripPrefix(path, "Sites/");
  path = stripPrefix(path, "MACHINE/WEBROOT/APPHOST");
  return path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
}

function stripPrefix(text: string, prefix: string): string {
  return text.toLowerCase().startsWith(prefix.toLowerCase()) ? text.slice(prefix.length) : text;
}

/** The path itself, then each enclosing one, up to `""`. */
export function enclosingLocations(path: string): string[] {
  const parts = path === "" ? [] : path.split("/");
  return [...parts.keys()]
    .reverse()
    .map((index) => parts.slice(0, index + 1).join("/"))
    .concat("");
}

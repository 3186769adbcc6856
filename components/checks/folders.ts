/** Folders in arguments: letters that need no quoting anywhere, and no short names, which lead to other folders. */

const FOLDER = /^[\p{L}\p{N}_.-]([\p{L}\p{N}_ .-]*[\p{L}\p{N}_-])?$/u;
/** Names that Windows keeps for devices, in every folder. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;

const isName = (folder: string): boolean => FOLDER.test(folder) && !/^\.+$/.test(folder) && !DEVICE.test(folder);

/** A full path such as `F:\Data\App`. */
export function isFolderPath(text: string): boolean {
  const [drive = "", ...folders] = text.split("\\");
  return text.length <= 200 && /^[A-Za-z]:$/.test(drive) && folders.length > 0 && folders.every(isName);
}

/** A path below a site such as `shop/orders`: names that URLs need not escape. */
export function isSitePath(text: string): boolean {
  return text.length <= 200 && text.split("/").every((part) => /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/.test(part) && isName(part));
}

const SYSTEM_FOLDERS = ["windows", "program files", "program files (x86)", "programdata", "inetpub", "users", "windowsazure"];

/** Inside a folder that Windows or Azure made on the system volume. */
export function isSystemFolder(folder: string): boolean {
  const [, first = ""] = folder.toLowerCase().split("\\");
  return [...SYSTEM_FOLDERS, "packages", "recovery", "boot"].includes(first);
}

export const onSystemVolume = (folder: string): boolean => /^c:/i.test(folder);

/** One is the other, or lies inside it. */
export function overlap(one: string, other: string): boolean {
  const [a, b] = [`${one.toLowerCase()}\\`, `${other.toLowerCase()}\\`];
  return a.startsWith(b) || b.startsWith(a);
}

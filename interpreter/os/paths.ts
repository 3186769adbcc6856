import type { Text } from "../tools/tool.js";
import { joinTexts, pieces, shownText, textOf } from "../values/texts.js";
import { Unknown } from "../values/value.js";

/**
 * Paths of Windows as texts. A part that is not known is written as a hole (`⟨env:tenant⟩`, see `host/holes.ts`), so two
 * paths that rest on the same unknown are the same path.
 */

export const SYSTEM_DRIVE = "C:";

/** Short names that setup itself creates on every system drive. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ["progra~1", "Program Files"],
  ["progra~2", "Program Files (x86)"],
  ["progra~3", "ProgramData"],
  ["docume~1", "Documents and Settings"],
]);

const OWN_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1", ".", "⟨env:computername⟩"]);

/** Splits at slashes and back slashes outside holes. */
function components(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text[index];
    if (unit === "⟨") depth++;
    else if (unit === "⟩") depth = Math.max(0, depth - 1);
    else if (depth === 0 && (unit === "\\" || unit === "/")) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

const isSlash = (unit: string | undefined): boolean => unit === "\\" || unit === "/";

/** A path that does not depend on the current location (or whose beginning is not known, so that nobody can tell). */
export function isRooted(text: string): boolean {
  return /^[a-z]:/i.test(text) || isSlash(text[0]) || text.startsWith("⟨");
}

/**
 * One spelling: absolute, back slashes, no `.` and `..`, no slash at the end except after a drive. `current` is an
 * absolute path for relative ones. Case is kept; {@link pathKey} folds it.
 */
export function normalizePath(text: string, current: string = `${SYSTEM_DRIVE}\\`): string {
  let path = text.trim();
  if (path.startsWith("file:///")) path = path.slice(8);
  if (/^[\\/]{2}[?.][\\/]/.test(path)) path = /^[\\/]{2}[?.][\\/]UNC[\\/]/i.test(path) ? `\\\\${path.slice(8)}` : path.slice(4);
  if (path === "~" || path.startsWith("~\\") || path.startsWith("~/")) path = `⟨env:userprofile⟩${path.slice(1)}`;
  let root: string;
  let rest: string[];
  let unc = false;
  if (isSlash(path[0]) && isSlash(path[1])) {
    const [server = "", share = "", ...tail] = components(path.slice(2)).filter((part, index) => part !== "" || index < 1);
    const drive = /^([a-z])\$$/i.exec(share);
    if (drive && OWN_NAMES.has(server.toLowerCase())) {
      root = `${(drive[1] as string).toUpperCase()}:`;
    } else {
      root = share === "" ? `\\\\${server}` : `\\\\${server}\\${share}`;
      unc = true;
    }
    rest = tail;
  } else if (/^[a-z]:/i.test(path)) {
    const drive = `${(path[0] as string).toUpperCase()}:`;
    const tail = path.slice(2);
    const currentParts = components(current);
    // `C:x` is relative to the current folder of that drive; only the current drive's is known.
    if (tail !== "" && !isSlash(tail[0]) && currentParts[0]?.toUpperCase() === drive)
      rest = [...currentParts.slice(1), ...components(tail)];
    else rest = components(tail);
    root = drive;
  } else if (isSlash(path[0])) {
    const first = components(current)[0] ?? "";
    root = /^[a-z]:$/i.test(first) ? first.toUpperCase() : SYSTEM_DRIVE;
    rest = components(path);
  } else if (path.startsWith("⟨")) {
    [root = "", ...rest] = components(path);
  } else {
    const base = components(current);
    unc = current.startsWith("\\\\");
    root = unc ? `\\\\${base[2] ?? ""}\\${base[3] ?? ""}` : (base[0] ?? SYSTEM_DRIVE);
    rest = [...base.slice(unc ? 4 : 1), ...components(path)];
  }
  const parts: string[] = [];
  for (const part of rest) {
    const name = /^\.+$/.test(part) ? part : part.replace(/[. ]+$/, "");
    if (name === "" || name === ".") continue;
    if (name === "..") {
      // Above an unknown root lies something that is not known either.
      if (parts.length > 0) parts.pop();
      else if (root.startsWith("⟨")) root = `⟨${root.replace(/[⟨⟩]/g, (unit) => (unit === "⟨" ? "(" : ")"))}/..⟩`;
    } else parts.push(parts.length === 0 && !unc ? (SHORT_NAMES.get(name.toLowerCase()) ?? name) : name);
  }
  if (parts.length === 0) return /^[A-Z]:$/.test(root) ? `${root}\\` : root;
  return `${root}\\${parts.join("\\")}`;
}

/** The key of a path in one spelling: Windows ignores case. */
export function pathKey(normalized: string): string {
  return normalized.toLowerCase();
}

/** The folder around a path in one spelling; undefined for a root. */
export function parentPath(normalized: string): string | undefined {
  const parts = components(normalized);
  if (normalized.startsWith("\\\\")) return parts.length <= 4 ? undefined : parts.slice(0, -1).join("\\");
  if (parts.length < 2 || parts[1] === "") return undefined;
  return parts.length === 2 ? rootOf(parts[0] as string) : parts.slice(0, -1).join("\\");
}

function rootOf(first: string): string {
  return /^[a-z]:$/i.test(first) ? `${first}\\` : first;
}

/** The last component: `web.config`; for a root the root itself. */
export function leafName(normalized: string): string {
  const parts = components(normalized).filter((part) => part !== "");
  return parts[parts.length - 1] ?? normalized;
}

export function childPath(folder: string, name: string): string {
  return folder.endsWith("\\") ? folder + name : `${folder}\\${name}`;
}

/** `.config` of `web.config`; "" when there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 || dot === name.length - 1 ? "" : name.slice(dot);
}

/** Every proper ancestor, nearest first. */
export function ancestors(normalized: string): string[] {
  const found: string[] = [];
  for (let path = parentPath(normalized); path !== undefined; path = parentPath(path)) found.push(path);
  return found;
}

/** The absolute path as a text: known when both are, else with its known fragments. */
export function absoluteText(path: Text, current: Text): Text {
  if (typeof path === "string" && (typeof current === "string" || isRooted(path))) {
    return normalizePath(path, typeof current === "string" ? current : `${SYSTEM_DRIVE}\\`);
  }
  if (isRooted(shownText(path))) return path;
  const list = pieces(path);
  const first = list[0];
  if (typeof first === "string") list[0] = first.replace(/^(?:\.[\\/]+)+/, "").replace(/^\.$/, "");
  const tail = list.filter((piece) => piece !== "");
  if (tail.length === 0) return current;
  const base = typeof current === "string" ? current.replace(/\\$/, "") : current;
  const joined = textOf(joinTexts([base, "\\", ...tail], path instanceof Unknown ? path.trace : null));
  return typeof joined === "string" ? normalizePath(joined) : joined;
}

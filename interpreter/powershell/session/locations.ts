import type { Machine } from "../../machine/machine.js";
import { Files } from "../../os/files.js";
import { absoluteText } from "../../os/paths.js";
import type { Provider, ProviderPath } from "../../tools/drives.js";
import type { Text } from "../../tools/tool.js";
import { partlyKnown, pieces, shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";

/** PowerShell's drives and current locations: which provider a path belongs to. */

/** A drive that a script made: `New-PSDrive -Name HKU -PSProvider Registry -Root HKEY_USERS`. */
interface Drive {
  /** Name of the provider. */
  readonly key: string;
  readonly name: string;
  readonly value: Str | Unknown;
}

const DRIVES = "powershell:drives";

export function addDrive(machine: Machine, name: string, provider: string, root: Text): void {
  machine.setRow<Drive>(DRIVES, name.toLowerCase(), {
    key: provider,
    name,
    value: typeof root === "string" ? new Str(root) : root,
  });
}

export function removeDrive(machine: Machine, name: string): void {
  machine.deleteRow(DRIVES, name.toLowerCase());
}

export function drives(
  machine: Machine,
): readonly { readonly name: string; readonly provider: string; readonly root: Str | Unknown }[] {
  return machine.rows<Drive>(DRIVES).map(([, drive]) => ({ name: drive.name, provider: drive.key, root: drive.value }));
}

function driveNamed(machine: Machine, name: string): Drive | undefined {
  return machine.row<Drive>(DRIVES, name.toLowerCase());
}

/** The text without its first characters; they must be known. */
export function afterPrefix(text: Text, length: number): Text {
  if (typeof text === "string") return text.slice(length);
  return textOfPieces(
    pieces(text).map((piece, index) => (index === 0 && typeof piece === "string" ? piece.slice(length) : piece)),
    text,
  );
}

/** One text of pieces, with the trace of a text that they come from. */
export function textOfPieces(list: readonly (string | Unknown)[], like?: Text): Text {
  const kept = list.filter((piece) => piece !== "");
  if (kept.every((piece): piece is string => typeof piece === "string")) return kept.join("");
  if (kept.length === 1) return kept[0] as Unknown;
  return partlyKnown(kept, like instanceof Unknown ? like.trace : null, like instanceof Unknown && like.secret);
}

/** The drive that relative paths count from: "" for the file system. */
function currentDrive(machine: Machine): string {
  return machine.settled(machine.cell<string>("location:drive", () => "").value);
}

function driveLocation(machine: Machine, drive: string): Text {
  return machine.settled(machine.cell<Text>(`location:${drive.toLowerCase()}`, () => "").value);
}

export class DriveNotFound {
  constructor(readonly drive: string) {}
}

/** Takes a path apart. A drive that does not exist gives {@link DriveNotFound}. */
export function locate(machine: Machine, path: Text): ProviderPath | DriveNotFound {
  const head = pieces(path)[0];
  const known = typeof head === "string" ? head : "";
  const qualified = /^([\w.]+\\)?(\w+)::/.exec(known);
  if (qualified) {
    const provider = machine.toolbox.providerByName(qualified[2] as string);
    if (!provider) return new DriveNotFound(qualified[2] as string);
    const rest = afterPrefix(path, qualified[0].length);
    return provider.name === "FileSystem"
      ? filePath(machine, rest)
      : { provider, drive: "", path: rest, shown: `${provider.name}::${shownText(rest)}` };
  }
  const named = /^([A-Za-z_][\w-]*):/.exec(known);
  if (named) {
    const name = named[1] as string;
    const rest = withoutSlash(afterPrefix(path, named[0].length));
    const made = driveNamed(machine, name);
    if (made) return onMadeDrive(machine, made, rest);
    const provider = machine.toolbox.providerOfDrive(name);
    if (provider && provider.name !== "FileSystem") {
      return {
        provider,
        drive: name,
        path: isAbsolute(known, named[0].length) ? rest : below(driveLocation(machine, name), rest),
        shown: `${name}:\\${shownText(rest)}`,
      };
    }
    if (name.length > 1) return new DriveNotFound(name);
    return filePath(machine, path);
  }
  const drive = currentDrive(machine);
  if (drive !== "" && !known.startsWith("\\\\")) {
    const made = driveNamed(machine, drive);
    const rest =
      known.startsWith("\\") || known.startsWith("/") ? withoutSlash(path) : below(driveLocation(machine, drive), path);
    if (made) return onMadeDrive(machine, made, rest);
    const provider = machine.toolbox.providerOfDrive(drive);
    if (provider) return { provider, drive, path: rest, shown: `${drive}:\\${shownText(rest)}` };
  }
  return filePath(machine, path);
}

const isAbsolute = (text: string, at: number): boolean => text[at] === "\\" || text[at] === "/";

function onMadeDrive(machine: Machine, drive: Drive, rest: Text): ProviderPath | DriveNotFound {
  const provider = machine.toolbox.providerByName(drive.key);
  if (!provider) return new DriveNotFound(drive.name);
  const root: Text = drive.value instanceof Str ? drive.value.value : drive.value;
  const whole = below(root, rest);
  if (provider.name === "FileSystem") return filePath(machine, whole);
  const again = locate(machine, whole);
  if (!(again instanceof DriveNotFound) && again.provider === provider) return again;
  return { provider, drive: "", path: whole, shown: `${drive.name}:\\${shownText(rest)}` };
}

function filePath(machine: Machine, path: Text): ProviderPath {
  const files = new Files(machine);
  return { provider: fileSystem(machine), drive: "", path, shown: files.resolve(path) };
}

function fileSystem(machine: Machine): Provider {
  const provider = machine.toolbox.providerByName("FileSystem");
  if (!provider) throw new Error("the FileSystem provider is not registered");
  return provider;
}

export function withoutSlash(text: Text): Text {
  const first = pieces(text)[0];
  if (typeof first !== "string") return text;
  const slashes = /^[\\/]+/.exec(first)?.[0].length ?? 0;
  return slashes === 0 ? text : afterPrefix(text, slashes);
}

/** `a` + `\` + `b`, with `.` and `..` of a known `b` taken out. */
export function below(base: Text, rest: Text): Text {
  const tail = typeof rest === "string" ? rest.replace(/^(?:\.[\\/])+/, "").replace(/^\.$/, "") : rest;
  if (base === "") return collapse(tail);
  if (tail === "") return base;
  return collapse(
    textOfPieces([...pieces(typeof base === "string" ? base.replace(/[\\/]+$/, "") : base), "\\", ...pieces(tail)], rest),
  );
}

function collapse(path: Text): Text {
  if (typeof path !== "string" || !path.includes("..")) return path;
  const parts: string[] = [];
  for (const part of path.split(/[\\/]/)) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("\\");
}

// ---------------------------------------------------------------- current location

/** The current location as a text: `C:\x`, `HKLM:\SOFTWARE`; unknown at the start of a script. */
export function currentLocation(machine: Machine): Text {
  const drive = currentDrive(machine);
  if (drive === "") return new Files(machine).location;
  return textOfPieces([`${drive}:\\`, ...pieces(driveLocation(machine, drive))]);
}

export function moveTo(machine: Machine, at: ProviderPath): void {
  const isFile = at.provider.name === "FileSystem";
  const drive = isFile ? "" : at.drive === "" ? `${at.provider.name}:` : at.drive;
  machine.journal.put(
    machine.cell<string>("location:drive", () => ""),
    drive,
  );
  if (isFile) new Files(machine).setLocation(absoluteText(at.path, new Files(machine).location));
  else
    machine.journal.put(
      machine.cell<Text>(`location:${drive.toLowerCase()}`, () => ""),
      at.path,
    );
}

/** The whole path for scripts: absolute; Unknown with its fragments where parts are not known. */
export function wholePath(machine: Machine, at: ProviderPath): Text {
  if (at.provider.name === "FileSystem") return absoluteText(at.path, new Files(machine).location);
  const prefix = at.drive === "" ? `${at.provider.name}::` : `${at.drive}:\\`;
  return textOfPieces([prefix, ...pieces(at.path)]);
}

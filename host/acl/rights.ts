/**
 * Access rights as bit sets, and the words that tools use for them. Values: Windows SDK access mask definitions, the icacls
 * documentation, .NET's FileSystemRights and RegistryRights.
 */

/** What a mask applies to; the low sixteen bits mean different things. */
export type ObjectKind = "file" | "registry" | "service";

export const RIGHT = {
  readData: 0x1,
  writeData: 0x2,
  appendData: 0x4,
  readAttributesExtended: 0x8,
  writeAttributesExtended: 0x10,
  execute: 0x20,
  deleteChild: 0x40,
  readAttributes: 0x80,
  writeAttributes: 0x100,
  delete: 0x10000,
  readControl: 0x20000,
  writeDac: 0x40000,
  writeOwner: 0x80000,
  synchronize: 0x100000,
  genericAll: 0x10000000,
  genericExecute: 0x20000000,
  genericWrite: 0x40000000,
  genericRead: 0x80000000,
} as const;

export const FILE_FULL = 0x1f01ff;
export const FILE_MODIFY = 0x1301bf;
export const FILE_READ_EXECUTE = 0x1200a9;
export const FILE_READ = 0x120089;
export const FILE_WRITE = 0x100116;
export const KEY_FULL = 0xf003f;
export const KEY_READ = 0x20019;
export const KEY_WRITE = 0x20006;
export const SERVICE_FULL = 0xf01ff;

interface GenericMapping {
  readonly all: number;
  readonly read: number;
  readonly write: number;
  readonly execute: number;
}

const GENERIC: Readonly<Record<ObjectKind, GenericMapping>> = {
  file: { all: FILE_FULL, read: FILE_READ, write: 0x120116, execute: 0x1200a0 },
  registry: { all: KEY_FULL, read: KEY_READ, write: KEY_WRITE, execute: KEY_READ },
  service: { all: SERVICE_FULL, read: 0x2008d, write: 0x20002, execute: 0x20170 },
};

/** The kind of an object as the model names it: `C:\x`, `HKLM\x`, `service:x`. */
export function objectKind(object: string): ObjectKind {
  if (/^service:/i.test(object)) return "service";
  return /^(hklm|hkcu|hkcr|hku)(\\|$)/i.test(object) ? "registry" : "file";
}

/** Generic rights replaced by what they stand for. */
export function mapGeneric(mask: number, kind: ObjectKind): number {
  const mapping = GENERIC[kind];
  let result = mask & 0x0fffffff;
  if ((mask & RIGHT.genericAll) !== 0) result |= mapping.all;
  if ((mask & RIGHT.genericRead) !== 0) result |= mapping.read;
  if ((mask & RIGHT.genericWrite) !== 0) result |= mapping.write;
  if ((mask & RIGHT.genericExecute) !== 0) result |= mapping.execute;
  return result >>> 0;
}

/**
 * The rights with which a holder takes over whatever trusts the object: change its content or its children, remove it, rewrite its
 * access list, own it. Starting and stopping a service is not among them.
 */
const TAKEOVER: Readonly<Record<ObjectKind, number>> = {
  file: RIGHT.writeData | RIGHT.appendData | RIGHT.deleteChild | RIGHT.delete | RIGHT.writeDac | RIGHT.writeOwner,
  // Set value, create subkey, create link.
  registry: 0x2 | 0x4 | 0x20 | RIGHT.delete | RIGHT.writeDac | RIGHT.writeOwner,
  // Change configuration.
  service: 0x2 | RIGHT.writeDac | RIGHT.writeOwner,
};

/** The part of a mask that means takeover. */
export function takeoverRights(mask: number, kind: ObjectKind): number {
  return (mapGeneric(mask, kind) & TAKEOVER[kind]) >>> 0;
}

/** icacls letters. Simple rights first, then specific ones. */
const ICACLS: ReadonlyMap<string, number> = new Map([
  ["n", 0],
  ["f", FILE_FULL],
  ["m", FILE_MODIFY],
  ["rx", FILE_READ_EXECUTE],
  ["r", FILE_READ],
  ["w", FILE_WRITE],
  ["d", RIGHT.delete | RIGHT.synchronize],
  ["de", RIGHT.delete],
  ["rc", RIGHT.readControl],
  ["wdac", RIGHT.writeDac],
  ["wo", RIGHT.writeOwner],
  ["s", RIGHT.synchronize],
  ["as", 0x1000000],
  ["ma", 0x2000000],
  ["gr", RIGHT.genericRead],
  ["gw", RIGHT.genericWrite],
  ["ge", RIGHT.genericExecute],
  ["ga", RIGHT.genericAll],
  ["rd", RIGHT.readData],
  ["wd", RIGHT.writeData],
  ["ad", RIGHT.appendData],
  ["rea", RIGHT.readAttributesExtended],
  ["wea", RIGHT.writeAttributesExtended],
  ["x", RIGHT.execute],
  ["dc", RIGHT.deleteChild],
  ["ra", RIGHT.readAttributes],
  ["wa", RIGHT.writeAttributes],
]);

/** The mask of an icacls permission such as `M`, `RX,W` or `GA`, for files; null when a word is none. */
export function icaclsRights(text: string): number | null {
  let mask = 0;
  for (const word of text.split(",")) {
    const bits = ICACLS.get(word.trim().toLowerCase());
    if (bits === undefined) return null;
    mask |= bits;
  }
  return mapGeneric(mask, "file");
}

/** Letters of cacls: N, R, C (change), W, F. */
const CACLS: ReadonlyMap<string, number> = new Map([
  ["n", 0],
  ["r", FILE_READ_EXECUTE],
  ["w", FILE_WRITE],
  ["c", FILE_MODIFY],
  ["f", FILE_FULL],
]);

export function caclsRights(letter: string): number | null {
  return CACLS.get(letter.trim().toLowerCase()) ?? null;
}

const FILE_SYSTEM_RIGHTS: ReadonlyMap<string, number> = new Map([
  ["fullcontrol", FILE_FULL],
  ["modify", 0x301bf],
  ["readandexecute", 0x200a9],
  ["read", 0x20089],
  ["write", 0x116],
  ["readdata", 0x1],
  ["listdirectory", 0x1],
  ["writedata", 0x2],
  ["createfiles", 0x2],
  ["appenddata", 0x4],
  ["createdirectories", 0x4],
  ["readextendedattributes", 0x8],
  ["writeextendedattributes", 0x10],
  ["executefile", 0x20],
  ["traverse", 0x20],
  ["deletesubdirectoriesandfiles", 0x40],
  ["readattributes", 0x80],
  ["writeattributes", 0x100],
  ["delete", 0x10000],
  ["readpermissions", 0x20000],
  ["changepermissions", 0x40000],
  ["takeownership", 0x80000],
  ["synchronize", 0x100000],
]);

const REGISTRY_RIGHTS: ReadonlyMap<string, number> = new Map([
  ["fullcontrol", KEY_FULL],
  ["writekey", KEY_WRITE],
  ["readkey", KEY_READ],
  ["executekey", KEY_READ],
  ["queryvalues", 0x1],
  ["setvalue", 0x2],
  ["createsubkey", 0x4],
  ["enumeratesubkeys", 0x8],
  ["notify", 0x10],
  ["createlink", 0x20],
  ["delete", 0x10000],
  ["readpermissions", 0x20000],
  ["changepermissions", 0x40000],
  ["takeownership", 0x80000],
]);

/**
 * The mask of a .NET rights value: names joined by commas, or a number. Allow rules carry Synchronize as .NET adds it.
 * Null when a name is none.
 */
export function dotnetRights(text: string, kind: "file" | "registry"): number | null {
  const names = kind === "file" ? FILE_SYSTEM_RIGHTS : REGISTRY_RIGHTS;
  let mask = 0;
  for (const word of text.split(",")) {
    const name = word.trim().toLowerCase();
    const bits = /^-?\d+$/.test(name) ? Number(name) >>> 0 : names.get(name);
    if (bits === undefined) return null;
    mask |= bits;
  }
  const mapped = mapGeneric(mask >>> 0, kind);
  return kind === "file" && mapped !== 0 ? (mapped | RIGHT.synchronize) >>> 0 : mapped;
}

/** How a mask reads in a message. */
export function describeRights(mask: number, kind: ObjectKind): string {
  const mapped = mapGeneric(mask, kind);
  const has = (bits: number): boolean => (mapped & bits) === (bits & ~RIGHT.synchronize) || (mapped & bits) === bits;
  if (kind === "file") {
    if (has(FILE_FULL)) return "full control";
    if (has(FILE_MODIFY & ~RIGHT.synchronize)) return "modify";
  } else if (kind === "registry") {
    if (has(KEY_FULL)) return "full control";
  } else if (has(SERVICE_FULL)) return "full control";
  const words: string[] = [];
  const word = (bits: number, name: string): void => {
    if ((mapped & bits) !== 0) words.push(name);
  };
  if (kind === "service") word(0x2, "change configuration");
  else if (kind === "registry") word(0x2 | 0x4 | 0x20, "write");
  else word(RIGHT.writeData | RIGHT.appendData, "write");
  word(RIGHT.delete, "delete");
  if (kind === "file") word(RIGHT.deleteChild, "delete children");
  word(RIGHT.writeDac, "change permissions");
  word(RIGHT.writeOwner, "take ownership");
  if (words.length > 0) return words.join(", ");
  if (kind === "file" && has(FILE_READ_EXECUTE & ~RIGHT.synchronize)) return "read and execute";
  return mapped === 0 ? "nothing" : "read";
}

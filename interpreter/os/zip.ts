import { inflateRawSync } from "node:zlib";

/** What a ZIP archive holds. Bounded: declared sizes are checked before anything is inflated. */
export interface ZipEntry {
  /** With slashes, as in the archive; a folder's ends in one. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

const MAXIMUM_ENTRIES = 4096;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** Null: it is no archive that can be read here (encrypted, another method, damaged), or it is larger than `limit` bytes. */
export function readZip(bytes: Uint8Array, limit: number): readonly ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MAXIMUM_ENTRIES) return null;
  const entries: ZipEntry[] = [];
  let total = 0;
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return null;
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const skip = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + skip;
    total += size;
    if ((flags & 1) !== 0 || (method !== 0 && method !== 8) || total > limit) return null;
    const content = contentOf(bytes, view, local, packed, size, method);
    if (!content) return null;
    entries.push({ name: name.replaceAll("\\", "/"), bytes: content });
  }
  return entries;
}

function findEnd(view: DataView): number {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 65_535; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  return -1;
}

function contentOf(
  bytes: Uint8Array,
  view: DataView,
  local: number,
  packed: number,
  size: number,
  method: number,
): Uint8Array | null {
  if (local + 30 > bytes.length || view.getUint32(local, true) !== LOCAL) return null;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (start + packed > bytes.length) return null;
  const data = bytes.subarray(start, start + packed);
  if (method === 0) return data.length === size ? data : null;
  try {
    const inflated = inflateRawSync(data, { maxOutputLength: size + 1 });
    return inflated.length === size ? inflated : null;
  } catch {
    return null;
  }
}

import { NetException } from "../../errors/failures.js";

/** Text encodings of .NET as pure functions on bytes. */
export interface Codec {
  /** As `WebName` gives it. */
  readonly name: string;
  readonly codePage: number;
  /** As `EncodingName` gives it. */
  readonly title: string;
  readonly preamble: readonly number[];
  encode(text: string): Uint8Array;
  decode(bytes: Uint8Array): string;
}

function utf16(text: string, big: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    bytes[index * 2] = big ? unit >> 8 : unit & 255;
    bytes[index * 2 + 1] = big ? unit & 255 : unit >> 8;
  }
  return bytes;
}

function fromUtf16(bytes: Uint8Array, big: boolean): string {
  let text = "";
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    const low = bytes[index + (big ? 1 : 0)] as number;
    const high = bytes[index + (big ? 0 : 1)] as number;
    text += String.fromCharCode((high << 8) | low);
  }
  return bytes.length % 2 === 1 ? `${text}\ufffd` : text;
}

/** One byte a character; `limit` is the first code that does not fit. */
function narrow(text: string, limit: number): Uint8Array {
  return Uint8Array.from(text, (char) => {
    const code = char.charCodeAt(0);
    return code < limit ? code : 63;
  });
}

const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function windows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => {
    const special = WINDOWS_1252.indexOf(char);
    if (special >= 0) return 128 + special;
    const code = char.charCodeAt(0);
    return code < 128 || (code >= 160 && code < 256) ? code : 63;
  });
}

function chars(bytes: Uint8Array, map: (byte: number) => string): string {
  let text = "";
  for (const byte of bytes) text += map(byte);
  return text;
}

const utf8Decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export const UTF8: Codec = {
  name: "utf-8",
  codePage: 65001,
  title: "Unicode (UTF-8)",
  preamble: [239, 187, 191],
  encode: (text) =>
    new TextEncoder().encode(text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")),
  decode: (bytes) => utf8Decoder.decode(bytes),
};
export const UTF8_BARE: Codec = { ...UTF8, preamble: [] };
export const UTF16: Codec = {
  name: "utf-16",
  codePage: 1200,
  title: "Unicode",
  preamble: [255, 254],
  encode: (text) => utf16(text, false),
  decode: (bytes) => fromUtf16(bytes, false),
};
export const UTF16_BIG: Codec = {
  name: "utf-16BE",
  codePage: 1201,
  title: "Unicode (Big-Endian)",
  preamble: [254, 255],
  encode: (text) => utf16(text, true),
  decode: (bytes) => fromUtf16(bytes, true),
};
export const ASCII: Codec = {
  name: "us-ascii",
  codePage: 20127,
  title: "US-ASCII",
  preamble: [],
  encode: (text) => narrow(text, 128),
  decode: (bytes) => chars(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : "?")),
};
export const LATIN1: Codec = {
  name: "iso-8859-1",
  codePage: 28591,
  title: "Western European (ISO)",
  preamble: [],
  encode: (text) => narrow(text, 256),
  decode: (bytes) => chars(bytes, (byte) => String.fromCharCode(byte)),
};
export const WESTERN: Codec = {
  name: "windows-1252",
  codePage: 1252,
  title: "Western European (Windows)",
  preamble: [],
  encode: windows1252,
  decode: (bytes) =>
    chars(bytes, (byte) => (byte >= 128 && byte < 160 ? (WINDOWS_1252[byte - 128] as string) : String.fromCharCode(byte))),
};
export const UTF32: Codec = {
  name: "utf-32",
  codePage: 12000,
  title: "Unicode (UTF-32)",
  preamble: [255, 254, 0, 0],
  encode: (text) => {
    const points = Array.from(text, (char) => char.codePointAt(0) as number);
    return Uint8Array.from(points.flatMap((point) => [point & 255, (point >> 8) & 255, (point >> 16) & 255, 0]));
  },
  decode: (bytes) => {
    let text = "";
    for (let index = 0; index + 3 < bytes.length; index += 4) {
      const point = (bytes[index] as number) | ((bytes[index + 1] as number) << 8) | ((bytes[index + 2] as number) << 16);
      text += point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
    }
    return text;
  },
};

const ALL: readonly Codec[] = [UTF8, UTF16, UTF16_BIG, ASCII, LATIN1, WESTERN, UTF32];
const ALIASES: Readonly<Record<string, string>> = {
  utf8: "utf-8",
  unicode: "utf-16",
  "utf-16le": "utf-16",
  unicodefffe: "utf-16BE",
  ascii: "us-ascii",
  "us-ascii": "us-ascii",
  latin1: "iso-8859-1",
  "iso8859-1": "iso-8859-1",
};

/** undefined: the encoding exists perhaps, but is not known here. */
export function codecNamed(name: string): Codec | undefined {
  const wanted = (ALIASES[name.toLowerCase()] ?? name).toLowerCase();
  return ALL.find((codec) => codec.name.toLowerCase() === wanted);
}

export function codecOfPage(page: number): Codec | undefined {
  return ALL.find((codec) => codec.codePage === page);
}

export function fromBase64(text: string): Uint8Array {
  const bare = text.replace(/[ \t\r\n]/g, "");
  if (bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(bare)) {
    throw new NetException(
      "System.FormatException",
      "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.",
    );
  }
  return new Uint8Array(Buffer.from(bare, "base64"));
}

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

import { describe, expect, test } from "vitest";
import { decodeScript } from "../../../../interpreter/powershell/syntax/decode-script.js";
import { verdict } from "./helpers.js";

function bytes(...values: number[]): Uint8Array {
  return Uint8Array.from(values);
}

describe("decodeScript", () => {
  test.each<[string, Uint8Array, string]>([
    ["nothing", bytes(), ""],
    ["ASCII", bytes(0x66, 0x20, 0x61), "f a"],
    ["UTF-8 with mark", bytes(0xef, 0xbb, 0xbf, 0xc3, 0xa9), "é"],
    ["UTF-8 without mark", bytes(0xe2, 0x80, 0x9c), "“"],
    ["UTF-16 little endian", bytes(0xff, 0xfe, 0x66, 0x00, 0x1c, 0x20), "f“"],
    ["UTF-16 big endian", bytes(0xfe, 0xff, 0x00, 0x66, 0x20, 0x1c), "f“"],
    ["an odd last byte", bytes(0xff, 0xfe, 0x66, 0x00, 0x41), "f"],
    ["Windows-1252", bytes(0x93, 0x61, 0x94, 0xe9, 0x20, 0x96), "“a”é –"],
    ["a mark alone", bytes(0xef, 0xbb, 0xbf), ""],
    ["broken UTF-8 behind a mark", bytes(0xef, 0xbb, 0xbf, 0x61, 0xff), "a\ufffd"],
  ])("%s", (_, input, text) => {
    expect(decodeScript(input)).toBe(text);
  });

  test("a mark that was left in the text is no part of the first word", () => {
    expect(verdict("\ufeffif ($a) { 1 }")).toBe("accepted");
    expect(verdict("\ufeffif ($a")).toBe("MissingEndParenthesisAfterStatement@7");
  });
});

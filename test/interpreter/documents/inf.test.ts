import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseInf } from "../../../interpreter/documents/inf.js";

const shape = (text: string) =>
  parseInf(text).sections.map(({ name, entries }) => [
    name,
    ...entries.map(({ key, fields }) => [key?.text ?? null, fields.map((field) => field.text)]),
  ]);

describe("security templates", () => {
  test.each([
    [
      "a list replaces",
      "[Privilege Rights]\r\nSeDebugPrivilege = *S-1-5-32-544,*S-1-5-17\r\n",
      [["Privilege Rights", ["SeDebugPrivilege", ["*S-1-5-32-544", "*S-1-5-17"]]]],
    ],
    [
      "an empty value has no fields",
      "[Group Membership]\n*S-1-5-32-544__Memberof =\n",
      [["Group Membership", ["*S-1-5-32-544__Memberof", []]]],
    ],
    ["an empty quoted value is a field", '[A]\nx=""', [["A", ["x", [""]]]]],
    [
      "names with blanks",
      "[g]\nNT AUTHORITY\\IUSR__Memberof = Administrators , Users",
      [["g", ["NT AUTHORITY\\IUSR__Memberof", ["Administrators", "Users"]]]],
    ],
    ["comments", "; [no]\n[a] ; section\nx = 1 ; comment\n; y = 2", [["a", ["x", ["1"]]]]],
    [
      "quotes hide commas, semicolons and equals signs",
      '[File Security]\n"C:\\a;b=c",2,"D:AR(A;OICI;FA;;;WD)"',
      [["File Security", [null, ["C:\\a;b=c", "2", "D:AR(A;OICI;FA;;;WD)"]]]],
    ],
    ["doubled quotes", '[a]\nx = "say ""hi"""', [["a", ["x", ['say "hi"']]]]],
    ["a byte order mark", "\ufeff[Unicode]\nUnicode=yes", [["Unicode", ["Unicode", ["yes"]]]]],
    ["continued lines", "[a]\nx = 1, \\\n  2", [["a", ["x", ["1", "2"]]]]],
    [
      "a path at the end of a line is not continued",
      "[a]\nMACHINE\\Software\\\nx=1",
      [["a", [null, ["MACHINE\\Software\\"]], ["x", ["1"]]]],
    ],
    [
      "strings",
      '[g]\n%admins%__Members = %who%,%other%\n[Strings]\nadmins = "*S-1-5-32-544"\nwho="IUSR"',
      [
        ["g", ["*S-1-5-32-544__Members", ["IUSR", "%other%"]]],
        ["Strings", ["admins", ["*S-1-5-32-544"]], ["who", ["IUSR"]]],
      ],
    ],
    ["lines before the first section", "x = 1\n[a]\ny = 2", [["a", ["y", ["2"]]]]],
    ["lone carriage returns", "[a]\rx=1\ry=2", [["a", ["x", ["1"]], ["y", ["2"]]]]],
  ])("%s", (_, text, expected) => {
    expect(shape(text)).toEqual(expected);
  });

  test("sections of one name count together, whatever their case", () => {
    const document = parseInf("[Privilege Rights]\na=1\n[x]\n[privilege rights]\nb=2");
    expect(document.entries("PRIVILEGE RIGHTS").map((entry) => entry.key?.text)).toEqual(["a", "b"]);
    expect(document.has("Registry Values")).toBe(false);
  });

  test("positions point at the text without its quotes", () => {
    const text = '[a]\n  key = "one two" , three ; no';
    const [entry] = parseInf(text).entries("a");
    const pieces = [entry?.key, ...(entry?.fields ?? [])].map((piece) => text.slice(piece?.start, piece?.end));
    expect(pieces).toEqual(["key", '"one two"', "three"].map((piece) => piece.replaceAll('"', "")));
  });

  test("any text can be read, and positions lie inside it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]=,;"%\\\r\n ab1*_'), maxLength: 60 }), (text) => {
        for (const section of parseInf(text).sections) {
          for (const { key, fields } of section.entries) {
            for (const piece of [...(key ? [key] : []), ...fields]) {
              expect(piece.start).toBeGreaterThanOrEqual(0);
              expect(piece.end).toBeLessThanOrEqual(text.length);
              expect(piece.end).toBeGreaterThanOrEqual(piece.start);
            }
          }
        }
      }),
    );
  });
});

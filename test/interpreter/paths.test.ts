import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  absoluteText,
  ancestors,
  extensionOf,
  leafName,
  normalizePath,
  parentPath,
  pathKey,
} from "../../interpreter/os/paths.js";
import { shownText } from "../../interpreter/values/texts.js";
import { Unknown } from "../../interpreter/values/value.js";

const hole = new Unknown("input", "a test", "env:tenant", null, "System.String");

describe("paths", () => {
  it.each([
    ["C:\\a\\b", "C:\\a\\b"],
    ["c:/a//b/", "C:\\a\\b"],
    ["C:\\a\\.\\b\\..\\c", "C:\\a\\c"],
    ["C:\\..\\..\\x", "C:\\x"],
    ["C:", "C:\\"],
    ["\\Windows", "C:\\Windows"],
    ["..\\x", "C:\\work\\x"],
    [".", "C:\\work\\here"],
    ["a b\\c. ", "C:\\work\\here\\a b\\c"],
    ["\\\\?\\C:\\long", "C:\\long"],
    ["\\\\srv\\share\\x\\..\\y", "\\\\srv\\share\\y"],
    ["\\\\srv\\share\\..\\..\\y", "\\\\srv\\share\\y"],
    ["\\\\localhost\\c$\\x", "C:\\x"],
    ["\\\\127.0.0.1\\D$", "D:\\"],
    ["file:///C:/x/y", "C:\\x\\y"],
    ["C:\\PROGRA~1\\IIS", "C:\\Program Files\\IIS"],
    ["D:x", "D:\\x"],
    ["C:x", "C:\\work\\here\\x"],
    ["⟨env:a\\b⟩\\x\\..\\y", "⟨env:a\\b⟩\\y"],
  ])("%s is %s", (written, normal) => {
    expect(normalizePath(written, "C:\\work\\here")).toBe(normal);
  });

  it("has one spelling of each path, which is its own", () => {
    const part = fc.constantFrom("a", "B", "..", ".", "x.txt", "", "⟨env:t⟩");
    fc.assert(
      fc.property(
        fc.constantFrom("C:\\", "\\\\s\\h\\", "", "\\", "⟨root⟩\\"),
        fc.array(part, { maxLength: 8 }),
        fc.constantFrom("\\", "/"),
        (root, parts, slash) => {
          const once = normalizePath(root + parts.join(slash), "D:\\now");
          expect(normalizePath(once, "E:\\other")).toBe(once);
        },
      ),
    );
  });

  it.each([
    ["C:\\a\\b", "C:\\a", "b"],
    ["C:\\a", "C:\\", "a"],
    ["C:\\", undefined, "C:"],
    ["\\\\s\\h\\x", "\\\\s\\h", "x"],
    ["\\\\s\\h", undefined, "h"],
  ])("%s lies in %s and is called %s", (path, parent, leaf) => {
    expect(parentPath(path)).toBe(parent);
    expect(leafName(path)).toBe(leaf);
  });

  it("lists what lies around a path, nearest first", () => {
    expect(ancestors("C:\\a\\b\\c")).toEqual(["C:\\a\\b", "C:\\a", "C:\\"]);
  });

  it("ignores case in keys", () => {
    expect(pathKey("C:\\Users")).toBe(pathKey("c:\\USERS"));
  });

  it.each([
    ["web.config", ".config"],
    ["a.b.c", ".c"],
    ["none", ""],
    ["dot.", ""],
  ])("the extension of %s is '%s'", (name, extension) => {
    expect(extensionOf(name)).toBe(extension);
  });

  it("keeps what is known of a path with an unknown part", () => {
    const path = new Unknown("input", "a test", "p", null, "System.String", [".\\", hole, "\\x.txt"]);
    expect(shownText(absoluteText(path, "C:\\work"))).toBe("C:\\work\\⟨env:tenant⟩\\x.txt");
    expect(shownText(absoluteText("x.txt", hole))).toBe("⟨env:tenant⟩\\x.txt");
    expect(absoluteText("D:\\x", hole)).toBe("D:\\x");
  });
});

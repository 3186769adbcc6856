import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Archive, Asset, PartialText, type PropertyValue, ResourceReference, Secret, Unknown } from "../../deployment/graph.js";
import { marker, restoreHoles } from "../../deployment/holes.js";
import {
  containsSecret,
  containsUnknown,
  decodeProperties,
  decodeValue,
  isPropertyMap,
  reveal,
  SIGNATURE_KEY,
  SIGNATURES,
  UNKNOWN_VALUE,
} from "../../deployment/property-value.js";

const signed = (signature: string, members: object): object => ({ [SIGNATURE_KEY]: signature, ...members });

describe("decodeValue", () => {
  const cases: readonly (readonly [string, unknown, PropertyValue])[] = [
    ["a text", "x", "x"],
    ["an unknown", UNKNOWN_VALUE, new Unknown()],
    ["an unknown number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421", new Unknown()],
    ["an unknown inside a list", [1, UNKNOWN_VALUE], [1, new Unknown()]],
    ["undefined in a list", [undefined, "a"], [null, "a"]],
    ["a secret", signed(SIGNATURES.secret, { value: "p" }), new Secret("p")],
    ["a secret of a list", signed(SIGNATURES.secret, { value: ["p"] }), new Secret(["p"])],
    ["a secret unknown", signed(SIGNATURES.secret, { value: UNKNOWN_VALUE }), new Secret(new Unknown())],
    ["a secret in a secret", signed(SIGNATURES.secret, { value: signed(SIGNATURES.secret, { value: 1 }) }), new Secret(1)],
    ["a state file's plaintext secret", signed(SIGNATURES.secret, { plaintext: '{"a":1}' }), new Secret(new Map([["a", 1]]))],
    [
      "a state file's encrypted secret",
      signed(SIGNATURES.secret, { ciphertext: "v1:x" }),
      new Secret(new Unknown("input", "an encrypted value")),
    ],
    ["a known output value", signed(SIGNATURES.output, { value: "v", dependencies: ["urn:x"] }), "v"],
    ["an unknown output value", signed(SIGNATURES.output, {}), new Unknown()],
    ["a secret output value", signed(SIGNATURES.output, { value: "v", secret: true }), new Secret("v")],
    ["a secret unknown output value", signed(SIGNATURES.output, { secret: true }), new Secret(new Unknown())],
    ["a custom resource", signed(SIGNATURES.resource, { urn: "urn:a", id: "i" }), new ResourceReference("urn:a", "i")],
    [
      "a custom resource without an id yet",
      signed(SIGNATURES.resource, { urn: "urn:a", id: "" }),
      new ResourceReference("urn:a", new Unknown()),
    ],
    ["a component", signed(SIGNATURES.resource, { urn: "urn:a" }), new ResourceReference("urn:a", undefined)],
    ["a text asset", signed(SIGNATURES.asset, { text: "t" }), new Asset("text", "t")],
    ["an empty text asset", signed(SIGNATURES.asset, { text: "" }), new Asset("text", "")],
    [
      "a file asset of a state file",
      signed(SIGNATURES.asset, { text: "", path: "./a.ps1", uri: "", hash: "00" }),
      new Asset("path", "./a.ps1", "00"),
    ],
    ["a remote asset", signed(SIGNATURES.asset, { uri: "https://e/a" }), new Asset("uri", "https://e/a")],
    ["an unknown asset text", signed(SIGNATURES.asset, { text: UNKNOWN_VALUE }), new Asset("text", new Unknown())],
    ["a folder", signed(SIGNATURES.archive, { path: "./d" }), new Archive("path", "./d")],
    [
      "an archive of assets",
      signed(SIGNATURES.archive, { assets: { "a.ps1": signed(SIGNATURES.asset, { text: "t" }) } }),
      new Archive("assets", new Map([["a.ps1", new Asset("text", "t")]])),
    ],
    ["a signature from the future", signed("00", { value: 1 }), new Unknown("input", "a value of a kind that is not supported")],
    ["a function", () => 1, new Unknown("input", "a value of type function")],
  ];
  it.each(cases)("reads %s", (_name, raw, expected) => {
    expect(decodeValue(raw)).toEqual(expected);
  });

  it("keeps __proto__ and constructor as ordinary keys", () => {
    const decoded = decodeProperties(JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"nested":{"__proto__":2}}'));
    expect([...decoded.keys()]).toEqual(["__proto__", "constructor", "nested"]);
    expect(decoded.get("nested")).toEqual(new Map([["__proto__", 2]]));
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("does not trip over proxies that throw on reading", () => {
    const target = { script: "s", other: UNKNOWN_VALUE };
    const guarded = new Proxy(target, {
      get: () => {
        throw new Error("read");
      },
    });
    expect(decodeProperties(guarded)).toEqual(
      new Map<string, PropertyValue>([
        ["script", "s"],
        ["other", new Unknown()],
      ]),
    );
  });

  it("ends at any depth", () => {
    let raw: unknown = 1;
    for (let i = 0; i < 5000; i++) raw = [raw];
    expect(containsUnknown(decodeValue(raw))).toBe(true);
  });

  it("reads every JSON value as itself", () => {
    const plain = (value: PropertyValue): unknown =>
      isPropertyMap(value)
        ? Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]))
        : Array.isArray(value)
          ? value.map(plain)
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.parse(JSON.stringify(value));
        fc.pre(!JSON.stringify(json).includes("__proto__"));
        expect(plain(decodeValue(json))).toEqual(json);
      }),
    );
  });
});

describe("secrets", () => {
  it("never print", () => {
    const secret = new Secret(new Map<string, PropertyValue>([["a", "canary-value"]]));
    for (const text of [String(secret), JSON.stringify({ secret }), inspect({ secret }, { depth: 9 }), `${secret}`])
      expect(text).not.toContain("canary");
  });

  it("are revealed, found and told from unknowns", () => {
    expect(reveal(new Secret("p"))).toEqual({ value: "p", secret: true });
    expect(reveal("p")).toEqual({ value: "p", secret: false });
    expect(containsSecret(["a", new Map([["k", new Secret("p")]])])).toBe(true);
    expect(containsSecret(new Archive("assets", new Map([["k", new Secret("p")]])))).toBe(true);
    expect(containsSecret(["a"])).toBe(false);
    expect(containsUnknown(new Secret(new PartialText(["a", new Unknown()])))).toBe(true);
    expect(containsUnknown(new Asset("path", "a"))).toBe(false);
  });
});

describe("holes", () => {
  const password = new Unknown("input", "configuration value app:pw");
  const address = new Unknown("deferred", "web.address");
  const holes = new Map([
    [marker(1), password],
    [marker(2), address],
  ]);

  it.each([
    ["no marker", "net user x", "net user x"],
    ["only a marker", marker(1), password],
    ["a marker in a text", `net user x ${marker(1)} /add`, new PartialText(["net user x ", password, " /add"])],
    ["two neighbours", `${marker(1)}${marker(2)}!`, new PartialText([password, address, "!"])],
    ["upper case", `A${marker(2).toUpperCase()}`, new PartialText(["A", address])],
    ["a marker of someone else", marker(77), marker(77)],
    ["a torn marker", marker(1).slice(0, 10), marker(1).slice(0, 10)],
    ["a torn marker before a whole one", `zqhole${marker(1)}`, new PartialText(["zqhole", password])],
  ])("finds %s", (_name, text, expected) => {
    expect(restoreHoles(text, holes)).toEqual(expected);
  });

  it("keeps every fragment in order", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(1, 2))), (pieces) => {
        const text = pieces.map((piece) => (typeof piece === "number" ? marker(piece) : piece)).join("");
        const restored = restoreHoles(text, holes);
        const parts = restored instanceof PartialText ? restored.parts : [restored];
        const again = parts.map((part) => (part === password ? marker(1) : part === address ? marker(2) : part)).join("");
        expect(again).toBe(text);
      }),
    );
  });
});

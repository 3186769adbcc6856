import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ALL_ADDRESSES,
  addressSet,
  admitted,
  breadth,
  contains,
  intersect,
  publicPart,
  publicSize,
  sizeOf,
  subtract,
} from "../../../host/smtp/coverage.js";
import { coversTopLevel, domainMatches, isWildcard } from "../../../host/smtp/domains.js";
import { formatIpv4, maskPrefix, parseIpv4, prefixMask } from "../../../host/smtp/ipv4.js";
import { parseAddressEntry } from "../../../host/smtp/list-object.js";
import { allExcept, type ClientAddress, EVERYONE, only, UNSET } from "../../../host/smtp/relay-list.js";

const set = (...entries: string[]) => addressSet(entries.map((entry) => parseAddressEntry(entry) as ClientAddress));
const everybody = { intervals: ALL_ADDRESSES, scattered: 0 };

describe("how much of the Internet a list covers", () => {
  test.each<[string, string[], string]>([
    ["any address", ["0.0.0.0, 0.0.0.0"], "internet"],
    ["a mask of zero", ["10.0.0.1, 0.0.0.0"], "internet"],
    ["two halves", ["0.0.0.0, 128.0.0.0", "128.0.0.0, 128.0.0.0"], "internet"],
    ["one half", ["128.0.0.0, 128.0.0.0"], "internet"],
    ["a public /8", ["20.0.0.0/8"], "internet"],
    ["two public /9 that are a /8", ["20.0.0.0/9", "20.128.0.0/9"], "internet"],
    ["the same /9 twice", ["20.0.0.0/9", "20.0.0.0/9"], "wide"],
    ["a /8 that is private", ["10.0.0.0/8"], "private"],
    ["172.0.0.0/255.255.0.0 looks private", ["172.0.0.0, 255.255.0.0"], "wide"],
    ["172.16.0.0/12 is private", ["172.16.0.0/12"], "private"],
    ["172.0.0.0/8 is private in part only", ["172.0.0.0/8"], "wide"],
    ["192.101.100.0/24 looks private", ["192.101.100.0/24"], "narrow"],
    ["192.168.0.0/16", ["192.168.0.0/16"], "private"],
    ["loopback", ["127.0.0.1"], "private"],
    ["link-local", ["169.254.0.0/16"], "private"],
    ["multicast", ["224.0.0.0/4"], "private"],
    ["nobody", ["0.0.0.0, 255.255.255.255"], "private"],
    ["one public host", ["20.1.2.3"], "narrow"],
    ["every address that ends in 7: as many as a /8, all over the Internet", ["0.0.0.7, 0.0.0.255"], "internet"],
    ["every address whose last bit is 1", ["0.0.0.1, 0.0.0.1"], "internet"],
    ["nothing", [], "private"],
  ])("%s", (_, entries, expected) => {
    expect(breadth(publicSize(set(...entries), everybody))).toBe(expected);
  });

  test("own and unknown entries count for nothing", () => {
    expect(publicSize(addressSet([{ kind: "own" }, { kind: "unknown", cause: "input", why: "" }]), everybody)).toBe(0);
  });

  test("what two lists admit together is what both admit", () => {
    expect(publicSize(set("0.0.0.0/0"), set("20.1.0.0/16"))).toBe(65536);
    expect(publicSize(set("20.1.0.0/16"), set("21.0.0.0/8"))).toBe(0);
  });
});

describe("whom a list admits", () => {
  test("absent: nobody relays, everybody connects", () => {
    expect(sizeOf(admitted(UNSET, "nobody").addresses.intervals)).toBe(0);
    expect(sizeOf(admitted(UNSET, "everyone").addresses.intervals)).toBe(2 ** 32);
  });

  test("zero length and a deny list: everybody but the denied", () => {
    expect(sizeOf(admitted(EVERYONE, "nobody").addresses.intervals)).toBe(2 ** 32);
    const rest = admitted(allExcept(parseAddressEntry("20.0.0.0/8") as ClientAddress), "nobody").addresses;
    expect(contains(rest, parseIpv4("20.1.1.1") as number)).toBe(false);
    expect(contains(rest, parseIpv4("21.1.1.1") as number)).toBe(true);
    expect(admitted(allExcept({ kind: "unknown", cause: "input", why: "" }), "nobody").unknown).toEqual([]);
  });

  test("unknown entries, malformed and undecided lists say what is missing", () => {
    expect(admitted(only({ kind: "unknown", cause: "deferred", why: "an address" }), "nobody").unknown).toEqual([
      { cause: "deferred", why: "an address" },
    ]);
    expect(admitted({ kind: "malformed", reason: "x" }, "nobody").unknown).toMatchObject([{ cause: "unreadable" }]);
    expect(admitted({ kind: "undecided-empty", reason: "x" }, "nobody").unknown).toMatchObject([{ cause: "unreadable" }]);
  });
});

const interval = fc
  .tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const intervals = fc.array(interval, { maxLength: 6 });
const members = (list: readonly { from: number; to: number }[]): Set<number> =>
  new Set(list.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, index) => from + index)));

describe("laws of intervals", () => {
  test("behave like sets", () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const [sa, sb] = [members(a), members(b)];
        expect(members(subtract(a, b))).toEqual(new Set([...sa].filter((x) => !sb.has(x))));
        expect(members(intersect(a, b))).toEqual(new Set([...sa].filter((x) => sb.has(x))));
        expect(sizeOf(a)).toBe(sa.size);
      }),
    );
  });

  test("a range holds exactly the addresses that agree with it under the mask", () => {
    const highMask = fc.nat({ max: 0xffffffff }).map((mask) => (mask | 0xfff00000) >>> 0);
    fc.assert(
      fc.property(
        fc.nat({ max: 0xffffffff }),
        highMask,
        fc.nat({ max: 0xffffffff }),
        fc.boolean(),
        (address, mask, other, near) => {
          const probe = near ? ((address & mask) | (other & ~mask)) >>> 0 : other;
          const range = addressSet([{ kind: "range", address, mask }]);
          if (range.scattered === 0) expect(contains(range, probe)).toBe((probe & mask) >>> 0 === (address & mask) >>> 0);
        },
      ),
    );
  });

  test("the public part of everything is public, and nothing private is", () => {
    const all = { intervals: publicPart(ALL_ADDRESSES), scattered: 0 };
    for (const text of [
      "10.1.2.3",
      "127.0.0.1",
      "192.168.1.1",
      "172.31.255.255",
      "169.254.1.1",
      "100.64.0.1",
      "224.0.0.1",
      "0.0.0.0",
    ]) {
      expect([text, contains(all, parseIpv4(text) as number)]).toEqual([text, false]);
    }
    for (const text of ["8.8.8.8", "172.32.0.0", "172.15.255.255", "192.101.100.1", "11.0.0.0", "100.128.0.0"]) {
      expect([text, contains(all, parseIpv4(text) as number)]).toEqual([text, true]);
    }
  });

  test("addresses and prefixes are written as they are read", () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffffffff }), fc.integer({ min: 0, max: 32 }), (word, length) => {
        expect(parseIpv4(formatIpv4(word))).toBe(word);
        expect(maskPrefix(prefixMask(length))).toBe(length);
      }),
    );
    expect(maskPrefix(0xff00ff00)).toBeNull();
  });
});

describe("domain names", () => {
  test.each([
    ["*", true],
    ["*.com", true],
    ["*.co.uk", true],
    ["com", true],
    ["*.contoso.com", false],
    ["contoso.com", false],
  ])("%s covers a whole top-level domain: %s", (name, expected) => {
    expect(coversTopLevel(name)).toBe(expected);
  });

  test.each([
    ["*", "contoso.com", true],
    ["*.com", "contoso.com", true],
    ["*.contoso.com", "contoso.com", false],
    ["*.contoso.com", "mail.contoso.com", true],
    ["contoso.com", "CONTOSO.com", true],
    ["contoso.com", "mail.contoso.com", false],
  ])("%s applies to %s: %s", (name, domain, expected) => {
    expect(domainMatches(name, domain)).toBe(expected);
    expect(isWildcard(name)).toBe(name.startsWith("*"));
  });
});

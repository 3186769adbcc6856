import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseIpv4 } from "../../../host/smtp/ipv4.js";
import { fromListObject, parseAddressEntry, parseDomainEntry, toListObject } from "../../../host/smtp/list-object.js";
import { type ByteCell, decodeRelayList, decodeRelayListHex, encodeRelayList } from "../../../host/smtp/relay-codec.js";
import { relayLists } from "../../../host/smtp/relay-json.js";
import {
  allExcept,
  type ClientAddress,
  clientSet,
  EVERYONE,
  only,
  type RelayList,
  sameRelayList,
  UNSET,
} from "../../../host/smtp/relay-list.js";

const P = "18000080 20000080 3c000080 44000080 01000000 4c000000 00000000 00000000";
const M = (n36: string, n44: string): string =>
  `01000000 ${n36} 02000000 ${n44} 04000000 00000000 4c000080 00000000 00000000 00000000 00000000`;

const host = (text: string): ClientAddress => ({ kind: "range", address: parseIpv4(text) as number, mask: 0xffffffff });
const LOOPBACK: ClientAddress = { kind: "loopback" };
const bytesOf = (text: string): number[] => [...Buffer.from(text.replaceAll(" ", ""), "hex")];

describe("the binary list: worked examples", () => {
  const one = `${P} ${M("01000000", "02000000")} ffffffff 7f000001`;

  test.each<[string, string, number, RelayList]>([
    ["1: one address, as the management console writes it", one, 84, only(LOOPBACK)],
    [
      "3: loopback and a network card",
      `${P} ${M("02000000", "03000000")} ffffffff 7f000001 0a000004`,
      88,
      only(LOOPBACK, host("10.0.0.4")),
    ],
    [
      "4: three addresses",
      `${P} ${M("03000000", "04000000")} ffffffff 7f000001 0a000004 0a000005`,
      92,
      only(LOOPBACK, host("10.0.0.4"), host("10.0.0.5")),
    ],
    ["8: the dummy entry that denies everybody", `${P} ${M("01000000", "02000000")} ffffffff 00000000`, 84, only()],
    [
      "a deny list only",
      "18000080 34000080 3c000080 44000080 01000000 4c000000 01000000 01000000 02000000 02000000 04000000 00000000 4c000080 00000000 00000000 00000000 00000000 00000000 00000000 ffffffff cb007107",
      84,
      allExcept(host("203.0.113.7")),
    ],
    [
      "two masks",
      `18000080 20000080 50000080 58000080 01000000 60000000 00000000 00000000 02000000 02000000 02000000 02000000 04000000 00000000 60000080 02000000 02000000 04000000 00000000 68000080 00000000 00000000 00000000 00000000 ffffffff 7f000001 ff000000 0a000000`,
      112,
      only(LOOPBACK, { kind: "range", address: 0x0a000000, mask: 0xff000000 }),
    ],
    ["zero length", "", 0, EVERYONE],
  ])("%s", (_, text, length, list) => {
    expect(bytesOf(text)).toHaveLength(length);
    expect(decodeRelayListHex(text)).toEqual(list);
  });

  test("2: the template's arithmetic gives the same bytes", () => {
    const template = bytesOf(`${P} ${M("00000000", "01000000")} ffffffff`);
    template[36] = (template[36] as number) + 1;
    template[44] = (template[44] as number) + 1;
    template.push(...[127, 0, 0, 1]);
    expect(template).toEqual(bytesOf(one));
  });

  test("5: the template unchanged decides nothing", () => {
    const list = decodeRelayListHex(`${P} ${M("00000000", "01000000")} ffffffff`);
    expect(list.kind).toBe("undecided-empty");
  });

  test("6: fewer addresses than promised is malformed", () => {
    const list = decodeRelayListHex(`${P} ${M("02000000", "03000000")} ffffffff 7f000001`);
    expect(list).toEqual({ kind: "malformed", reason: "its header promises 2 granted addresses, the data holds 1" });
  });

  test("7: the documentation's example without its fourth pointer is malformed", () => {
    const list = decodeRelayListHex(
      `18000080 20000080 3c000080 01000000 4c000000 00000000 00000000 ${M("01000000", "02000000")} ffffffff 7f000001`,
    );
    expect(list).toEqual({ kind: "malformed", reason: "pointer 4 is 0x1, which is no pointer" });
  });

  test("9: an element beyond a byte is malformed", () => {
    const bytes = bytesOf(one);
    bytes[36] = 256;
    expect(decodeRelayList(bytes)).toEqual({ kind: "malformed", reason: "256 is not a byte" });
  });

  test.each([
    ["shorter than its header", "18000080 20000080"],
    ["a pointer behind the end", "18000080 20000080 3c000080 ff000080 01000000 4c000000 00000000 00000000"],
    ["a family other than IPv4", one.replace("02000000 02000000", "17000000 02000000")],
    ["totals that differ from the groups", one.replace("01000000 01000000 02000000", "01000000 05000000 02000000")],
    ["an absurd group count", one.replace("01000000 01000000 02000000", "ffffff7f 01000000 02000000")],
    ["text that is no hexadecimal", "zz"],
  ])("%s is malformed", (_, text) => {
    expect(decodeRelayListHex(text).kind).toBe("malformed");
  });

  test("names in the list count although they cannot be read", () => {
    const text = `${P.replace("00000000 00000000", "00000000 00000000")} ${M("00000000", "01000000").replace(/00000000 00000000$/, "01000000 01000000")} ffffffff`;
    expect(decodeRelayListHex(text)).toMatchObject({ kind: "only", grant: { addresses: [], domains: [{ kind: "unknown" }] } });
  });
});

describe("bytes that are not all known", () => {
  const cell = (own: boolean): ByteCell => ({ own, cause: "input", why: "an address" });
  const two = (own: boolean): ByteCell[] => [
    ...bytesOf(`${P} ${M("02000000", "03000000")} ffffffff 7f000001`),
    ...Array.from({ length: 4 }, () => cell(own)),
  ];

  test("the host's own address is an entry", () => {
    expect(decodeRelayList(two(true))).toEqual(only(LOOPBACK, { kind: "own" }));
  });

  test("any other address is an unknown entry", () => {
    expect(decodeRelayList(two(false))).toEqual(only(LOOPBACK, { kind: "unknown", cause: "input", why: "an address" }));
  });

  test("unknown counts leave the list unreadable", () => {
    const bytes: ByteCell[] = two(true);
    bytes[36] = cell(false);
    expect(decodeRelayList(bytes)).toEqual({ kind: "unreadable", cause: "input", why: "an address" });
  });
});

const singles = fc.uniqueArray(fc.integer({ min: 1, max: 0xffffffff }), { minLength: 0, maxLength: 300 });
const ranges = fc
  .record({ address: fc.nat({ max: 0xffffffff }), mask: fc.nat({ max: 0xffffffff }) })
  .map((range): ClientAddress => ({ kind: "range", ...range }));
const unknowns = fc.record({
  kind: fc.constant("unknown" as const),
  cause: fc.constantFrom("input" as const, "deferred" as const),
  why: fc.string(),
});
const entries = fc.array(fc.oneof(ranges, unknowns, fc.constantFrom<ClientAddress>(LOOPBACK, { kind: "own" })), { maxLength: 6 });
const domains = fc.array(
  fc.stringMatching(/^[a-z]{1,5}(\.[a-z]{2,3})?$/).map((name) => ({ kind: "name" as const, name })),
  { maxLength: 3 },
);
const lists: fc.Arbitrary<RelayList> = fc.oneof(
  fc.constant(UNSET),
  fc.tuple(entries, domains).map(([a, d]): RelayList => ({ kind: "only", grant: clientSet(a, d) })),
  fc.tuple(entries, domains).map(([a, d]): RelayList => ({ kind: "all-except", deny: clientSet(a, d) })),
  fc.string().map((reason): RelayList => ({ kind: "malformed", reason })),
  fc.string().map((reason): RelayList => ({ kind: "undecided-empty", reason })),
);

describe("laws", () => {
  test("what is encoded is decoded, and the length is 80 bytes and 4 an address", () => {
    fc.assert(
      fc.property(singles, (words) => {
        const list = only(...words.map((address): ClientAddress => ({ kind: "range", address, mask: 0xffffffff })));
        const bytes = encodeRelayList(list);
        if (!(bytes instanceof Uint8Array)) throw new Error(bytes.error);
        expect(bytes).toHaveLength(80 + 4 * Math.max(1, words.length));
        expect(decodeRelayList([...bytes])).toEqual(list);
      }),
    );
  });

  test("only what has a certain form is encoded", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const bytes = encodeRelayList(list);
        if (bytes instanceof Uint8Array) expect(decodeRelayList([...bytes])).toEqual(list);
        else expect(bytes.error).not.toBe("");
      }),
    );
  });

  test("decoding any bytes ends in one of the kinds and never throws", () => {
    const nearly = fc.array(fc.tuple(fc.nat({ max: 91 }), fc.nat({ max: 255 })), { maxLength: 6 }).map((changes) => {
      const bytes = bytesOf(`${P} ${M("03000000", "04000000")} ffffffff 7f000001 0a000004 0a000005`);
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
    fc.assert(
      fc.property(fc.oneof(nearly, fc.array(fc.nat({ max: 255 }), { maxLength: 120 })), (bytes) => {
        expect(["all-except", "only", "malformed", "undecided-empty"]).toContain(decodeRelayList(bytes).kind);
      }),
    );
  });

  test("lists survive JSON", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const back = relayLists.decode(JSON.parse(JSON.stringify(relayLists.encode(list))), "");
        expect(sameRelayList(back, list)).toBe(true);
      }),
    );
  });

  test("the list object shows what is stored and stores what it shows", () => {
    fc.assert(
      fc.property(lists, (list) => {
        const object = toListObject(list);
        if (object === null) expect(["malformed", "undecided-empty"]).toContain(list.kind);
        else if (list.kind !== "unset") expect(sameRelayList(fromListObject(object), list)).toBe(true);
      }),
    );
  });
});

describe("entries of the list object", () => {
  test.each<[string, ClientAddress | null]>([
    ["127.0.0.1", LOOPBACK],
    ["127.0.0.1, 255.255.255.255", LOOPBACK],
    ["10.0.0.4,255.255.255.0;", { kind: "range", address: 0x0a000000, mask: 0xffffff00 }],
    ["10.1.2.3/8", { kind: "range", address: 0x0a000000, mask: 0xff000000 }],
    ["0.0.0.0, 0.0.0.0", { kind: "range", address: 0, mask: 0 }],
    ["10.0.0.4 255.0.255.0", { kind: "range", address: 0x0a000000, mask: 0xff00ff00 }],
    ["10.0.0", null],
    ["10.0.0.256", null],
    ["10.0.0.1/33", null],
    ["1, 2, 3", null],
    ["", null],
    ["contoso.com", null],
  ])("%j", (text, expected) => {
    expect(parseAddressEntry(text)).toEqual(expected);
  });

  test.each([
    ["*.Contoso.COM", { kind: "name", name: "contoso.com" }],
    [".com", { kind: "name", name: "com" }],
    [" ", null],
  ])("domain %j", (text, expected) => {
    expect(parseDomainEntry(text)).toEqual(expected);
  });
});

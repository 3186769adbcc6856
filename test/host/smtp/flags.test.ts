import { describe, expect, test } from "vitest";
import { formatBinding, onlyLoopback, parseBinding } from "../../../host/smtp/bindings.js";
import {
  ALL_LOG_FIELDS,
  isLocalRoute,
  LOG_FIELD,
  relayForAuthValue,
  routeActions,
  TRACEABLE_LOG_FIELDS,
} from "../../../host/smtp/flags.js";

describe("RouteAction", () => {
  test.each<[number, string[]]>([
    [264, ["sasl", "authClearText"]],
    [268, ["ssl", "sasl", "authClearText"]],
    [16, ["alias"]],
    [514, ["smartHost", "etrn"]],
    [4, ["ssl"]],
    [4096, ["domainRelay"]],
    [8388609, ["drop"]],
    [0, []],
  ])("%d means %j", (word, names) => {
    expect(routeActions(word)).toEqual(names);
  });

  test.each([
    [16, true],
    [0x20, true],
    [0x40, true],
    [0x1000, false],
  ])("%d makes a domain local: %s", (word, expected) => {
    expect(isLocalRoute(word)).toBe(expected);
  });
});

describe("logging", () => {
  test("the fields that trace a message are date, time, client, user, method, query and status", () => {
    const bits =
      LOG_FIELD.date |
      LOG_FIELD.time |
      LOG_FIELD.clientIp |
      LOG_FIELD.userName |
      LOG_FIELD.method |
      LOG_FIELD.uriQuery |
      LOG_FIELD.status;
    expect(bits).toBe(TRACEABLE_LOG_FIELDS);
    expect(bits).toBe(1679);
  });

  test("all fields are 4194303", () => {
    expect(Object.values(LOG_FIELD).reduce((sum, bit) => sum | bit, 0)).toBe(ALL_LOG_FIELDS);
    expect(ALL_LOG_FIELDS).toBe(4194303);
  });
});

describe("RelayForAuth", () => {
  test.each<[number | string | boolean | null, boolean | null]>([
    [-1, true],
    [1, true],
    ["2", true],
    [true, true],
    ["True", true],
    [0, false],
    ["0", false],
    ["", false],
    [false, false],
    [null, null],
    ["perhaps", null],
  ])("%j is %s", (value, expected) => {
    expect(relayForAuthValue(value)).toBe(expected);
  });
});

describe("bindings", () => {
  test.each<[string[], boolean]>([
    [[":25:"], false],
    [["127.0.0.1:25:"], true],
    [["127.0.0.1:25:", "127.0.0.2:587:"], true],
    [["127.0.0.1:25:", "10.0.0.4:25:"], false],
    [["[::1]:25:"], true],
    [[], true],
  ])("%j listens on loopback only: %s", (bindings, expected) => {
    expect(onlyLoopback(bindings)).toBe(expected);
  });

  test.each([":25:", "10.0.0.4:587:mail.contoso.com", "[::1]:25:"])("%s is written as it is read", (text) => {
    expect(formatBinding(parseBinding(text))).toBe(text);
  });
});

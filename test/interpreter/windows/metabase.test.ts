import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { authFlags, relayForAuth, relayList, smtpBindings } from "../../../host/keys.js";
import { allExcept, EVERYONE, only, UNSET } from "../../../host/smtp/relay-list.js";
import { HostState } from "../../../host/state.js";
import { Machine } from "../../../interpreter/machine/machine.js";
import { ownAddress } from "../../../interpreter/os/computer.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { Toolbox } from "../../../interpreter/tools/toolbox.js";
import {
  array,
  FALSE,
  type Instance,
  int,
  NULL,
  Num,
  str,
  TRUE,
  Unknown,
  type Value,
} from "../../../interpreter/values/value.js";
import { openAdsi } from "../../../interpreter/windows/adsi/adsi.js";
import { windowsFamilies } from "../../../interpreter/windows/index.js";
import "../../../interpreter/windows/metabase/index.js";
import { instancesOf, isFailure } from "../../../interpreter/windows/wmi/find.js";
import { wmiInstance } from "../../../interpreter/windows/wmi/objects.js";

function host(): Machine {
  return new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox: new Toolbox(windowsFamilies) });
}

function adsi(machine: Machine, path: string): Instance {
  return openAdsi(machine, path, null) as Instance;
}

function call(object: Instance, name: string, ...args: Value[]): Value | undefined {
  return object.model.invoke?.(object, name, args, null);
}

function wmi(machine: Machine, className: string, name: string): Instance {
  const found = instancesOf(machine, "root/MicrosoftIISv2", className, `Name='${name}'`, null);
  if (found instanceof Unknown || isFailure(found)) throw new Error("no instance");
  return wmiInstance(machine, found.registered, found.instances[0], "wmi", null);
}

function valueIn<T>(machine: Machine, key: Parameters<Machine["fact"]>[0]): T | undefined {
  const fact = machine.fact(key);
  return fact === undefined || fact.status === "unknown" ? undefined : (fact.value as T);
}

const HEADER = [24, 0, 0, 128, 32, 0, 0, 128, 60, 0, 0, 128, 68, 0, 0, 128, 1, 0, 0, 0, 76, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const template = (count: number, entries: number): number[] => [
  ...HEADER,
  1,
  0,
  0,
  0,
  count,
  0,
  0,
  0,
  2,
  0,
  0,
  0,
  entries,
  0,
  0,
  0,
  4,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  76,
  0,
  0,
  128,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  255,
  255,
  255,
  255,
];
const bytes = (...items: (number | string)[]): Value =>
  array(items.map((item) => (typeof item === "number" ? int(item) : str(item))));

describe("the relay list through ADSI", () => {
  it("changes nothing before SetInfo", () => {
    const machine = host();
    const server = adsi(machine, "IIS://localhost/SmtpSvc/1");
    server.model.set?.(server, "RelayForAuth", int(0), null);
    expect(machine.fact(relayForAuth("1"))).toBeUndefined();
    call(server, "SetInfo");
    expect(valueIn(machine, relayForAuth("1"))).toBe(false);
  });

  it.each([
    ["grant by default", TRUE, undefined, EVERYONE],
    ["a list of one", FALSE, str("127.0.0.1, 255.255.255.255"), only({ kind: "loopback" })],
    [
      "an array in an array",
      FALSE,
      array([array([str("10.0.0.0, 255.0.0.0")])]),
      only({ kind: "range", address: 0x0a000000, mask: 0xff000000 }),
    ],
    ["a semicolon at the end", FALSE, array([str("127.0.0.1,255.255.255.255;")]), only({ kind: "loopback" })],
    ["an address alone", FALSE, array([str("127.0.0.1")]), only({ kind: "loopback" })],
  ])("%s through the list object", (_what, byDefault, grant, expected) => {
    const machine = host();
    const server = adsi(machine, "IIS://LOCALHOST/smtpsvc/1");
    const list = call(server, "Get", str("RelayIpList")) as Instance;
    list.model.set?.(list, "GrantByDefault", byDefault, null);
    if (grant) list.model.set?.(list, "IPGrant", grant, null);
    call(server, "Put", str("relayiplist"), list);
    call(server, "CommitChanges");
    expect(valueIn(machine, relayList("1"))).toEqual(expected);
  });

  it("an address of the host itself is known as such", () => {
    const machine = host();
    const server = adsi(machine, "IIS://localhost/SmtpSvc/1");
    const list = call(server, "Get", str("RelayIpList")) as Instance;
    list.model.set?.(list, "GrantByDefault", FALSE, null);
    list.model.set?.(list, "IPGrant", array([ownAddress()]), null);
    call(server, "Put", str("RelayIpList"), list);
    call(server, "SetInfo");
    expect(valueIn(machine, relayList("1"))).toEqual(only({ kind: "own" }));
  });
});

describe("the relay list through WMI", () => {
  it.each<[string, Value, unknown]>([
    ["the template with one address", bytes(...template(1, 2), 127, 0, 0, 1), only({ kind: "loopback" })],
    ["octets that are texts", bytes(...template(1, 2), "127", "0", "0", "1"), only({ kind: "loopback" })],
    ["no bytes", array([], "System.Byte"), EVERYONE],
    ["the dummy entry", bytes(...template(1, 2), 0, 0, 0, 0), only()],
  ])("%s", (_what, value, expected) => {
    const machine = host();
    const server = wmi(machine, "iissmtpserversetting", "SmtpSvc/1");
    expect(server.model.set?.(server, "RelayIpList", value, null)).toBe(true);
    call(server, "Put");
    expect(valueIn(machine, relayList("1"))).toEqual(expected);
  });

  it("a number that is no byte fails and leaves the list as it was", () => {
    const machine = host();
    const server = wmi(machine, "IIsSmtpServerSetting", "SmtpSvc/1");
    server.model.set?.(server, "RelayIpList", bytes(...template(1, 2), 127, 0, 0, 1), null);
    call(server, "Put");
    server.model.set?.(server, "RelayIpList", bytes(...template(256, 2), 127, 0, 0, 1), null);
    expect(() => call(server, "Put")).toThrow();
    expect(valueIn(machine, relayList("1"))).toEqual(only({ kind: "loopback" }));
  });

  it("counts that promise more than there is are malformed", () => {
    const machine = host();
    const server = wmi(machine, "IIsSmtpServerSetting", "SmtpSvc/1");
    server.model.set?.(server, "RelayIpList", bytes(...template(2, 3), 127, 0, 0, 1), null);
    call(server, "Put");
    expect(valueIn<{ kind: string }>(machine, relayList("1"))?.kind).toBe("malformed");
  });

  it("$null may mean either and stays undecided", () => {
    const machine = host();
    const server = wmi(machine, "IIsSmtpServerSetting", "SmtpSvc/1");
    server.model.set?.(server, "RelayIpList", NULL, null);
    call(server, "Put");
    expect(valueIn<{ kind: string }>(machine, relayList("1"))?.kind).toBe("undecided-empty");
  });

  it("has no property and no class that exist only in scripts", () => {
    const machine = host();
    const server = wmi(machine, "IIsSmtpServerSetting", "SmtpSvc/1");
    expect(server.model.set?.(server, "MaxHopCount", int(30), null)).toBe(false);
    const found = instancesOf(machine, "root\\MicrosoftIISv2", "IIsSmtpVirtualServer", undefined, null);
    expect(isFailure(found) && found.failed).toBe("InvalidClass");
  });
});

describe("other properties", () => {
  it.each([
    [new Num("Int32", -1), true],
    [str("2"), true],
    [TRUE, true],
    [int(0), false],
    [str("0"), false],
  ])("RelayForAuth %o", (value, expected) => {
    const machine = host();
    const server = adsi(machine, "IIS://localhost/SmtpSvc/1");
    server.model.set?.(server, "RelayForAuth", value, null);
    call(server, "SetInfo");
    expect(valueIn(machine, relayForAuth("1"))).toBe(expected);
  });

  it("aliases of bits come after the word, whatever their order", () => {
    const machine = host();
    const server = wmi(machine, "IIsSmtpServerSetting", "SmtpSvc/1");
    server.model.set?.(server, "AuthAnonymous", str("false"), null);
    server.model.set?.(server, "AuthFlags", int(7), null);
    call(server, "Put");
    expect(valueIn(machine, authFlags("1"))).toBe(6);
  });

  it("bindings may be texts or objects", () => {
    const machine = host();
    const server = adsi(machine, "IIS://localhost/SmtpSvc/1");
    server.model.set?.(server, "ServerBindings", array([str("127.0.0.1:25:")]), null);
    call(server, "SetInfo");
    expect(valueIn(machine, smtpBindings("1"))).toEqual(["127.0.0.1:25:"]);
  });

  it("connection control is written through IIsIPSecuritySetting", () => {
    const machine = host();
    const setting = wmi(machine, "IIsIPSecuritySetting", "SmtpSvc/1");
    setting.model.set?.(setting, "GrantByDefault", TRUE, null);
    setting.model.set?.(setting, "IPDeny", array([str("203.0.113.9, 255.255.255.255")]), null);
    call(setting, "Put");
    const key = machine.host.entries("connectionControl").next().value;
    expect(key?.fact).toMatchObject({ value: allExcept({ kind: "range", address: 0xcb007109, mask: 0xffffffff }) });
  });

  it("clearing the property makes the list absent", () => {
    const machine = host();
    const server = adsi(machine, "IIS://localhost/SmtpSvc/1");
    call(server, "PutEx", int(1), str("RelayIpList"), int(0));
    call(server, "SetInfo");
    expect(valueIn(machine, relayList("1"))).toEqual(UNSET);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { Machine } from "../../../interpreter/machine/machine.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { Toolbox } from "../../../interpreter/tools/toolbox.js";
import { namespaceName, wmiClass } from "../../../interpreter/tools/wmi-class.js";
import { partlyKnown, shownText } from "../../../interpreter/values/texts.js";
import { type Instance, int, NULL, str, TRUE, Unknown, type Value } from "../../../interpreter/values/value.js";
import { instancesOf, isFailure, parseWmiPath, queryInstances } from "../../../interpreter/windows/wmi/find.js";
import { objectAt } from "../../../interpreter/windows/wmi/objects.js";
import { wmiMoniker } from "../../../interpreter/windows/wmi/services.js";
import { holds, parseWql, parseWqlCondition, WqlError, wantedBy } from "../../../interpreter/windows/wmi/wql.js";

const THING = wmiClass<string>("root\\test", "Thing", {
  keys: ["Name"],
  properties: ["Name", "Size"],
  areas: [],
  find: (_machine, wanted) => {
    const name = wanted.get("name");
    return name !== undefined && "kind" in name && name.kind === "str" ? [name.value] : ["a", "b"];
  },
  read: (machine, name, property) =>
    property === "name" ? str(name) : int(machine.row<{ value: number }>("things", name)?.value ?? 0),
  write: (machine, name, changes) => {
    const size = changes.get("size");
    if (size !== undefined && "kind" in size && size.kind === "num")
      machine.setRow("things", name, { key: name, value: Number(size.value) });
  },
});

function host(): Machine {
  return new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox: new Toolbox([{ wmiClasses: [THING] }]) });
}

describe("WQL", () => {
  const object: Record<string, Value> = { name: str("SmtpSvc/1"), size: int(7), running: TRUE, nothing: NULL };
  const read = (property: string): Value => object[property.toLowerCase()] ?? NULL;

  it.each<[string, boolean]>([
    ["Name = 'smtpsvc/1'", true],
    ['NAME="SmtpSvc/2"', false],
    ["Name <> 'x' and Size > 5", true],
    ["Size >= 8 or Running = TRUE", true],
    ["not Size = 7", false],
    ["(Name = 'x' or Size = 7) and Running = true", true],
    ["Name like 'smtp%'", true],
    ["Name like '%/_'", true],
    ["Name like '%/[2-9]'", false],
    ["Name like '%/[^2-9]'", true],
    ["Nothing is null", true],
    ["Name is not null", true],
    ["'SmtpSvc/1' = Name", true],
    ["Missing = null", true],
  ])("%s is %s", (condition, expected) => {
    expect(holds(host(), parseWqlCondition(condition), read)).toBe(expected);
  });

  it.each([
    "select from X",
    "select * X",
    "select * from X where",
    "select * from X where Name",
    "select * from X where Name = 'a",
    "update X",
  ])("%s is no query", (text) => {
    expect(() => parseWql(text)).toThrow(WqlError);
  });

  it("keeps what is not known as an unknown in the condition", () => {
    const id = new Unknown("input", "the parameter Id", "$id");
    const wanted = wantedBy(parseWqlCondition(partlyKnown(["Name='SmtpSvc/", id, "'"], null)));
    expect(shownText(wanted.get("name") as Unknown)).toBe("SmtpSvc/⟨$id⟩");
  });

  it("any text in quotes comes back as it was", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const quoted = `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
        const wanted = wantedBy(parseWqlCondition(`Name = ${quoted}`)).get("name");
        expect(wanted).toMatchObject({ value: text });
      }),
    );
  });

  it("never throws anything but its own error", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(
            "select",
            " ",
            "*",
            "from",
            "X",
            "where",
            "=",
            "'",
            '"',
            "(",
            ")",
            "and",
            "or",
            "not",
            "like",
            "is",
            "null",
            "\\",
          ),
        }),
        (text) => {
          try {
            parseWql(text);
          } catch (error) {
            expect(error).toBeInstanceOf(WqlError);
          }
        },
      ),
    );
  });
});

describe("classes", () => {
  const first = (machine: Machine, filter: string): Instance =>
    objectAt(machine, `root\\test:Thing.Name='${filter}'`, null) as Instance;

  it("changes are pending until Put", () => {
    const machine = host();
    const thing = first(machine, "a");
    thing.model.set?.(thing, "Size", int(3), null);
    expect(thing.model.get?.(thing, "size", null)).toMatchObject({ value: 3 });
    expect(machine.row("things", "a")).toBeUndefined();
    thing.model.invoke?.(thing, "Put", [], null);
    expect(machine.row("things", "a")).toMatchObject({ value: 3 });
  });

  it("a property that the class does not have cannot be set", () => {
    const machine = host();
    const thing = first(machine, "a");
    expect(thing.model.set?.(thing, "Colour", int(1), null)).toBe(false);
  });

  it.each([
    ["Thing", undefined, 2],
    ["thing", "Name='b'", 1],
    ["THING", "Name='b' and Size=1", 0],
  ])("%s where %s gives %i", (name, filter, count) => {
    const found = instancesOf(host(), "ROOT/test", name, filter, null);
    if (found instanceof Unknown || isFailure(found)) throw new Error("no instances");
    expect(found.instances).toHaveLength(count);
  });

  it("queries name the class", () => {
    const found = queryInstances(host(), "root/test", "Select Name From Thing Where Name = 'a'", null);
    if (found instanceof Unknown || isFailure(found)) throw new Error("no instances");
    expect(found.instances).toEqual(["a"]);
  });

  it("winmgmts: leads to a namespace, which answers queries", () => {
    const machine = host();
    const services = wmiMoniker(machine, "winmgmts:{impersonationLevel=impersonate}!\\\\.\\root\\test", null) as Instance;
    const found = machine.plain(services.model.invoke?.(services, "ExecQuery", [str("select * from Thing")], null) as Value);
    expect(found.kind === "arr" && machine.settled<readonly Value[]>(found.items as readonly Value[])).toHaveLength(2);
  });

  it.each([
    ["root/CIMV2", "root\\CIMV2"],
    ["\\\\.\\root\\MicrosoftIISv2", "root\\MicrosoftIISv2"],
    ["\\\\web01\\root\\cimv2", "root\\cimv2"],
    ["", "root\\cimv2"],
  ])("the namespace %s is %s", (text, expected) => {
    expect(namespaceName(text)).toBe(expected);
  });

  it.each([
    ["root\\test:Thing.Name='a'", "Thing", "Name='a'"],
    ['\\\\.\\root\\test:Thing.Name="a",Size="1"', "Thing", 'Name="a" and Size="1"'],
    ["Thing='a'", "Thing", "Name='a'"],
    ["root\\test:Thing", "Thing", null],
  ])("the path %s", (path, className, filter) => {
    expect(parseWmiPath(path, () => ["Name"])).toMatchObject({ className, filter });
  });
});

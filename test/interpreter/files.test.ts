import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Alternatives, type Guarded, leaves } from "../../host/choice.js";
import { setFact } from "../../host/facts.js";
import { feature } from "../../host/keys.js";
import type { Machine } from "../../interpreter/machine/machine.js";
import type { FileWatcher } from "../../interpreter/os/file-watchers.js";
import { Files } from "../../interpreter/os/files.js";
import { Str, str, Unknown } from "../../interpreter/values/value.js";
import { SEED } from "../seed.js";
import { filesOf, machineOf, machineWith } from "./machine-of.js";

/** What a test of the machine gives in each world. */
function worlds<T>(machine: Machine, run: () => T): readonly T[] {
  return [...leaves<T>(machine.attempt(run) as Guarded<T>)];
}

function text(machine: Machine, path: string): string | undefined {
  const found = new Files(machine).readText(path);
  return found instanceof Str ? found.value : found?.symbol;
}

describe("files", () => {
  it.each([
    "C:\\Windows\\System32\\cmd.exe",
    "c:/windows/temp",
    "C:\\Program Files\\",
    "C:\\Windows\\System32\\drivers\\etc\\hosts",
  ])("every Windows has %s", (path) => {
    expect(worlds(machineOf(), () => 1)).toEqual([1]);
    expect(new Files(machineOf()).exists(path)).toBe(true);
  });

  it("a path that nobody knows may be there or not, and stays so", () => {
    const machine = machineOf();
    const ask = () => worlds(machine, () => new Files(machine).exists("D:\\legacy\\x.txt"));
    expect(ask()).toEqual([true, false]);
    const both = machine.attempt(() =>
      [new Files(machine).exists("D:\\legacy\\x.txt"), new Files(machine).exists("d:/LEGACY/x.txt")].join(),
    );
    expect([...leaves(both as Guarded<string>)]).toEqual(["true,true", "false,false"]);
  });

  it("what is in a folder that is not there is not there, and a folder with something in it is", () => {
    const machine = machineOf();
    const files = () => new Files(machine);
    expect(worlds(machine, () => `${files().exists("D:\\a", "directory")} ${files().peek("D:\\a\\b")}`)).toEqual([
      "true open",
      "false absent",
    ]);
    expect(worlds(machine, () => `${files().exists("E:\\a\\b\\c")} ${files().peek("E:\\a")}`)).toEqual([
      "true directory",
      "false open",
    ]);
  });

  it("remembers what was written, with its folders, in any spelling", () => {
    const machine = machineOf();
    const files = new Files(machine);
    files.write("C:\\app\\conf\\a.txt", str("one"));
    expect(text(machine, "c:/APP/conf/../conf/A.TXT")).toBe("one");
    expect(files.peek("C:\\app\\conf")).toBe("directory");
    files.append("C:\\app\\conf\\a.txt", str("two"));
    expect(text(machine, "C:\\app\\conf\\a.txt")).toBe("onetwo");
  });

  it("appending to a file that may be missing keeps what may be in it, and is all there is in a new one", () => {
    const machine = machineOf();
    const files = new Files(machine);
    const content = worlds(machine, () => {
      files.append("D:\\log.txt", str("line"));
      const found = files.readText("D:\\log.txt");
      return found instanceof Str ? found.value : found;
    });
    expect(content).toContain("line");
    const unknown = content.find((one) => one instanceof Unknown) as Unknown;
    expect(unknown.parts?.at(-1)).toBe("line");
    expect(unknown.cause).toBe("input");
  });

  it("a folder made where nothing was holds only what is put there", () => {
    const machine = machineOf();
    const files = new Files(machine);
    files.remove("C:\\new");
    files.makeDirectory("C:\\new");
    files.write("C:\\new\\b.txt", str(""));
    files.write("C:\\new\\a\\c.txt", str(""));
    expect(files.list("C:\\new")).toEqual({
      complete: true,
      entries: [
        { name: "a", path: "C:\\new\\a", kind: "directory" },
        { name: "b.txt", path: "C:\\new\\b.txt", kind: "file" },
      ],
    });
    expect(files.peek("C:\\new\\other")).toBe("absent");
    files.disturb("C:\\new");
    expect(files.list("C:\\new").complete).toBe(false);
    expect(files.peek("C:\\new\\other")).toBe("open");
  });

  it("copies, moves and removes folders with what is in them", () => {
    const machine = machineOf();
    const files = new Files(machine);
    files.write("C:\\src\\a\\x.txt", str("x"));
    files.copy("C:\\src", "C:\\dst");
    expect(text(machine, "C:\\dst\\a\\x.txt")).toBe("x");
    files.move("C:\\dst", "C:\\end");
    expect([files.peek("C:\\dst\\a\\x.txt"), text(machine, "C:\\end\\a\\x.txt")]).toEqual(["absent", "x"]);
    files.remove("C:\\src");
    expect([files.peek("C:\\src"), files.peek("C:\\src\\a\\x.txt"), files.peek("C:\\src\\zz")]).toEqual([
      "absent",
      "absent",
      "absent",
    ]);
  });

  it("reads files beside the script as they are written, decodes their byte order mark, and lets scripts overwrite them", () => {
    const machine = machineOf(filesOf({ "lib\\a.ps1": "\ufeffGet-X", "C:\\deploy\\b.txt": "b" }));
    const files = new Files(machine);
    expect(text(machine, "lib/a.ps1")).toBe("Get-X");
    expect(files.peek("C:\\deploy\\b.txt")).toBe("file");
    expect((files.readText("lib/a.ps1") as Str).trace?.origin.file).toContain("a.ps1");
    files.write("C:\\deploy\\b.txt", str("new"));
    expect(text(machine, "C:\\deploy\\b.txt")).toBe("new");
    files.remove("C:\\deploy\\b.txt");
    expect(files.readText("C:\\deploy\\b.txt")).toBeUndefined();
  });

  it("a path with an unknown part is the same path wherever the same unknown is in it", () => {
    const machine = machineOf();
    const files = new Files(machine);
    const tenant = new Unknown("input", "a test", "env:tenant", null, "System.String");
    const path = (tail: string) => new Unknown("input", "a test", "p", null, "System.String", ["C:\\data\\", tenant, tail]);
    files.write(path("\\a.txt"), str("known"));
    expect((files.readText(path("/A.TXT")) as Str).value).toBe("known");
    expect(files.peek(path("\\b.txt"))).toBe("open");
  });

  it("relative paths count from the current location, which nobody knows at the start", () => {
    const machine = machineOf();
    const files = new Files(machine);
    files.write(".\\x.txt", str("start"));
    expect(text(machine, "x.txt")).toBe("start");
    files.setLocation("C:\\other");
    expect(files.peek("x.txt")).toBe("open");
    files.write("x.txt", str("other"));
    expect(text(machine, "C:\\other\\x.txt")).toBe("other");
  });

  it("files of a feature are there when it is installed", () => {
    const machine = machineOf();
    const files = new Files(machine);
    expect(files.peek("C:\\inetpub\\wwwroot")).toBe("open");
    machine.setFact(feature("Web-Server"), setFact(true, null));
    expect(files.peek("C:\\inetpub\\wwwroot")).toBe("directory");
    files.remove("C:\\inetpub");
    expect(files.peek("C:\\inetpub\\wwwroot")).toBe("absent");
    machine.setFact(feature("Web-Server"), setFact(false, null));
    expect(files.peek("C:\\Windows\\System32\\inetsrv\\appcmd.exe")).toBe("absent");
  });

  it("branches that end with the same files are one world again", () => {
    const machine = machineOf();
    const files = new Files(machine);
    machine.fork(machine.choice("c", ["yes", "no"]), () => void files.write("C:\\same.txt", str("same")));
    expect(machine.attempt(() => text(machine, "C:\\same.txt"))).toBe("same");
    machine.fork(machine.choice("d", ["yes", "no"]), (outcome) => void files.write("C:\\other.txt", str(String(outcome))));
    expect(machine.attempt(() => text(machine, "C:\\other.txt"))).toBeInstanceOf(Alternatives);
  });

  it("tells watchers of a file what it holds now", () => {
    const seen: string[] = [];
    const watcher: FileWatcher = {
      places: ["*\\watched\\test.config"],
      changed: (_machine, path, content) =>
        seen.push(`${path}=${content instanceof Str ? content.value : content === undefined ? "gone" : "?"}`),
    };
    const files = new Files(machineWith({ fileWatchers: [watcher] }));
    files.write("C:\\Watched\\Test.config", str("1"));
    files.move("C:\\watched\\test.config", "C:\\elsewhere.config");
    expect(seen).toEqual(["C:\\Watched\\Test.config=1", "C:\\watched\\test.config=gone"]);
  });

  it("behaves like a map from paths to contents", () => {
    const name = fc.constantFrom("a", "b", "c");
    const step = fc.oneof(
      fc.record({
        kind: fc.constant("write" as const),
        path: fc.array(name, { minLength: 1, maxLength: 1 }),
        text: fc.string({ maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant("remove" as const), path: fc.array(name, { minLength: 1, maxLength: 1 }) }),
      fc.record({ kind: fc.constant("copy" as const), path: fc.array(name, { minLength: 1, maxLength: 1 }), to: name }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const machine = machineOf();
        const files = new Files(machine);
        files.remove("C:\\f");
        files.makeDirectory("C:\\f");
        const model = new Map<string, string>();
        for (const one of steps) {
          const path = one.path.join("\\");
          if (one.kind === "write") {
            files.write(`C:\\f\\${path}`, str(one.text));
            model.set(path, one.text);
          } else if (one.kind === "remove") {
            files.remove(`C:\\f\\${path}`);
            model.delete(path);
          } else if (model.has(path)) {
            files.copy(`C:\\f\\${path}`, `C:\\f\\${one.to}`);
            model.set(one.to, model.get(path) as string);
          }
        }
        expect(files.list("C:\\f").entries.map((entry) => entry.name)).toEqual([...model.keys()].sort());
        for (const [path, content] of model) expect(text(machine, `C:\\f\\${path}`)).toBe(content);
      }),
    );
  });
});

/** Paths that lie around, beside and in each other. */
const PATHS = ["D:\\", "D:\\a", "D:\\a\\x", "D:\\a\\x\\deep", "D:\\b", "C:\\Windows\\Temp\\t", "C:\\inetpub\\new"] as const;

const operation = fc.tuple(
  fc.constantFrom<(files: Files, path: string) => unknown>(
    (files, path) => files.exists(path),
    (files, path) => files.exists(path, "directory"),
    (files, path) => files.write(path, str("text")),
    (files, path) => files.remove(path),
    (files, path) => files.makeDirectory(path),
    (files, path) => files.exists(path) || files.makeDirectory(path),
    (files, path) => files.exists(path) && files.remove(path),
  ),
  fc.constantFrom(...PATHS),
);

describe("files in many worlds", () => {
  it("are what they are when each world is run from its start to its end", () => {
    const found = (machine: Machine) => PATHS.map((path) => new Files(machine).peek(path)).join(" ");
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 7 }), (operations) => {
        const joined = machineOf();
        for (const [run, path] of operations) joined.attempt(() => void run(new Files(joined), path));
        const apart = machineOf();
        const ends = worlds(apart, () => {
          for (const [run, path] of operations) run(new Files(apart), path);
          return found(apart);
        });
        expect(new Set(worlds(joined, () => found(joined)))).toEqual(new Set(ends));
      }),
      { numRuns: 400, seed: SEED },
    );
  });

  it("a question about one says nothing of the next, so that they do not multiply", () => {
    const machine = machineOf();
    for (let index = 0; index < 200; index++) {
      const answers = worlds(machine, () => new Files(machine).exists(`D:\\data\\${index}`));
      expect(answers).toEqual([true, false]);
    }
  });
});

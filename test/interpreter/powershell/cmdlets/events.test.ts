import { describe, expect, test } from "vitest";
import { run } from "./run.js";

describe("actions of events", () => {
  test("run when the session ends", () => {
    expect(
      run("Register-EngineEvent PowerShell.Exiting -Action { Set-Content C:\\o.txt 'bye' } | Out-Null; gc C:\\o.txt").worlds,
    ).toEqual([["bye"]]);
  });

  test.each([
    ["Register-EngineEvent -SourceIdentifier Mine -Action { Set-Content C:\\o.txt 'ran' } | Out-Null"],
    [
      "$w = New-Object IO.FileSystemWatcher 'C:\\in'; Register-ObjectEvent $w Created -Action { Set-Content C:\\o.txt 'ran' } | Out-Null",
    ],
    ["Register-WmiEvent -Query 'select * from __InstanceCreationEvent' -Action { Set-Content C:\\o.txt 'ran' } | Out-Null"],
  ])("run in one world only: %s", (script) => {
    const { worlds } = run(`Set-Content C:\\o.txt 'no'; ${script}; gc C:\\o.txt`);
    expect(worlds.map((world) => world.at(-1))).toEqual(["ran or no"]);
  });

  test("without an action nothing runs", () => {
    expect(run("Register-EngineEvent -SourceIdentifier Mine; 'x'").worlds.at(0)?.at(-1)).toBe("x");
  });
});

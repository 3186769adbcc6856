// Two hosts that are analyzed in one process know nothing of each other.
import { describe, expect, it } from "vitest";
import { symbolOf } from "../../../interpreter/values/unknowns.js";
import { Str } from "../../../interpreter/values/value.js";
import { machineOf } from "../machine-of.js";
import { run } from "../powershell/cmdlets/run.js";

const DEFINITION = "enum Mode { Closed = 4; Open = 9 }\n";

describe("two hosts in one process", () => {
  it("an enum that one host's script defines is no type of the other host", () => {
    expect(run(`${DEFINITION}[Mode]::Open -eq 'open'; [Enum]::GetNames([Mode]) -join ','`).worlds).toEqual([
      ["True", "Closed,Open"],
    ]);
    expect(run("try { [Mode]::Open } catch { 'not found' }").worlds).toEqual([["not found"]]);
    expect(run("try { [Enum]::Parse('Mode', 'Open') } catch { 'not found' }").worlds).toEqual([["not found"]]);
  });

  it("enums of one name are each host's own", () => {
    const other = "enum Mode { Open = 1; Closed = 2 }\n$m = [Mode]::Open\n";
    const script = `${other}$m -eq 'closed'; $m++; "$m"; [int]$m; [Mode].IsEnum`;
    const alone = run(script).worlds;
    run(`${DEFINITION}[Mode]::Closed -eq 'open'`);
    expect(run(script).worlds).toEqual(alone);
    expect(alone).toEqual([["False", "Closed", "2", "True"]]);
  });

  it("a value keeps the enum that it was made of when a later one has its name", () => {
    const script = `${DEFINITION}$m = [Mode]::Closed
      & ([scriptblock]::Create('enum Mode { Other = 4 }; [Mode]::Other'))
      $m -eq 'Closed'; $m.HasFlag([Mode]::Closed)`;
    expect(run(script).worlds).toEqual([["Other", "True", "True"]]);
  });
});

describe("symbols of secrets", () => {
  it("two secrets of one host never share a symbol, however many there are", () => {
    const machine = machineOf();
    const secret = (text: string) => symbolOf(new Str(text, null, true));
    const symbols = new Set(Array.from({ length: 30_000 }, (_, index) => secret(`pw-${index}`)));
    expect(symbols.size).toBe(30_000);
    expect(secret("pw-0")).toBe(secret("pw-0"));
    expect(machine.secrets.values).toEqual([]);
  });
});

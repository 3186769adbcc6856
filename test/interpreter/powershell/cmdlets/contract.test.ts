import { describe, expect, it } from "vitest";
import { coreCmdlets } from "../../../../interpreter/powershell/cmdlets/index.js";
import { powershellFamilies } from "../../../../interpreter/powershell/index.js";
import { cmdletsWith } from "../../../../interpreter/tools/tool.js";
import { Toolbox } from "../../../../interpreter/tools/toolbox.js";
import { Str, str } from "../../../../interpreter/values/value.js";
import { run } from "../semantics/outputs.js";

/** Step 1 of "Add a tool" in docs/developing.md: what stands in the file of a new cmdlet. Nothing else of the product knows of it. */
const cmdlet = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });
const greetings = [
  cmdlet("Get-Greeting", ["Name[]@0!<.", "Loud?"], (call) => {
    const names = call.texts("Name");
    if ("kind" in names) return;
    if (call.whatIf) return;
    for (const name of names) {
      if (name === "") call.fail({ id: "NoName", message: "Nobody to greet." });
      else if (typeof name === "string") call.out(str(`hello ${call.flag("Loud") ? name.toUpperCase() : name}`));
    }
  }),
  cmdlet("Add-Number", ["InputObject<"], {
    open: (call) => {
      let count = 0;
      return {
        process: (value) => call.out(str(`${++count}:${value instanceof Str ? value.value : ""}`)),
        end: () => call.out(str(`${count} in all`)),
      };
    },
  }),
];
/** Step 2: the list in which it stands. */
const toolbox = new Toolbox([{ tools: greetings }, ...powershellFamilies]);

describe("a new cmdlet is one value in one list", () => {
  it.each([
    ["Get-Greeting Ann", ["hello Ann"]],
    ["'Ann', 'Bob' | Get-Greeting", ["hello Ann", "hello Bob"]],
    ["[pscustomobject]@{ Name = 'Ann' } | Get-Greeting -Loud", ["hello ANN"]],
    ["Greeting Ann", ["hello Ann"]],
    ["$null = Get-Greeting Ann -OutVariable kept; $kept", ["hello Ann"]],
    [
      "Get-Greeting '' -ErrorAction SilentlyContinue -ErrorVariable e; $e[0].FullyQualifiedErrorId",
      ["NoName,Microsoft.PowerShell.Commands.GetGreetingCommand"],
    ],
    ["try { Get-Greeting '' -ErrorAction Stop } catch { \"$_\" }", ["Nobody to greet."]],
    ["Get-Greeting Ann -WhatIf", []],
    ["$PSDefaultParameterValues['Get-Greeting:Loud'] = $true; Get-Greeting Ann", ["hello ANN"]],
    [
      "try { Get-Greeting -Nmae x } catch { $_.FullyQualifiedErrorId }",
      ["NamedParameterNotFound,Microsoft.PowerShell.Commands.GetGreetingCommand"],
    ],
    ["(Get-Command Get-Greeting).CommandType", ["Cmdlet"]],
    ["Set-Alias hi Get-Greeting; hi Ann", ["hello Ann"]],
    ["'a', 'b' | Add-Number | ForEach-Object { \"<$_>\" }", ["<1:a>", "<2:b>", "<2 in all>"]],
    ["'a', 'b', 'c' | Add-Number -OutVariable o | Select-Object -First 1; $o.Count", ["1:a", "1"]],
  ])("%s", (text, expected) => {
    expect(run(text, "5.1", toolbox).texts).toEqual(expected);
  });
});

describe("the commands that work on the session itself are cmdlets like all others", () => {
  const names = new Set(coreCmdlets.flatMap((tool) => tool.names));
  const session = [
    "ForEach-Object",
    "Where-Object",
    "Get-Variable",
    "Set-Variable",
    "New-Variable",
    "Remove-Variable",
    "Clear-Variable",
    "Get-Alias",
    "Set-Alias",
    "New-Alias",
    "Get-Command",
    "Set-StrictMode",
    "Export-ModuleMember",
    "New-Module",
    "Set-Location",
    "Get-Item",
    "Set-Item",
    "Clear-Item",
    "Import-Module",
    "Invoke-Expression",
    "Invoke-Command",
    "Start-Process",
  ];

  it.each(session)("%s", (name) => {
    expect(names).toContain(name);
    // Parameters that it does not have are refused, and all that cmdlets have in common are there.
    const takesAll = coreCmdlets.some(
      (tool) => tool.names.includes(name) && tool.form === "cmdlet" && tool.parameters.list.some(({ rest }) => rest),
    );
    if (takesAll) return;
    const refused = run(`try { ${name} -NoSuchParameter 1 } catch { $_.FullyQualifiedErrorId }`, "5.1").texts;
    expect(refused[0]).toMatch(/^NamedParameterNotFound,/);
    const common = "-ErrorAction Stop -WarningAction Ignore -ErrorVariable e -OutVariable o -OutBuffer 1 -Verbose:$false";
    const taken = run(`try { ${name} ${common} -NoSuchParameter 1 } catch { "$_" }`, "5.1").texts;
    expect(taken[0]).toContain("NoSuchParameter");
  });
});

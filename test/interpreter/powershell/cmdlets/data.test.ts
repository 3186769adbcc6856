import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../../interpreter/powershell/cmdlets/data/csv.js";
import { JsonError, readJson } from "../../../../interpreter/powershell/cmdlets/data/json-reader.js";
import { escapeJson } from "../../../../interpreter/powershell/cmdlets/data/json-writer.js";
import type { Str } from "../../../../interpreter/values/value.js";
import { machineOf } from "../../machine-of.js";
import { outputs } from "./run.js";

const options = { dialect: "7", asHashtable: false, at: null, secret: false } as const;

describe("JSON", () => {
  it.each<[string, readonly string[]]>([
    [
      "@{a=1} | ConvertTo-Json -Compress; [ordered]@{a=1;b='x';c=$true;d=$null} | ConvertTo-Json -Compress; 1,2 | ConvertTo-Json -Compress; 'x' | ConvertTo-Json; ConvertTo-Json 5; ConvertTo-Json -Compress @()",
      ['{"a":1}', '{"a":1,"b":"x","c":true,"d":null}', "[1,2]", '"x"', "5", "[]"],
    ],
    [
      "@{a=@{b=@{c=@{d=1}}}} | ConvertTo-Json -Compress; @{a=@{b=@{c=@{d=1}}}} | ConvertTo-Json -Compress -Depth 5",
      ['{"a":{"b":{"c":"System.Collections.Hashtable"}}}', '{"a":{"b":{"c":{"d":1}}}}'],
    ],
    [
      '[pscustomobject]@{a=@(1);b=@();c=@{};d=[pscustomobject]@{e=1.5}} | ConvertTo-Json -Compress; ConvertTo-Json -Compress @{s="a`"b\\c`n`t"}; [pscustomobject]@{e=[DayOfWeek]::Monday} | ConvertTo-Json -Compress',
      ['{"a":[1],"b":[],"c":{},"d":{"e":1.5}}', '{"s":"a\\"b\\\\c\\n\\t"}', '{"e":1}'],
    ],
    [
      '$o = \'{"a":1,"b":[1,2],"c":{"d":"x"},"e":null,"f":true}\' | ConvertFrom-Json; $o.a; $o.b.Count; $o.c.d; $o.e -eq $null; $o.f; $o.A',
      ["1", "2", "x", "True", "True", "1"],
    ],
    [
      '(\'[{"n":"a"},{"n":"b"}]\' | ConvertFrom-Json).n -join \',\'; (\'{"s":"a\\nb\\u0041"}\' | ConvertFrom-Json).s; (\'{"a":{"b":1}}\' | ConvertFrom-Json -AsHashtable)[\'a\'][\'b\']',
      ["a,b", "a\nbA", "1"],
    ],
    ["'{', '\"a\": 5', '}' | ConvertFrom-Json | % a; '1','2' | ConvertFrom-Json | % { $_ + 1 }", ["5", "2", "3"]],
    ["try { 'nope{' | ConvertFrom-Json -ErrorAction Stop } catch { $_.Exception.GetType().Name }", ["ArgumentException"]],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it("Windows PowerShell gives a list as one object, and lays JSON out in columns", () => {
    expect(outputs("('[1,2]' | ConvertFrom-Json | % { \"$_\" }) -join '|'", { dialect: "5.1" })).toEqual(["1 2"]);
    expect(outputs("('[1,2]' | ConvertFrom-Json | % { \"$_\" }) -join '|'")).toEqual(["1|2"]);
    expect(outputs("@{a=@(1)} | ConvertTo-Json", { dialect: "5.1" })).toEqual([
      '{\r\n    "a":  [\r\n              1\r\n          ]\r\n}',
    ]);
    expect(outputs("@{a=@(1)} | ConvertTo-Json")).toEqual(['{\r\n  "a": [\r\n    1\r\n  ]\r\n}']);
  });

  it("keeps what is not known in its place", () => {
    expect(
      outputs(
        '$j = "{ `"name`": `"web-$env:TAG`", `"n`": 1 }" | ConvertFrom-Json; $j.name; $j.n; @{x=$env:TAG} | ConvertTo-Json -Compress',
      ),
    ).toEqual(["web-⟨env:tag⟩", "1", '{"x":"⟨env:tag⟩"}']);
  });

  it("reads every text that JSON can write", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = readJson(machineOf(), JSON.stringify(text), options);
        // Private-use letters stand for unknowns only when the machine made them.
        expect((value as Str).value).toBe(text);
        expect(JSON.parse(`"${escapeJson(text, true)}"`)).toBe(text);
      }),
    );
  });

  it("refuses what is no JSON with the place", () => {
    for (const bad of ["{", "[1,,2]", '{"a":}', "tru", '"x', "1 2", '{"a":1,"A":2}'])
      expect(() => readJson(machineOf(), bad, options)).toThrow(JsonError);
  });
});

describe("CSV", () => {
  it.each<[string, readonly string[]]>([
    ['$c = "n,v`na,1`nb,2" | ConvertFrom-Csv; $c.Count; $c[0].n; $c[1].v; ($c | measure v -Sum).Sum', ["2", "a", "2", "3"]],
    [
      "'a;b','1;2' | ConvertFrom-Csv -Delimiter ';' | % { $_.b }; 'x,\"y,z\"' | ConvertFrom-Csv -Header p,q | % q; ('a,b','1' | ConvertFrom-Csv).b -eq $null; @('h1' | ConvertFrom-Csv).Count",
      ["2", "y,z", "True", "0"],
    ],
    [
      "[pscustomobject]@{a=1;b='x,y'},[pscustomobject]@{a=2;b='q\"r'} | ConvertTo-Csv -NoTypeInformation; [pscustomobject]@{a=$null;b=$true} | ConvertTo-Csv -Delimiter ';'",
      ['"a","b"', '"1","x,y"', '"2","q""r"', '"a";"b"', ';"True"'],
    ],
    [
      "[pscustomobject]@{n='a';v=1},[pscustomobject]@{n='b';v=2} | Export-Csv C:\\t.csv -NoTypeInformation; (Import-Csv C:\\t.csv).n -join ','; (Import-Csv C:\\t.csv | ? v -gt 1).n; @(gc C:\\t.csv)[0]",
      ["a,b", "b", '"n","v"'],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it("reads back the fields of any record", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { maxLength: 4 }), (records) => {
        const text = records.map((record) => record.map((field) => `"${field.replaceAll('"', '""')}"`).join(",")).join("\r\n");
        expect(readCsv(text, ",")).toEqual(records);
      }),
    );
  });
});

describe("Select-Xml", () => {
  it.each<[string, readonly string[]]>([
    ["(Select-Xml -Content '<r><a n=\"1\"/><a n=\"2\"/></r>' -XPath '//a').Node.n -join ','", ["1,2"]],
    [
      "Select-Xml -Content '<r><a>t</a></r>' -XPath '/r/a' | % { $_.Node.InnerText; \"$_\" }; (Select-Xml -Content '<r/>' -XPath '//none') -eq $null",
      ["t", "t", "True"],
    ],
    [
      "(Select-Xml -Xml ([xml]'<q z=\"5\"/>') -XPath '/q/@z').Node.Value; ([xml]'<r xmlns=\"urn:q\"><v>5</v></r>' | Select-Xml '//n:v' -Namespace @{n='urn:q'}).Node.InnerText",
      ["5", "5"],
    ],
    ["Set-Content C:\\x.xml '<r><a>f</a></r>'; (Select-Xml -Path C:\\x.xml -XPath '//a').Node.InnerText", ["f"]],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });
});

describe("other data", () => {
  it.each<[string, readonly string[]]>([
    [
      "'a=1','b=2' | ConvertFrom-StringData | % { $_.Keys }; (\"x = 5 `n y= a=b\" | ConvertFrom-StringData).y; ConvertFrom-StringData 'a=C:\\\\x' | % a",
      ["a", "b", "a=b", "C:\\x"],
    ],
    [
      "Set-Content C:\\d.psd1 \"@{ Name = 'web'; Ports = 80, 443 }\"; $d = Import-PowerShellDataFile C:\\d.psd1; $d.Name; $d.Ports.Count",
      ["web", "2"],
    ],
    ["@{a=5} | Export-Clixml C:\\o.xml; (Import-Clixml C:\\o.xml).a", ["5"]],
    [
      "'line one','two' | Select-String 'o' | % Line; ('abc123' | sls '\\d+').Matches[0].Value; 'a.b','axb' | sls 'a.b' -SimpleMatch | % Line; 'no','yes' | sls yes -Quiet; ('k: v' | sls '(\\w): (\\w)').Matches.Groups[2].Value",
      ["line one", "two", "123", "a.b", "True", "v"],
    ],
    [
      "'aXbX' | sls X -AllMatches | % { $_.Matches.Count }; 'x','y' | sls -NotMatch x | % Line; \"$('abc' | sls b)\"; Set-Content C:\\l.txt 'p','q'; (sls q C:\\l.txt).LineNumber",
      ["2", "y", "abc", "2"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });
});

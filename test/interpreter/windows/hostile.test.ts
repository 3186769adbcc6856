import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost } from "../../../interpreter/analysis.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { Source } from "../../../interpreter/values/source.js";
import { metabaseNode, nodeName } from "../../../interpreter/windows/metabase/nodes.js";
import { parseAppcmd } from "../../../interpreter/windows/web/appcmd-arguments.js";
import { parseDotted, parseFilter, predicate } from "../../../interpreter/windows/web/config-path.js";

/** What scripts can write into names, paths and queries ends in an answer, whatever it is. */
function run(script: string): HostState {
  const source = new Source(script, { file: "x.ps1", resource: null, property: null, layers: [] }, false);
  return analyzeHost(HostState.from(EXISTING), [[{ language: "powershell", source, path: null }]], { files: NO_FILES }).state;
}

const noise = fc.string({
  unit: fc.constantFrom(
    "/",
    "@",
    "[",
    "]",
    "'",
    '"',
    "=",
    ".",
    ":",
    "a",
    "name",
    "add",
    " ",
    "*",
    "\\",
    "(",
    ")",
    "⟨",
    "⟩",
    "system.webServer",
    "-",
  ),
});

describe("addresses of the configuration", () => {
  it("any text is one", () => {
    fc.assert(
      fc.property(noise, (text) => {
        expect(typeof parseFilter(text).address.section).toBe("string");
        expect(parseDotted(text).steps).toBeInstanceOf(Array);
        expect(predicate(text)).toBeInstanceOf(Map);
      }),
    );
  });

  it("a name without quotes comes back from its predicate", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[^'"]{1,20}$/), (name) => {
        expect(predicate(`[@name='${name}']`).get("name")).toBe(name);
      }),
    );
  });

  it("any command line of appcmd is read or not", () => {
    const at = null as never;
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 6 }), (words) => {
        const line = parseAppcmd(words.map((text) => ({ text, at })));
        expect(line === undefined || typeof line.command === "string").toBe(true);
      }),
    );
  });
});

describe("paths of the metabase", () => {
  it("any path is a node, and its name leads to the same node", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("smtpsvc", "LM", "1", "2", "domain", "*", "contoso.example", "w3svc", "root", "AppPools", "x"), {
          maxLength: 5,
        }),
        (parts) => {
          const node = metabaseNode(parts.join("/"));
          if (node.kind !== "other") expect(metabaseNode(nodeName(node))).toEqual(node);
        },
      ),
    );
  });
});

describe("texts without measure", () => {
  it.each([
    [
      "a query of parentheses",
      "gwmi -Namespace root\\MicrosoftIISv2 -Query (\"select * from IIsSmtpServerSetting where \" + '(' * 100000)",
    ],
    ["a filter of negations", "gwmi IIsSmtpServerSetting -Namespace root\\MicrosoftIISv2 -Filter ('not ' * 100000)"],
    [
      "a pattern of wildcards",
      "gwmi IIsSmtpServerSetting -Namespace root\\MicrosoftIISv2 -Filter (\"Name like '\" + ('%a' * 5000) + \"'\")",
    ],
    ["a long configuration path", "Set-WebConfigurationProperty -Filter ('a' * 1000000) -PSPath IIS:\\ -Name x -Value 1"],
    [
      "a long predicate",
      "Set-WebConfigurationProperty -Filter ('/system.applicationHost/sites/site[' + ('a' * 1000000)) -PSPath IIS:\\ -Name x -Value 1",
    ],
    [
      "a long list entry",
      "$l = ([ADSI]'IIS://localhost/SmtpSvc/1').Get('RelayIpList'); $l.IPGrant = @(\"$env:X\" + (' ' * 1000000) + 'x')",
    ],
    [
      "a list in a list in a list",
      "$a = @('127.0.0.1'); foreach ($i in 1..500) { $a = ,$a }; $l = ([ADSI]'IIS://localhost/SmtpSvc/1').Get('RelayIpList'); $l.IPGrant = $a",
    ],
    [
      "names of prototypes",
      "foreach ($n in '__proto__','constructor','toString') { New-WebAppPool $n; Set-ItemProperty \"IIS:\\AppPools\\$n\" processModel.identityType 0; $s = [ADSI]\"IIS://localhost/SmtpSvc/$n\"; $s.Put($n, $n); $s.SetInfo() }",
    ],
  ])("%s", (_what, script) => {
    expect(run(script)).toBeInstanceOf(HostState);
  });
});

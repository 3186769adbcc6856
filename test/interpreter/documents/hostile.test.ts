// Documents that are damaged, cut or doubled anywhere: reading them ends, with a problem or a reading, and never with an exception.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost } from "../../../interpreter/analysis.js";
import { documentKindOf } from "../../../interpreter/documents/kinds.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { decodeScript } from "../../../interpreter/powershell/syntax/decode-script.js";
import { Source } from "../../../interpreter/values/source.js";

const corpus = join(__dirname, "..", "..", "corpus");

/** Every document of the corpus that is a text. */
const documents = ["answer-files", "group-policy", "security-templates", "dsc", "iis-documents"].flatMap((group) =>
  readdirSync(join(corpus, group), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:xml|inf|mof|yaml|config)$/.test(name))
    .map((name) => ({ name, text: decodeScript(readFileSync(join(corpus, group, name))) })),
);

function problems(name: string, text: string): readonly string[] {
  const place = { file: name, resource: null, property: null, layers: [] };
  const { state } = analyzeHost(
    HostState.from(EXISTING),
    [[{ language: "document", source: new Source(text, place, false), path: `C:\\x\\${name}` }]],
    { files: NO_FILES },
  );
  return [...state.all()].flatMap(({ fact }) =>
    typeof fact === "object" && "status" in fact && fact.status === "unknown" && fact.cause === "internal" ? [fact.why] : [],
  );
}

/** A text with a piece taken out, doubled, or replaced by odd characters. */
const damage = fc.record({
  document: fc.constantFrom(...documents),
  from: fc.nat(10_000),
  length: fc.nat(200),
  put: fc.constantFrom(
    "",
    "<",
    ">",
    '"',
    "{",
    "}",
    "[",
    "]",
    "&",
    "\0",
    "\ue000",
    "\ue001",

    "⟨x⟩",
    "<![CDATA[",
    "<!--",
    "%a%",
    "\r",
    "*x: &x",
    ": - ",
  ),
  twice: fc.boolean(),
});

test("a damaged document is read or refused", () => {
  fc.assert(
    fc.property(damage, ({ document, from, length, put, twice }) => {
      const start = from % (document.text.length + 1);
      const piece = document.text.slice(start, start + length);
      const text = document.text.slice(0, start) + (twice ? piece + put + piece : put) + document.text.slice(start + length);
      expect(problems(document.name, text)).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test("whatever a file is called, its kind is told from any text", () => {
  fc.assert(
    fc.property(fc.constantFrom("a.xml", "a.yaml", "a.json", "a.txt", ""), fc.string({ unit: "binary" }), (name, text) => {
      documentKindOf(name, text);
      documentKindOf(name, `<!-- ${text}`);
    }),
  );
});

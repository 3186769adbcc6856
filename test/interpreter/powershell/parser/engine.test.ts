import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseScript } from "../../../../interpreter/powershell/syntax/parse.js";
import { Engine, enginePath } from "../../../../scripts/lib/powershell-engine.mjs";
import { mutants } from "../../../../scripts/lib/powershell-mutants.mjs";
import { difference, ourFacts, theirFacts } from "../../../../scripts/lib/powershell-trees.mjs";
import constructs from "./constructs.json";
import trees from "./trees.json";

const path = enginePath();
const sources = [...constructs, ...trees]
  .map(({ source }) => source)
  .filter((source) => !/^(\ufeff|\s*(configuration|workflow)\b)/im.test(source));
/** Not of the syntax: what the platform of the engine lacks. */
const PLATFORM: ReadonlySet<string> = new Set([
  "TypeNotFound",
  "CustomAttributeTypeNotFound",
  "ModuleNotFoundDuringParse",
  "ErrorLoadingAssembly",
]);

// Needs PowerShell's own engine; LYCOSA_POWERSHELL_ENGINE says where it is.
describe.skipIf(path === null)("PowerShell's own parser", () => {
  let engine: Engine;
  beforeAll(() => {
    engine = new Engine(path ?? "");
  });
  afterAll(() => engine.close());

  test("builds the same trees", async () => {
    for (const source of sources) {
      const ours = parseScript(source, { dialect: "7" });
      const theirs = await engine.parse(source, { tree: true });
      if (!ours.ok || theirs.errors.length > 0) continue;
      expect({ source, ...difference(ourFacts(ours.ast), theirFacts(theirs["tree"])) }).toEqual({
        source,
        onlyOurs: [],
        onlyTheirs: [],
      });
    }
  });

  test("accepts and refuses the same damaged texts", async () => {
    const texts = mutants(sources, 3000, 2).map(({ text }) => text);
    const differing: string[] = [];
    for (const text of texts) {
      const errors = (await engine.parse(text)).errors.filter(({ id }) => !PLATFORM.has(id));
      if (parseScript(text, { dialect: "7" }).ok !== (errors.length === 0))
        differing.push(`${text}\n  ${errors[0]?.id ?? "accepted"}`);
    }
    expect(differing.length, differing.join("\n")).toBeLessThanOrEqual(texts.length * 0.002);
  });
});

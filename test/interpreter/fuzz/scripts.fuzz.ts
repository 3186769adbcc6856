import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost } from "../../../interpreter/analysis.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { decodeScript } from "../../../interpreter/powershell/syntax/decode-script.js";
import { Source } from "../../../interpreter/values/source.js";
import { generator } from "../../../scripts/lib/powershell-grammar.mjs";
import { SEED } from "../../seed.js";

/**
 * Damaged scripts: cut off, with a piece of another one in them, with characters flipped, deleted or doubled. Whatever a text
 * says, reading it ends (the budget sees to that; the test's time limit only tells of a hang) and never throws.
 */
const runs = Number(process.env["LYCOSA_FUZZ_RUNS"] ?? "2000");
const corpus = join(__dirname, "../../corpus");
const scripts = readdirSync(corpus, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:ps1|cmd|bat)$/.test(name))
  .sort()
  .map((name) => ({ cmd: !name.endsWith(".ps1"), text: decodeScript(readFileSync(join(corpus, name))) }));

const SIGNS = "`(){}[]\"'$@|;,&<>%#=-+!^:.\n\ue000\ue001";

function damaged(random: () => number): { readonly cmd: boolean; readonly text: string } {
  const below = (limit: number): number => Math.floor(random() * limit);
  const base = scripts[below(scripts.length)] as (typeof scripts)[number];
  let { text } = base;
  for (let rounds = 1 + below(4); rounds > 0; rounds--) {
    const at = below(text.length + 1);
    switch (below(6)) {
      case 0:
        text = text.slice(0, at);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at + 1 + below(8));
        break;
      case 2: {
        const { text: other } = scripts[below(scripts.length)] as (typeof scripts)[number];
        const from = below(other.length);
        text = text.slice(0, at) + other.slice(from, from + 1 + below(120)) + text.slice(at);
        break;
      }
      case 3:
        text = text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << below(7))) + text.slice(at + 1);
        break;
      case 4:
        text = text.slice(0, at) + SIGNS[below(SIGNS.length)] + text.slice(at);
        break;
      default: {
        const piece = text.slice(at, at + 1 + below(40));
        text = text.slice(0, at) + piece + text.slice(at);
      }
    }
  }
  return { cmd: base.cmd, text };
}

describe("damaged scripts", () => {
  it("are read to the end without an exception", () => {
    expect(scripts.length).toBeGreaterThan(200);
    const random = generator(SEED);
    const failed: string[] = [];
    for (let index = 0; index < runs && failed.length < 5; index++) {
      const { cmd, text } = damaged(random);
      const source = new Source(text, { file: "script", resource: null, property: null, layers: [] }, false);
      try {
        const { state } = analyzeHost(
          HostState.from(EXISTING),
          [[{ language: cmd ? "cmd" : "powershell-any", source, path: null }]],
          {
            files: NO_FILES,
          },
        );
        // A model that fails is caught and noted; here it is a failure all the same.
        for (const { key } of state.entries("disturbance")) if (key.id.includes("reading the script failed")) failed.push(text);
      } catch (error) {
        failed.push(`${error instanceof Error ? error.stack : JSON.stringify(error)}\n${text}`);
      }
    }
    expect(failed).toEqual([]);
  });
});

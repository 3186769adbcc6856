import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProject } from "../../../engine/run.js";
import { lycosa } from "../../cli/run.js";
import { Analyzer } from "./analyzer.js";
import { resourceInput } from "./wire.js";

/** One program, two ways: `lycosa check` over the embedded engine, and the pack as the real engine would ask it in a preview. */

const examples = join(__dirname, "..", "..", "..", "examples");

let pack: Analyzer;
beforeAll(async () => {
  pack = await Analyzer.start(true);
  await pack.configureStack();
  await pack.configure();
});
afterAll(() => pack.stop());

describe("the command line and the pack judge alike", () => {
  it.each(["open-relay", "iusr-admin", "hardened-host"])("examples/%s", async (name) => {
    const { out } = await lycosa(["check", "--format", "json", join(examples, name)]);
    const { findings } = JSON.parse(out) as {
      findings: readonly { rule: string; blocking: boolean; fingerprint: string; at: { resource: string } }[];
    };
    const run = await runProject({ directory: join(examples, name) });
    if (!run.ok) throw new Error(run.error.message);
    const found = await pack.preview(run.graph.resources.map(resourceInput));
    const said = found.map(
      ({ policy, level, message, urn }) => `${policy} ${level} ${message.trimEnd().split("\n").pop()?.trim()} ${urn}`,
    );
    expect(said.sort()).toEqual(
      findings
        .map(
          ({ rule, blocking, fingerprint, at }) => `${rule} ${blocking ? "mandatory" : "advisory"} ${fingerprint} ${at.resource}`,
        )
        .sort(),
    );
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lycosa } from "../cli/run.js";
import { findEngine, type Ran, root, Sandbox, type Stack } from "./engine.js";

/** Every example, judged by the command and by the real engine with the pack: in a preview, an update with its preview, and an update without. */
const engine = findEngine();
const expected = JSON.parse(readFileSync(join(root, "examples", "expected.json"), "utf8")) as Record<string, { exit: number }>;

interface Found {
  readonly rule: string;
  readonly certainty: string;
  readonly at: { readonly resource: string; readonly property: string; readonly line: number | null };
}

/** `rule certainty URN property:line`, which all ways must agree on. */
async function byCommand(args: readonly string[], stdin?: string): Promise<string[]> {
  const { out } = await lycosa(["check", "--format", "json", ...args], stdin === undefined ? {} : { stdin });
  const { findings } = JSON.parse(out) as { findings: Found[] };
  return findings.map(({ rule, certainty, at }) => `${rule} ${certainty} ${at.resource} ${at.property}:${at.line}`).sort();
}

function byEngine({ violations }: Ran): string[] {
  return violations
    .map(({ rule, message, resource }) => {
      const where = /where: \S+ (\S+?):(\d+):\d+.*\((certain|possible|undecided)\)/.exec(message);
      return `${rule} ${where?.[3]} ${resource} ${where?.[1]}:${where?.[2]}`;
    })
    .sort();
}

describe.skipIf(engine === undefined).each(Object.entries(expected))("examples/%s", (name, { exit }) => {
  let sandbox: Sandbox;
  let stack: Stack;
  let command: string[];
  beforeAll(async () => {
    sandbox = new Sandbox(engine as NonNullable<typeof engine>);
    stack = await sandbox.stack(join(root, "examples", name));
    command = await byCommand([join(root, "examples", name)]);
    expect(command.length > 0).toBe(exit === 1);
  });
  afterAll(() => sandbox.remove());

  it("is judged by a preview as by the command, and nothing is created", async () => {
    const ran = await stack.run("preview");
    expect(byEngine(ran)).toEqual(command);
    expect(ran.created).toEqual([]);
    expect(ran.code === 0).toBe(exit === 0);
  });

  it("is refused by an update before anything is created, or made", async () => {
    const ran = await stack.run("up");
    expect(byEngine(ran)).toEqual(command);
    expect(ran.code === 0).toBe(exit === 0);
    expect(ran.created.length > 0).toBe(exit === 0);
  });

  it("is judged alike by an update without a preview, which creates nothing that is refused", async () => {
    const ran = await stack.run("skip-preview");
    const found = byEngine(ran);
    // The engine stops at the first refusal: what it says is part of what a preview says.
    for (const one of found) expect(command).toContain(one);
    expect(found.length > 0).toBe(exit === 1);
    expect(ran.code === 0).toBe(exit === 0);
    const refused = ran.violations.map(({ resource }) => resource.split("::").slice(2).join("::"));
    expect(ran.created.filter((one) => refused.includes(one))).toEqual([]);
  });

  it("is judged alike by its export, and by a preview as JSON", async () => {
    await stack.run("skip-preview", { pack: null });
    // Without its secrets, an export may leave something undecided, and nothing else.
    const sealed = await byCommand(["--stack-export", "-"], JSON.stringify(await stack.export()));
    expect(sealed.filter((one) => !one.startsWith("host-undecided "))).toEqual(command);
    expect(await byCommand(["--stack-export", "-"], JSON.stringify(await stack.export("--show-secrets")))).toEqual(command);
    const previewed = await byCommand(["--stack-export", "-"], await stack.printed("preview", "--json", "--show-sames"));
    expect(previewed.filter((one) => !one.startsWith("host-undecided "))).toEqual(command);
    // An unchanged stack that is dangerous already is reported again.
    const again = await stack.run("preview");
    expect(byEngine(again)).toEqual(command);
  });
});

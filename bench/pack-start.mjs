// What our policy pack costs at the start of every deployment, over a pack without a single policy.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compare } from "./lib/processes.mjs";

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
  const root = join(import.meta.dirname, "..");
  // Below the repository, so that node finds the same @pulumi/policy from there.
  const empty = join(root, "node_modules", ".cache", "lycosa", "empty-pack");
  mkdirSync(empty, { recursive: true });
  try {
    writeFileSync(join(empty, "package.json"), '{"name":"empty-pack","version":"0.0.1","main":"index.js"}');
    writeFileSync(join(empty, "index.js"), 'new (require("@pulumi/policy").PolicyPack)("empty", { policies: [] });');
    // A pack has started once it prints its port.
    const { ours, baseline } = await compare(
      { args: [join(root, "policies", "bundle", "index.js")], cwd: join(root, "policies"), until: "output" },
      { args: ["index.js"], cwd: empty, until: "output" },
      quick ? 3 : 15,
    );
    return [
      { what: "CPU time over an empty pack", value: ours.cpu - baseline.cpu, unit: "ms", aim: 50 },
      { what: "CPU time against an empty pack", value: ours.cpu / baseline.cpu, unit: "x", limit: 2 },
      { what: "memory over an empty pack", value: ours.memory - baseline.memory, unit: "MB", aim: 10 },
    ];
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

// Runs processes that report their own CPU time, and compares two of them fairly.
import { spawn } from "node:child_process";
import { join } from "node:path";

/** @typedef {{ cpu: number, memory: number }} Usage CPU time in milliseconds, peak memory in megabytes. */
/** @typedef {{ args: string[], cwd?: string, until?: "exit" | "output" }} Command Arguments of node; whether it ends itself or has started once it prints. */

/** @param {Command} command @returns {Promise<Usage>} */
export function usageOf({ args, cwd, until = "exit" }) {
  return new Promise((resolve, reject) => {
    const preload = join(import.meta.dirname, "report-usage.cjs");
    const child = spawn(process.execPath, ["--require", preload, ...args], { cwd, stdio: ["pipe", "pipe", "pipe", "pipe"] });
    let report = "";
    let errors = "";
    child.stdio[3]?.on("data", (data) => {
      report += data;
    });
    child.stderr?.on("data", (data) => {
      errors += data;
    });
    child.stdout?.on("data", () => {
      if (until === "output") child.stdin?.end();
    });
    child.on("error", reject);
    child.on("close", (code) =>
      report === "" || code !== 0
        ? reject(new Error(`node ${args.join(" ")} ended with ${code}: ${errors}`))
        : resolve(JSON.parse(report)),
    );
  });
}

/**
 * Medians of interleaved runs: whatever else the machine does falls on both alike.
 * @param {Command} ours @param {Command} baseline @param {number} runs
 * @returns {Promise<{ ours: Usage, baseline: Usage }>}
 */
export async function compare(ours, baseline, runs) {
  /** @type {Usage[]} */
  const mine = [];
  /** @type {Usage[]} */
  const other = [];
  await usageOf(ours); // fills the file cache
  for (let run = 0; run < runs; run++) {
    other.push(await usageOf(baseline));
    mine.push(await usageOf(ours));
  }
  return { ours: median(mine), baseline: median(other) };
}

/** @param {Usage[]} usages @returns {Usage} */
function median(usages) {
  /** @param {"cpu" | "memory"} key */
  const middle = (key) => usages.map((usage) => usage[key]).sort((a, b) => a - b)[usages.length >> 1] ?? Number.NaN;
  return { cpu: middle("cpu"), memory: middle("memory") };
}

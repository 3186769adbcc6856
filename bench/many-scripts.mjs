// What `lycosa check` of a folder with very many scripts costs, and what a second worker brings.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const corpus = join(import.meta.dirname, "..", "test", "corpus");
const main = join(import.meta.dirname, "..", "dist", "cli", "main.js");

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), "lycosa-bench-"));
  try {
    const count = write(folder, quick ? 500 : 5000);
    const one = await measure(folder, 1);
    const two = await measure(folder, 2);
    if (one.output !== two.output) throw new Error("two workers say something else than one");
    return [
      { what: `${count} scripts: CPU time of one`, value: one.cpu / count, unit: "ms" },
      { what: `${count} scripts: memory`, value: two.memory, unit: "MB", aim: 300, limit: 600 },
      { what: `${count} scripts: one worker over two`, value: one.wall / two.wall, unit: "x", aim: 1.7, side: "above" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Scripts of the corpus under many names, each a little different. @param {string} folder @param {number} most */
function write(folder, most) {
  const scripts = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) => /\.(?:ps1|cmd)$/.test(name));
  for (let index = 0; index < most; index++) {
    const name = scripts[index % scripts.length] ?? "";
    const directory = join(folder, `d${index % 50}`);
    mkdirSync(directory, { recursive: true });
    const cmd = name.endsWith(".cmd");
    const text = `${cmd ? "rem" : "#"} ${index}\n${readFileSync(join(corpus, name), "utf8")}`;
    writeFileSync(join(directory, `s${index}.${cmd ? "cmd" : "ps1"}`), text);
  }
  return most;
}

/** @param {string} folder @param {number} workers @returns {Promise<{ cpu: number, memory: number, wall: number, output: string }>} */
function measure(folder, workers) {
  const preload = join(import.meta.dirname, "lib", "report-usage.cjs");
  const started = performance.now();
  const child = spawn(
    process.execPath,
    ["--require", preload, main, "check", "--workers", String(workers), "--format", "json", "--exit-zero", folder],
    {
      stdio: ["pipe", "pipe", "inherit", "pipe"],
    },
  );
  return new Promise((resolve, reject) => {
    let output = "";
    let report = "";
    child.stdout?.on("data", (data) => {
      output += data;
    });
    child.stdio[3]?.on("data", (data) => {
      report += data;
    });
    child.on("error", reject);
    child.on("close", () => resolve({ ...JSON.parse(report), wall: performance.now() - started, output }));
  });
}

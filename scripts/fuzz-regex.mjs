// Compares our engine for .NET's regular expressions with .NET itself, asked through PowerShell's engine, on random patterns and
// texts: every match with every capture of every group, and the message where a pattern is refused. Needs the engine
// (LYCOSA_POWERSHELL_ENGINE, see lib/powershell-engine.mjs); without it says so and succeeds.
// Usage: node scripts/fuzz-regex.mjs [--runs N] [--seed S] [--show N]
// Known to differ: .NET 7 and later lose track of lazy loops that match nothing (`(a??)??$`), and give matches beyond the text.
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { Engine, enginePath } from "./lib/powershell-engine.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "6000" },
    seed: { type: "string", default: "1" },
    show: { type: "string", default: "10" },
  },
});
const path = enginePath();
if (path === null) {
  console.log("fuzz-regex: skipped, LYCOSA_POWERSHELL_ENGINE names no engine");
  process.exit(0);
}
const root = join(import.meta.dirname, "..");
const BATCH = 100;
const MOST_MATCHES = 20;

const { netRegex, Inexpressible, NetException } = await loadRegex();
const random = generator(Number(values.seed));
const engine = new Engine(path);
const total = { compared: 0, refused: 0, unknown: 0, different: 0 };
for (let run = 0; run < Number(values.runs); run += BATCH) {
  const cases = Array.from({ length: BATCH }, () => ({
    pattern: alternatives(3),
    text: subject(),
    options: pick([0, 0, 1, 2, 4, 16, 32]),
  }));
  const answers = await ask(cases);
  cases.forEach(({ pattern, text, options }, index) => {
    const theirs = answers[index];
    // What takes a second there is not waited for.
    if (theirs === undefined || /timed out|interval/i.test(theirs)) return;
    const ours = matches(pattern, text, options);
    total.compared++;
    if (ours === null) total.unknown++;
    else if (ours !== theirs && ++total.different <= Number(values.show)) {
      console.log(
        `${JSON.stringify(pattern)} on ${JSON.stringify(text)}, options ${options}\n  ours:   ${ours}\n  theirs: ${theirs}`,
      );
    }
    if (theirs.startsWith("refused")) total.refused++;
  });
}
engine.close();
console.log(total);

/** @param {string} pattern @param {string} text @param {number} options @returns {string | null} Null: not decided. */
function matches(pattern, text, options) {
  try {
    const regex = netRegex(pattern, options);
    const found = [];
    for (const match of regex.all(text)) {
      const groups = match.captures.map((_, number) => {
        const place = regex.placeOf(number);
        if (place < 0) return "=";
        return `${regex.shownName(place)}=${(match.captures[place] ?? []).map(([start, end]) => `${start}-${end}`).join("/")}`;
      });
      found.push(`${match.index},${match.end - match.index}:${groups.join(";")}`);
      if (found.length > MOST_MATCHES) break;
    }
    return found.join("|");
  } catch (error) {
    if (error instanceof Inexpressible) return null;
    if (error instanceof NetException) return `refused: ${error.message}`;
    throw error;
  }
}

/** @param {{ pattern: string, text: string, options: number }[]} cases @returns {Promise<string[]>} */
async function ask(cases) {
  const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", "''")}'`;
  const script = `$ask = { param($pattern, $text, $options)
  try {
    $regex = [regex]::new($pattern, [System.Text.RegularExpressions.RegexOptions]$options, [timespan]'0:0:1')
    $found = @(); $match = $regex.Match($text)
    while ($match.Success -and $found.Count -le ${MOST_MATCHES}) {
      $groups = @(foreach ($group in $match.Groups) {
        "$($group.Name)=" + (@(foreach ($one in $group.Captures) { "$($one.Index)-$($one.Index + $one.Length)" }) -join '/')
      })
      $found += "$($match.Index),$($match.Length):" + ($groups -join ';')
      $match = $match.NextMatch()
    }
    $found -join '|'
  } catch { 'refused: ' + $_.Exception.InnerException.Message }
}
${cases.map(({ pattern, text, options }) => `& $ask ${quoted(pattern)} ${quoted(text)} ${options}`).join("\n")}`;
  const { output } = await engine.run(script, 120_000);
  return output.length === cases.length ? output.map((/** @type {any} */ one) => one.value) : [];
}

/** @param {number} depth @returns {string} */
function atom(depth) {
  const sort = random();
  if (sort < 0.35 || depth <= 0) return pick(["a", "b", "c", "A", "1", "_", " ", "\\n", "."]);
  if (sort < 0.45)
    return pick([
      "[ab]",
      "[^a]",
      "[a-c]",
      "\\d",
      "\\w",
      "\\s",
      "\\W",
      "\\S",
      "\\D",
      "[a-z-[b]]",
      "[\\w-[\\d]]",
      "[^\\W_]",
      "\\p{L}",
      "[A-C]",
    ]);
  if (sort < 0.53) return pick(["^", "$", "\\b", "\\B", "\\A", "\\z", "\\Z", "\\G"]);
  if (sort < 0.84) {
    const open = pick(["(", "(", "(", "(?:", "(?<x>", "(?<y>", "(?<5>", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:"]);
    return `${open}${alternatives(depth - 1)})`;
  }
  if (sort < 0.9) return pick(["\\1", "\\2", "\\k<x>", "\\k<y>", "\\10", "\\3"]);
  if (sort < 0.93) return pick(["(?i)", "(?s)", "(?m)", "(?n)", "(?i-s)", "(?x) "]);
  if (sort < 0.96) return `(?(${pick(["1", "x", "a", "?=b", "?<=a"])})${alternatives(depth - 1)})`;
  return `(?<${pick(["", "x", "y"])}-${pick(["x", "1", "y"])}>${alternatives(depth - 1)})`;
}

/** @param {number} depth @returns {string} */
function sequence(depth) {
  let text = "";
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    text += atom(depth);
    if (random() < 0.35) text += pick(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{1,}?", "{0,2}?"]);
  }
  return text;
}

/** @param {number} depth @returns {string} */
function alternatives(depth) {
  let text = sequence(depth);
  while (random() < 0.25) text += `|${random() < 0.1 ? "" : sequence(depth)}`;
  return text;
}

function subject() {
  let text = "";
  for (let count = Math.floor(random() * 9); count > 0; count--)
    text += pick(["a", "b", "c", "A", "B", "1", "_", " ", "\n", "ab", "ba", "aa", "é"]);
  return text;
}

/** @template T @param {readonly T[]} items @returns {T} */
function pick(items) {
  return /** @type {T} */ (items[Math.floor(random() * items.length)]);
}

/** Mulberry32. @param {number} seed @returns {() => number} Numbers from 0 up to 1. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * @returns {Promise<typeof import("../interpreter/powershell/regex/regex.js")
 *   & typeof import("../interpreter/powershell/regex/options.js") & typeof import("../interpreter/powershell/errors/failures.js")>}
 */
async function loadRegex() {
  const rooms = ["regex/regex", "regex/options", "failures"].map((name) => `export * from "./${name}.js";`).join("\n");
  const result = await build({
    stdin: { contents: rooms, resolveDir: join(root, "interpreter", "powershell"), loader: "ts" },
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
  const module = { exports: {} };
  const code = result.outputFiles[0]?.text ?? "";
  new Function("module", "exports", "require", code)(module, module.exports, createRequire(join(root, "package.json")));
  return /** @type {any} */ (module.exports);
}

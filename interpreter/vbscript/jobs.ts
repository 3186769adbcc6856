/** Runs WSF files and pages of mshta.exe: blocks of one job share what they define. */

import type { Guarded } from "../../host/choice.js";
import type { Machine } from "../machine/machine.js";
import { Files } from "../os/files.js";
import { leafName, parentPath } from "../os/paths.js";
import { noteUnavailable } from "../os/unavailable.js";
import { createComObject } from "../tools/com.js";
import { sourceWithHoles } from "../values/code-text.js";
import { type Source, Trace } from "../values/source.js";
import { int, type Value } from "../values/value.js";
import { Engine } from "./evaluator/engine.js";
import { callProcedure } from "./evaluator/procedures.js";
import { type Job, readMarkup, type ScriptBlock } from "./markup.js";
import { type HostRun, type RunOptions, runIn } from "./run.js";
import { runJScript } from "./run-jscript.js";

const DONE: HostRun = { exitCode: 0, ending: "ok", syntaxError: null };

/** Constants of the libraries that `<reference>` brings, for the one that scripts use. */
const LIBRARY: readonly (readonly [string, number])[] = [
  ["forreading", 1],
  ["forwriting", 2],
  ["forappending", 8],
];

/** Without a name the first job of the file runs. */
export function runMarkup(machine: Machine, source: Source, options: RunOptions, wanted: string | null): HostRun {
  machine.sources.add(source);
  const page = readMarkup(source);
  const job = wanted === null ? page.jobs[0] : page.jobs.find((one) => one.id?.toLowerCase() === wanted.toLowerCase());
  if (job === undefined) return { ...DONE, exitCode: 1, ending: "failed" };
  const engine = new Engine(machine, options.host, options.out);
  prepare(engine, source, job);
  const blocks = options.host.kind === "mshta" ? [...job.blocks, ...page.handlers] : job.blocks;
  const run = runBlocks(engine, source, blocks, 0, languageOf(job));
  if (options.host.kind !== "mshta" || run.syntaxError !== null) return run;
  const started = engine.procedures.get("window_onload");
  if (started) machine.attempt(() => callProcedure(engine, started, [], null, new Trace(source, 0, 0)));
  return run;
}

/** Handlers without a language of their own are in that of the first block. */
function languageOf(job: Job): string | null {
  return job.blocks.find((block) => block.language !== null)?.language ?? null;
}

function prepare(engine: Engine, source: Source, job: Job): void {
  const { machine, globals } = engine;
  const at = new Trace(source, 0, 0);
  for (const [key, value] of LIBRARY) globals.variables.set(key, int(value));
  for (const { id, progId } of job.objects) {
    const made = createComObject(machine, progId, at);
    if (made !== undefined) globals.variables.set(id.toLowerCase(), made as Value);
  }
}

function runBlocks(
  engine: Engine,
  outer: Source,
  blocks: readonly ScriptBlock[],
  from: number,
  fallback: string | null,
): HostRun {
  const { machine } = engine;
  let last = DONE;
  for (let index = from; index < blocks.length; index++) {
    const block = blocks[index] as ScriptBlock;
    const source = block.file === null ? block.source : included(machine, engine, outer, block);
    if (source === null || source.text.trim() === "") continue;
    const language = block.language ?? fallback;
    last =
      language === null || /j(?:ava)?script|ecmascript/.test(language)
        ? runJScript(engine, source)
        : language.includes("vbscript") || language === "vbs"
          ? runIn(engine, source)
          : unknownLanguage(machine, source, language);
    if (last.syntaxError !== null) return last;
    const ending: Guarded<"ok" | "failed"> = last.ending;
    if (ending === "failed") return last;
    // Where a block stops the script in some worlds, the others go on.
    if (ending !== "ok" || last.exitCode !== 0) return last;
  }
  return last;
}

function unknownLanguage(machine: Machine, source: Source, language: string): HostRun {
  machine.note("opaque", "all", `scripts of the language ${language} are not read`, new Trace(source, 0, 0));
  return DONE;
}

/** A file that a block names, beside the script. */
function included(machine: Machine, engine: Engine, outer: Source, block: ScriptBlock): Source | null {
  const at = new Trace(outer, block.start, block.start + 1);
  const path = block.file as string;
  const folder = engine.host.path === null ? undefined : parentPath(engine.host.path);
  const full = folder === undefined || /^(?:[a-z]:|\\\\|[a-z]+:\/\/)/i.test(path) ? path : `${folder}\\${path}`;
  if (/^[a-z][a-z]+:\/\//i.test(full)) {
    machine.note("opaque", "all", `runs ${full}, whose content is not available`, at);
    return null;
  }
  const content = new Files(machine).readText(full);
  const source = content ? sourceWithHoles(machine, content, full, at) : null;
  if (source === null) noteUnavailable(machine, leafName(full), content, at);
  return source;
}

import { parentPort, workerData } from "node:worker_threads";
import { UsageError } from "./errors.js";
import { Tree } from "./files/tree.js";
import type { InputOptions } from "./inputs.js";
import { judgeUnit } from "./judged-unit.js";
import type { Input } from "./selection.js";
import { loadSettings } from "./settings-file.js";
import type { FromWorker, PlainInput, ToWorker, WorkerTask } from "./worker-messages.js";

/** A thread that judges units, one after the other, as they are sent. */
export async function serve(): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  const { options, judging, draw, settings } = workerData as WorkerTask;
  const tell = (message: FromWorker) => port.postMessage(message);
  const trees = new Map<string, Tree>();
  const whole: InputOptions = { ...options, stdin: () => new Uint8Array(), settings: await loadSettings(settings ?? false) };
  port.on("message", ({ index, unit }: ToWorker) => {
    judgeUnit(
      unit.map((one) => inputOf(one, trees)),
      whole,
      judging,
      draw,
    ).then(
      (judged) => tell({ kind: "done", index, judged }),
      (error: unknown) => {
        if (error instanceof UsageError) tell({ kind: "usage", message: error.message });
        else tell({ kind: "failed", name: error instanceof Error ? error.constructor.name : "unknown error" });
      },
    );
  });
  tell({ kind: "ready" });
}

function inputOf({ path, name, named, kind, language, root }: PlainInput, trees: Map<string, Tree>): Input {
  let tree = trees.get(root);
  if (tree === undefined) trees.set(root, (tree = new Tree(root)));
  return kind === "script" && language !== null
    ? { path, name, named, kind: "script", language, tree }
    : { path, name, named, kind: "json", tree };
}

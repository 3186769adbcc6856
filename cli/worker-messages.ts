import type { HostScript } from "../interpreter/analysis.js";
import type { JudgeOptions } from "../policies/judge.js";
import type { InputOptions } from "./inputs.js";
import type { JudgedUnit } from "./judged-unit.js";
import type { Input } from "./selection.js";

/** What goes between the command and its workers: plain data only. */

/** What holds for all units. */
export interface WorkerTask {
  readonly options: Omit<InputOptions, "stdin" | "settings">;
  readonly judging: JudgeOptions;
  readonly draw: boolean;
  /** The file of the settings; null: there is none. */
  readonly settings: string | null;
}

/** An input, with its tree by its root. */
export interface PlainInput {
  readonly path: string;
  readonly name: string;
  readonly named: boolean;
  readonly kind: "script" | "json";
  readonly language: HostScript["language"] | null;
  readonly root: string;
}

export type PlainUnit = readonly PlainInput[];

export type ToWorker = { readonly index: number; readonly unit: PlainUnit };

/** `failed`: the name of an exception; its text may hold what a script holds. */
export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly index: number; readonly judged: JudgedUnit }
  | { readonly kind: "usage"; readonly message: string }
  | { readonly kind: "failed"; readonly name: string };

/** A unit as data; null: it can only be judged where the command runs (a program, standard input). */
export function plainUnit(unit: readonly Input[]): PlainUnit | null {
  const inputs = unit.flatMap((input): PlainInput[] => {
    if ((input.kind !== "script" && input.kind !== "json") || input.tree === null || input.path === "-") return [];
    const { path, name, named, kind } = input;
    return [{ path, name, named, kind, language: input.kind === "script" ? input.language : null, root: input.tree.root }];
  });
  return inputs.length === unit.length ? inputs : null;
}

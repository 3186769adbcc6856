import { Files } from "../../os/files.js";
import { Sink } from "../../values/sink.js";
import { joinTexts } from "../../values/texts.js";
import { Str, type Unknown, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import type { Redirection } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { evaluate } from "./recursion.js";

/** Where a command's outputs go with redirections. `quiet`: its errors go to a file or nowhere. */
export function redirect(
  r: Runtime,
  redirections: readonly Redirection[],
  next: (value: Value) => void,
): {
  readonly out: (value: Value) => void;
  readonly finish: () => void;
  readonly quiet: boolean;
  readonly merges: boolean;
  readonly streams: readonly number[];
} {
  let file: { readonly path: string | Unknown; readonly append: boolean; readonly nowhere: boolean } | null = null;
  let quiet = false;
  let merges = false;
  const streams: number[] = [];
  for (const one of redirections) {
    if (one.kind === "MergeRedirection") {
      if (one.to === 1)
        streams.push(...(one.from === "all" ? [3, 4, 5, 6] : typeof one.from === "number" && one.from > 2 ? [one.from] : []));
      if (one.from === 2 || one.from === "all") {
        quiet = true;
        merges = one.to === 1;
      }
      continue;
    }
    if (one.from === 2 || one.from === "all") quiet = true;
    if (one.from !== 1 && one.from !== "all") continue;
    const target = r.machine.plain(evaluate(r, one.target));
    if (target.kind === "null") file = { path: "", append: false, nowhere: true };
    else file = { path: toText(r.machine, target), append: one.append, nowhere: false };
  }
  if (file === null) return { out: next, finish: () => undefined, quiet, merges, streams };
  const { path, append, nowhere } = file;
  if (nowhere) return { out: () => undefined, finish: () => undefined, quiet, merges, streams };
  const sink = new Sink();
  return {
    out: (value) => sink.push(r.machine, value),
    finish: () => {
      const lines = r.machine.settled(sink.items(r.machine)).flatMap((value): (Str | Unknown | string)[] => {
        const text = toText(r.machine, value);
        return [typeof text === "string" ? new Str(text, "trace" in value ? (value.trace as never) : null) : text, "\r\n"];
      });
      const content = joinTexts(lines, r.trace(redirections[0] as Redirection));
      const files = new Files(r.machine);
      const at = r.trace(redirections[0] as Redirection);
      if (append) files.append(path, content, at);
      else files.write(path, content, at);
    },
    quiet,
    merges,
    streams,
  };
}

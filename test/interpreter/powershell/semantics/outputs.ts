import { Alternatives, leaves } from "../../../../host/choice.js";
import { EXISTING } from "../../../../host/existing.js";
import { HostState } from "../../../../host/state.js";
import { Machine } from "../../../../interpreter/machine/machine.js";
import { NO_FILES } from "../../../../interpreter/os/file-source.js";
import { runPowerShell } from "../../../../interpreter/powershell/index.js";
import { toText } from "../../../../interpreter/powershell/types/convert.js";
import { standardToolbox } from "../../../../interpreter/product.js";
import type { Toolbox } from "../../../../interpreter/tools/toolbox.js";
import { Source } from "../../../../interpreter/values/source.js";
import type { Value } from "../../../../interpreter/values/value.js";

/** What is not known is written like this. */
export const UNKNOWN = "?";

export interface Run {
  /** Outputs as texts, of the first world. */
  readonly texts: readonly string[];
  readonly worlds: number;
  /** Message of the error that ended it. */
  readonly error: string | null;
  /** Causes of what is not known about the host afterwards. */
  readonly causes: readonly string[];
}

/** Runs a text of PowerShell on an existing host. */
export function run(text: string, dialect: "5.1" | "7" = "7", toolbox: Toolbox = standardToolbox()): Run {
  const machine = new Machine({ host: HostState.from(EXISTING), files: NO_FILES, toolbox });
  const source = new Source(text, { file: "text", resource: null, property: null, layers: [] }, false);
  const done = runPowerShell(machine, source, { dialect, path: null });
  if (done.syntaxError) throw new Error(done.syntaxError.message);
  const worlds = [...leaves<readonly Value[]>(done.outputs)];
  const notes = [...machine.host.entries("disturbance")].flatMap(({ fact }) => [...leaves<unknown>(fact)]);
  return {
    texts: (worlds[0] ?? []).map((value) => shown(machine, value)),
    worlds: worlds.length,
    error: done.error?.message ?? null,
    causes: notes.flatMap((note) => (note === undefined ? [] : [(note as { cause: string }).cause])),
  };
}

function shown(machine: Machine, value: Value): string {
  if (value instanceof Alternatives || value.kind === "unknown") return UNKNOWN;
  const text = toText(machine, value);
  return typeof text === "string" ? text : UNKNOWN;
}

import { refusals, refusedBy, refuseUseless } from "../applicable.js";
import { formatHostJson } from "../formats/host-json.js";
import { formatHostPretty } from "../formats/host-pretty.js";
import { answersOf } from "../host/answers.js";
import { type Analysed, analyseUnit, type InputOptions, joined, nothingAnalysed, unitsOf } from "../inputs.js";
import { ranBy } from "../judged-unit.js";
import { checkDestination, destinations, type OutputOptions, writeReport } from "../output.js";
import { Places } from "../places.js";
import { withoutRunByOthers } from "../run-by-others.js";
import { type SelectionOptions, select } from "../selection.js";

export const HOST_FORMATS = ["pretty", "json"] as const;
export type HostFormat = (typeof HOST_FORMATS)[number];

export type HostOptions = InputOptions & OutputOptions<HostFormat> & { readonly selection: SelectionOptions };

/** `lycosa host`: what the hosts will be, and why. Gives the exit code: 0, or 2 when an input could not be read. */
export async function host(paths: readonly string[], options: HostOptions): Promise<number> {
  const outputs = destinations(options, HOST_FORMATS);
  const selection = select(paths, options.stackExports, options.selection);
  refuseUseless(selection.inputs, options);
  for (const { file } of outputs)
    if (file !== null)
      checkDestination(
        file,
        selection.inputs.map(({ path }) => path),
      );
  const units: { readonly named: boolean; readonly analysed: Analysed; readonly ran: readonly string[] }[] = [];
  for (const unit of unitsOf(selection.inputs, options.together)) {
    const one = nothingAnalysed();
    await analyseUnit(unit, options, one);
    const ran = ranBy(one, new Places(one.sources, one.scripts, one.declarations));
    units.push({ named: unit.some((input) => input.named), analysed: one, ran });
  }
  const analysed = joined(
    withoutRunByOthers(units, (unit) => ({ ...unit.analysed, ran: unit.ran })).map((unit) => unit.analysed),
  );
  analysed.errors.unshift(...selection.errors.map(({ error }) => error));
  analysed.notes.unshift(...selection.notes);
  analysed.notes.push(...refusals(selection.inputs, refusedBy(selection.inputs)));
  const hosts = analysed.judged.map(answersOf);
  for (const { format, file } of outputs) {
    const color = options.color && file === null;
    const text =
      format === "json" ? formatHostJson(analysed, hosts) : formatHostPretty(analysed, hosts, { color, quiet: options.quiet });
    if (file === null) options.write(text);
    else writeReport(file, text);
  }
  return analysed.errors.length > 0 ? 2 : 0;
}

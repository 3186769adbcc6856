import { type InputError, UsageError } from "./errors.js";
import { shown } from "./files/names.js";
import { type InputOptions, initialOf, type Unit } from "./inputs.js";
import type { Note } from "./report.js";
import type { Input, Selection } from "./selection.js";

/** Options that fit none of the inputs are errors: whoever gave them means something by them. */
export function refuseUseless(inputs: readonly Input[], options: InputOptions): void {
  initialOf(options.image);
  if (inputs.length === 0) return;
  const scripts = inputs.filter((input) => input.kind === "script");
  const projects = inputs.filter((input) => input.kind === "pulumi-project");
  const needs = (given: boolean, option: string, fits: readonly Input[], what: string) => {
    if (given && fits.length === 0) throw new UsageError(`${option}: is for ${what}, and there is none among the inputs`);
  };
  needs(options.image !== null, "--image", scripts, "scripts (a project says itself what its hosts are made from)");
  needs(options.together, "--together", scripts, "scripts");
  needs(options.stack !== null, "--stack", projects, "Pulumi projects");
  needs(options.set.size > 0, "--set", projects, "Pulumi projects (a script gets its arguments after --)");
  needs(options.environment.size > 0, "--env", projects, "Pulumi projects");
  needs(options.configFile !== null, "--config-file", projects, "Pulumi projects");
  needs(options.stackReferences.size > 0, "--stack-reference", projects, "Pulumi projects");
  if (options.args.length > 0 && scripts.length !== 1)
    throw new UsageError(`-- ARGS: are for one script, and there are ${scripts.length} among the inputs`);
}

/** More than this many are counted, not named. */
const MOST_NAMED = 20;

/** What was asked for and not read, because it is a link that leads out, or no regular file. `refused`: path and why. */
export function refusals(inputs: readonly Input[], refused: Iterable<readonly [string, string]>): Note[] {
  const own = new Set(inputs.map(({ path }) => path));
  const notes = [...new Map(refused)]
    .filter(([path]) => !own.has(path))
    .map(([path, why]): Note => ({ input: shown(path), message: `is not read: ${why}` }))
    .sort((a, b) => (a.input < b.input ? -1 : a.input > b.input ? 1 : 0));
  if (notes.length <= MOST_NAMED) return notes;
  const rest = notes.length - MOST_NAMED;
  return [...notes.slice(0, MOST_NAMED), { input: ".", message: `${rest} other links and special files are not read either` }];
}

/** What the trees of some inputs refused so far. */
export function refusedBy(inputs: readonly Input[]): (readonly [string, string])[] {
  const trees = new Set(inputs.flatMap((input) => (input.tree === null ? [] : [input.tree])));
  return [...trees].flatMap((tree) => [...tree.refused]);
}

/** Errors of the selection and of the units, in the order in which their inputs were given. */
export function inOrder(
  selection: Selection,
  units: readonly { readonly unit: Unit; readonly errors: readonly InputError[] }[],
): InputError[] {
  const placed = units.map(({ unit, errors }) => ({ before: selection.inputs.indexOf(unit[0] as Input), errors }));
  return [
    ...selection.errors.map(({ before, error }) => ({ at: before - 0.5, error })),
    ...placed.flatMap(({ before, errors }) => errors.map((error) => ({ at: before, error }))),
  ]
    .sort((a, b) => a.at - b.at)
    .map(({ error }) => error);
}

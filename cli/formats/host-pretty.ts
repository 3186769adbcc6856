import type { Origin } from "../../host/values/origin.js";
import { placeOf } from "../../policies/finding.js";
import { NOTHING_CONFIDENTIAL, Redactor } from "../../policies/redact.js";
import { shownHere } from "../files/names.js";
import { withoutMount } from "../files/project-files.js";
import type { HostAnswers, Section } from "../host/answers.js";
import type { Statement } from "../host/worlds.js";
import type { Analysed } from "../inputs.js";
import { Places } from "../places.js";
import { clean, joinSafe, type Safe, safe } from "../safe.js";
import { shortPlace } from "./chain.js";
import { type Paint, paintOf } from "./paint.js";
import { coverageLine, errorLines, here, type PrettyOptions } from "./pretty.js";

/** What the hosts will be, for people: an answer a line, then where it comes from. */
export function formatHostPretty(
  analysed: Analysed,
  hosts: readonly HostAnswers[],
  options: Pick<PrettyOptions, "color" | "quiet">,
): Safe {
  const paint = paintOf(options.color);
  const lines: Safe[] = analysed.errors.flatMap((error) => [...errorLines(error, paint), safe``]);
  const places = new Places(analysed.sources, analysed.scripts, analysed.declarations);
  for (const answers of hosts) lines.push(...hostLines(answers, analysed, places, paint), safe``);
  if (!options.quiet)
    for (const note of analysed.notes)
      lines.push(safe`${paint.dim(safe`note`)} ${clean(shownHere(note.input))}: ${clean(note.message)}`);
  if (hosts.length === 0 && analysed.errors.length === 0) lines.push(safe`no Windows host in the input`);
  while (lines.at(-1)?.length === 0) lines.pop();
  return safe`${joinSafe(lines, "\n")}\n`;
}

const say = (redactor: Redactor, text: string): Safe => clean(withoutMount(redactor.clean(text)));

function hostLines(answers: HostAnswers, analysed: Analysed, places: Places, paint: Paint): Safe[] {
  const { host } = answers;
  const redactor = new Redactor(host.confidential ?? NOTHING_CONFIDENTIAL);
  const reported = analysed.hosts.find((one) => one.id === host.id && one.urn === host.urn);
  const { name } = host.state.initial;
  const initial = name === "existing" ? safe`a host that exists already` : safe`a new host from image ${clean(name)}`;
  const lines = [safe`${paint.bold(safe`host ${clean(shownHere(host.id))}`)} ${paint.dim(safe`(${initial})`)}`];
  for (const section of answers.sections) lines.push(...sectionLines(section, redactor, places, paint));
  if (!answers.complete) lines.push(paint.yellow(safe`  the host can end up in more ways than are told apart here`));
  if (reported) lines.push(safe`  ${paint.dim(coverageLine(reported, redactor))}`);
  return lines;
}

function sectionLines(section: Section, redactor: Redactor, places: Places, paint: Paint): Safe[] {
  if (section.statements.length === 0) return [];
  const statements = section.statements.flatMap((one) => statementLines(one, redactor, places, paint));
  return [safe`  ${paint.bold(clean(section.title))}`, ...statements];
}

function statementLines(statement: Statement, redactor: Redactor, places: Places, paint: Paint): Safe[] {
  const conditions = statement.when.map((one) => say(redactor, one));
  const when = conditions.length > 0 ? paint.yellow(safe`, when ${joinSafe(conditions, " and ")}`) : safe``;
  const place = [...statement.because].reverse().find((step) => step.at !== null)?.at ?? null;
  const placed = (origin: Origin) => paint.dim(safe`  ${clean(shortPlace(here(places.of(placeOf(origin)))))}`);
  const at = place === null ? safe`` : placed(place);
  const lines = [safe`    ${say(redactor, statement.text)}${when}${at}`];
  for (const { cause, why, origin } of statement.unknowns ?? []) {
    const said = origin?.secret ? safe`in a text that may hold secrets` : say(redactor, why);
    const where = origin === null || origin === place ? safe`` : placed(origin);
    // What could not be read is its own sentence.
    if (said !== say(redactor, statement.text))
      lines.push(safe`${paint.dim(safe`      not known (${clean(cause)}): ${said}`)}${where}`);
    else lines[0] = safe`${lines[0] ?? safe``}${paint.dim(safe` (${clean(cause)})`)}`;
  }
  return lines;
}

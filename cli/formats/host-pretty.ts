import picocolors from "picocolors";
import { placeOf } from "../../policies/finding.js";
import { NOTHING_CONFIDENTIAL, Redactor } from "../../policies/redact.js";
import type { HostAnswers, Section } from "../host/answers.js";
import type { Statement } from "../host/worlds.js";
import type { Analysed } from "../inputs.js";
import { Places } from "../places.js";
import { coverageLine, errorLines, type Paint, type PrettyOptions, shortPlace } from "./pretty.js";
import { visible } from "./visible.js";

/** What the hosts will be, for people: an answer a line, then where it comes from. */
export function formatHostPretty(analysed: Analysed, hosts: readonly HostAnswers[], options: PrettyOptions): string {
  const paint = picocolors.createColors(options.color);
  const lines: string[] = analysed.errors.flatMap((error) => [...errorLines(error, paint), ""]);
  const places = new Places(analysed.sources, analysed.scripts, analysed.declarations);
  for (const answers of hosts) lines.push(...hostLines(answers, analysed, places, paint), "");
  if (!options.quiet)
    for (const note of analysed.notes) lines.push(`${paint.dim("note")} ${visible(note.input)}: ${visible(note.message)}`);
  if (hosts.length === 0 && analysed.errors.length === 0) lines.push("no Windows host in the input");
  return `${lines.join("\n").trimEnd()}\n`;
}

const say = (redactor: Redactor, text: string): string => visible(redactor.clean(text));

function hostLines(answers: HostAnswers, analysed: Analysed, places: Places, paint: Paint): string[] {
  const { host } = answers;
  const redactor = new Redactor(host.confidential ?? NOTHING_CONFIDENTIAL);
  const reported = analysed.hosts.find((one) => one.id === host.id && one.urn === host.urn);
  const initial =
    host.state.initial.name === "existing" ? "a host that exists already" : `a new host from image ${host.state.initial.name}`;
  const lines = [`${paint.bold(`host ${visible(host.id)}`)} ${paint.dim(`(${initial})`)}`];
  for (const section of answers.sections) lines.push(...sectionLines(section, redactor, places, paint));
  if (!answers.complete) lines.push(paint.yellow("  the host can end up in more ways than are told apart here"));
  if (reported) lines.push(`  ${paint.dim(coverageLine(reported, redactor))}`);
  return lines;
}

function sectionLines(section: Section, redactor: Redactor, places: Places, paint: Paint): string[] {
  if (section.statements.length === 0) return [];
  return [`  ${paint.bold(section.title)}`, ...section.statements.flatMap((one) => statementLines(one, redactor, places, paint))];
}

function statementLines(statement: Statement, redactor: Redactor, places: Places, paint: Paint): string[] {
  const when =
    statement.when.length > 0 ? paint.yellow(`, when ${statement.when.map((one) => say(redactor, one)).join(" and ")}`) : "";
  const place = [...statement.because].reverse().find((step) => step.at !== null)?.at ?? null;
  const at = place === null ? "" : paint.dim(`  ${shortPlace(places.of(placeOf(place)))}`);
  const lines = [`    ${say(redactor, statement.text)}${when}${at}`];
  for (const { cause, why, origin } of statement.unknowns ?? []) {
    const said = origin?.secret ? "in a text that may hold secrets" : say(redactor, why);
    const where = origin === null || origin === place ? "" : paint.dim(`  ${shortPlace(places.of(placeOf(origin)))}`);
    // What could not be read is its own sentence.
    if (said !== say(redactor, statement.text)) lines.push(paint.dim(`      not known (${cause}): ${said}`) + where);
    else lines[0] = `${lines[0]}${paint.dim(` (${cause})`)}`;
  }
  return lines;
}

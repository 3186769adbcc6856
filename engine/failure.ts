/** Why a run failed, in one line that names the key, module, resource or place at fault. */

import { isAbsolute, sep } from "node:path";
import type { GraphMessage, SourcePlace } from "../deployment/graph.js";
import { parseUrn } from "../deployment/urn.js";
import { type Configuration, configurationOrigin, missingConfiguration } from "./configuration.js";
import type { EmbeddedError, EmbeddedErrorCode } from "./errors.js";
import type { HoleTable } from "./hole-table.js";
import { type ChildOutcome, type Report, stripControls } from "./process.js";
import type { Project } from "./project.js";
import type { Redactor } from "./redact.js";
import { displayPath, ownPlace, type Place, placeInText } from "./source.js";

export interface FailureContext {
  readonly project: Project;
  readonly configuration: Configuration;
  readonly holes: HoleTable;
  readonly redactor: Redactor;
  readonly outcome: ChildOutcome;
  readonly messages: readonly GraphMessage[];
  readonly duplicate: { readonly urn: string; readonly source: SourcePlace | undefined } | undefined;
  /** Name of the last resource that was registered, and how many. */
  readonly last: string | undefined;
  readonly registered: number;
  readonly timeoutSeconds: number;
  readonly finished: boolean;
  readonly memoryMegabytes: number;
}

interface Finding {
  readonly code: EmbeddedErrorCode;
  readonly message: string;
  readonly place?: Place | undefined;
}

const MAX_LENGTH = 600;
/** `cmd/run` ends with this after it has logged the error. */
const LOGGED = 32;

/** Whether the program ran to its end. */
export function succeeded({ outcome, finished, duplicate }: FailureContext, signalsEnd: boolean, directory: string): boolean {
  if (
    outcome.startError !== undefined ||
    outcome.timedOut ||
    outcome.interrupted ||
    outcome.exitCode !== 0 ||
    duplicate !== undefined
  )
    return false;
  return signalsEnd ? finished : exitPlace(outcome, directory) === undefined;
}

/** The error of a run that did not succeed. */
export function describeFailure(context: FailureContext): EmbeddedError {
  const { code, message: said, place } = diagnose(context);
  const missing = MAY_LACK_VARIABLES.has(code) ? missingVariables(context.outcome) : undefined;
  const message = missing === undefined ? said : `${said} (${missing})`;
  return { code, message: oneLine(message, context), file: place?.file, line: place?.line, column: place?.column };
}

/** Failures that a variable which is not there can lead to. */
const MAY_LACK_VARIABLES: ReadonlySet<EmbeddedErrorCode> = new Set(["program-error", "early-exit", "network"]);

/** Names the environment variables that a program looked for and did not find, and says how to give them; undefined: there is none. */
export function missingVariables({ reports }: ChildOutcome): string | undefined {
  const names = [...new Set(reports.flatMap((report) => (report.kind === "environment" ? [report.name] : [])))].sort();
  const [first] = names;
  if (first === undefined) return undefined;
  const which =
    names.length === 1
      ? `the environment variable ${first}, which is`
      : `the environment variables ${names.join(", ")}, which are`;
  return `it looks for ${which} not set: --env ${first}=VALUE`;
}

function diagnose(context: FailureContext): Finding {
  const { outcome, duplicate, project } = context;
  if (outcome.startError?.includes("E2BIG"))
    return { code: "invalid-configuration", message: "the configuration is larger than the system lets a process have" };
  if (outcome.startError !== undefined)
    return { code: "internal", message: `the program's process cannot be started: ${outcome.startError}` };
  if (outcome.interrupted) return { code: "interrupted", message: "the run was interrupted" };
  if (outcome.timedOut) return timeout(context);
  if (duplicate !== undefined) {
    const parts = parseUrn(duplicate.urn);
    return {
      code: "duplicate-resource",
      message: `two resources of type ${parts?.type ?? "?"} are named '${parts?.name ?? "?"}': give one another name`,
      place: duplicate.source,
    };
  }
  if (/heap out of memory|Reached heap limit/.test(outcome.stderr) && outcome.exitCode !== LOGGED) {
    return { code: "out-of-memory", message: `the program used more than its ${context.memoryMegabytes} MB of memory` };
  }
  const error = outcome.reports.find((report): report is Extract<Report, { kind: "error" }> => report.kind === "error");
  if (error !== undefined) return thrown(error, context);
  const exit = exitPlace(outcome, project.directory);
  if (exit !== undefined) {
    return {
      code: "early-exit",
      message: `the program ends itself with process.exit(${exit.code ?? ""}) before Pulumi has finished: remove that call`,
      place: exit.place,
    };
  }
  if (outcome.signal !== null)
    return {
      code: "early-exit",
      message: `the program was ended by ${outcome.signal}${outcome.signal === "SIGKILL" ? " (the system may be out of memory)" : ""}`,
    };
  if (outcome.stderr.includes("The Pulumi runtime detected that")) {
    return {
      code: "leaked-promises",
      message: "the program ended with promises that never settled: await them, or look for resources that wait for each other",
    };
  }
  return fromOutput(context);
}

/** An error that nobody caught. */
function thrown(error: Extract<Report, { kind: "error" }>, context: FailureContext): Finding {
  const { directory } = context.project;
  const message = stripControls(error.message);
  const place =
    (error.stack === undefined ? undefined : ownPlace(stripControls(error.stack), directory)) ??
    placeInText(stripControls(error.stack ?? error.message), directory);
  const configuration = configurationError(message, context);
  if (configuration !== undefined) return { ...configuration, place };
  const encrypted = context.holes.originsIn(message).find((origin) => origin.startsWith(configurationOrigin("")));
  if (encrypted !== undefined)
    return { ...encryptedConfiguration(encrypted.slice(configurationOrigin("").length), context), place };
  if (error.code === "MODULE_NOT_FOUND" || error.code === "ERR_MODULE_NOT_FOUND") return missingModule(message, place, context);
  if (error.code !== undefined && NETWORK_CODES.has(error.code)) {
    return {
      code: "network",
      message: `the program uses the network while it is evaluated: ${error.host ?? firstLine(message)} cannot be reached (${error.code})`,
      place,
    };
  }
  const name = error.name === undefined || error.name === "Error" || message.startsWith(error.name) ? "" : `${error.name}: `;
  const said = error.name === "TSError" ? compilerMessage(message) : name + firstLine(message);
  return { code: "program-error", message: said.trim() || "the program failed with an error that has no message", place };
}

/** `⨯ Unable to compile TypeScript:`, then `file(line,column): error TS1234: what`, of which the place is told apart. */
function compilerMessage(message: string): string {
  const diagnostic = firstLine(message.split("\n").slice(1).join("\n"));
  const at = diagnostic.indexOf("error TS");
  return at < 0 ? firstLine(message) : diagnostic.slice(at);
}

function missingModule(message: string, place: Place | undefined, { project }: FailureContext): Finding {
  const name = /Cannot find (?:module|package) '([^']+)'/.exec(message)?.[1] ?? "";
  if (isAbsolute(name) && place === undefined) {
    return {
      code: "missing-module",
      message: `the program's file ${displayPath(name, project.directory).file} is not there: correct 'main' in package.json or ${project.file}`,
    };
  }
  const isFile = name.startsWith(".") || isAbsolute(name);
  return {
    code: "missing-module",
    message: `cannot find module '${name}': ${isFile ? "correct its path" : `run 'npm install' in ${project.shownDirectory}, or correct its name`}`,
    place,
  };
}

const NETWORK_CODES: ReadonlySet<string> = new Set([
  "EAI_AGAIN",
  "ENOTFOUND",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ETIMEDOUT",
]);

/** The SDK's own errors about configuration. They quote the value, which is left out here. */
function configurationError(message: string, context: FailureContext): Finding | undefined {
  const missing = /Missing required configuration variable '([^']+)'/.exec(message)?.[1];
  if (missing !== undefined) {
    return {
      code: "missing-configuration",
      message: missingConfiguration([missing], context.configuration.file, message.includes("config set --secret")).message,
    };
  }
  const wrong = /^Configuration '([^']+)' value '/.exec(message)?.[1];
  if (wrong === undefined) return undefined;
  if (context.configuration.values.get(wrong)?.encrypted === true) return encryptedConfiguration(wrong, context);
  return {
    code: "invalid-configuration",
    message: `configuration value ${wrong} ${withoutConfigurationValue(message).slice(`Configuration '${wrong}' `.length)}`,
  };
}

const CONFIGURATION_COMPLAINTS = [
  "' is not a valid ",
  "' is not a legal enum ",
  "' is outside of the legal range ",
  "' does not match the regular expression ",
];

/** The SDK's message about a configuration value, without the value. */
export function withoutConfigurationValue(message: string): string {
  const start = /^Configuration '[^']+' value '/.exec(message)?.[0];
  if (start === undefined) return message;
  // The last one: the value itself may read like a complaint.
  const end = Math.max(...CONFIGURATION_COMPLAINTS.map((complaint) => message.lastIndexOf(complaint)));
  return `${start.slice(0, -" value '".length)} ${end < start.length ? "is not what the program expects" : message.slice(end + 2)}`;
}

function encryptedConfiguration(key: string, { configuration }: FailureContext): Finding {
  return {
    code: "encrypted-configuration",
    message: `the program looks into configuration value ${key}, which is encrypted in ${configuration.file}: give it with --set ${key}=VALUE`,
  };
}

function exitPlace(
  outcome: ChildOutcome,
  directory: string,
): { readonly place: Place; readonly code: number | undefined } | undefined {
  for (const report of outcome.reports) {
    if (report.kind !== "exit" || report.stack === undefined) continue;
    const place = ownPlace(report.stack, directory);
    if (place !== undefined) return { place, code: report.exitCode };
  }
  return undefined;
}

function timeout({ outcome, project, timeoutSeconds, last, registered }: FailureContext): Finding {
  const limit = `the program did not end within ${timeoutSeconds} s`;
  const frames = outcome.whereabouts?.frames ?? [];
  for (const frame of frames) {
    const { file, own } = displayPath(frame.url, project.directory);
    if (own)
      return { code: "timeout", message: `${limit}: it is busy here`, place: { file, line: frame.line, column: frame.column } };
  }
  const waiting = (outcome.whereabouts?.waiting ?? []).map((kind) => WAITING.get(kind)).filter((kind) => kind !== undefined);
  const what =
    frames.length > 0
      ? "it is busy in an installed package"
      : waiting.length > 0
        ? `it waits for ${[...new Set(waiting)].join(", ")}`
        : "it waits for something that does not come";
  const progress =
    last === undefined ? "no resource was registered" : `after ${registered} resources, the last of them '${last}'`;
  return { code: "timeout", message: `${limit}: ${what}, ${progress}` };
}

/** Node's names of resources that keep a process alive. What is always there (our own pipes, Pulumi's connection) is not listed. */
const WAITING: ReadonlyMap<string, string> = new Map([
  ["Timeout", "a timer"],
  ["Immediate", "a timer"],
  ["GetAddrInfoReqWrap", "the network (a name look-up)"],
  ["TCPConnectWrap", "the network (a connection)"],
  ["TLSWrap", "the network (a connection)"],
  ["TCPServerWrap", "connections to a server that it started"],
  ["ProcessWrap", "a process that it started"],
  ["FSEvent", "changes of files"],
  ["FSReqCallback", "a file"],
]);

/** Nothing structured is known: the log, then what was printed. */
function fromOutput(context: FailureContext): Finding {
  const { outcome, messages, project } = context;
  const logged = messages.findLast(({ severity }) => severity === "error");
  const text = logged === undefined ? outcome.stderr : stripControls(logged.text);
  if (text.includes("We failed to locate the entry point for your program")) {
    const reason = /\* (Your program.*)/.exec(text)?.[1];
    return {
      code: "missing-module",
      message: `the entry point of the program is not there${reason === undefined ? "" : `: ${reason}`}`,
    };
  }
  if (outcome.exitCode === 0) return { code: "early-exit", message: "the program ended before Pulumi had finished" };
  const configuration = configurationError(text, context);
  if (configuration !== undefined) return configuration;
  const said = lastLine(text) ?? lastLine(outcome.stdout);
  const ended =
    outcome.exitCode === LOGGED && said !== undefined
      ? ""
      : `the program ended with exit code ${outcome.exitCode}${said === undefined ? " and said nothing" : ", and said last: "}`;
  return { code: "program-error", message: ended + (said ?? ""), place: placeInText(text, project.directory) };
}

function firstLine(text: string): string {
  return (
    text
      .split("\n")
      .map((line) => line.trim())
      .find((line) => line !== "") ?? ""
  );
}

function lastLine(text: string): string | undefined {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("at ") && !/^Node\.js v\d/.test(line))
    .at(-1);
}

/** Paths in the project's folder become relative: they are shorter, and the same on every machine. */
export function withoutDirectory(text: string, project: Project): string {
  const directory = project.directory + sep;
  return [`file://file:${directory}`, `file://${directory}`, directory].reduce(
    (before, prefix) => before.replaceAll(prefix, ""),
    text,
  );
}

/** One line without secrets, markers and control characters. */
function oneLine(message: string, { redactor, holes, project }: FailureContext): string {
  const line = holes
    .describe(redactor.redact(withoutDirectory(message, project)))
    .replace(/\s+/g, " ")
    .trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}...` : line;
}

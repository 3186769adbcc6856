import { isThisComputer } from "../../os/computer.js";
import { Files } from "../../os/files.js";
import type { Argument, NativeCall, Tool } from "../../tools/tool.js";
import { shownText, type TextValue } from "../../values/texts.js";
import { Str, str, Unknown } from "../../values/value.js";
import { lineOf, textValue } from "../processes/command-line.js";
import { knownPrefix } from "../shared/native-arguments.js";
import { createTask, deleteTask, enableTask, startTask, taskNamed, taskThere } from "./task-state.js";
import { readTaskXml } from "./task-xml.js";

/** schtasks.exe and at.exe. Documented under "schtasks" in "Windows Commands". */

const VALUED: ReadonlySet<string> = new Set([
  "/tn",
  "/tr",
  "/sc",
  "/mo",
  "/d",
  "/m",
  "/i",
  "/st",
  "/ri",
  "/et",
  "/du",
  "/sd",
  "/ed",
  "/ru",
  "/rp",
  "/s",
  "/u",
  "/p",
  "/xml",
  "/rl",
  "/delay",
  "/fo",
  "/ec",
]);

function schtasks(call: NativeCall): void {
  const options = new Map<string, Argument>();
  const flags = new Set<string>();
  for (let index = 0; index < call.argv.length; index++) {
    const argument = call.argv[index] as Argument;
    const name = knownPrefix(argument.text).toLowerCase().replace(/^-/, "/");
    if (!name.startsWith("/")) continue;
    const next = call.argv[index + 1];
    // `/xml` of a query takes a value only when one follows.
    if (VALUED.has(name) && next && !(name === "/xml" && knownPrefix(next.text).startsWith("/"))) {
      options.set(name, next);
      index++;
    } else flags.add(name);
  }
  if (options.has("/s") && !isThisComputer(call.machine, options.get("/s")?.text)) return;
  const nameArgument = options.get("/tn");
  const name = nameArgument ? taskNamed(shownText(nameArgument.text)) : "";
  if (flags.has("/create")) return create(call, name, options);
  if (flags.has("/change")) {
    const command = options.get("/tr");
    if (command || options.has("/ru"))
      createTask(call.machine, name, { commands: command ? [textValue(command)] : [], account: accountOf(options) }, call.at);
    if (flags.has("/enable") || flags.has("/disable")) enableTask(call.machine, name, flags.has("/enable"));
    return;
  }
  if (flags.has("/run")) startTask(call.machine, name);
  if (flags.has("/delete")) {
    if (name !== "" && !name.includes("*")) deleteTask(call.machine, name, call.at);
    return;
  }
  if (flags.has("/query")) {
    if (name !== "" && !taskThere(call.machine, name)) {
      call.err("ERROR: The system cannot find the file specified.");
      return call.exit(1);
    }
    call.out(
      call.unknown("the scheduled tasks of the host", { symbol: `schtasks:${name.toLowerCase()}`, type: "System.String" }),
    );
    return;
  }
  call.out(str("SUCCESS"));
}

function accountOf(options: ReadonlyMap<string, Argument>): TextValue | undefined {
  const account = options.get("/ru");
  if (!account) return undefined;
  // "" and "System" are the system account.
  return account.text === "" ? new Str("SYSTEM", account.at) : textValue(account);
}

function create(call: NativeCall, name: string, options: ReadonlyMap<string, Argument>): void {
  const file = options.get("/xml");
  if (file) {
    const content = new Files(call.machine).readText(file.text);
    const task = content === undefined ? null : readTaskXml(call.machine, content, call.at);
    if (content === undefined) return call.exit(1);
    if (task === null) {
      const cause = content instanceof Unknown && content.cause === "deferred" ? "deferred" : "opaque";
      return call.undecided(
        cause,
        `the scheduled task ${name} is read from ${shownText(file.text)}, whose content is not available`,
        "all",
      );
    }
    createTask(call.machine, name, { commands: task.commands, account: accountOf(options) ?? task.account }, call.at);
  } else {
    const command = options.get("/tr");
    if (!command) return call.exit(1);
    createTask(call.machine, name, { commands: [textValue(command)], account: accountOf(options) }, call.at);
  }
  call.out(str(`SUCCESS: The scheduled task "${name}" has successfully been created.`));
}

/** `at [\\\\computer] time [/interactive] [/every:days | /next:days] command`; `at [id] /delete`. Jobs run as the system. */
function at(call: NativeCall): void {
  const first = shownText(call.argv[0]?.text ?? "");
  if (first.startsWith("\\\\") && !isThisComputer(call.machine, first.slice(2))) return;
  const words = first.startsWith("\\\\") ? call.argv.slice(1) : call.argv;
  if (words.some(({ text }) => /^\/delete/i.test(shownText(text)))) return;
  let from = 1;
  while (from < words.length && /^\/(?:interactive|every:?|next:?)/i.test(shownText((words[from] as Argument).text))) from++;
  const command = lineOf(words.slice(from), call.at);
  if (command === null) return call.out(call.unknown("the jobs of the old scheduler", { type: "System.String" }));
  createTask(call.machine, call.machine.freshSymbol("At"), { commands: [command], account: new Str("SYSTEM", call.at) }, call.at);
}

/** `eventtriggers /create /tr name /tk command`: runs when an event is written. */
function eventTriggers(call: NativeCall): void {
  const option = (name: string): Argument | undefined => {
    const index = call.argv.findIndex(({ text }) => knownPrefix(text).toLowerCase() === name);
    return index < 0 ? undefined : call.argv[index + 1];
  };
  const command = option("/tk");
  if (command === undefined) return;
  const name = `event trigger ${shownText(option("/tr")?.text ?? "")}`;
  createTask(
    call.machine,
    name,
    { commands: [textValue(command)], account: option("/ru") && textValue(option("/ru") as Argument) },
    call.at,
  );
}

export const taskPrograms: readonly Tool[] = [
  { form: "native", names: ["at"], effect: "modelled", areas: ["services"], documented: "Windows Commands: at", run: at },
  {
    form: "native",
    names: ["eventtriggers"],
    effect: "modelled",
    areas: ["services"],
    documented: "Windows Commands: eventtriggers",
    run: eventTriggers,
  },
  { form: "native", names: ["schtasks"], effect: "modelled", areas: ["services"], run: schtasks },
];

import { Files } from "../../../os/files.js";
import { type Argument, type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { joinTexts, shownText, type TextValue } from "../../../values/texts.js";
import { Instance, int, NOTHING, type ObjectModel, Str, str, TRUE, Unknown, type Value } from "../../../values/value.js";
import { toStr } from "../../types/text.js";
import { type HowStarted, inFolder, saveOutput, splitCommandLine, startProgram } from "./programs.js";

/** Start-Process, Invoke-Item and what is known of other processes. */

function startProcess(call: CmdletCall): void {
  if (call.whatIf) return;
  const file = call.text("FilePath");
  if (file === undefined) return;
  const argv = argumentsOf(call);
  const how = howStarted(call);
  const run = inFolder(call, call.text("WorkingDirectory"), () => startProgram(call, file, argv, how));
  const target = call.text("RedirectStandardOutput");
  if (target !== undefined)
    saveOutput(
      call,
      target,
      run.outputs.map((value): TextValue => toStr(call.machine, value, null)),
    );
  if (call.flag("PassThru") !== true) return;
  // A program that nobody models succeeds.
  const exitCode = int(run.exitCode ?? 0, call.at);
  call.out(processObject(call, typeof file === "string" ? file : shownText(file), exitCode));
}

function howStarted(call: CmdletCall): HowStarted {
  const list = call.list("ArgumentList");
  const source = call.text("RedirectStandardInput");
  const input = source === undefined ? undefined : new Files(call.machine).readText(source);
  const texts = list instanceof Unknown ? [] : list.map((value) => toStr(call.machine, value, null));
  const [first, ...rest] = texts;
  return {
    ...(first === undefined
      ? {}
      : { tail: joinTexts([first, ...rest.flatMap((text) => [" ", text])], call.trace("ArgumentList")) }),
    ...(input === undefined ? {} : { input: [input] }),
  };
}

/** The arguments as one command line, which the program takes apart again. */
function argumentsOf(call: CmdletCall): Argument[] {
  const list = call.list("ArgumentList");
  const at = call.trace("ArgumentList");
  if (list instanceof Unknown) return [{ text: list, at }];
  if (list.length === 1) {
    const only = list[0] as Value;
    return splitCommandLine(call, toStr(call.machine, only, null), at);
  }
  const texts = list.map((value) => toStr(call.machine, value, null));
  // Windows joins them with blanks and quotes nothing; each keeps its own place where it stays whole.
  return texts.flatMap((text) => {
    if (text instanceof Str && !/[\s"]/.test(text.value))
      return text.value === "" ? [] : [{ text: text.value, at: text.trace ?? at }];
    return splitCommandLine(call, text, text.trace ?? at);
  });
}

function processObject(call: CmdletCall, file: string, exitCode: Value): Instance {
  const made = new Instance(processModel, call.at);
  made.fields.set("exit", exitCode);
  made.fields.set("name", file.slice(Math.max(file.lastIndexOf("\\"), file.lastIndexOf("/")) + 1).replace(/\.exe$/i, ""));
  made.fields.set("id", call.unknown("a process id", { type: "System.Int32" }));
  return made;
}

const processModel: ObjectModel = {
  typeNames: ["System.Diagnostics.Process", "System.ComponentModel.Component", "System.Object"],
  get(self, name, at) {
    switch (name.toLowerCase()) {
      case "exitcode":
        return self.fields.get("exit") as Value;
      case "hasexited":
        return TRUE;
      case "name":
      case "processname":
        return str(self.fields.get("name") as string, at);
      case "id":
      case "pid":
        return self.fields.get("id") as Value;
      default:
        return new Unknown("input", "something of a running process", `process:${self.birth}.${name.toLowerCase()}`, at);
    }
  },
  invoke(_self, name) {
    switch (name.toLowerCase()) {
      case "waitforexit":
        return TRUE;
      case "kill":
      case "close":
      case "dispose":
      case "refresh":
      case "closemainwindow":
      case "waitforinputidle":
        return NOTHING;
      default:
        return undefined;
    }
  },
  propertyNames: () => ["Id", "ProcessName", "HasExited", "ExitCode"],
};

function getProcess(call: CmdletCall): void {
  const names = call.texts("Name");
  if (names instanceof Unknown || names.length === 0)
    return call.out(call.unknown("the processes of the host", { symbol: "processes" }));
  for (const name of names) {
    const shown = shownText(name);
    if (
      call.guarded &&
      !shown.includes("*") &&
      !call.machine.askWhether(`process:${shown.toLowerCase()}`, `${shown} is running`, `${shown} is not running`)
    ) {
      call.fail({
        id: "NoProcessFoundForGivenName",
        message: `Cannot find a process with the name "${shown}".`,
        exception: "Microsoft.PowerShell.Commands.ProcessCommandException",
      });
    } else call.out(call.unknown(`the process ${shown}`, { symbol: `process:${shown.toLowerCase()}` }));
  }
}

function invokeItem(call: CmdletCall): void {
  if (call.whatIf) return;
  const paths = call.texts("Path");
  if (paths instanceof Unknown) return;
  for (const path of paths) {
    if (typeof path === "string" && !/\.(?:exe|com|cmd|bat|msi|vbs|js)$/i.test(path)) continue;
    startProgram(call, path, []);
  }
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Management" });
const modelled = cmdletsWith({ module: "Microsoft.PowerShell.Management", effect: "modelled" });

export const processCmdlets: readonly Tool[] = [
  modelled(
    ["Start-Process"],
    [
      "FilePath|PSPath|Path@0.",
      "ArgumentList|Args[]@1",
      "Credential|RunAs",
      "WorkingDirectory",
      "LoadUserProfile|Lup?",
      "NoNewWindow|nnw?",
      "PassThru?",
      "RedirectStandardError|RSE",
      "RedirectStandardInput|RSI",
      "RedirectStandardOutput|RSO",
      "Verb",
      "WindowStyle",
      "Wait?",
      "UseNewEnvironment?",
      "Environment",
    ],
    startProcess,
  ),
  tool(
    ["Get-Process"],
    [
      "Name|ProcessName[]@0.",
      "Id|PID[]",
      "ComputerName|Cn[]",
      "Module?",
      "FileVersionInfo|FV|FVI?",
      "InputObject[]<",
      "IncludeUserName?",
    ],
    getProcess,
  ),
  modelled(
    ["Invoke-Item"],
    ["Path[]@0<.", "LiteralPath|PSPath[].", "Filter", "Include[]", "Exclude[]", "Credential"],
    invokeItem,
  ),
  tool(
    ["Wait-Process"],
    ["Name|ProcessName[]@0.", "Id|PID|ProcessId[].", "Timeout|TimeoutSec@1", "InputObject[]<", "Any?", "PassThru?"],
    () => undefined,
  ),
  tool(["Stop-Process"], ["Id[]@0.", "Name|ProcessName[].", "InputObject[]<", "PassThru?", "Force?"], () => undefined),
];

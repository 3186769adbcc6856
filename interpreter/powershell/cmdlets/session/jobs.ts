import { isTrusted } from "../../../machine/conventions.js";
import { isThisComputer } from "../../../os/computer.js";
import { Files } from "../../../os/files.js";
import { noteUnavailable } from "../../../os/unavailable.js";
import { PsError } from "../../../tools/script-error.js";
import { type CmdletCall, cmdletsWith, type Text, type Tool } from "../../../tools/tool.js";
import { sourceWithHoles } from "../../../values/code-text.js";
import { shownText } from "../../../values/texts.js";
import {
  Arr,
  Block,
  bool,
  Instance,
  int,
  type ObjectModel,
  type Plain,
  PsObject,
  Str,
  str,
  Unknown,
  type Value,
} from "../../../values/value.js";
import { toStr } from "../../types/text.js";
import { inputObjects, makeObject } from "../shared/common.js";

/** Code that a cmdlet runs: Invoke-Expression, Invoke-Command and jobs (which run at once here). */

// ---------------------------------------------------------------- Invoke-Expression

function invokeExpression(call: CmdletCall): void {
  for (const value of inputObjects(call, "Command")) {
    const plain = call.machine.plain(value);
    runText(call, toStr(call.machine, plain, null));
  }
}

function runText(call: CmdletCall, text: Str | Unknown): void {
  if (text instanceof Str && text.value === "") {
    call.fail({
      id: "ParameterArgumentValidationErrorEmptyStringNotAllowed,Microsoft.PowerShell.Commands.InvokeExpressionCommand",
      message: "Cannot bind argument to parameter 'Command' because it is an empty string.",
      category: "InvalidData",
      terminating: true,
    });
  }
  const source = sourceWithHoles(call.machine, text, null, call.at);
  if (!source) {
    const unknown = text instanceof Unknown ? text : null;
    const cause = unknown?.cause === "deferred" ? "deferred" : "opaque";
    if (unknown && !isTrusted(unknown)) call.undecided(cause, `runs a text that is not known: ${unknown.why}`, "all");
    return;
  }
  const outcome = call.runScript({ language: "powershell", source, isolated: false, layer: "Invoke-Expression" });
  for (const output of outcome.outputs) call.out(output);
}

// ---------------------------------------------------------------- Invoke-Command

/** Which computer a command runs on. */
function placeOf(call: CmdletCall): "here" | "elsewhere" | Unknown {
  const sessions = call.has("Session") ? call.list("Session") : [];
  if (call.has("VMName") || call.has("VMId") || call.has("ContainerId") || call.has("SSHConnection")) return "elsewhere";
  const names: Text[] = [];
  for (const parameter of ["ComputerName", "HostName", "ConnectionUri"]) {
    const given = call.texts(parameter);
    if (given instanceof Unknown) return given;
    names.push(...given.map((name) => (parameter === "ConnectionUri" && typeof name === "string" ? hostOfUri(name) : name)));
  }
  if (sessions instanceof Unknown) return sessions;
  for (const session of sessions) names.push(computerOf(call, session));
  return names.length === 0 || names.some((name) => isThisComputer(call.machine, name)) ? "here" : "elsewhere";
}

function hostOfUri(uri: string): string {
  return uri.replace(/^https?:\/\//i, "").replace(/[:/].*$/, "");
}

function computerOf(call: CmdletCall, session: Plain): Text {
  if (session instanceof Unknown) return session;
  if (session instanceof PsObject) {
    const found = session.properties.get("computername");
    const property = found === undefined ? undefined : call.machine.settled(found);
    if (property !== undefined && typeof property !== "symbol") {
      const name = toStr(call.machine, property.value, null);
      return name instanceof Str ? name.value : name;
    }
  }
  return "another computer";
}

function invokeCommand(call: CmdletCall): void {
  const loose = call.list("Arguments");
  const block =
    call.value("ScriptBlock") ?? (loose instanceof Unknown ? undefined : loose.find((value) => value instanceof Block));
  const place = looseNames(call, loose) ?? placeOf(call);
  if (place instanceof Unknown) {
    call.undecided(place.cause, `runs commands on computers that are not known (${place.why})`, "all");
    call.out(call.unknown("what commands on other computers give"));
    return;
  }
  if (place === "elsewhere") {
    call.say("runs on another host");
    call.out(call.unknown("what commands on another computer give"));
    return;
  }
  const outputs = runCode(call, block);
  if (call.flag("AsJob") === true) call.out(jobObject(call, outputs, "Completed"));
  else for (const value of outputs) call.out(value);
}

/** `Invoke-Command web1 { ... }`: a computer's name before the block. */
function looseNames(call: CmdletCall, loose: readonly Plain[] | Unknown): "here" | "elsewhere" | Unknown | undefined {
  if (loose instanceof Unknown) return undefined;
  const first = loose[0];
  if (first === undefined || first instanceof Block || call.has("ComputerName")) return undefined;
  const name = toStr(call.machine, first, null);
  return isThisComputer(call.machine, name instanceof Str ? name.value : name) ? "here" : "elsewhere";
}

function argumentList(call: CmdletCall): readonly Value[] {
  const list = call.value("ArgumentList");
  if (list === undefined || list.kind === "null") return [];
  return list instanceof Arr ? call.machine.settled(list.items) : [list];
}

/** Runs the block or the file of the call. */
function runCode(call: CmdletCall, block: Plain | undefined): readonly Value[] {
  if (block instanceof Block)
    return call.runBlock(block, { args: argumentList(call), newScope: call.flag("NoNewScope") !== true });
  const path = call.text("FilePath") ?? (block instanceof Str ? block.value : undefined);
  if (path !== undefined) {
    const content = new Files(call.machine).readText(path);
    const source =
      content === undefined
        ? null
        : sourceWithHoles(
            call.machine,
            content,
            typeof path === "string" ? new Files(call.machine).resolve(path) : null,
            call.at,
          );
    if (!source) {
      noteUnavailable(call.machine, shownText(path), content, call.at);
      return [call.unknown("what a script that is not available gives")];
    }
    return call.runScript({
      language: "powershell",
      source,
      args: argumentList(call).map((value) => ({ name: null, value })),
      isolated: true,
      layer: call.name,
    }).outputs;
  }
  if (block instanceof Unknown) {
    call.undecided(
      block.cause === "deferred" ? "deferred" : "opaque",
      `runs a script block that is not known: ${block.why}`,
      "all",
    );
    return [call.unknown("what a script block that is not known gives")];
  }
  return [];
}

// ---------------------------------------------------------------- jobs

const JOBS = "powershell:jobs";

interface JobRow {
  readonly key: string;
  readonly name: string;
  readonly value: Value;
}

function startJob(call: CmdletCall): void {
  const loose = call.list("Arguments");
  const block =
    call.value("ScriptBlock") ?? (loose instanceof Unknown ? undefined : loose.find((value) => value instanceof Block));
  let outputs: readonly Value[] = [];
  let state = "Completed";
  try {
    outputs = runCode(call, block);
  } catch (error) {
    // A job that fails does not stop the script that started it.
    if (!(error instanceof PsError)) throw error;
    state = "Failed";
  }
  const name = call.text("Name");
  const job = jobObject(call, outputs, state, typeof name === "string" ? name : undefined);
  call.out(job);
}

function jobObject(call: CmdletCall, outputs: readonly Value[], state: string, given?: string): Instance {
  const rows = call.machine.rows<JobRow>(JOBS);
  const number = rows.length * 2 + 1;
  const name = given ?? `Job${number}`;
  const job = new Instance(jobModel, call.at);
  job.fields.set("name", name);
  job.fields.set("id", number);
  job.fields.set("state", state);
  job.fields.set("outputs", outputs);
  call.machine.setRow<JobRow>(JOBS, String(number), { key: name.toLowerCase(), name, value: job });
  return job;
}

const jobModel: ObjectModel = {
  typeNames: ["System.Management.Automation.PSRemotingJob", "System.Management.Automation.Job", "System.Object"],
  get(self, name, at) {
    switch (name.toLowerCase()) {
      case "name":
        return str(self.fields.get("name") as string, at);
      case "id":
        return int(self.fields.get("id") as number, at);
      case "state":
      case "jobstateinfo":
        return str(self.fields.get("state") as string, at);
      case "hasmoredata":
        return bool(true);
      case "output":
        return new Arr("System.Object", self.fields.get("outputs") as readonly Value[]);
      case "childjobs":
        return new Arr("System.Object", [self]);
      case "error":
        return new Arr("System.Object", []);
      case "psjobtypename":
        return str("BackgroundJob");
      default:
        return undefined;
    }
  },
  propertyNames: () => ["Id", "Name", "PSJobTypeName", "State", "HasMoreData", "Location", "Command", "ChildJobs"],
};

function jobsOf(call: CmdletCall): readonly Instance[] {
  const given = call.piped ? call.input.map((value) => call.machine.plain(value)) : call.list("Job");
  const direct =
    given instanceof Unknown
      ? []
      : given.filter((value): value is Instance => value instanceof Instance && value.model === jobModel);
  if (direct.length > 0) return direct;
  const rows = call.machine.rows<JobRow>(JOBS).map(([, row]) => row);
  const names = call.texts("Name");
  const ids = call.list("Id");
  return rows
    .filter(
      (row) =>
        names instanceof Unknown ||
        names.length === 0 ||
        names.some((name) => typeof name === "string" && (name === "*" || name.toLowerCase() === row.key)),
    )
    .filter(
      (row) =>
        ids instanceof Unknown ||
        ids.length === 0 ||
        ids.some((id) => id.kind === "num" && Number(id.value) === (row.value as Instance).fields.get("id")),
    )
    .map((row) => row.value as Instance);
}

function receiveJob(call: CmdletCall): void {
  const jobs = jobsOf(call);
  for (const job of jobs) for (const value of call.machine.field<readonly Value[]>(job, "outputs") ?? []) call.out(value);
  if (jobs.length === 0 && call.piped && call.input.length > 0) call.out(call.unknown("what jobs that are not known give"));
  if (call.flag("Keep") !== true) for (const job of jobs) call.machine.setField(job, "outputs", []);
}

function newSession(call: CmdletCall): void {
  const names = call.texts("ComputerName");
  for (const name of names instanceof Unknown ? [names] : names.length === 0 ? ["localhost"] : names) {
    call.out(
      makeObject(
        "System.Management.Automation.Runspaces.PSSession",
        [
          ["ComputerName", typeof name === "string" ? str(name, call.at) : name],
          ["State", str("Opened")],
          ["Name", str("WinRM1")],
        ],
        call.at,
      ),
    );
  }
}

const tool = cmdletsWith({});
const modelled = cmdletsWith({ effect: "modelled" });

const JOB = [
  "Job[]@0<",
  "Name[]",
  "Id[]",
  "InstanceId[]",
  "Wait?",
  "Keep?",
  "AutoRemoveJob?",
  "WriteEvents?",
  "Timeout|TimeoutSec",
  "Any?",
  "Force?",
  "State",
];

export const jobCmdlets: readonly Tool[] = [
  modelled(["Invoke-Expression"], ["Command@0!<"], invokeExpression),
  modelled(
    ["Invoke-Command"],
    [
      "ScriptBlock|Command{}",
      "ComputerName|Cn[]",
      "Session[]",
      "ArgumentList|Args",
      "FilePath|PSPath",
      "NoNewScope?",
      "AsJob?",
      "JobName",
      "Credential",
      "UseSSL?",
      "Port",
      "SessionOption",
      "Authentication",
      "ConfigurationName",
      "ApplicationName",
      "InputObject<",
      "HideComputerName|HCN?",
      "ThrottleLimit",
      "EnableNetworkAccess?",
      "HostName[]",
      "VMName[]",
      "VMId[]",
      "ContainerId[]",
      "ConnectionUri[]",
      "SSHConnection[]",
      "InDisconnectedSession?",
      "SessionName[]",
      "RunAsAdministrator?",
      "CertificateThumbprint",
      "AllowRedirection?",
      "UserName",
      "KeyFilePath",
      "Arguments[]*",
    ],
    invokeCommand,
  ),
  modelled(
    ["Start-Job", "Start-ThreadJob"],
    [
      "ScriptBlock|Command{}",
      "FilePath",
      "LiteralPath|PSPath",
      "Name",
      "ArgumentList|Args",
      "InitializationScript{}",
      "InputObject<",
      "Credential",
      "Authentication",
      "RunAs32?",
      "PSVersion",
      "WorkingDirectory",
      "DefinitionName",
      "ThrottleLimit",
      "StreamingHost",
      "Arguments[]*",
    ],
    startJob,
  ),
  tool(["Receive-Job"], JOB, receiveJob),
  tool(["Wait-Job", "Get-Job"], JOB, (call) => {
    for (const job of jobsOf(call)) call.out(job);
  }),
  tool(["Remove-Job", "Stop-Job", "Suspend-Job", "Resume-Job", "Debug-Job"], JOB, () => undefined),
  tool(["New-PSSession"], ["ComputerName|Cn[]@0", "Name[]", "Credential"], newSession, { loose: true }),
  tool(
    ["Enter-PSSession", "Exit-PSSession", "Disconnect-PSSession", "Remove-PSSession", "Connect-PSSession"],
    [],
    () => undefined,
    { loose: true },
  ),
];

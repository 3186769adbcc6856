import { Files } from "../../../os/files.js";
import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { joinTexts, type TextValue, textOf } from "../../../values/texts.js";
import { Arr, Num, type Plain, PsObject, Str, str, Unknown, type Value } from "../../../values/value.js";
import { getMember } from "../../members/members.js";
import { hostMessage } from "../../session/stream-record.js";
import { toStr } from "../../types/text.js";
import { asLines, formatted } from "../item/content.js";
import { inputObjects, located } from "../shared/common.js";

/** Cmdlets that write to the streams. Texts for people are dropped; errors are not. */

const NEWLINE = "\r\n";

function writeOutput(call: CmdletCall): void {
  const values = call.piped && call.input.length > 0 ? call.input : argumentsOf(call);
  if (call.flag("NoEnumerate") === true) {
    const only = values.length === 1 ? values[0] : undefined;
    if (values.length > 0) call.out(only ?? new Arr("System.Object", values, "array", null, call.at));
    return;
  }
  for (const value of values) {
    const plain = call.machine.plain(value);
    // One level is spread: a list inside a list stays one object.
    if (values.length === 1 && plain instanceof Arr)
      for (const item of call.machine.settled(plain.items)) call.out(unwritten(item));
    else if (!(plain.kind === "null" && plain.automation)) call.out(unwritten(value));
  }
}

/** A number as an object is not what was written: `1kb` is 1024. */
function unwritten(value: Value): Value {
  return value instanceof Num && value.text !== null ? new Num(value.type, value.value, value.trace) : value;
}

/** Remaining arguments: one list is the list of objects. */
function argumentsOf(call: CmdletCall): readonly Value[] {
  const value = call.value("InputObject");
  if (value === undefined) return [];
  return value instanceof Arr
    ? call.machine.settled(value.items).length === 1
      ? call.machine.settled(value.items)
      : [value]
    : [value];
}

/** The objects as texts with a separator in between; lists are spread. */
function writeHost(call: CmdletCall): void {
  const separator = call.text("Separator") ?? " ";
  const parts: (string | TextValue | Unknown)[] = [];
  const spread = (value: Value, depth: number): void => {
    const plain = call.machine.plain(value);
    if (plain instanceof Arr && depth < 3) {
      for (const item of call.machine.settled(plain.items)) spread(item, depth + 1);
      return;
    }
    if (parts.length > 0) parts.push(separator);
    parts.push(toStr(call.machine, plain, null));
  };
  for (const value of call.piped ? call.input : [call.value("Object") ?? str("")]) spread(value, 0);
  const text = textOf(joinTexts(parts, call.at));
  call.say(text, "information", hostMessage(text, call.at));
}

function say(parameter: string): (call: CmdletCall) => void {
  return (call) => {
    const streams = { "write-warning": "warning", "write-verbose": "verbose", "write-debug": "debug" } as const;
    const text = call.text(parameter);
    const stream = streams[call.name.toLowerCase() as keyof typeof streams];
    if (stream) call.say(text ?? "", stream);
    else call.say(text ?? "", "information", call.value(parameter));
  };
}

function writeError(call: CmdletCall): void {
  const record = call.value("ErrorRecord");
  const exception = call.value("Exception");
  const source = record ?? exception;
  const message = call.text("Message") ?? (source ? memberText(call, source, "message") : undefined);
  const id = call.text("ErrorId") ?? (record ? memberText(call, record, "fullyqualifiederrorid") : undefined);
  const category = call.text("Category");
  const target = call.value("TargetObject");
  call.fail({
    id: typeof id === "string" ? id : "Microsoft.PowerShell.Commands.WriteErrorException",
    message: typeof message === "string" ? message : "an error whose text is not known",
    exception: (source ? exceptionType(call, source) : undefined) ?? "Microsoft.PowerShell.Commands.WriteErrorException",
    ...(typeof category === "string" ? { category } : {}),
    ...(target ? { target } : {}),
  });
}

function exceptionType(call: CmdletCall, value: Plain): string | undefined {
  if (value instanceof PsObject && value.typeNames.includes("System.Exception")) return value.typeNames[0];
  if (value.kind === "instance" && value.model.typeNames.includes("System.Exception")) return value.model.typeNames[0];
  const inner = value instanceof PsObject ? value.properties.get("exception") : undefined;
  const property = inner === undefined ? undefined : call.machine.settled(inner);
  return property === undefined || typeof property === "symbol"
    ? undefined
    : exceptionType(call, call.machine.plain(property.value));
}

/** A text property of an error record or exception, or of the exception in it. */
function memberText(call: CmdletCall, value: Plain, name: string): string | undefined {
  if (value instanceof Str) return value.value;
  for (const wanted of [name, "exception"]) {
    const found = value.kind === "null" ? undefined : getMember(call.machine, value, wanted, call.at);
    if (found === undefined) continue;
    const inner = call.machine.plain(found);
    if (inner instanceof Str) return inner.value;
    if (wanted === "exception" && (inner instanceof PsObject || inner.kind === "instance")) return memberText(call, inner, name);
  }
  return undefined;
}

function outString(call: CmdletCall): void {
  const values = inputObjects(call);
  if (call.flag("Stream") === true) {
    for (const value of values) {
      const text = formatted(call, call.machine.plain(value));
      if (text instanceof Unknown) call.out(text);
      else for (const line of text.value.split(/\r\n|\n/)) call.out(str(line, text.trace ?? call.at));
    }
    return;
  }
  const newline = call.flag("NoNewline") === true ? "" : NEWLINE;
  call.out(asLines(call, values, newline, (value) => formatted(call, value)));
}

function teeObject(call: CmdletCall): void {
  const values = inputObjects(call);
  const path = call.text(call.has("LiteralPath") ? "LiteralPath" : "FilePath");
  const at = path === undefined || call.whatIf ? undefined : located(call, path);
  if (at?.provider.name === "FileSystem") {
    const text = asLines(call, values, NEWLINE, (value) => formatted(call, value));
    if (call.flag("Append") === true) new Files(call.machine).append(at.path, text, call.at);
    else new Files(call.machine).write(at.path, text, call.at);
  }
  const variable = call.text("Variable");
  if (typeof variable === "string")
    call.setVariable(variable, values.length === 1 ? (values[0] as Value) : new Arr("System.Object", values));
  for (const value of values) call.out(value);
}

/** Layouts for people: what they hold cannot be told from the objects alone. */
function format(call: CmdletCall): void {
  if (call.piped ? call.input.length === 0 : !call.has("InputObject")) return;
  call.out(
    call.unknown("a layout of objects for people", { type: "Microsoft.PowerShell.Commands.Internal.Format.FormatEntryData" }),
  );
}

function joinString(call: CmdletCall): void {
  const separator = call.text("Separator") ?? "";
  const prefix = call.text("OutputPrefix") ?? "";
  const suffix = call.text("OutputSuffix") ?? "";
  const quote = call.flag("SingleQuote") === true ? "'" : call.flag("DoubleQuote") === true ? '"' : "";
  const parts: (string | Unknown | TextValue)[] = [prefix];
  inputObjects(call).forEach((value, index) => {
    if (index > 0) parts.push(separator);
    parts.push(quote, formatted(call, call.machine.plain(value)), quote);
  });
  parts.push(suffix);
  call.out(joinTexts(parts, call.at, "joined"));
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });

const FORMAT = [
  "Property[]@0",
  "GroupBy",
  "View",
  "ShowError?",
  "DisplayError?",
  "Force?",
  "Expand",
  "InputObject<",
  "AutoSize?",
  "HideTableHeaders?",
  "Wrap?",
  "RepeatHeader?",
  "Column",
  "Depth",
];

export const outputCmdlets: readonly Tool[] = [
  tool(["Write-Output"], ["InputObject[]*<", "NoEnumerate?"], writeOutput),
  tool(["Write-Host"], ["Object[]*<", "NoNewline?", "Separator", "ForegroundColor", "BackgroundColor"], writeHost),
  tool(["Write-Verbose", "Write-Debug"], ["Message|Msg@0<"], say("Message")),
  tool(["Write-Warning"], ["Message|Msg@0<"], say("Message")),
  tool(["Write-Information"], ["MessageData|Msg@0<", "Tags[]@1"], say("MessageData")),
  tool(
    ["Write-Progress"],
    [
      "Activity@0",
      "Status@1",
      "Id@2",
      "PercentComplete",
      "SecondsRemaining",
      "CurrentOperation",
      "ParentId",
      "Completed?",
      "SourceId",
    ],
    say("Activity"),
  ),
  tool(
    ["Write-Error"],
    [
      "Message|Msg@0<",
      "Exception",
      "ErrorRecord",
      "ErrorId",
      "Category",
      "TargetObject",
      "RecommendedAction",
      "CategoryActivity|Activity",
      "CategoryReason|Reason",
      "CategoryTargetName|TargetName",
      "CategoryTargetType|TargetType",
    ],
    writeError,
  ),
  tool(["Out-Null"], ["InputObject<"], () => undefined),
  tool(["Out-Host", "Out-Default"], ["Paging?", "InputObject<", "Transcript?"], () => undefined),
  tool(["Out-GridView"], ["InputObject<", "Title", "Wait?", "OutputMode", "PassThru?"], (call) => {
    if (call.has("OutputMode") || call.flag("PassThru") === true) call.out(call.unknown("what somebody picks from a list"));
  }),
  tool(["Out-Printer"], ["Name|PrinterName@0", "InputObject<"], () => undefined),
  tool(["Out-String"], ["Stream?", "Width", "NoNewline?", "InputObject<"], outString),
  tool(["Tee-Object"], ["FilePath|Path@0", "LiteralPath|PSPath", "Variable", "Append?", "Encoding", "InputObject<"], teeObject),
  tool(["Format-Table", "Format-List", "Format-Wide", "Format-Custom"], FORMAT, format),
  tool(
    ["Join-String"],
    [
      "Property@0",
      "Separator@1",
      "OutputPrefix|op",
      "OutputSuffix|os",
      "SingleQuote?",
      "DoubleQuote?",
      "FormatString",
      "UseCulture?",
      "InputObject[]<",
    ],
    joinString,
  ),
  tool(["Clear-Host"], [], () => undefined),
];

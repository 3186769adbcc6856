import { decodeText, Files } from "../../../os/files.js";
import { pathKey } from "../../../os/paths.js";
import type { ProviderPath } from "../../../tools/drives.js";
import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { combinedTrace, joinTexts, shownText, type TextValue } from "../../../values/texts.js";
import { Arr, array, Num, type Plain, PsObject, Str, str, Unknown, type Value } from "../../../values/value.js";
import { toStr } from "../../types/text.js";
import { eachItem, located, notFound, notSupported } from "../shared/common.js";

/** Reading and writing the content of items: Get-Content, Set-Content, Out-File and their kin. */

const NEWLINE = "\r\n";

// ---------------------------------------------------------------- reading

function getContent(call: CmdletCall): void {
  eachItem(
    call,
    (at) => {
      if (!at.provider.getContent) return notSupported(call, at);
      const content = at.provider.getContent(call, at);
      if (content === undefined) return notFound(call, at.shown);
      emitContent(call, at, call.machine.plain(content));
    },
    (pattern) =>
      call.out(call.unknown(`the content of ${shownText(pattern)}`, { symbol: `content:${shownText(pattern).toLowerCase()}` })),
  );
}

function wantsBytes(call: CmdletCall): boolean {
  const encoding = call.text("Encoding");
  return call.flag("AsByteStream") === true || (typeof encoding === "string" && encoding.toLowerCase() === "byte");
}

function emitContent(call: CmdletCall, at: ProviderPath, content: Plain): void {
  if (wantsBytes(call)) {
    const bytes = at.provider.name === "FileSystem" ? new Files(call.machine).readBytes(at.path) : undefined;
    if (!(bytes instanceof Uint8Array))
      return call.out(call.unknown(`the bytes of ${at.shown}`, { symbol: `bytes:${pathKey(at.shown)}` }));
    call.machine.budget.size(bytes.length);
    const items = [...bytes].map((byte) => new Num("Byte", byte));
    if (call.flag("Raw") === true) call.out(array(items, "System.Byte", call.at));
    else for (const item of items) call.out(item);
    return;
  }
  const text = contentText(call, content);
  if (call.flag("Raw") === true) {
    if (!(text instanceof Str && text.value === "")) call.out(text);
    return;
  }
  const delimiter = call.has("Delimiter") ? call.text("Delimiter") : undefined;
  const lines = splitLines(call, text, typeof delimiter === "string" ? delimiter : undefined);
  if (lines instanceof Unknown) return call.out(lines);
  const first = call.integer("TotalCount");
  const last = call.integer("Tail");
  if (first instanceof Unknown || last instanceof Unknown) return call.out(call.unknown(`some lines of ${at.shown}`));
  let chosen = first !== undefined && first >= 0 ? lines.slice(0, first) : lines;
  if (last !== undefined) chosen = last === 0 ? [] : chosen.slice(-last);
  for (const line of chosen) {
    call.machine.budget.step();
    call.out(line);
  }
}

function contentText(call: CmdletCall, content: Plain): TextValue {
  if (content instanceof Str || content instanceof Unknown) return content;
  if (content instanceof Arr) {
    const bytes: number[] = [];
    for (const item of call.machine.settled(content.items)) {
      const plain = call.machine.plain(item);
      if (plain instanceof Num && typeof plain.value === "number") bytes.push(plain.value & 255);
    }
    return str(decodeText(Uint8Array.from(bytes)).text, content.trace);
  }
  return toStr(call.machine, content, null);
}

/** Lines of a text; a hole is taken to lie within its line. Unknown: nothing of the text is known. */
export function splitLines(call: CmdletCall, text: TextValue, delimiter?: string): readonly TextValue[] | Unknown {
  if (text instanceof Unknown && !text.parts)
    return new Unknown(text.cause, text.why, `lines(${text.symbol})`, text.trace, null, null, text.secret);
  const parts = text instanceof Str ? [text.value] : (text.parts ?? []);
  const lines: (string | Unknown)[][] = [[]];
  for (const part of parts) {
    const line = lines[lines.length - 1] as (string | Unknown)[];
    if (typeof part !== "string") {
      line.push(part);
      continue;
    }
    const pieces = delimiter === undefined ? part.split(/\r\n|\r|\n/) : part.split(delimiter);
    if (pieces[0] !== "") line.push(pieces[0] as string);
    for (const piece of pieces.slice(1)) lines.push(piece === "" ? [] : [piece]);
  }
  if ((lines[lines.length - 1] as unknown[]).length === 0) lines.pop();
  const trace = combinedTrace(text.trace ? [text.trace] : [], call.at, "read from a file");
  return lines.map((line) => {
    const value = joinTexts(line, trace);
    return value instanceof Str ? new Str(value.value, trace, text.secret) : value;
  });
}

// ---------------------------------------------------------------- writing

/** What is written: values of -Value, or what is piped in; null: it is not known at all. */
function written(call: CmdletCall, parameter: string): readonly Value[] {
  if (call.piped && !(call.has(parameter) && call.input.length === 0)) return call.input;
  const list = call.list(parameter);
  return list instanceof Unknown ? [list] : list;
}

/** Values as lines of text, as Set-Content writes them. */
export function asLines(
  call: CmdletCall,
  values: readonly Value[],
  newline: string,
  format: (value: Plain) => TextValue,
): TextValue {
  const parts: (string | TextValue)[] = [];
  for (const value of values) {
    call.machine.budget.step();
    const plain = call.machine.plain(value);
    const items = plain instanceof Arr ? call.machine.settled(plain.items) : [plain];
    for (const item of items) {
      parts.push(format(call.machine.plain(item)));
      if (newline !== "") parts.push(newline);
    }
  }
  const text = joinTexts(parts, call.at, "written to a file");
  if (text instanceof Str) call.machine.budget.size(text.value.length);
  return text;
}

function isBytes(call: CmdletCall, values: readonly Value[]): boolean {
  return (
    wantsBytes(call) &&
    values.every((value) => {
      const plain = call.machine.plain(value);
      return plain instanceof Num || (plain instanceof Arr && plain.element === "System.Byte");
    })
  );
}

function setContent(call: CmdletCall, append: boolean): void {
  if (call.whatIf) return;
  const values = written(call, "Value");
  const plainText = (value: Plain): TextValue =>
    value.kind === "num" && value.text !== null ? str(value.text, value.trace) : toStr(call.machine, value, null);
  const text = asLines(call, values, call.flag("NoNewline") === true ? "" : NEWLINE, plainText);
  const write = (at: ProviderPath): void => {
    if (at.provider.name !== "FileSystem") {
      if (!at.provider.setItem) return notSupported(call, at);
      return at.provider.setItem(
        call,
        at,
        values.length === 1 ? call.machine.plain(values[0] as Value) : new Arr("System.Object", values),
      );
    }
    const files = new Files(call.machine);
    if (isBytes(call, values)) files.write(at.path, bytesOf(call, values), call.at);
    else if (append) files.append(at.path, text, call.at);
    else files.write(at.path, text, call.at);
  };
  const paths = call.texts(call.has("LiteralPath") ? "LiteralPath" : "Path");
  if (paths instanceof Unknown) return;
  for (const path of paths) {
    const at = located(call, path);
    if (at) write(at);
  }
  if (call.flag("PassThru") === true) for (const value of values) call.out(value);
}

function bytesOf(call: CmdletCall, values: readonly Value[]): Arr {
  const items = values.flatMap((value) => {
    const plain = call.machine.plain(value);
    return plain instanceof Arr ? call.machine.settled(plain.items) : [plain];
  });
  return array(items, "System.Byte", call.at);
}

function clearContent(call: CmdletCall): void {
  if (call.whatIf) return;
  eachItem(call, (at) => {
    if (at.provider.name !== "FileSystem")
      return at.provider.clearItem ? at.provider.clearItem(call, at) : notSupported(call, at);
    new Files(call.machine).write(at.path, str("", call.at), call.at);
  });
}

// ---------------------------------------------------------------- formatted output

/** How an object looks as a line of the console: texts and numbers as they are, anything else in a form only the host knows. */
export function formatted(call: CmdletCall, value: Plain): TextValue {
  if (value instanceof PsObject || value.kind === "instance" || value.kind === "dict") {
    return call.unknown("how an object is laid out as text", { type: "System.String" });
  }
  return toStr(call.machine, value, null);
}

function outFile(call: CmdletCall): void {
  if (call.whatIf) return;
  const path = call.text(call.has("LiteralPath") ? "LiteralPath" : "FilePath");
  if (path === undefined) return;
  const at = located(call, path);
  if (!at) return;
  const values = written(call, "InputObject");
  const text = asLines(call, values, call.flag("NoNewline") === true ? "" : NEWLINE, (value) => formatted(call, value));
  if (at.provider.name !== "FileSystem")
    return at.provider.setItem ? at.provider.setItem(call, at, text) : notSupported(call, at);
  const files = new Files(call.machine);
  if (call.flag("NoClobber") === true && files.peek(at.path) === "file") {
    call.fail({ id: "NoClobber", message: `The file '${at.shown}' already exists.`, exception: "System.IO.IOException" });
    return;
  }
  if (call.flag("Append") === true) files.append(at.path, text, call.at);
  else files.write(at.path, text, call.at);
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Management", effect: "modelled" });

const WRITE = [
  "Path[]@0.",
  "Value[]@1<.",
  "LiteralPath|PSPath[].",
  "Encoding",
  "Force?",
  "NoNewline?",
  "PassThru?",
  "AsByteStream?",
  "Stream",
  "Filter",
  "Include[]",
  "Exclude[]",
  "Credential",
];

export const contentCmdlets: readonly Tool[] = [
  tool(
    "Get-Content",
    [
      "Path[]@0<.",
      "LiteralPath|PSPath[].",
      "TotalCount|First|Head.",
      "Tail|Last.",
      "ReadCount.",
      "Raw?",
      "Wait?",
      "Delimiter",
      "Encoding",
      "AsByteStream?",
      "Stream",
      "Force?",
      "Filter",
      "Include[]",
      "Exclude[]",
      "Credential",
    ],
    getContent,
  ),
  tool("Set-Content", WRITE, (call) => setContent(call, false)),
  tool("Add-Content", WRITE, (call) => setContent(call, true)),
  tool(
    "Clear-Content",
    ["Path[]@0.", "LiteralPath|PSPath[].", "Force?", "Stream", "Filter", "Include[]", "Exclude[]", "Credential"],
    clearContent,
  ),
  tool(
    "Out-File",
    [
      "FilePath|Path@0",
      "Encoding@1",
      "LiteralPath|PSPath.",
      "Append?",
      "Force?",
      "NoClobber|NoOverwrite?",
      "Width",
      "NoNewline?",
      "InputObject<",
    ],
    outFile,
    { module: "Microsoft.PowerShell.Utility" },
  ),
];

import { Files } from "../../../os/files.js";
import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { readable, readText } from "../../../values/stand-ins.js";
import { joinTexts, type TextValue } from "../../../values/texts.js";
import { Arr, Dict, Unknown, type Value } from "../../../values/value.js";
import { dictSet } from "../../types/dict.js";
import { dialectOf } from "../../types/session-cells.js";
import { toStr } from "../../types/text.js";
import { eachItem, inputObjects, notFound, pathKey } from "../shared/common.js";
import { JsonError, readJson } from "./json-reader.js";
import { JsonWriter } from "./json-writer.js";

/** Conversions between texts and objects: JSON and StringData. */

function convertFromJson(call: CmdletCall): void {
  const texts = inputObjects(call).map((value) => toStr(call.machine, value, null));
  if (texts.length > 1) {
    // Lines of one document, unless the first is a document of its own.
    const first = read(call, texts[0] as TextValue);
    if (!(first instanceof JsonError)) {
      for (const text of texts) emitJson(call, text);
      return;
    }
  }
  if (texts.length === 0) return;
  emitJson(
    call,
    texts.length === 1
      ? (texts[0] as TextValue)
      : joinTexts(
          texts.flatMap((text, index) => (index === 0 ? [text] : ["\n", text])),
          call.at,
        ),
  );
}

function read(call: CmdletCall, text: TextValue): Value | JsonError | undefined {
  const whole = readable(call.machine, text);
  if (whole === null)
    return text instanceof Unknown ? call.unknown(text.why, { symbol: `json(${text.symbol})`, cause: text.cause }) : undefined;
  if (whole.trim() === "") return undefined;
  try {
    return readJson(call.machine, whole, {
      dialect: dialectOf(call.machine),
      asHashtable: call.flag("AsHashtable") === true,
      at: text.trace ?? call.at,
      secret: text.secret,
    });
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
}

function emitJson(call: CmdletCall, text: TextValue): void {
  const value = read(call, text);
  if (value === undefined) return;
  if (value instanceof JsonError) {
    call.fail({
      id: "System.ArgumentException",
      message: `Conversion from JSON failed with error: ${value.message}`,
      exception: "System.ArgumentException",
      terminating: true,
    });
    return;
  }
  // PowerShell 7 gives the elements of a list one by one, Windows PowerShell the list.
  if (value instanceof Arr && dialectOf(call.machine) === "7" && call.flag("NoEnumerate") !== true) {
    for (const item of call.machine.settled(value.items)) call.out(item);
  } else call.out(value);
}

function convertToJson(call: CmdletCall): void {
  const input = inputObjects(call);
  if (input.length === 0) return;
  const depth = call.integer("Depth");
  const writer = new JsonWriter(call, {
    compress: call.flag("Compress") === true,
    depth: typeof depth === "number" ? depth : 2,
    enumsAsTexts: call.flag("EnumsAsStrings") === true,
  });
  const many = call.piped && (input.length > 1 || call.flag("AsArray") === true);
  call.out(
    writer.write(many || (call.flag("AsArray") === true && !call.piped) ? new Arr("System.Object", input) : (input[0] as Value)),
  );
}

// ---------------------------------------------------------------- key = value

function convertFromStringData(call: CmdletCall): void {
  for (const value of inputObjects(call, "StringData")) {
    const text = toStr(call.machine, value, null);
    const whole = readable(call.machine, text);
    if (whole === null) {
      call.out(
        call.unknown((text as Unknown).why, {
          symbol: `string-data(${(text as Unknown).symbol})`,
          cause: (text as Unknown).cause,
        }),
      );
      continue;
    }
    const delimiter = call.text("Delimiter");
    const table = new Dict("hashtable", "System.Collections.Hashtable", false, call.at);
    for (const raw of whole.split(/\r\n|\r|\n/)) {
      const line = raw.trim();
      if (line === "" || line.startsWith("#")) continue;
      const cut = line.indexOf(typeof delimiter === "string" ? delimiter : "=");
      if (cut <= 0) {
        call.fail({
          id: "InvalidOperation",
          message: `Data line '${line}' is not in 'name=value' format.`,
          exception: "System.Management.Automation.PSInvalidOperationException",
          terminating: true,
        });
        return;
      }
      dictSet(
        call.machine,
        table,
        call.machine.plain(readText(call.machine, line.slice(0, cut).trim(), text.trace ?? call.at, text.secret)),
        readText(call.machine, withoutEscapes(line.slice(cut + 1).trim()), text.trace ?? call.at, text.secret),
      );
    }
    call.out(table);
  }
}

/** Escapes are those of regular expressions. */
function withoutEscapes(text: string): string {
  return text.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (_, code: string) => {
    if (/^[ux][0-9a-fA-F]/.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const known: Record<string, string> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v", a: "\u0007", e: "\u001b" };
    return Object.hasOwn(known, code) ? (known[code] as string) : code;
  });
}

// ---------------------------------------------------------------- objects in files

const CLIXML = "powershell:clixml";

interface ClixmlRow {
  readonly key: string;
  readonly name: string;
  readonly value: Value;
}

/** The file holds the object itself: what reads it back gets what was written. */
function exportClixml(call: CmdletCall): void {
  if (call.whatIf) return;
  const path = call.text(call.has("LiteralPath") ? "LiteralPath" : "Path");
  const input = inputObjects(call);
  if (path === undefined || input.length === 0) return;
  const content = call.unknown("an object as XML", { type: "System.String" });
  call.machine.setRow<ClixmlRow>(CLIXML, content.symbol, {
    key: "clixml",
    name: "",
    value: input.length === 1 ? (input[0] as Value) : new Arr("System.Object", input),
  });
  new Files(call.machine).write(path, content, call.at);
}

function importClixml(call: CmdletCall): void {
  eachItem(call, (at) => {
    const content = new Files(call.machine).readText(at.path);
    if (content === undefined) return notFound(call, at.shown);
    const row = content instanceof Unknown ? call.machine.row<ClixmlRow>(CLIXML, content.symbol) : undefined;
    const value = row ? call.machine.plain(row.value) : undefined;
    if (value instanceof Arr) for (const item of call.machine.settled(value.items)) call.out(item);
    else call.out(value ?? call.unknown(`the objects in ${at.shown}`, { symbol: `clixml:${pathKey(at.shown)}` }));
  });
}

const utility = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });

export const dataCmdlets: readonly Tool[] = [
  utility("ConvertFrom-Json", ["InputObject@0<", "AsHashtable?", "Depth", "NoEnumerate?", "DateKind"], convertFromJson),
  utility(
    "ConvertTo-Json",
    ["InputObject@0<", "Depth", "Compress?", "EnumsAsStrings?", "AsArray?", "EscapeHandling"],
    convertToJson,
  ),
  utility(
    "Export-Clixml",
    ["Path@0", "LiteralPath|PSPath", "InputObject<", "Depth", "Force?", "NoClobber|NoOverwrite?", "Encoding"],
    exportClixml,
  ),
  utility("Import-Clixml", ["Path[]@0<.", "LiteralPath|PSPath[].", "IncludeTotalCount?", "Skip", "First"], importClixml),
  utility("ConvertFrom-StringData", ["StringData@0<", "Delimiter@1"], convertFromStringData),
];

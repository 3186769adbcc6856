import { Files } from "../../../os/files.js";
import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { readable, readText } from "../../../values/stand-ins.js";
import { joinTexts, shownText, type TextValue } from "../../../values/texts.js";
import { NULL, PsObject, Str, str, Unknown, type Value } from "../../../values/value.js";
import { dialectOf } from "../../types/session-cells.js";
import { toStr } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";
import { eachItem, inputObjects, located, notFound } from "../shared/common.js";
import { propertyNames, propertyOf } from "../shared/property-spec.js";

/** Tables as text with commas: ConvertFrom-Csv, Import-Csv, ConvertTo-Csv, Export-Csv. */

function delimiterOf(call: CmdletCall): string {
  const given = call.text("Delimiter");
  if (typeof given === "string" && given.length > 0) return given.slice(0, 1);
  return ",";
}

/** Records of fields. A quoted field may hold delimiters, doubled quotes and line ends. */
export function readCsv(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = "";
  let at = 0;
  const endRecord = (): void => {
    record.push(field);
    field = "";
    if (record.length > 1 || record[0] !== "") records.push(record);
    record = [];
  };
  while (at < text.length) {
    const unit = text[at] as string;
    if (unit === '"' && field.trim() === "") {
      field = "";
      at++;
      while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
        field += text[at];
        at += text[at] === '"' ? 2 : 1;
      }
      at++;
    } else if (unit === delimiter) {
      record.push(field);
      field = "";
      at++;
    } else if (unit === "\n" || unit === "\r") {
      endRecord();
      at += unit === "\r" && text[at + 1] === "\n" ? 2 : 1;
    } else {
      if (field !== "" || (unit !== " " && unit !== "\t")) field += unit;
      at++;
    }
  }
  if (field !== "" || record.length > 0) endRecord();
  return records;
}

function emitTable(call: CmdletCall, text: TextValue): void {
  const whole = readable(call.machine, text);
  if (whole === null) {
    const unknown = text as Unknown;
    call.out(call.unknown(unknown.why, { symbol: `csv(${unknown.symbol})`, cause: unknown.cause }));
    return;
  }
  call.machine.budget.size(whole.length);
  const records = readCsv(whole, delimiterOf(call)).filter(
    (record, index) => !(index === 0 && (record[0] ?? "").startsWith("#TYPE")),
  );
  const given = call.texts("Header");
  const header = given instanceof Unknown || given.length === 0 ? records.shift() : given.map((name) => shownText(name));
  if (!header) return;
  for (const record of records) {
    call.machine.budget.step();
    const object = new PsObject(["System.Management.Automation.PSCustomObject", "System.Object"], text.trace ?? call.at);
    header.forEach((name, index) => {
      const label = name === "" ? `H${index + 1}` : name;
      const value = record[index];
      object.properties.set(label.toLowerCase(), {
        name: label,
        value: value === undefined ? NULL : readText(call.machine, value, text.trace ?? call.at, text.secret),
      });
    });
    call.out(object);
  }
}

function convertFromCsv(call: CmdletCall): void {
  const texts = inputObjects(call).map((value) => toStr(call.machine, value, null));
  if (texts.length > 0)
    emitTable(
      call,
      joinTexts(
        texts.flatMap((text, index) => (index === 0 ? [text] : ["\n", text])),
        call.at,
      ),
    );
}

function importCsv(call: CmdletCall): void {
  if (!call.has("Path") && !call.has("LiteralPath") && !call.piped) return;
  eachItem(call, (at) => {
    const text = new Files(call.machine).readText(at.path);
    if (text === undefined) notFound(call, at.shown);
    else emitTable(call, text);
  });
}

// ---------------------------------------------------------------- writing

/** The lines of the table; the first object's properties are the columns. */
function csvLines(call: CmdletCall, input: readonly Value[], header: boolean): TextValue[] {
  const first = input[0] === undefined ? undefined : call.machine.plain(input[0]);
  if (first === undefined) return [];
  if (first instanceof Unknown)
    return [call.unknown(first.why, { symbol: `csv(${first.symbol})`, type: "System.String", cause: first.cause })];
  const columns = propertyNames(call, first);
  const delimiter = delimiterOf(call);
  const useQuotes = call.text("UseQuotes");
  const mode = typeof useQuotes === "string" ? useQuotes.toLowerCase() : "always";
  const lines: TextValue[] = [];
  const oldType = dialectOf(call.machine) === "5.1" && call.flag("NoTypeInformation") !== true;
  if (header && (oldType || call.flag("IncludeTypeInformation") === true)) lines.push(str(`#TYPE ${typeNameOf(first)}`, call.at));
  const quote = (text: TextValue): (string | TextValue)[] => {
    if (
      mode === "never" ||
      (mode === "asneeded" && text instanceof Str && !/["\r\n]/.test(text.value) && !text.value.includes(delimiter))
    )
      return [text];
    return ['"', text instanceof Str ? new Str(text.value.replaceAll('"', '""'), text.trace, text.secret) : text, '"'];
  };
  const row = (fields: readonly (TextValue | null)[]): TextValue =>
    joinTexts(
      fields.flatMap((field, index) => [...(index > 0 ? [delimiter] : []), ...(field === null ? [] : quote(field))]),
      call.at,
    );
  if (header) lines.push(row(columns.map((name) => str(name))));
  for (const value of input) {
    call.machine.budget.step();
    const cells = columns.map((name) => propertyOf(call, value, name));
    // An object that has none of the columns gives no line.
    if (cells.every((cell) => cell === undefined)) continue;
    lines.push(
      row(
        cells.map((cell) =>
          cell === undefined || call.machine.plain(cell).kind === "null" ? null : toStr(call.machine, cell, null),
        ),
      ),
    );
  }
  return lines;
}

function convertToCsv(call: CmdletCall): void {
  for (const line of csvLines(call, inputObjects(call), call.flag("NoHeader") !== true)) call.out(line);
}

function exportCsv(call: CmdletCall): void {
  if (call.whatIf) return;
  const path = call.text(call.has("LiteralPath") ? "LiteralPath" : "Path");
  const at = path === undefined ? undefined : located(call, path);
  if (!at) return;
  const files = new Files(call.machine);
  const append = call.flag("Append") === true && files.peek(at.path) !== "absent";
  const lines = csvLines(call, inputObjects(call), !append && call.flag("NoHeader") !== true);
  const text = joinTexts(
    lines.flatMap((line) => [line, "\r\n"]),
    call.at,
    "written to a file",
  );
  if (append) files.append(at.path, text, call.at);
  else files.write(at.path, text, call.at);
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });
const modelled = cmdletsWith({ module: "Microsoft.PowerShell.Utility", effect: "modelled" });

const WRITE = ["UseCulture?", "IncludeTypeInformation|ITI?", "NoTypeInformation|NTI?", "QuoteFields[]", "UseQuotes", "NoHeader?"];

export const csvCmdlets: readonly Tool[] = [
  tool("ConvertFrom-Csv", ["InputObject[]@0<", "Delimiter@1", "UseCulture?", "Header[]"], convertFromCsv),
  tool("Import-Csv", ["Path|PSPath[]@0<", "Delimiter@1", "LiteralPath[].", "UseCulture?", "Header[]", "Encoding"], importCsv),
  tool("ConvertTo-Csv", ["InputObject@0<", "Delimiter@1", ...WRITE], convertToCsv),
  modelled(
    "Export-Csv",
    [
      "Path@0",
      "Delimiter@1",
      "LiteralPath|PSPath",
      "Force?",
      "NoClobber|NoOverwrite?",
      "Encoding",
      "Append?",
      "InputObject<",
      ...WRITE,
    ],
    exportCsv,
  ),
];

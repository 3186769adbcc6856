/** A run-time error of VBScript on its way to the statement that goes on, or to the end of the script. Not a JavaScript Error: scripts fail often. */
import { ComFailure } from "../../tools/com-failure.js";
import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import { int, type Value } from "../../values/value.js";
import { otherThan } from "./bounded.js";

export class VbError {
  constructor(
    readonly number: Value,
    readonly description: string,
    readonly source: string,
    readonly at: Trace | null,
  ) {}
}

const MESSAGES: ReadonlyMap<number, string> = new Map([
  [5, "Invalid procedure call or argument"],
  [6, "Overflow"],
  [7, "Out of memory"],
  [9, "Subscript out of range"],
  [10, "This array is fixed or temporarily locked"],
  [11, "Division by zero"],
  [13, "Type mismatch"],
  [52, "Bad file name or number"],
  [53, "File not found"],
  [54, "Bad file mode"],
  [58, "File already exists"],
  [62, "Input past end of file"],
  [76, "Path not found"],
  [91, "Object variable not set"],
  [92, "For loop not initialized"],
  [94, "Invalid use of Null"],
  [424, "Object required"],
  [429, "ActiveX component can't create object"],
  [438, "Object doesn't support this property or method"],
  [450, "Wrong number of arguments or invalid property assignment"],
  [451, "Object not a collection"],
  [457, "This key is already associated with an element of this collection"],
  [500, "Variable is undefined"],
  [501, "Illegal assignment"],
  [505, "Invalid or unqualified reference"],
  [506, "Class not defined"],
]);

export function runtimeError(number: number, at: Trace | null, about?: string): VbError {
  const message = MESSAGES.get(number) ?? "Unknown runtime error";
  return new VbError(
    int(number),
    about === undefined ? message : `${message}: '${about}'`,
    "Microsoft VBScript runtime error",
    at,
  );
}

/** What an object's member threw, as VBScript sees it; null: it is no error of the script. */
export function asVbError(stop: unknown, at: Trace | null): VbError | null {
  if (stop instanceof VbError) return stop;
  if (!(stop instanceof PsError)) return null;
  if (stop instanceof ComFailure) return new VbError(int(stop.number), stop.message, "(null)", stop.at ?? at);
  const number = HRESULTS.find(([part]) => stop.message.includes(part))?.[1];
  return new VbError(
    number === undefined ? otherThan(0, "the number of the error", `error:${stop.id}`, at) : int(number),
    stop.message,
    "(null)",
    stop.at ?? at,
  );
}

/** Numbers of errors that scripts look for, by what their message says. */
const HRESULTS: readonly (readonly [string, number])[] = [
  ["is already a member of the group", 0x80070562 | 0],
  ["is not a member of the group", 0x80070561 | 0],
  ["because the member does not exist", 0x8007056b | 0],
  ["group name could not be found", 0x800708ac | 0],
  ["The system cannot find the path specified", 0x80070003 | 0],
];

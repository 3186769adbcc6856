/** An error of a COM object with its number, as VBScript shows it in `Err.Number`. PowerShell sees an exception of a method. */
import type { Trace } from "../values/source.js";
import { PsError } from "./script-error.js";

export class ComFailure extends PsError {
  constructor(
    readonly number: number,
    message: string,
    at: Trace | null,
  ) {
    super({ id: "COMException", message, exception: "System.Runtime.InteropServices.COMException", at });
  }
}

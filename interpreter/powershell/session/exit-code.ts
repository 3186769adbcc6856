import type { Value } from "../../values/value.js";
import { setSuccess } from "./errors.js";
import type { Runtime } from "./runtime.js";
import { setVariable } from "./scope.js";

/** Sets `$LASTEXITCODE` and `$?`, as the end of a program or script does. */
export function setExitCode(r: Runtime, code: Value, success: boolean): void {
  setVariable(r.machine, r.scope.root(), "lastexitcode", code);
  setSuccess(r, success);
}

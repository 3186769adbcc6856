import type { Call, DotnetType, NetType, Result } from "../../../tools/dotnet-type.js";
import { PsError } from "../../../tools/script-error.js";
import { Instance } from "../../../values/value.js";
import { makeRecord } from "../../errors/error-record.js";
import { toText } from "../../types/text.js";

/** `[ErrorRecord]::new($exception, $id, $category, $target)`. */
function newRecord(call: Call): Result {
  const exception = call.arg(0);
  const message = exception instanceof Instance ? exception.model.get?.(exception, "Message", call.at) : undefined;
  const text = message === undefined ? "" : toText(call.machine, message);
  const category = call.arg(2);
  const target = call.arg(3);
  const error = new PsError({
    id: call.string(1),
    message: typeof text === "string" ? text : "an error whose text is not known",
    exception: exception instanceof Instance ? exception.model.typeNames[0] : undefined,
    at: call.at,
    target: target.kind === "null" ? null : target,
    category: category.kind === "enum" ? category.name : "NotSpecified",
  });
  return makeRecord(error, exception instanceof Instance ? exception : null);
}

const errorRecordType: NetType = {
  name: "System.Management.Automation.ErrorRecord",
  constructors: {
    "ErrorRecord(System.Exception exception, string errorId, System.Management.Automation.ErrorCategory errorCategory, object targetObject) object":
      newRecord,
  },
};

export const errorRecordTypes: readonly DotnetType[] = [errorRecordType];

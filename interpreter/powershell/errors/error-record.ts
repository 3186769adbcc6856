import type { PsError } from "../../tools/script-error.js";
import { Instance, int, NOTHING, NULL, type ObjectModel, PsObject, str, Unknown, type Value } from "../../values/value.js";
import { exceptionTypes } from "./exceptions.js";
import { innerText } from "./failures.js";

/** Error records and the exceptions in them, as scripts look at them in `catch` and `$Error`. */

/** An error record, with the error that it stands for. */
class ErrorRecord extends Instance {
  constructor(
    readonly error: PsError,
    exception: Instance | null,
  ) {
    super(recordModel(error, exception), error.at);
  }
}

/** The error that a record stands for, if it is one of ours. */
export function errorOf(value: Value): PsError | undefined {
  return value instanceof ErrorRecord ? value.error : undefined;
}

/** `exception`: the exception of a record that a script makes; otherwise it is made of the error. */
export function makeRecord(error: PsError, exception: Instance | null = null): Instance {
  return error.target instanceof ErrorRecord ? error.target : new ErrorRecord(error, exception);
}

/** An exception as an object: also what `New-Object System.Exception` makes when no model of its own exists. */
export function makeException(type: string, message: Value, inner: Value = NULL): Instance {
  const model: ObjectModel = {
    typeNames: exceptionTypes(type),
    get(_self, name) {
      switch (name.toLowerCase()) {
        case "message":
          return message;
        case "innerexception":
          return inner;
        case "hresult":
          return type === "System.Exception" ? int(-2146233088) : unmodelled(type, name, "System.Int32");
        case "stacktrace":
        case "source":
        case "targetsite":
          return unmodelled(type, name, null);
        case "helplink":
          return NULL;
        default:
          return undefined;
      }
    },
    invoke(self, name) {
      if (name.toLowerCase() === "getbaseexception") return inner === NULL ? self : inner;
      return undefined;
    },
    text: () => ("kind" in message && message.kind === "str" ? `${type}: ${message.value}` : type),
    propertyNames: () => ["Message", "Data", "InnerException", "TargetSite", "StackTrace", "HelpLink", "Source", "HResult"],
  };
  return new Instance(model);
}

/** What only a running .NET knows. */
function unmodelled(type: string, name: string, of: string | null): Unknown {
  return new Unknown("unmodelled", `${name} of an exception is not modelled`, `${type}.${name.toLowerCase()}`, null, of);
}

function recordModel(error: PsError, given: Instance | null): ObjectModel {
  // What `throw $exception` threw stays the exception of the record.
  const thrown =
    given === null &&
    ((error.target instanceof Instance && error.target.model.typeNames.includes("System.Exception")) ||
      (error.target instanceof PsObject && error.target.typeNames.includes("System.Exception")))
      ? error.target
      : null;
  let exception: Value | null = thrown ?? given;
  return {
    typeNames: ["System.Management.Automation.ErrorRecord", "System.Object"],
    get(_self, name) {
      switch (name.toLowerCase()) {
        case "exception":
          exception ??= makeException(error.exception, str(error.message, error.at), innerOf(error));
          return exception;
        case "fullyqualifiederrorid":
          return str(error.id, error.at);
        case "categoryinfo":
          return category(error);
        case "targetobject":
          return thrown ? NULL : (error.target ?? NULL);
        case "errordetails":
          return NULL;
        case "invocationinfo":
          return invocation(error);
        case "scriptstacktrace":
          return unmodelled("error record", name, "System.String");
        default:
          return undefined;
      }
    },
    invoke: (_self, name) => (name.toLowerCase() === "getdetails" ? NOTHING : undefined),
    text: () => error.message,
    propertyNames: () => [
      "Exception",
      "TargetObject",
      "CategoryInfo",
      "FullyQualifiedErrorId",
      "ErrorDetails",
      "InvocationInfo",
      "ScriptStackTrace",
    ],
  };
}

/** A .NET method's exception is inside of the one that PowerShell reports. */
function innerOf(error: PsError): Value {
  if (error.inner === null) return NULL;
  return makeException(error.inner, str(innerText(error)));
}

function category(error: PsError): Instance {
  const reason = error.exception.slice(error.exception.lastIndexOf(".") + 1);
  return new Instance({
    typeNames: ["System.Management.Automation.ErrorCategoryInfo", "System.Object"],
    get(_self, name) {
      switch (name.toLowerCase()) {
        case "category":
          return str(error.category);
        case "reason":
          return str(reason);
        case "activity":
        case "targetname":
        case "targettype":
          return unmodelled("error category", name, "System.String");
        default:
          return undefined;
      }
    },
    text: () => `${error.category}: (:) [], ${reason}`,
  });
}

function invocation(error: PsError): Instance {
  const place = error.at?.source.position(error.at.start);
  return new Instance({
    typeNames: ["System.Management.Automation.InvocationInfo", "System.Object"],
    get(_self, name) {
      switch (name.toLowerCase()) {
        case "scriptlinenumber":
          return place ? int(place.line) : NULL;
        case "offsetinline":
          return place ? int(place.column) : NULL;
        case "line":
        case "positionmessage":
        case "scriptname":
          return unmodelled("invocation", name, "System.String");
        case "mycommand":
          return unmodelled("invocation", name, null);
        default:
          return undefined;
      }
    },
  });
}

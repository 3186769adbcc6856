import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import type { Plain } from "../../values/value.js";

/** Errors of conversions, operators and members, with the ids and texts of PowerShell. */

const RUNTIME = "System.Management.Automation.RuntimeException";

/** An exception that a .NET member threw: PowerShell wraps it, and typed `catch` looks at what is inside. */
export class MethodError extends PsError {
  constructor(
    /** Full name of the exception inside: `System.FormatException`. */
    inner: string,
    readonly innerMessage: string,
    message: string,
    at: Trace | null,
    exception = "System.Management.Automation.MethodInvocationException",
  ) {
    super({ id: inner.slice(inner.lastIndexOf(".") + 1), message, exception, at, category: "NotSpecified", inner });
  }
}

/** An argument that a parameter refuses: what the conversion or validation said is inside. */
export class BindingError extends PsError {
  constructor(
    id: string,
    message: string,
    exception: string,
    at: Trace | null,
    inner: string,
    readonly innerMessage: string,
  ) {
    super({ id, message, exception, at, category: "InvalidData", inner });
  }
}

/** A custom object that cannot be compared: why is inside. */
export class ComparisonError extends PsError {
  constructor(
    message: string,
    readonly innerMessage: string,
    at: Trace | null,
  ) {
    super({
      id: "PSObjectCompareTo",
      message,
      exception: "System.Management.Automation.ExtendedTypeSystemException",
      at,
      category: "NotSpecified",
      inner: "System.Management.Automation.PSArgumentException",
    });
  }
}

/** The message of the exception inside an error. */
export function innerText(error: PsError): string {
  return error instanceof MethodError || error instanceof BindingError || error instanceof ComparisonError
    ? error.innerMessage
    : error.message;
}

/** What the setter of a property says. */
export function settingError(name: string, why: string, at: Trace | null): PsError {
  return new MethodError(
    "ExceptionWhenSetting",
    why,
    `Exception setting "${name}": "${why}"`,
    at,
    "System.Management.Automation.SetValueInvocationException",
  );
}

/** Thrown by code that stands for a .NET member; the caller wraps it in a {@link MethodError}. */
export class NetException extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

export function castError(id: string, message: string, at: Trace | null): PsError {
  return new PsError({
    id,
    message,
    exception: RUNTIME,
    at,
    category: "InvalidArgument",
    inner: "System.Management.Automation.PSInvalidCastException",
  });
}

/** `shown` is the value as text; a secret is left out. */
export function cannotConvert(shown: string, from: string, to: string, at: Trace | null): PsError {
  return castError(
    "ConvertToFinalInvalidCastException",
    `Cannot convert the "${shown}" value of type "${from}" to type "${to}".`,
    at,
  );
}

export function badText(id: string, shown: string, to: string, why: string, at: Trace | null): PsError {
  return castError(id, `Cannot convert value "${shown}" to type "${to}". Error: "${why}"`, at);
}

export function operationError(id: string, message: string, at: Trace | null): PsError {
  return new PsError({ id, message, exception: RUNTIME, at, category: "InvalidOperation" });
}

export function methodNotFound(type: string, name: string, at: Trace | null): PsError {
  return operationError(
    "MethodNotFound",
    `Method invocation failed because [${type}] does not contain a method named '${name}'.`,
    at,
  );
}

/** An exception that an operator lets through as it is. */
export function stopped(type: string, message: string, at: Trace | null): PsError {
  return new PsError({ id: type, message, exception: type, at, category: "OperationStopped" });
}

/** What an error message shows of a value: never a secret. */
export function shown(value: Plain, text: string): string {
  return value.kind === "str" && value.secret ? "***" : text;
}

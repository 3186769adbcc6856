/** One running VBScript: its variables, procedures and errors, and the place where it runs. */
import { bounded } from "../../../host/cache.js";
import type { Guarded } from "../../../host/choice.js";
import { Cell } from "../../machine/journal.js";
import type { Machine } from "../../machine/machine.js";
import { type Source, Trace } from "../../values/source.js";
import { HeapObject, type Instance, int, Table, type Unknown, type Value } from "../../values/value.js";
import type { ClassDefinition, ExitKind, Procedure } from "../syntax/ast.js";
import type { VbError } from "../values/error.js";

/** Where a value is kept, for arguments that are given by reference. */
export interface Reference {
  read(): Value;
  write(value: Value): void;
}

/** Variables of the script or of a running procedure. */
export class Scope extends HeapObject {
  readonly variables = new Table<string, unknown>();
  /** Parameters that stand for variables of the caller. Set once, when the procedure starts. */
  readonly aliases = new Map<string, Reference>();
  /** Names that cannot be assigned. */
  readonly constants = new Set<string>();
}

/** A procedure, and the text that it stands in. */
export interface DefinedProcedure {
  readonly procedure: Procedure;
  readonly source: Source;
  readonly explicit: boolean;
}

export interface DefinedClass {
  readonly definition: ClassDefinition;
  readonly source: Source;
  readonly explicit: boolean;
}

/** How a statement ended. Singletons where there is nothing to carry, so that equal endings of two worlds are one. */
export type Ending =
  | { readonly kind: "normal" }
  | { readonly kind: "exit"; readonly what: ExitKind }
  | { readonly kind: "error"; readonly error: VbError }
  | { readonly kind: "quit"; readonly code: number | Unknown };

export const NORMAL: Ending = { kind: "normal" };
/** One object for each kind, so that equal endings of two worlds are one ending. */
export const exitEnding = bounded(16, (what: ExitKind): Ending => ({ kind: "exit", what }));

/** `WScript.Quit` on its way out of an expression. */
export class Quit {
  constructor(readonly code: number | Unknown) {}
}

/** What `Err` shows. */
export interface ErrorState {
  readonly number: Value;
  readonly description: string;
  readonly source: string;
}

export const NO_ERROR: ErrorState = { number: int(0), description: "", source: "" };

/** Who runs the script: it decides which objects are there. */
export interface ScriptHost {
  readonly kind: "cscript" | "wscript" | "mshta";
  /** Where the script lies on the host; null: nobody knows. */
  readonly path: string | null;
  readonly args: readonly Value[] | Unknown;
}

export class Engine {
  readonly globals = new Scope();
  readonly procedures = new Table<string, DefinedProcedure>();
  readonly classes = new Table<string, DefinedClass>();
  readonly error = new Cell<ErrorState>(NO_ERROR);
  /** Objects that are made once: `WScript`, `Err`. */
  readonly objects = new Map<string, Instance>();

  constructor(
    readonly machine: Machine,
    readonly host: ScriptHost,
    readonly out: (value: Value) => void,
  ) {}

  setError(error: ErrorState): void {
    this.machine.journal.put(this.error, error);
  }

  clearError(): void {
    if (this.error.value !== NO_ERROR) this.setError(NO_ERROR);
  }

  get currentError(): ErrorState {
    return this.machine.settled(this.error.value as Guarded<ErrorState>);
  }
}

/** Code that runs: the script itself, a procedure, or a text given to `Execute`. */
export interface Frame {
  readonly engine: Engine;
  readonly source: Source;
  readonly scope: Scope;
  readonly procedure: Procedure | null;
  /** The object whose member runs. */
  readonly self: Instance | null;
  /** The object of the `With` around. */
  readonly withObject: Value | null;
  readonly explicit: boolean;
}

export function traceOf(frame: Frame, node: { readonly start: number; readonly end: number }): Trace {
  return new Trace(frame.source, node.start, node.end);
}

/** Under which `On Error Resume Next` is kept beside the variables: no name has a blank. */
const RESUME = "on error";

export function setResume(frame: Frame, resume: boolean): void {
  frame.engine.machine.journal.setEntry(frame.scope.variables, RESUME, resume);
}

export function resumes(frame: Frame): boolean {
  const found = frame.scope.variables.get(RESUME);
  return found !== undefined && frame.engine.machine.settled(found as Guarded<boolean | symbol>) === true;
}

/** Classes that a script defines, and their objects. */
import { createComObject } from "../../tools/com.js";
import type { Trace } from "../../values/source.js";
import { Instance, type ObjectModel, type Value } from "../../values/value.js";
import type { Procedure } from "../syntax/ast.js";
import { runtimeError } from "../values/error.js";
import { EMPTY, NO_OBJECT } from "../values/objects.js";
import type { DefinedClass, Engine, Frame } from "./engine.js";
import { type Argument, indexed, setIndexed } from "./members.js";
import { callProcedure } from "./procedures.js";
import { declareFields } from "./variables.js";

export class ClassModel implements ObjectModel {
  readonly typeNames: readonly string[];

  constructor(
    private readonly engine: Engine,
    readonly defined: DefinedClass,
  ) {
    this.typeNames = [defined.definition.name];
  }

  // ------------------------------------------------------------ from the outside

  get(self: Instance, name: string, at: Trace | null): Value | undefined {
    const key = name.toLowerCase();
    const property = this.procedure(key, "get");
    if (property?.isPublic) return this.run(self, property, [], at);
    const field = this.defined.definition.fields.find((one) => one.key === key && one.isPublic);
    return field ? (this.engine.machine.field<Value>(self, key) ?? EMPTY) : undefined;
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const method = this.procedure(name.toLowerCase(), "sub") ?? this.procedure(name.toLowerCase(), "function");
    if (!method?.isPublic) return undefined;
    return this.run(
      self,
      method,
      args.map((value) => ({ value, reference: null })),
      at,
    );
  }

  defaultValue(self: Instance, at: Trace | null): Value | undefined {
    const found = this.defaultMember();
    return found ? this.run(self, found, [], at) : undefined;
  }

  // ------------------------------------------------------------ from a script

  use(frame: Frame, self: Instance, name: string, args: readonly Argument[], at: Trace): Value {
    const key = name.toLowerCase();
    const member = this.procedure(key, "function") ?? this.procedure(key, "sub") ?? this.procedure(key, "get");
    if (member && this.isVisible(frame, member.isPublic)) {
      if (member.form === "get" && member.parameters.length === 0 && args.length > 0)
        return indexed(
          frame,
          this.run(self, member, [], at),
          args.map((arg) => arg.value),
          at,
        );
      return this.run(self, member, args, at);
    }
    const field = this.defined.definition.fields.find((one) => one.key === key);
    if (!field || !this.isVisible(frame, field.isPublic)) throw runtimeError(438, at, name);
    const value = this.engine.machine.field<Value>(self, key) ?? EMPTY;
    return args.length === 0
      ? value
      : indexed(
          frame,
          value,
          args.map((arg) => arg.value),
          at,
        );
  }

  useDefault(_frame: Frame, self: Instance, args: readonly Value[], at: Trace): Value {
    const found = this.defaultMember();
    if (!found) throw runtimeError(438, at);
    return this.run(
      self,
      found,
      args.map((value) => ({ value, reference: null })),
      at,
    );
  }

  assign(frame: Frame, self: Instance, name: string, args: readonly Value[], value: Value, isSet: boolean, at: Trace): void {
    const key = name.toLowerCase();
    const property = this.procedure(key, isSet ? "set" : "let") ?? this.procedure(key, isSet ? "let" : "set");
    if (property && this.isVisible(frame, property.isPublic)) {
      this.run(
        self,
        property,
        [...args, value].map((one) => ({ value: one, reference: null })),
        at,
      );
      return;
    }
    const field = this.defined.definition.fields.find((one) => one.key === key);
    if (!field || !this.isVisible(frame, field.isPublic)) throw runtimeError(438, at, name);
    if (args.length > 0) this.assignElement(frame, this.engine.machine.field<Value>(self, key) ?? EMPTY, args, value, isSet, at);
    else this.engine.machine.setField(self, key, value);
  }

  assignDefault(frame: Frame, self: Instance, args: readonly Value[], value: Value, isSet: boolean, at: Trace): void {
    const found = this.defaultMember();
    if (!found) throw runtimeError(438, at);
    this.assign(frame, self, found.name, args, value, isSet, at);
  }

  private assignElement(frame: Frame, target: Value, args: readonly Value[], value: Value, isSet: boolean, at: Trace): void {
    setIndexed(frame, target, null, args, value, isSet, at);
  }

  procedure(key: string, form: Procedure["form"]): Procedure | undefined {
    return this.defined.definition.members.find((one) => one.key === key && one.form === form);
  }

  private defaultMember(): Procedure | undefined {
    return this.defined.definition.members.find((one) => one.isDefault);
  }

  private isVisible(frame: Frame, isPublic: boolean): boolean {
    return (
      isPublic || (frame.self !== null && frame.self.model instanceof ClassModel && frame.self.model.defined === this.defined)
    );
  }

  run(self: Instance, procedure: Procedure, args: readonly Argument[], at: Trace | null): Value {
    const { source, explicit } = this.defined;
    return callProcedure(this.engine, { procedure, source, explicit }, args, self, at);
  }
}

/** `New Name` */
export function construct(frame: Frame, key: string, name: string, at: Trace): Value {
  const { engine } = frame;
  const found = engine.classes.get(key);
  if (!found && key === "regexp") return createComObject(engine.machine, "VBScript.RegExp", at) ?? NO_OBJECT;
  if (!found) throw runtimeError(506, at, name);
  const made = new Instance(new ClassModel(engine, found), at);
  declareFields(frame, made, found.definition);
  const start = (made.model as ClassModel).procedure("class_initialize", "sub");
  if (start) (made.model as ClassModel).run(made, start, [], at);
  return made;
}

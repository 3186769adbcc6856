import { PsError } from "../../tools/script-error.js";
import { bool, Instance, NOTHING, NULL, type ObjectModel, type Plain, str, Unknown, type Value } from "../../values/value.js";
import { errorOf as recordedError } from "../errors/error-record.js";
import { TerminatingError } from "../errors/terminating-error.js";
import { errorAction, errorRecord, recordError } from "../session/errors.js";
import type { Runtime } from "../session/runtime.js";
import { lookup, type Scope } from "../session/scope.js";
import { isStreamShown } from "../session/shown-streams.js";
import { streamRecord } from "../session/stream-record.js";
import { toText, truth } from "../types/convert.js";
import { invocationInfo } from "./invocation-info.js";

/** `$PSCmdlet` of an advanced function: what scripts ask it. ShouldProcess is true unless -WhatIf is in force. */
export class CmdletInfo extends Instance {
  constructor(
    private readonly r: Runtime,
    private readonly command: string,
    set: string,
    private readonly scope: Scope,
  ) {
    const model: ObjectModel = {
      typeNames: ["System.Management.Automation.PSScriptCmdlet", "System.Object"],
      get: (_self, name, at) => {
        if (name.toLowerCase() === "parametersetname") return str(set);
        if (name.toLowerCase() === "myinvocation")
          return lookup(this.r.machine, this.scope, "myinvocation") ?? invocationInfo({ type: "Function", name: command });
        return new Unknown("unmodelled", `$PSCmdlet.${name} is not modelled`, `pscmdlet.${name.toLowerCase()}`, at);
      },
      invoke: (_self, name, args) => this.call(name.toLowerCase(), args),
    };
    super(model);
  }

  /** Whether it wrote an error: then the command has failed. */
  get failed(): boolean {
    return this.r.machine.field<boolean>(this, "failed") === true;
  }

  private call(name: string, args: readonly Value[]): Value | undefined {
    switch (name) {
      case "shouldprocess":
      case "shouldcontinue":
        return bool(this.proceeds());
      case "writeobject":
        this.write(args);
        return NOTHING;
      case "writeerror":
        this.fail(this.errorOf(args[0]));
        return NOTHING;
      case "throwterminatingerror":
        throw new TerminatingError(this.errorOf(args[0]), this.scope);
      case "writeverbose":
      case "writewarning":
      case "writedebug":
      case "writeinformation":
        this.say(name.slice(5) as "verbose" | "warning" | "debug" | "information", args[0] ?? NULL);
        return NOTHING;
      case "writeprogress":
        return NOTHING;
      case "equals":
        return bool(false);
      default:
        return undefined;
    }
  }

  private proceeds(): boolean {
    const whatIf = lookup(this.r.machine, this.scope, "whatifpreference");
    return whatIf === undefined || truth(this.r.machine, whatIf) !== true;
  }

  private write(args: readonly Value[]): void {
    const { machine } = this.r;
    const value: Plain | null = args[0] === undefined ? null : machine.plain(args[0]);
    if (value === null) return;
    const spread = args[1] !== undefined && truth(machine, machine.plain(args[1])) === true;
    for (const one of spread && value.kind === "arr" ? machine.settled(value.items) : [value]) this.r.emit(one);
  }

  private say(stream: "verbose" | "warning" | "debug" | "information", data: Value): void {
    const number = { warning: 3, verbose: 4, debug: 5, information: 6 }[stream];
    const to = this.r.streamsTo?.get(number);
    if (!to && !this.r.streamWatch) return;
    const record = streamRecord(stream, toText(this.r.machine, data), this.r.trace({ start: 0, end: 0 }), data);
    this.r.streamWatch?.(number, record);
    if (to && isStreamShown(this.r, stream)) to(record);
  }

  private fail(error: PsError): void {
    const action = errorAction(this.r, undefined);
    if (action === "stop") throw new PsError({ ...error, thrown: true });
    this.r.machine.setField(this, "failed", true);
    if (action !== "ignore") recordError(this.r, error, action !== "silentlycontinue");
  }

  /** The error of a record that was given, under the name of the command. */
  private errorOf(given: Value | undefined): PsError {
    const at = this.r.trace({ start: 0, end: 0 });
    // Another record than the one that was given: it names the command.
    const error =
      (given === undefined ? undefined : recordedError(this.r.machine.plain(given))) ?? errorRecord(this.r, given ?? null, at);
    const id = error.id.includes(",") ? error.id : `${error.id},${this.command}`;
    return new PsError({ ...error, id, thrown: false });
  }
}

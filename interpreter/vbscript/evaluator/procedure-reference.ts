/** What `GetRef` gives: a procedure as a value. */
import type { ObjectModel } from "../../values/value.js";
import type { DefinedProcedure } from "./engine.js";

export class ProcedureModel implements ObjectModel {
  readonly typeNames = ["Object"];
  constructor(readonly defined: DefinedProcedure) {}
}

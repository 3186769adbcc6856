/** What objects of COM have in common: their type as .NET and VBScript name it, and what a member that is not modelled may touch. */
import type { Area } from "../../machine/notes.js";
import type { ObjectModel } from "../../values/value.js";

/** The first part of a model. Without areas, members that nobody modelled change nothing that a rule looks at. */
export function comType(name: string, areas: readonly Area[] | "all" = []): Pick<ObjectModel, "typeNames" | "reach"> {
  return { typeNames: ["System.__ComObject", name], reach: { what: `the COM object ${name}`, areas } };
}

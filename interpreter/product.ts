import { coreCmdlets } from "./powershell/cmdlets/index.js";
import { toStr } from "./powershell/types/text.js";
import { Toolbox } from "./tools/toolbox.js";
import { lastFamilies, windowsFamilies } from "./windows/index.js";

/** What is in the product. */
let standard: Toolbox | null = null;

/** Everything that is modelled, made on first use. */
export function standardToolbox(): Toolbox {
  standard ??= new Toolbox([...windowsFamilies, { tools: coreCmdlets, strOf: toStr }, ...lastFamilies]);
  return standard;
}

import { batchFamily } from "./batch/index.js";
import { powershellFamilies } from "./powershell/index.js";
import { Toolbox } from "./tools/toolbox.js";
import { scriptHostFamily } from "./vbscript/index.js";
import { inertFamily, windowsFamilies } from "./windows/index.js";

/** What is in the product: these lists, and nothing that registers itself. */
let standard: Toolbox | null = null;

/** Everything that is modelled, made on first use. */
export function standardToolbox(): Toolbox {
  standard ??= new Toolbox([...windowsFamilies, ...powershellFamilies, batchFamily, scriptHostFamily, inertFamily]);
  return standard;
}

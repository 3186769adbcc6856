import { once } from "../host/cache.js";
import { batchFamily } from "./batch/index.js";
import { powershellFamilies } from "./powershell/index.js";
import { Toolbox } from "./tools/toolbox.js";
import { scriptHostFamily } from "./vbscript/index.js";
import { inertFamily, windowsFamilies } from "./windows/index.js";

/** Everything that is modelled: these lists, and nothing that registers itself. */
export const standardToolbox = once(
  () => new Toolbox([...windowsFamilies, ...powershellFamilies, batchFamily, scriptHostFamily, inertFamily]),
);

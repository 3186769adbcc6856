import { coreCmdlets } from "./powershell/cmdlets/index.js";
import { Toolbox } from "./toolbox.js";
import { iisTools } from "./windows/iis-index.js";
import { inertTools } from "./windows/inert.js";
import { interpreterTools } from "./windows/interpreters.js";
import { launcherTools } from "./windows/launchers.js";
import { principalTools } from "./windows/principals-index.js";
// Loading it models objects that start programs.
import "./windows/started-programs.js";
// Loading it makes Run keys run.
import "./windows/autorun.js";

let standard: Toolbox | null = null;

/** Every tool that is modelled, made on first use. */
export function standardToolbox(): Toolbox {
  standard ??= new Toolbox(iisTools, principalTools, interpreterTools, launcherTools, coreCmdlets, inertTools);
  return standard;
}

import { coreCmdlets } from "../powershell/cmdlets/index.js";
import { Toolbox } from "../tools/toolbox.js";
import { iisTools } from "./iis-index.js";
import { inertTools } from "./inert.js";
import { principalTools } from "./principals-index.js";
import { interpreterTools } from "./processes/interpreters.js";
import { launcherTools } from "./processes/launchers.js";
// Loading it models objects that start programs.
import "./processes/started-programs.js";
import { policyTools } from "./group-policy/lgpo.js";
import "./group-policy/preferences.js";
import { setupTools } from "./setup/sysprep.js";
// Documents that configure the host register themselves.
import "./plain-documents.js";
// Loading it makes Run keys and their kin run.
import "./registry/run-commands.js";

let standard: Toolbox | null = null;

/** Every tool that is modelled, made on first use. */
export function standardToolbox(): Toolbox {
  standard ??= new Toolbox(
    iisTools,
    principalTools,
    setupTools,
    policyTools,
    policyTools,
    interpreterTools,
    launcherTools,
    coreCmdlets,
    inertTools,
  );
  return standard;
}

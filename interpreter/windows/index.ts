import type { Family } from "../tools/toolbox.js";
import { readAccessControl, writeAccessControl } from "./acl/access-control.js";
import { iisTools } from "./iis-index.js";
import { inertTools } from "./inert.js";
import { principalTools } from "./principals-index.js";
import { codeLauncherTools } from "./processes/code-launchers.js";
import { interpreterTools } from "./processes/interpreters.js";
import { launcherTools } from "./processes/launchers.js";
// Loading it models objects that start programs.
import "./processes/started-programs.js";
import { dscTools } from "./dsc/commands.js";
import { policyTools } from "./group-policy/lgpo.js";
import "./dsc/packages.js";
import "./group-policy/preferences.js";
import { setupTools } from "./setup/sysprep.js";
// Documents that configure the host register themselves.
import "./plain-documents.js";
// The task scheduler's COM class registers itself.
import "./tasks/schedule-service.js";
// Loading it makes Run keys and their kin run.
import "./registry/run-commands.js";

/** What Windows itself brings along. */
export const windowsFamilies: readonly Family[] = [
  { tools: iisTools },
  { tools: principalTools, accessControl: { read: readAccessControl, write: writeAccessControl } },
  { tools: setupTools },
  { tools: policyTools },
  { tools: dscTools },
  { tools: interpreterTools },
  { tools: launcherTools },
  { tools: codeLauncherTools },
];

/** Commands that are known and change nothing that a rule looks at, and those that the shells' own commands go before. */
export const lastFamilies: readonly Family[] = [{ tools: inertTools }];

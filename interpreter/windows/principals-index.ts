import type { Tool } from "../tool.js";
import { aclCmdletTools } from "./acl-cmdlets.js";
import { oldAclTools } from "./cacls.js";
import { carbonTools } from "./carbon.js";
import { featureProgramTools } from "./dism.js";
import { featureTools } from "./features.js";
import { icaclsTools } from "./icacls.js";
import { localGroupTools } from "./local-groups.js";
import { localMemberTools } from "./local-members.js";
import { localUserTools } from "./local-users.js";
import { netTools } from "./net.js";
import { ntfsSecurityTools } from "./ntfs-security.js";
import { optionalFeatureTools } from "./optional-features.js";
import { scTools } from "./sc.js";
import { seceditTools } from "./secedit.js";
import { serviceTools } from "./services.js";
import { userRightTools } from "./user-rights.js";
import { whoamiTools } from "./whoami.js";
// Types and providers register themselves.
import "./account-management.js";
import "./adsi-winnt.js";
import "./security-principals.js";
import "./wmi-accounts.js";
import "./wmi-services.js";

/** Tools for principals, rights, access lists, services and features. */
export const principalTools: readonly Tool[] = [
  ...featureTools,
  ...optionalFeatureTools,
  ...featureProgramTools,
  ...localUserTools,
  ...localGroupTools,
  ...localMemberTools,
  ...netTools,
  ...icaclsTools,
  ...oldAclTools,
  ...aclCmdletTools,
  ...ntfsSecurityTools,
  ...serviceTools,
  ...scTools,
  ...seceditTools,
  ...userRightTools,
  ...carbonTools,
  ...whoamiTools,
];

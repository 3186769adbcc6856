import type { Tool } from "../tools/tool.js";
import { localGroupTools } from "./accounts/local-groups.js";
import { localMemberTools } from "./accounts/local-members.js";
import { localUserTools } from "./accounts/local-users.js";
import { whoamiTools } from "./accounts/whoami.js";
import { aclCmdletTools } from "./acl/acl-cmdlets.js";
import { oldAclTools } from "./acl/cacls.js";
import { icaclsTools } from "./acl/icacls.js";
import { ntfsSecurityTools } from "./acl/ntfs-security.js";
import { carbonTools } from "./carbon/carbon.js";
import { featureProgramTools } from "./features/dism.js";
import { featureTools } from "./features/features.js";
import { optionalFeatureTools } from "./features/optional-features.js";
import { netTools } from "./net/net.js";
import { seceditTools } from "./rights/secedit.js";
import { userRightTools } from "./rights/user-rights.js";
import { scTools } from "./services/sc.js";
import { serviceHostTools } from "./services/service-hosts.js";
import { serviceTools } from "./services/services.js";
// Types and providers register themselves.
import "./accounts/account-management.js";
import "./adsi/adsi-winnt.js";
import "./accounts/security-principals.js";
import "./wmi/accounts.js";
import "./wmi/services-class.js";

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
  ...serviceHostTools,
  ...seceditTools,
  ...userRightTools,
  ...carbonTools,
  ...whoamiTools,
];

import type { Family } from "../tools/toolbox.js";
import { accountManagementFamily } from "./accounts/account-management.js";
import { localGroupTools } from "./accounts/local-groups.js";
import { localMemberTools } from "./accounts/local-members.js";
import { localUserTools } from "./accounts/local-users.js";
import { securityPrincipalsFamily } from "./accounts/security-principals.js";
import { whoamiTools } from "./accounts/whoami.js";
import { readAccessControl, writeAccessControl } from "./acl/access-control.js";
import { accessRulesFamily } from "./acl/access-rules.js";
import { aclCmdletTools } from "./acl/acl-cmdlets.js";
import { oldAclTools } from "./acl/cacls.js";
import { icaclsTools } from "./acl/icacls.js";
import { ntfsSecurityTools } from "./acl/ntfs-security.js";
import { securityObjectsFamily } from "./acl/security-objects.js";
import { adsiFamily } from "./adsi/adsi.js";
import { adsiWinntFamily } from "./adsi/adsi-winnt.js";
import { ldapFamily } from "./adsi/ldap.js";
import { monikersFamily } from "./adsi/monikers.js";
import { carbonTools } from "./carbon/carbon.js";
import { comFamily } from "./com/index.js";
import { dscTools } from "./dsc/commands.js";
import { dscDocumentFamily } from "./dsc/document.js";
import { dscPackagesFamily } from "./dsc/packages.js";
import { featureProgramTools } from "./features/dism.js";
import { featureTools } from "./features/features.js";
import { optionalFeatureTools } from "./features/optional-features.js";
import { lgpoFamily, policyTools } from "./group-policy/lgpo.js";
import { preferencesFamily } from "./group-policy/preferences.js";
import { registryPolicyFamily } from "./group-policy/registry-policy.js";
import { inertTools } from "./inert.js";
import { metabaseFamilies } from "./metabase/index.js";
import { netTools } from "./net/net.js";
import { addressesFamily, addressTools } from "./network/addresses.js";
import { downloadTools } from "./network/downloads.js";
import { webClientFamily } from "./network/web-client.js";
import { plainDocumentsFamily } from "./plain-documents.js";
import { codeLauncherTools } from "./processes/code-launchers.js";
import { copyPrograms } from "./processes/copy-programs.js";
import { interpreterTools } from "./processes/interpreters.js";
import { launcherTools } from "./processes/launchers.js";
import { probeTools } from "./processes/probes.js";
import { startedProgramsFamily } from "./processes/started-programs.js";
import { groupPolicyTools } from "./registry/group-policy.js";
import { loadedLibrariesFamily } from "./registry/loaded-libraries.js";
import { registryTools } from "./registry/reg.js";
import { registryFactsFamily } from "./registry/registry-facts.js";
import { runCommandsFamily } from "./registry/run-commands.js";
import { win32RegistryFamily } from "./registry/win32-registry.js";
import { seceditTools } from "./rights/secedit.js";
import { userRightTools } from "./rights/user-rights.js";
import { scTools } from "./services/sc.js";
import { serviceHostTools } from "./services/service-hosts.js";
import { servicesFamily, serviceTools } from "./services/services.js";
import { setupInformationFamily } from "./setup/setup-information.js";
import { setupTools } from "./setup/sysprep.js";
import { unattendFamily } from "./setup/unattend.js";
import { autorunFilesFamily } from "./tasks/autorun-files.js";
import { scheduleServiceFamily } from "./tasks/schedule-service.js";
import { taskPrograms } from "./tasks/schtasks.js";
import { taskCmdlets } from "./tasks/task-cmdlets.js";
import { webFamilies } from "./web/index.js";
import { wmiFamilies } from "./wmi/index.js";

/** What Windows itself brings along, one line or two a folder: what is not listed here does not exist for a script. */
export const windowsFamilies: readonly Family[] = [
  { tools: [...localUserTools, ...localGroupTools, ...localMemberTools, ...whoamiTools] },
  securityPrincipalsFamily,
  accountManagementFamily,
  { tools: netTools },
  {
    tools: [...icaclsTools, ...oldAclTools, ...aclCmdletTools, ...ntfsSecurityTools],
    accessControl: { read: readAccessControl, write: writeAccessControl },
  },
  accessRulesFamily,
  securityObjectsFamily,
  { tools: [...seceditTools, ...userRightTools] },
  setupInformationFamily,
  { tools: [...serviceTools, ...scTools, ...serviceHostTools] },
  servicesFamily,
  { tools: [...featureTools, ...optionalFeatureTools, ...featureProgramTools] },
  { tools: [...taskPrograms, ...taskCmdlets] },
  autorunFilesFamily,
  scheduleServiceFamily,
  { tools: [...registryTools, ...groupPolicyTools] },
  registryFactsFamily,
  loadedLibrariesFamily,
  runCommandsFamily,
  win32RegistryFamily,
  { tools: [...interpreterTools, ...launcherTools, ...codeLauncherTools, ...probeTools] },
  startedProgramsFamily,
  comFamily,
  { tools: [...addressTools, ...downloadTools, ...copyPrograms] },
  webClientFamily,
  addressesFamily,
  adsiFamily,
  adsiWinntFamily,
  ldapFamily,
  monikersFamily,
  ...wmiFamilies,
  ...metabaseFamilies,
  ...webFamilies,
  { tools: carbonTools },
  { tools: policyTools },
  lgpoFamily,
  preferencesFamily,
  registryPolicyFamily,
  { tools: dscTools },
  dscDocumentFamily,
  dscPackagesFamily,
  { tools: setupTools },
  unattendFamily,
  plainDocumentsFamily,
];

/** Commands that are known and change nothing that a rule looks at: whoever models one of them wins. */
export const inertFamily: Family = { tools: inertTools };

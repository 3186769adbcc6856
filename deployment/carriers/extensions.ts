/** What virtual machine extensions do, by publisher and type. */

export type ExtensionEffect =
  /** Runs `commandToExecute` with cmd.exe, beside the files of `fileUris`. */
  | { readonly effect: "custom-script" }
  /** Runs `script` (text, or lines) as PowerShell. */
  | { readonly effect: "script-setting" }
  /** As a managed run command: `source`, `parameters`. */
  | { readonly effect: "run-command" }
  /** Creates or resets a local administrator. */
  | { readonly effect: "administrator" }
  | { readonly effect: "dsc" }
  /** Configures the host from a package or a server that is not available here. */
  | { readonly effect: "opaque"; readonly what: string }
  /** An agent or an installer: it does not configure what is judged. */
  | { readonly effect: "inert" }
  /** For Linux. */
  | { readonly effect: "linux" };

const INERT: ExtensionEffect = { effect: "inert" };
const LINUX: ExtensionEffect = { effect: "linux" };
const opaque = (what: string): ExtensionEffect => ({ effect: "opaque", what });

/** By `publisher/type` in lower case. */
const EFFECTS: ReadonlyMap<string, ExtensionEffect> = new Map<string, ExtensionEffect>([
  ["microsoft.compute/customscriptextension", { effect: "custom-script" }],
  ["microsoft.cplat.core/runcommandwindows", { effect: "script-setting" }],
  ["microsoft.cplat.core/runcommandhandlerwindows", { effect: "run-command" }],
  ["microsoft.compute/vmaccessagent", { effect: "administrator" }],
  ["microsoft.powershell/dsc", { effect: "dsc" }],
  ["microsoft.guestconfiguration/configurationforwindows", INERT],
  ["chef.bootstrap.windowsazure/chefclient", opaque("the recipes of a Chef server")],
  ["puppet/puppetagent", opaque("the catalogue of a Puppet server")],
  ["puppetlabs.puppetagent/puppetagent", opaque("the catalogue of a Puppet server")],
  ["octopusdeploy.tentacle/octopusdeploywindowstentacle", opaque("what an Octopus server deploys")],
  ["microsoft.visualstudio.services/teamservicesagent", opaque("what a pipeline runs on the agent")],
  ["microsoft.azure.automation.hybridworker/hybridworkerforwindows", opaque("the runbooks of an Automation account")],
  ["microsoft.azure.automation/desiredstateconfiguration", opaque("a DSC configuration of an Automation account")],
  ["saltstack.compute/salt", opaque("the states of a Salt server")],
  ["microsoft.compute/jsonaddomainextension", INERT],
  ["microsoft.compute/bginfo", INERT],
  ["microsoft.azure.security/iaasantimalware", INERT],
  ["microsoft.azure.security/azurediskencryption", INERT],
  ["microsoft.azure.diagnostics/iaasdiagnostics", INERT],
  ["microsoft.azure.azuredefenderforservers/mde.windows", INERT],
  ["microsoft.azure.keyvault/keyvaultforwindows", INERT],
  ["microsoft.azure.openssh/windowsopenssh", INERT],
  ["microsoft.admincenter/admincenter", INERT],
  ["microsoft.azure.activedirectory/aadloginforwindows", INERT],
  ["microsoft.azure.monitor/azuremonitorwindowsagent", INERT],
  ["microsoft.enterprisecloud.monitoring/microsoftmonitoringagent", INERT],
  ["microsoft.azure.monitoring.dependencyagent/dependencyagentwindows", INERT],
  ["microsoft.azure.networkwatcher/networkwatcheragentwindows", INERT],
  ["microsoft.azure.security.windowsattestation/guestattestation", INERT],
  ["microsoft.managedservices/applicationhealthwindows", INERT],
  ["microsoft.sqlserver.management/sqliaasagent", INERT],
  ["microsoft.hpccompute/nvidiagpudriverwindows", INERT],
  ["microsoft.hpccompute/amdgpudriverwindows", INERT],
  ["microsoft.softwareupdatemanagement/windowsosupdateextension", INERT],
  ["microsoft.cplat.core/windowspatchextension", INERT],
  ["microsoft.azure.servicefabric/servicefabricnode", INERT],
  ["microsoft.azure.extensions/customscript", LINUX],
  ["microsoft.ostcextensions/customscriptforlinux", LINUX],
  ["microsoft.cplat.core/runcommandlinux", LINUX],
  ["microsoft.cplat.core/runcommandhandlerlinux", LINUX],
]);

/** Undefined: an extension that is not known. */
export function extensionEffect(publisher: string, type: string): ExtensionEffect | undefined {
  const name = `${publisher}/${type}`.toLowerCase();
  const found = EFFECTS.get(name);
  if (found) return found;
  // Extensions for Linux say so in their names.
  return /linux/.test(name) ? LINUX : undefined;
}

/** Settings of an extension that is not known which say that something is run or applied. */
const TELLING = [
  "script",
  "scripts",
  "command",
  "commands",
  "commandtoexecute",
  "fileuris",
  "url",
  "uri",
  "scripturi",
  "scripturl",
  "source",
  "configuration",
  "runlist",
  "run_list",
  "runcommand",
  "playbook",
  "recipe",
  "bootstrap_options",
  "installscript",
  "userdata",
];

/** Whether a setting's name says that it holds or names something that is run. */
export function tellsOfScript(setting: string): boolean {
  const name = setting.toLowerCase();
  return TELLING.includes(name) || name.endsWith("script") || name.endsWith("command") || name.endsWith("scripturi");
}

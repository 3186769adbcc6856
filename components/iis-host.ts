import * as compute from "@pulumi/azure-native/compute/index.js";
import * as network from "@pulumi/azure-native/network/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { IisHostArgs } from "./arguments.js";
import { hostDocument } from "./document.js";
import { networkRules } from "./network-rules.js";
import { renderProvisioning } from "./script.js";
import { secretInput } from "./secrets.js";
import { hostSettings } from "./settings.js";
import { type ArgumentProblem, argumentProblems, DEFAULT_ADMIN } from "./validation.js";

const TYPE = "lycosa:index:IisHost";

/** Long enough for features that come from Windows Update; Pulumi waits a little longer than Azure does. */
const PROVISIONING_SECONDS = 3600;
const PROVISIONING_TIMEOUT = "75m";

/**
 * A hardened Windows host with IIS and the SMTP service. Nobody may relay but the host itself, the clients that are named and
 * whoever authenticates; applications on the host keep sending to the local domain and through the pickup folder.
 *
 * The virtual machine has no public address, starts from a trusted image only (secure boot, virtual TPM), is encrypted at its host and
 * patched by the platform. Its network card admits only what is asked for. A command of Azure's own sets it up; a machine that is
 * replaced is set up again.
 */
export class IisHost extends pulumi.ComponentResource {
  /** Azure's resource id of the virtual machine. */
  readonly virtualMachineId: pulumi.Output<string>;
  /** The name of the virtual machine. */
  readonly virtualMachineName: pulumi.Output<string>;
  /** The id that Azure gives to this very machine: a replaced machine has another one. */
  readonly vmId: pulumi.Output<string>;
  /** Object id of the machine's managed identity, for role assignments. */
  readonly principalId: pulumi.Output<string>;
  /** Azure's resource id of the network card. */
  readonly networkInterfaceId: pulumi.Output<string>;
  /** Azure's resource id of the network security group. */
  readonly networkSecurityGroupId: pulumi.Output<string>;
  /** The address in the subnet. */
  readonly privateIpAddress: pulumi.Output<string>;

  /**
   * @param name Names the component, and everything in it.
   * @param args What the host is to be.
   * @param opts Pulumi's options.
   */
  constructor(name: string, args: IisHostArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, argumentProblems(args));
    const password = secretInput(name, "adminPassword", args.adminPassword);
    const smartHost = args.mail?.smartHost;
    const smartHostPassword =
      smartHost?.password === undefined ? undefined : secretInput(name, "mail.smartHost.password", smartHost.password);
    const smartHostUser = smartHost?.userName === undefined ? undefined : pulumi.secret(smartHost.userName);
    super(TYPE, name, recorded(args, password, smartHostUser, smartHostPassword), opts);
    const inside = { parent: this };
    const settings = hostSettings(args);
    const place = {
      resourceGroupName: args.resourceGroupName,
      ...(args.location === undefined ? {} : { location: args.location }),
    };

    const group = new network.NetworkSecurityGroup(
      `${name}-nsg`,
      { ...place, securityRules: networkRules(settings, args.quarantine === true).map((rule) => ({ ...rule })) },
      inside,
    );
    const card = new network.NetworkInterface(
      `${name}-nic`,
      {
        ...place,
        networkSecurityGroup: { id: group.id },
        ipConfigurations: [
          { name: "primary", primary: true, privateIPAllocationMethod: "Dynamic", subnet: { id: args.subnetId } },
        ],
      },
      inside,
    );
    const machine = new compute.VirtualMachine(
      `${name}-vm`,
      {
        ...place,
        ...(args.zone === undefined ? {} : { zones: [args.zone] }),
        identity: { type: "SystemAssigned" },
        hardwareProfile: { vmSize: args.size ?? "Standard_D2s_v5" },
        networkProfile: { networkInterfaces: [{ id: card.id, primary: true, deleteOption: "Detach" }] },
        osProfile: {
          computerName: args.computerName ?? computerName(name),
          adminUsername: args.adminUsername ?? DEFAULT_ADMIN,
          adminPassword: password,
          windowsConfiguration: {
            provisionVMAgent: true,
            enableAutomaticUpdates: true,
            patchSettings: {
              patchMode: "AutomaticByPlatform",
              assessmentMode: "AutomaticByPlatform",
              enableHotpatching: hotpatches(settings.image),
              automaticByPlatformSettings: { rebootSetting: "IfRequired" },
            },
          },
        },
        securityProfile: {
          securityType: "TrustedLaunch",
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
          // Left out when it is not wanted: even `false` needs the subscription's feature.
          ...(args.encryptionAtHost === false ? {} : { encryptionAtHost: true }),
        },
        storageProfile: {
          imageReference: { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: settings.image, version: "latest" },
          osDisk: {
            createOption: "FromImage",
            caching: "ReadWrite",
            deleteOption: "Delete",
            managedDisk: { storageAccountType: "Premium_LRS" },
          },
        },
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
      },
      // A network card is in one machine at a time, so the old one goes first.
      { ...inside, deleteBeforeReplace: true },
    );

    const provisioning = renderProvisioning(hostDocument(settings));
    const secrets = new Map([
      ["SmartHostUser", smartHostUser],
      ["SmartHostPassword", smartHostPassword],
    ]);
    new compute.VirtualMachineRunCommandByVirtualMachine(
      `${name}-provisioning`,
      {
        ...place,
        vmName: machine.name,
        source: { script: provisioning.script },
        parameters: provisioning.parameters.map((parameter) => ({ ...parameter })),
        protectedParameters: provisioning.protectedParameters.map((parameter) => {
          const value = secrets.get(parameter);
          if (value === undefined)
            throw new pulumi.RunError(`IisHost ${JSON.stringify(name)}: there is no value for the parameter ${parameter}`);
          return { name: parameter, value };
        }),
        asyncExecution: false,
        treatFailureAsDeploymentFailure: true,
        timeoutInSeconds: PROVISIONING_SECONDS,
        tags: { vmId: machine.vmId },
      },
      {
        ...inside,
        // Pulumi does not replace what merely depends on a machine when the machine is replaced. The id of the new machine is what makes it
        // replace the command, and so run it again.
        replaceOnChanges: ["tags"],
        // A command disappears with its machine, and cannot be deleted on a machine that is off.
        deletedWith: machine,
        customTimeouts: { create: PROVISIONING_TIMEOUT, update: PROVISIONING_TIMEOUT },
      },
    );

    this.virtualMachineId = machine.id;
    this.virtualMachineName = machine.name;
    this.vmId = machine.vmId;
    this.principalId = machine.identity.apply((identity) => identity?.principalId ?? "");
    this.networkInterfaceId = card.id;
    this.networkSecurityGroupId = group.id;
    this.privateIpAddress = card.ipConfigurations.apply((configurations) => configurations?.[0]?.privateIPAddress ?? "");
    this.registerOutputs({
      virtualMachineId: this.virtualMachineId,
      virtualMachineName: this.virtualMachineName,
      vmId: this.vmId,
      principalId: this.principalId,
      networkInterfaceId: this.networkInterfaceId,
      networkSecurityGroupId: this.networkSecurityGroupId,
      privateIpAddress: this.privateIpAddress,
    });
  }
}

/** @throws pulumi.InputPropertiesError when there are problems. */
function refuse(name: string, problems: readonly ArgumentProblem[]): void {
  if (problems.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: problems.map(({ path, reason }) => `IisHost ${JSON.stringify(name)}: ${path} ${reason}.`).join("\n"),
    errors: problems.map(({ path, reason }) => ({ propertyPath: path, reason })),
  });
}

/** The component's own inputs go into the state too: with their secrets marked. */
function recorded(
  args: IisHostArgs,
  adminPassword: pulumi.Output<string>,
  userName: pulumi.Output<string> | undefined,
  password: pulumi.Output<string> | undefined,
): pulumi.Inputs {
  const { smartHost } = args.mail ?? {};
  if (smartHost === undefined) return { ...args, adminPassword };
  return { ...args, adminPassword, mail: { ...args.mail, smartHost: { ...smartHost, userName, password } } };
}

/** The images of Windows Server 2022 and 2025, Azure Edition, that Microsoft lists for hotpatching. */
function hotpatches(image: string): boolean {
  return /^2022-datacenter-azure-edition-(hotpatch|core)$|^2025-datacenter-azure-edition(-core)?$/.test(image);
}

/** A NetBIOS name from the component's: its letters and digits, at most 15. */
function computerName(name: string): string {
  const letters = name
    .replace(/[^A-Za-z0-9-]/g, "")
    .replace(/^-+/, "")
    .slice(0, 15)
    .replace(/-+$/, "");
  return /[A-Za-z]/.test(letters) ? letters : `host${letters}`.slice(0, 15);
}

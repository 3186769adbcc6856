import * as compute from "@pulumi/azure-native/compute/index.js";
import * as maintenance from "@pulumi/azure-native/maintenance/index.js";
import * as network from "@pulumi/azure-native/network/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { IisHostArgs } from "../arguments/index.js";
import { argumentProblems } from "../checks/index.js";
import { hostNotices } from "../checks/notices.js";
import { type HostPlan, hostPlan } from "../host-plan.js";
import { type CertificatePlace, installCertificates } from "./certificates.js";
import { hostSteps, inTheirOrder, machineCommand } from "./commands.js";
import { machineArgs } from "./machine.js";
import { networkRules } from "./network-rules.js";
import { refuse } from "./refuse.js";
import { hostSecrets, packedSecrets, recorded, secretInput } from "./secrets.js";

const TYPE = "lycosa:index:IisHost";

/**
 * A hardened Windows host with IIS, the SMTP service, or both. Sites speak HTTPS and nothing older than TLS 1.2, each in a pool of its own with
 * an identity of its own, and their content lies off the system volume. Nobody may relay mail but the host itself, the clients that are
 * named and whoever authenticates; applications on the host keep sending to the local domain and through the pickup folder.
 *
 * The virtual machine has no public address, starts from a trusted image only (secure boot, virtual TPM), is encrypted at its host and
 * patched by the platform. Its network card admits only what is asked for. A command of Azure's own sets it up and verifies it; a machine
 * that is replaced is set up again.
 */
export class IisHost extends pulumi.ComponentResource {
  /** Azure's resource id of the virtual machine. */
  readonly virtualMachineId: pulumi.Output<string>;
  /** The name of the virtual machine. */
  readonly virtualMachineName: pulumi.Output<string>;
  /** The id that Azure gives to this very machine: a replaced machine has another one. */
  readonly vmId: pulumi.Output<string>;
  /** Object id of the machine's own managed identity, for role assignments. */
  readonly principalId: pulumi.Output<string>;
  /** Azure's resource id of the network card. */
  readonly networkInterfaceId: pulumi.Output<string>;
  /** Azure's resource id of the network security group; empty when the group or the card is yours. */
  readonly networkSecurityGroupId: pulumi.Output<string>;
  /** The address in the subnet; empty when the card is yours. */
  readonly privateIpAddress: pulumi.Output<string>;

  /**
   * @param name Names the component, and everything in it.
   * @param args What the host is to be.
   * @param opts Pulumi's options. What the component depends on, everything in it depends on.
   */
  constructor(name: string, args: IisHostArgs, opts?: pulumi.ComponentResourceOptions) {
    const problems = argumentProblems(args);
    refuse("IisHost", name, problems);
    const plan = hostPlan(args);
    refuse("IisHost", name, plan.problems);
    const called = `IisHost ${JSON.stringify(name)}`;
    const adminPassword = secretInput(called, "adminPassword", args.adminPassword);
    const secrets = hostSecrets(called, args);
    super(TYPE, name, { ...recorded(args, secrets), adminPassword }, opts);
    for (const notice of hostNotices(args, plan.settings)) {
      const tell = notice.warns ? pulumi.log.warn : pulumi.log.info;
      void tell(`${called}: ${notice.text}`, this);
    }
    // Pulumi gives a component's dependencies to nothing inside it.
    const inside = { parent: this, ...(opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn }) };
    const place: CertificatePlace = {
      resourceGroupName: args.resourceGroupName,
      ...(args.location === undefined ? {} : { location: args.location }),
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    };

    const { card, group } = networkOf(name, args, plan, place, inside);
    const cardId = card?.id ?? pulumi.output(args.networkInterfaceId as pulumi.Input<string>);
    const machine = new compute.VirtualMachine(
      `${name}-vm`,
      {
        ...place,
        ...machineArgs(name, args, plan.settings, adminPassword),
        networkProfile: { networkInterfaces: [{ id: cardId, primary: true, deleteOption: "Detach" }] },
      },
      // A network card is in one machine at a time, so the old one goes first.
      { ...inside, deleteBeforeReplace: true },
    );
    this.principalId = machine.identity.apply((identity) => identity?.principalId ?? "");
    const { maintenanceConfigurationId } = args.patch ?? {};
    if (maintenanceConfigurationId !== undefined) {
      const { tags: _none, ...where } = place;
      new maintenance.ConfigurationAssignment(
        `${name}-patching`,
        {
          ...where,
          providerName: "Microsoft.Compute",
          resourceType: "virtualMachines",
          resourceName: machine.name,
          maintenanceConfigurationId,
        },
        { ...inside, deletedWith: machine },
      );
    }
    const certificates = installCertificates(
      name,
      args.certificates ?? [],
      args.keyVaultId,
      machine,
      this.principalId,
      place,
      inside,
    );
    const steps = hostSteps({ ...plan, secrets: packedSecrets(secrets), provision: args.provision ?? [] });
    // A command disappears with its machine, and cannot be deleted on a machine that is off.
    inTheirOrder(steps, certificates, { ...inside, deletedWith: machine }, (step, options) =>
      machineCommand(`${name}-${step.name}`, step, machine.name, machine.vmId, place, options),
    );

    this.virtualMachineId = machine.id;
    this.virtualMachineName = machine.name;
    this.vmId = machine.vmId;
    this.networkInterfaceId = cardId;
    this.networkSecurityGroupId = group?.id ?? pulumi.output("");
    this.privateIpAddress =
      card?.ipConfigurations.apply((configurations) => configurations?.[0]?.privateIPAddress ?? "") ?? pulumi.output("");
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

/** The card and the group that the user does not have. */
function networkOf(
  name: string,
  args: IisHostArgs,
  { settings }: HostPlan,
  place: CertificatePlace,
  inside: pulumi.CustomResourceOptions,
): { readonly card: network.NetworkInterface | null; readonly group: network.NetworkSecurityGroup | null } {
  const { subnetId, privateIpAddress, networkSecurityGroupId } = args;
  if (args.networkInterfaceId !== undefined || subnetId === undefined) return { card: null, group: null };
  const group =
    networkSecurityGroupId === undefined
      ? new network.NetworkSecurityGroup(
          `${name}-nsg`,
          { ...place, securityRules: networkRules(settings, args.quarantine === true).map((rule) => ({ ...rule })) },
          inside,
        )
      : null;
  const card = new network.NetworkInterface(
    `${name}-nic`,
    {
      ...place,
      networkSecurityGroup: { id: group?.id ?? (networkSecurityGroupId as pulumi.Input<string>) },
      ipConfigurations: [
        {
          name: "primary",
          primary: true,
          subnet: { id: subnetId },
          ...(privateIpAddress === undefined
            ? { privateIPAllocationMethod: "Dynamic" }
            : { privateIPAllocationMethod: "Static", privateIPAddress: privateIpAddress }),
        },
      ],
    },
    inside,
  );
  return { card, group };
}

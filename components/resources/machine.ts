import type * as azure from "@pulumi/azure-native";
import type * as compute from "@pulumi/azure-native/compute/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { IisHostArgs } from "../arguments/index.js";
import { DiskType, PatchReboot } from "../arguments/values.js";
import { DEFAULT_ADMIN, hotpatches } from "../settings/image.js";
import { dataDiskSizes, type HostSettings } from "../settings/index.js";

/** The arguments of the virtual machine, without its place and its network card. */

type MachineArgs = Pick<
  compute.VirtualMachineArgs,
  | "zones"
  | "availabilitySet"
  | "identity"
  | "licenseType"
  | "hardwareProfile"
  | "osProfile"
  | "securityProfile"
  | "storageProfile"
  | "diagnosticsProfile"
>;

export function machineArgs(
  name: string,
  args: IisHostArgs,
  settings: HostSettings,
  adminPassword: pulumi.Output<string>,
): MachineArgs {
  return {
    ...(args.zone === undefined ? {} : { zones: [args.zone] }),
    ...(args.availabilitySetId === undefined ? {} : { availabilitySet: { id: args.availabilitySetId } }),
    ...(args.licenseType === undefined ? {} : { licenseType: args.licenseType }),
    identity: identity(args),
    hardwareProfile: { vmSize: args.size ?? "Standard_D2s_v5" },
    osProfile: {
      computerName: args.computerName ?? computerName(name),
      adminUsername: args.adminUsername ?? DEFAULT_ADMIN,
      adminPassword,
      windowsConfiguration: {
        provisionVMAgent: true,
        enableAutomaticUpdates: true,
        patchSettings: patchSettings(args, settings),
      },
    },
    securityProfile: {
      securityType: "TrustedLaunch",
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
      // Left out when it is not wanted: even `false` needs the subscription's feature.
      ...(args.encryptionAtHost === false ? {} : { encryptionAtHost: true }),
    },
    storageProfile: storage(args, settings),
    diagnosticsProfile: {
      bootDiagnostics: {
        enabled: true,
        ...(args.bootDiagnosticsUri === undefined ? {} : { storageUri: args.bootDiagnosticsUri }),
      },
    },
  };
}

function identity({ userAssignedIdentityIds = [] }: IisHostArgs): NonNullable<MachineArgs["identity"]> {
  if (userAssignedIdentityIds.length === 0) return { type: "SystemAssigned" };
  return { type: "SystemAssigned, UserAssigned", userAssignedIdentities: userAssignedIdentityIds };
}

function patchSettings({ patch = {} }: IisHostArgs, { image }: HostSettings): azure.types.input.compute.PatchSettingsArgs {
  return {
    patchMode: "AutomaticByPlatform",
    assessmentMode: "AutomaticByPlatform",
    enableHotpatching: patch.hotpatching !== false && hotpatches(image),
    automaticByPlatformSettings: {
      rebootSetting: patch.reboot ?? PatchReboot.IfRequired,
      // Patches then come in the window of the maintenance configuration only.
      ...(patch.maintenanceConfigurationId === undefined ? {} : { bypassPlatformSafetyChecksOnUserSchedule: true }),
    },
  };
}

function storage(args: IisHostArgs, settings: HostSettings): azure.types.input.compute.StorageProfileArgs {
  const { osDisk = {}, dataDisks } = args;
  const sizes = dataDiskSizes(args);
  return {
    imageReference:
      args.galleryImageId === undefined
        ? {
            publisher: "MicrosoftWindowsServer",
            offer: "WindowsServer",
            sku: settings.image,
            version: args.imageVersion ?? "latest",
          }
        : { id: args.galleryImageId },
    osDisk: {
      createOption: "FromImage",
      caching: "ReadWrite",
      deleteOption: "Delete",
      ...(osDisk.sizeGb === undefined ? {} : { diskSizeGB: osDisk.sizeGb }),
      managedDisk: managedDisk(osDisk.type, osDisk.diskEncryptionSetId),
    },
    ...(sizes.length === 0
      ? {}
      : {
          dataDisks: sizes.map((diskSizeGB, lun) => ({
            lun,
            createOption: "Empty",
            caching: "ReadOnly" as const,
            diskSizeGB,
            // What it holds is worth more than the machine.
            deleteOption: "Detach",
            managedDisk: managedDisk(dataDisks?.[lun]?.type, dataDisks?.[lun]?.diskEncryptionSetId),
          })),
        }),
  };
}

function managedDisk(type: DiskType | undefined, diskEncryptionSetId: pulumi.Input<string> | undefined) {
  return {
    storageAccountType: type ?? DiskType.Premium,
    ...(diskEncryptionSetId === undefined ? {} : { diskEncryptionSet: { id: diskEncryptionSetId } }),
  };
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

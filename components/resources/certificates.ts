import * as authorization from "@pulumi/azure-native/authorization/index.js";
import * as compute from "@pulumi/azure-native/compute/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { CertificateArgs } from "../arguments/index.js";

/** Certificates of Key Vault in the machine's own store, kept up to date by the Key Vault extension. */

/** Key Vault Secrets User: to read secrets, of which a certificate with its key is one. */
const SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

export interface CertificatePlace {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly location?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<{ [name: string]: string }>;
}

/** What must be there before the host is set up. */
export function installCertificates(
  name: string,
  certificates: readonly CertificateArgs[],
  keyVaultId: pulumi.Input<string> | undefined,
  machine: compute.VirtualMachine,
  principalId: pulumi.Output<string>,
  place: CertificatePlace,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  if (certificates.length === 0) return [];
  const allowed = keyVaultId === undefined ? [] : [allow(name, keyVaultId, principalId, options)];
  const extension = new compute.VirtualMachineExtension(
    `${name}-certificates`,
    {
      ...place,
      vmName: machine.name,
      publisher: "Microsoft.Azure.KeyVault",
      type: "KeyVaultForWindows",
      typeHandlerVersion: "3.0",
      autoUpgradeMinorVersion: true,
      enableAutomaticUpgrade: true,
      settings: {
        secretsManagementSettings: {
          pollingIntervalInS: "3600",
          // A renewed certificate takes the place of the old one in http.sys too, and the deployment waits for the first round.
          linkOnRenewal: true,
          requireInitialSync: true,
          observedCertificates: certificates.map(({ secretUrl }) => ({
            url: secretUrl,
            certificateStoreName: "MY",
            certificateStoreLocation: "LocalMachine",
          })),
        },
      },
    },
    { ...options, deletedWith: machine, ...after(options, allowed) },
  );
  return [extension];
}

function allow(
  name: string,
  keyVaultId: pulumi.Input<string>,
  principalId: pulumi.Output<string>,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const subscription = pulumi.output(keyVaultId).apply((id) => id.split("/").slice(0, 3).join("/"));
  return new authorization.RoleAssignment(
    `${name}-certificates`,
    {
      scope: keyVaultId,
      principalId,
      principalType: "ServicePrincipal",
      roleDefinitionId: pulumi.interpolate`${subscription}/providers/Microsoft.Authorization/roleDefinitions/${SECRETS_USER}`,
    },
    options,
  );
}

/** Options with more to wait for. */
export function after(
  options: pulumi.CustomResourceOptions,
  others: readonly pulumi.Resource[],
): Pick<pulumi.CustomResourceOptions, "dependsOn"> {
  const { dependsOn } = options;
  if (others.length === 0) return dependsOn === undefined ? {} : { dependsOn };
  if (dependsOn === undefined) return { dependsOn: [...others] };
  // One resource, a list of them, or a promise of either.
  return {
    dependsOn: pulumi.output(dependsOn).apply((given) => [...(Array.isArray(given) ? given : [given]), ...others]) as never,
  };
}

import * as compute from "@pulumi/azure-native/compute/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { HostDocument } from "../../host/documents/document.js";
import type { ProvisionArgs } from "../arguments/index.js";
import type { HostExtras } from "../document/extras.js";
import { renderProvisioning, renderVerification } from "../script.js";
import { after, type CertificatePlace } from "./certificates.js";

/** The commands that set a machine up: ours, then the user's in their order, then the verification. */

/** Long enough for features that come from Windows Update; Pulumi waits a little longer than Azure does. */
const PROVISIONING_MINUTES = 60;
const VERIFICATION_MINUTES = 15;
const GRACE_MINUTES = 15;

export interface HostCommands {
  readonly document: HostDocument;
  readonly extras: HostExtras;
  readonly secrets: pulumi.Output<string>;
  readonly provision: readonly ProvisionArgs[];
}

/** Returns the last one: with it the host is what was asked for. */
export function runCommands(
  name: string,
  commands: HostCommands,
  machine: compute.VirtualMachine,
  place: CertificatePlace,
  options: pulumi.CustomResourceOptions,
  before: readonly pulumi.Resource[],
): pulumi.Resource {
  const { document, extras, secrets, provision } = commands;
  const { script, parameters, wantsSecrets } = renderProvisioning(document, extras);
  const steps: Step[] = [
    {
      name: "provisioning",
      script,
      parameters: [...parameters],
      protectedParameters: wantsSecrets ? [{ name: "Secrets", value: secrets }] : [],
      minutes: PROVISIONING_MINUTES,
    },
    ...provision.map(ownStep),
  ];
  if (provision.length > 0)
    steps.push({
      name: "verification",
      ...verification(document, extras),
      protectedParameters: [],
      minutes: VERIFICATION_MINUTES,
    });
  let waits = [...before];
  let last: pulumi.Resource = machine;
  for (const step of steps) {
    last = command(`${name}-${step.name}`, step, machine, place, { ...options, ...after(options, waits) });
    waits = [last];
  }
  return last;
}

interface Step {
  readonly name: string;
  readonly script: string;
  readonly parameters: { readonly name: string; readonly value: pulumi.Input<string> }[];
  readonly protectedParameters: { readonly name: string; readonly value: pulumi.Input<string> }[];
  readonly minutes: number;
}

function verification(document: HostDocument, extras: HostExtras): Pick<Step, "script" | "parameters"> {
  const { script, parameters } = renderVerification(document, extras);
  return { script, parameters: [...parameters] };
}

/** Whether an output is a secret is known only when it resolves, so each is protected. */
function ownStep({ name, script, parameters = [], timeoutMinutes = 60 }: ProvisionArgs): Step {
  return {
    name: `script-${name}`,
    script,
    parameters: parameters.filter(({ value }) => !pulumi.Output.isInstance(value)),
    protectedParameters: parameters.filter(({ value }) => pulumi.Output.isInstance(value)),
    minutes: timeoutMinutes,
  };
}

function command(
  name: string,
  step: Step,
  machine: compute.VirtualMachine,
  place: CertificatePlace,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const waits = `${step.minutes + GRACE_MINUTES}m`;
  const { tags, ...where } = place;
  return new compute.VirtualMachineRunCommandByVirtualMachine(
    name,
    {
      ...where,
      vmName: machine.name,
      source: { script: step.script },
      parameters: step.parameters.map((parameter) => ({ ...parameter })),
      protectedParameters: step.protectedParameters.map((parameter) => ({ ...parameter })),
      asyncExecution: false,
      treatFailureAsDeploymentFailure: true,
      timeoutInSeconds: step.minutes * 60,
      tags:
        tags === undefined ? { vmId: machine.vmId } : pulumi.all([tags, machine.vmId]).apply(([own, vmId]) => ({ ...own, vmId })),
    },
    {
      ...options,
      // Pulumi does not replace what merely depends on a machine when the machine is replaced. The id of the new machine is what makes it
      // replace the command, and so run it again.
      replaceOnChanges: ["tags"],
      // A command disappears with its machine, and cannot be deleted on a machine that is off.
      deletedWith: machine,
      customTimeouts: { create: waits, update: waits },
    },
  );
}

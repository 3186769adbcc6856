import * as compute from "@pulumi/azure-native/compute/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { HostDocument } from "../../host/documents/document.js";
import type { ProvisionArgs } from "../arguments/index.js";
import type { HostExtras } from "../document/extras.js";
import { renderProvisioning, renderVerification } from "../script.js";
import { after, type CertificatePlace } from "./certificates.js";

/** The commands that set a machine up: ours, then the user's in their order, then the verification. */

/** Long enough for features that come from Windows Update. */
const PROVISIONING_MINUTES = 60;
const VERIFICATION_MINUTES = 15;
const GRACE_MINUTES = 15;

export interface HostCommands {
  readonly document: HostDocument;
  readonly extras: HostExtras;
  readonly secrets: pulumi.Output<string>;
  readonly provision: readonly ProvisionArgs[];
}

/** What is run on a host, in its order. */
export function hostSteps({ document, extras, secrets, provision }: HostCommands): Step[] {
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
  if (provision.length === 0) return steps;
  const last = renderVerification(document, extras);
  return [
    ...steps,
    { name: "verification", ...last, parameters: [...last.parameters], protectedParameters: [], minutes: VERIFICATION_MINUTES },
  ];
}

/** Sends each step, each after the one before it. */
export function inTheirOrder(
  steps: readonly Step[],
  before: readonly pulumi.Resource[],
  options: pulumi.CustomResourceOptions,
  send: (step: Step, options: pulumi.CustomResourceOptions) => pulumi.Resource,
): void {
  let waits = [...before];
  for (const step of steps) waits = [send(step, { ...options, ...after(options, waits) })];
}

export interface Step {
  readonly name: string;
  readonly script: string;
  readonly parameters: { readonly name: string; readonly value: pulumi.Input<string> }[];
  readonly protectedParameters: { readonly name: string; readonly value: pulumi.Input<string> }[];
  readonly minutes: number;
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

/** What Pulumi waits for: a little longer than Azure does. */
export const timeouts = (step: Step): pulumi.CustomTimeouts => {
  const waits = `${step.minutes + GRACE_MINUTES}m`;
  return { create: waits, update: waits };
};

/** A managed run command on a virtual machine. `vmId`: another value runs it again. */
export function machineCommand(
  name: string,
  step: Step,
  vmName: pulumi.Input<string>,
  vmId: pulumi.Input<string> | undefined,
  place: CertificatePlace,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  const { tags, ...where } = place;
  return new compute.VirtualMachineRunCommandByVirtualMachine(
    name,
    {
      ...where,
      vmName,
      source: { script: step.script },
      parameters: step.parameters.map((parameter) => ({ ...parameter })),
      protectedParameters: step.protectedParameters.map((parameter) => ({ ...parameter })),
      asyncExecution: false,
      treatFailureAsDeploymentFailure: true,
      timeoutInSeconds: step.minutes * 60,
      ...withId(tags, vmId),
    },
    {
      ...options,
      // Pulumi does not replace what merely depends on a machine when the machine is replaced. The id of the new machine is what makes it
      // replace the command, and so run it again.
      replaceOnChanges: ["tags"],
      customTimeouts: timeouts(step),
    },
  );
}

/** The id of the machine among the tags. */
export function withId(
  tags: CertificatePlace["tags"],
  vmId: pulumi.Input<string> | undefined,
): { tags?: pulumi.Input<{ [name: string]: string }> } {
  if (vmId === undefined) return tags === undefined ? {} : { tags };
  if (tags === undefined) return { tags: { vmId } as never };
  // In the open where it can be, so that a preview shows which tags are known.
  if (!pulumi.Output.isInstance(tags) && !(tags instanceof Promise)) return { tags: { ...tags, vmId } as never };
  return { tags: pulumi.all([tags, vmId]).apply(([own, id]) => ({ ...own, vmId: id })) };
}

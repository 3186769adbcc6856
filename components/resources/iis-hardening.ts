import * as compute from "@pulumi/azure-native/compute/index.js";
import * as hybridcompute from "@pulumi/azure-native/hybridcompute/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { IisHardeningArgs } from "../arguments/index.js";
import { hardeningProblems } from "../checks/index.js";
import { hostNotices } from "../checks/notices.js";
import { hostPlan } from "../host-plan.js";
import type { CertificatePlace } from "./certificates.js";
import { hostSteps, inTheirOrder, machineCommand, type Step, timeouts, withId } from "./commands.js";
import { refuse } from "./refuse.js";
import { hostSecrets, packedSecrets, recorded } from "./secrets.js";

const TYPE = "lycosa:index:IisHardening";

/**
 * IIS and the SMTP service, set up as `IisHost` does it, on machines that exist: a virtual machine, all machines of a scale set, or a machine
 * of Azure Arc. Only what is asked for is changed, and it is verified at the end. The network is yours.
 */
export class IisHardening extends pulumi.ComponentResource {
  /** Azure's resource id of the last command: with it the host is what was asked for. */
  readonly commandId: pulumi.Output<string>;

  /**
   * @param name Names the component, and everything in it.
   * @param args What the machine is to be.
   * @param opts Pulumi's options. What the component depends on, everything in it depends on.
   */
  constructor(name: string, args: IisHardeningArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse("IisHardening", name, hardeningProblems(args));
    // Disks of a machine that is there are not touched.
    const wishes = { ...args, dataDisks: [] };
    const plan = hostPlan(wishes);
    refuse("IisHardening", name, plan.problems);
    const called = `IisHardening ${JSON.stringify(name)}`;
    const secrets = hostSecrets(called, args);
    super(TYPE, name, recorded(args, secrets), opts);
    for (const notice of hostNotices(wishes, plan.settings)) {
      const tell = notice.warns ? pulumi.log.warn : pulumi.log.info;
      void tell(`${called}: ${notice.text}`, this);
    }
    const inside = { parent: this, ...(opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn }) };
    const place: CertificatePlace = {
      resourceGroupName: args.resourceGroupName,
      ...(args.location === undefined ? {} : { location: args.location }),
      ...(args.tags === undefined ? {} : { tags: args.tags }),
    };
    let last: pulumi.Output<string> = pulumi.output("");
    const steps = hostSteps({ ...plan, secrets: packedSecrets(secrets), provision: args.provision ?? [] });
    inTheirOrder(steps, [], inside, (step, options) => {
      const { command, done } = send(`${name}-${step.name}`, step, args, place, options);
      last = done;
      return command;
    });
    this.commandId = last;
    this.registerOutputs({ commandId: this.commandId });
  }
}

function send(
  name: string,
  step: Step,
  args: IisHardeningArgs,
  place: CertificatePlace,
  options: pulumi.CustomResourceOptions,
): Sent {
  if (args.arcMachineName !== undefined) return arcCommand(name, step, args.arcMachineName, args.runAgainOn, place, options);
  // The checks see to it that there is one of the three.
  const command =
    args.scaleSetName === undefined
      ? machineCommand(name, step, args.virtualMachineName as pulumi.Input<string>, args.runAgainOn, place, options)
      : scaleSetCommand(name, step, args.scaleSetName, args.runAgainOn, place, options);
  return { command, done: command.id };
}

interface Sent {
  readonly command: pulumi.CustomResource;
  /** The id of the command, once it has succeeded. */
  readonly done: pulumi.Output<string>;
}

/** Arc says in the command's own view how the script ended, and the deployment succeeds in any case: so it is looked at here. */
function arcCommand(
  name: string,
  step: Step,
  machineName: pulumi.Input<string>,
  runAgainOn: pulumi.Input<string> | undefined,
  { tags, ...where }: CertificatePlace,
  options: pulumi.CustomResourceOptions,
): Sent {
  const command = new hybridcompute.MachineRunCommand(
    name,
    {
      ...where,
      machineName,
      source: { script: step.script },
      parameters: step.parameters.map((parameter) => ({ ...parameter })),
      protectedParameters: step.protectedParameters.map((parameter) => ({ ...parameter })),
      asyncExecution: false,
      timeoutInSeconds: step.minutes * 60,
      ...withId(tags, runAgainOn),
    },
    { ...options, replaceOnChanges: ["tags"], customTimeouts: timeouts(step) },
  );
  const done = pulumi.all([command.id, command.instanceView]).apply(([id, view]) => {
    refuseFailure(name, view);
    return id;
  });
  return { command, done };
}

/** @throws pulumi.RunError when the view says that the script failed. */
export function refuseFailure(name: string, view: { readonly exitCode?: number; readonly error?: string } | undefined): void {
  if (view?.exitCode === undefined || view.exitCode === 0) return;
  throw new pulumi.RunError(
    `${name} failed on the machine of Azure Arc with exit code ${view.exitCode}: ${view.error ?? "it printed no error"}`,
  );
}

/** A scale set has no run commands: the extension that Azure's own run command is made of does it, on each machine. */
function scaleSetCommand(
  name: string,
  step: Step,
  vmScaleSetName: pulumi.Input<string>,
  runAgainOn: pulumi.Input<string> | undefined,
  { resourceGroupName }: CertificatePlace,
  options: pulumi.CustomResourceOptions,
): pulumi.CustomResource {
  return new compute.VirtualMachineScaleSetExtension(
    name,
    {
      resourceGroupName,
      vmScaleSetName,
      publisher: "Microsoft.CPlat.Core",
      type: "RunCommandWindows",
      typeHandlerVersion: "1.1",
      autoUpgradeMinorVersion: true,
      settings: { script: step.script.split("\n"), parameters: step.parameters.map((parameter) => ({ ...parameter })) },
      ...(step.protectedParameters.length === 0
        ? {}
        : { protectedSettings: { parameters: step.protectedParameters.map((parameter) => ({ ...parameter })) } }),
      ...(runAgainOn === undefined ? {} : { forceUpdateTag: runAgainOn }),
    },
    { ...options, customTimeouts: timeouts(step) },
  );
}

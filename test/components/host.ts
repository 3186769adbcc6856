import type { IisHostArgs } from "../../components/arguments/index.js";
import { hostExtras } from "../../components/document/extras.js";
import { hostDocument } from "../../components/document/index.js";
import { renderProvisioning, renderVerification } from "../../components/script.js";
import { hostSettings } from "../../components/settings/index.js";
import { imageState } from "../../host/images/image.js";
import type { InitialState } from "../../host/initial.js";
import { HostState } from "../../host/state.js";
import { analyzeHost, type HostAnalysis, type HostScript } from "../../interpreter/analysis.js";
import { NO_FILES } from "../../interpreter/os/file-source.js";
import { Source } from "../../interpreter/values/source.js";
import { str, Unknown } from "../../interpreter/values/value.js";

/** Hosts that the component makes, as the interpreter sees them. */

/** Arguments that every host needs, and these. */
export const hostArgs = (more: Partial<IisHostArgs> = {}): IisHostArgs => ({
  resourceGroupName: "rg",
  subnetId: "/subnets/web",
  adminPassword: "given elsewhere",
  ...more,
});

/** The run command of these arguments as a host gets it. What is protected is not known here. */
export function commandOf(args: IisHostArgs): HostScript {
  const settings = hostSettings(args);
  const { script, parameters } = renderProvisioning(hostDocument(settings), hostExtras(settings));
  return {
    language: "powershell",
    source: new Source(script, { file: null, resource: "web-provisioning", property: "source.script", layers: [] }, false),
    args: [
      ...parameters.map(({ name, value }) => ({ name, value: str(value) })),
      { name: "Secrets", value: new Unknown("input", "the parameter Secrets", "parameter:Secrets") },
    ],
    path: null,
  };
}

/** The host after this many runs of the command on a fresh machine. */
export function provision(args: IisHostArgs, runs = 1): HostAnalysis {
  const image = imageState(hostSettings(args).image) as InitialState;
  return analyzeHost(HostState.from(image), [Array<HostScript>(runs).fill(commandOf(args))], { files: NO_FILES });
}

/** A verification of a host that was provisioned, and then changed by somebody else's script. */
export function verify(
  args: IisHostArgs,
  change: string | null = null,
): { readonly before: HostState; readonly after: HostState; readonly ending: HostAnalysis["ending"] } {
  const settings = hostSettings(args);
  const { script, parameters } = renderVerification(hostDocument(settings), hostExtras(settings));
  const first = [commandOf(args), ...(change === null ? [] : [scriptOf(change, [])])];
  const last = scriptOf(
    script,
    parameters.map(({ name, value }) => ({ name, value: str(value) })),
  );
  const start = HostState.from(imageState(settings.image) as InitialState);
  const before = analyzeHost(start, [first], { files: NO_FILES });
  const after = analyzeHost(start, [[...first, last]], { files: NO_FILES });
  return { before: before.state, after: after.state, ending: after.ending };
}

function scriptOf(script: string, args: NonNullable<HostScript["args"]>): HostScript {
  return {
    language: "powershell",
    source: new Source(script, { file: null, resource: "web-verification", property: "source.script", layers: [] }, false),
    args,
    path: null,
  };
}

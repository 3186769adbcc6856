import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IisHostArgs } from "../../components/arguments.js";
import { hostDocument } from "../../components/document.js";
import { renderProvisioning } from "../../components/script.js";
import { hostSettings } from "../../components/settings.js";
import type { HostDocument } from "../../host/documents/document.js";
import { canonicalDocument } from "../../host/documents/read.js";
import { toDocument, unknownKeys } from "../../host/documents/write.js";
import { imageState } from "../../host/images/image.js";
import type { InitialState } from "../../host/initial.js";
import { HostState } from "../../host/state.js";
import { hole } from "../../host/values/holes.js";
import { analyzeHost, type HostAnalysis, type HostScript } from "../../interpreter/analysis.js";
import { NO_FILES } from "../../interpreter/os/file-source.js";
import { Source } from "../../interpreter/values/source.js";
import { str, Unknown } from "../../interpreter/values/value.js";
import { hostArguments } from "./generators.js";

/** The run command of these arguments as a host gets it. What is protected is not known here. */
function commandOf(args: IisHostArgs): HostScript {
  const { script, parameters, protectedParameters } = renderProvisioning(hostDocument(hostSettings(args)));
  return {
    language: "powershell",
    source: new Source(script, { file: null, resource: "web-provisioning", property: "source.script", layers: [] }, false),
    args: [
      ...parameters.map(({ name, value }) => ({ name, value: str(value) })),
      ...protectedParameters.map((name) => ({ name, value: new Unknown("input", `the parameter ${name}`, `parameter:${name}`) })),
    ],
    path: null,
  };
}

/** The host after this many runs of the command on a fresh machine. */
function provision(args: IisHostArgs, runs = 1): HostAnalysis {
  const image = imageState(hostSettings(args).image) as InitialState;
  return analyzeHost(HostState.from(image), [Array<HostScript>(runs).fill(commandOf(args))], { files: NO_FILES });
}

/** What the host is in the only world there is. */
function documentAfter({ state }: HostAnalysis): HostDocument {
  expect(state.choices()).toEqual([]);
  return canonicalDocument(toDocument(state.view(new Map())));
}

/** What the arguments ask for, and the account at the smart host, which is known to the deployment only. */
function asked(args: IisHostArgs): HostDocument {
  const document = hostDocument(hostSettings(args));
  const [server] = document.smtp?.servers ?? [];
  if (server === undefined || args.mail?.smartHost?.userName === undefined) return canonicalDocument(document);
  const outbound = { ...server.outbound, userName: hole("parameter:SmartHostUser") };
  return canonicalDocument({ ...document, smtp: { servers: [{ ...server, outbound }] } });
}

const args = (more: Partial<IisHostArgs> = {}): IisHostArgs => ({
  resourceGroupName: "rg",
  subnetId: "s",
  adminPassword: "p",
  ...more,
});

describe("what the component renders, the interpreter reads", () => {
  it("follows every command, and none can fail on its image", () => {
    const analysis = provision(
      args({
        web: { classicAsp: true, dataFolder: "C:\\Data" },
        mail: { smartHost: { host: "smtp.contoso.com", userName: "u", password: "p" } },
      }),
    );
    expect(analysis.ending).toBe("ok");
    expect(analysis.unreadable).toEqual([]);
    expect(analysis.coverage).toMatchObject({ unmodelled: 0 });
  });

  it("the host is exactly the one that was asked for", () => {
    fc.assert(
      fc.property(hostArguments, (given) => {
        const analysis = provision(given);
        expect(analysis.ending).toBe("ok");
        expect(documentAfter(analysis)).toEqual(asked(given));
        expect(unknownKeys(analysis.state.view(new Map()))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("a second run changes nothing", () => {
    fc.assert(
      fc.property(hostArguments, (given) => {
        const once = provision(given, 1);
        const twice = provision(given, 2);
        expect(twice.ending).toBe("ok");
        expect(once.state.diff(twice.state).map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

import * as pulumi from "@pulumi/pulumi";
import * as messages from "@pulumi/pulumi/proto/resource_pb.js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  /** Secrets as `{ secret }`, what is not known as `"?"`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly propertyDependencies: ReadonlyMap<string, readonly string[]>;
  readonly replaceOnChanges: readonly string[];
  readonly deletedWith: string;
  readonly deleteBeforeReplace: boolean;
  readonly timeouts: { readonly create: string; readonly update: string };
}

export interface StackRun {
  readonly resources: readonly Registered[];
  /** What `registerOutputs` gave, by the component's name. */
  readonly outputs: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

/** The only resource whose type ends so. */
export function one(run: StackRun, type: string): Registered {
  const found = run.resources.filter((resource) => resource.type.endsWith(`:${type}`));
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0] as Registered;
}

type Reply = (error: Error | null, response?: unknown) => void;

/**
 * Runs a program against a monitor of the test's own, which takes the requests whole: parents, options and the exact places of secrets
 * are in them, unlike in Pulumi's mocks. `outputs` gives what Azure would add to a resource.
 */
export async function runStack(
  program: () => void,
  options: { preview?: boolean; outputs?: (type: string, name: string) => Readonly<Record<string, unknown>> } = {},
): Promise<StackRun> {
  const monitor = new Monitor(options.preview ?? false, options.outputs ?? (() => ({})));
  pulumi.runtime.setMockOptions(monitor, "project", "dev", options.preview ?? false, "organization");
  await pulumi.runtime.runInPulumiStack(async () => program());
  await pulumi.runtime.disconnect();
  return { resources: monitor.resources, outputs: monitor.outputs };
}

class Monitor {
  readonly resources: Registered[] = [];
  readonly outputs = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(
    private readonly preview: boolean,
    private readonly computed: (type: string, name: string) => Readonly<Record<string, unknown>>,
  ) {}

  getDeploymentInfo(_request: unknown, reply: Reply): void {
    reply(Object.assign(new Error("not implemented"), { code: 12 }));
  }

  supportsFeature(_request: unknown, reply: Reply): void {
    const response = new messages.SupportsFeatureResponse();
    response.setHassupport(true);
    reply(null, response);
  }

  registerResource(request: messages.RegisterResourceRequest, reply: Reply): void {
    const type = request.getType();
    const name = request.getName();
    const inputs = request.getObject()?.toJavaScript() ?? {};
    const dependencies = new Map<string, readonly string[]>();
    request.getPropertydependenciesMap().forEach((value, key) => dependencies.set(key, value.getUrnsList()));
    this.resources.push({
      type,
      name,
      urn: `urn:pulumi:dev::project::${type}::${name}`,
      parent: request.getParent(),
      dependencies: request.getDependenciesList(),
      protect: request.getProtect() === true,
      inputs: shown(inputs) as Readonly<Record<string, unknown>>,
      propertyDependencies: dependencies,
      replaceOnChanges: request.getReplaceonchangesList(),
      deletedWith: request.getDeletedwith(),
      deleteBeforeReplace: request.getDeletebeforereplace(),
      timeouts: {
        create: request.getCustomtimeouts()?.getCreate() ?? "",
        update: request.getCustomtimeouts()?.getUpdate() ?? "",
      },
    });
    const response = new messages.RegisterResourceResponse();
    response.setUrn(`urn:pulumi:dev::project::${type}::${name}`);
    const custom = request.getCustom();
    if (custom) response.setId(this.preview ? "" : `/id/${name}`);
    response.setObject(
      Struct.fromJavaScript({
        ...inputs,
        ...(custom && !this.preview ? { name: `${name}-0a1b`, ...this.computed(type, name) } : {}),
      }),
    );
    reply(null, response);
  }

  registerResourceOutputs(request: messages.RegisterResourceOutputsRequest, reply: Reply): void {
    const name = request.getUrn().split("::").at(-1) as string;
    this.outputs.set(name, shown(request.getOutputs()?.toJavaScript() ?? {}) as Readonly<Record<string, unknown>>);
    reply(null, new Empty());
  }

  signalAndWaitForShutdown(_request: unknown, reply: Reply): void {
    reply(null, new Empty());
  }
}

function shown(value: unknown): unknown {
  if (value === UNKNOWN) return "?";
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  const object = value as Readonly<Record<string, unknown>>;
  if (object[SIGNATURE] === SECRET) return { secret: shown(object["value"]) };
  if (object[SIGNATURE] === OUTPUT) {
    const inner = "value" in object ? shown(object["value"]) : "?";
    return object["secret"] === true ? { secret: inner } : inner;
  }
  return Object.fromEntries(Object.entries(object).map(([key, inner]) => [key, shown(inner)]));
}

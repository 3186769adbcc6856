import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type * as Grpc from "@grpc/grpc-js";

/**
 * The policy pack as the engine starts and asks it: `run-policy-pack` in the pack's folder, then gRPC (pulumi/pulumi
 * `sdk/go/common/resource/plugin/analyzer_plugin.go`, `sdk/nodejs/cmd/pulumi-language-nodejs`).
 */

const repository = join(__dirname, "..", "..", "..");
const sdk = createRequire(createRequire(join(repository, "package.json")).resolve("@pulumi/pulumi"));
const grpc = sdk("@grpc/grpc-js") as typeof Grpc;
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js") as { Struct: { fromJavaScript(value: object): unknown } };
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb.js") as { Empty: new () => unknown };
const messages = sdk("@pulumi/pulumi/proto/analyzer_pb.js") as Record<string, new () => Message>;
const { AnalyzerClient } = sdk("@pulumi/pulumi/proto/analyzer_grpc_pb.js") as {
  AnalyzerClient: new (address: string, credentials: unknown, options: object) => Client;
};

/** Protobuf messages are set through generated methods; tests name them. */
type Message = Record<string, (...args: unknown[]) => unknown>;
type Client = Record<string, (request: unknown, callback: (error: Error | null, response: Message) => void) => void> & {
  close(): void;
};

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface ResourceInput {
  readonly type: string;
  readonly name: string;
  readonly props: object;
  /** Default: made of type and name. */
  readonly urn?: string;
  readonly dependsOn?: readonly string[];
  /** Property → URNs that its value came from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
}

export interface Diagnostic {
  readonly policy: string;
  readonly message: string;
  readonly level: "advisory" | "mandatory" | "disabled" | "remediate";
  readonly urn: string;
}

export interface PolicyInfo {
  readonly name: string;
  readonly description: string;
  readonly level: string;
  readonly severity: number;
  /** Defaults of configuration properties, as the engine computes them. */
  readonly schema: object | null;
}

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;

export const urnOf = (resource: Pick<ResourceInput, "type" | "name" | "urn">): string =>
  resource.urn ?? `urn:pulumi:test::shop::${resource.type}::${resource.name}`;

export class Analyzer {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Client,
    private readonly printed: { out: string; err: string },
  ) {}

  /** Starts the pack for a preview (`dryRun`) or an update. */
  static async start(
    dryRun: boolean,
    folder = join(repository, "policies"),
    nodeArguments: readonly string[] = [],
  ): Promise<Analyzer> {
    const script = join(dirname(sdk.resolve("@pulumi/pulumi/package.json")), "cmd", "run-policy-pack");
    const child = spawn(process.execPath, [...nodeArguments, script, "127.0.0.1:1", "."], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"] ?? "",
        PULUMI_NODEJS_ORGANIZATION: "organization",
        PULUMI_NODEJS_PROJECT: "shop",
        PULUMI_NODEJS_STACK: "test",
        PULUMI_NODEJS_DRY_RUN: String(dryRun),
        PULUMI_NODEJS_TYPESCRIPT: "true",
        PULUMI_CONFIG: "{}",
      },
    });
    const printed = { out: "", err: "" };
    child.stderr?.on("data", (data) => {
      printed.err += String(data);
    });
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout?.on("data", (data) => {
        printed.out += String(data);
        if (printed.out.includes("\n")) resolve(printed.out.trim());
      });
      child.on("exit", (code) => reject(new Error(`the pack ended with code ${code}: ${printed.err}`)));
    });
    const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      "grpc.max_receive_message_length": 400 << 20,
    });
    return new Analyzer(child, client, printed);
  }

  get stdout(): string {
    return this.printed.out;
  }

  get stderr(): string {
    return this.printed.err;
  }

  /** The server does not end with its parent: whoever starts it stops it. */
  stop(): void {
    this.client.close();
    this.child.kill("SIGKILL");
  }

  private call(method: string, request: unknown): Promise<Message> {
    return new Promise((resolve, reject) => {
      this.client[method]?.(request, (error, response) => (error ? reject(error) : resolve(response)));
    });
  }

  /** The engine asks for it first and takes "unimplemented" for an answer. */
  async handshake(): Promise<number | null> {
    try {
      await this.call("handshake", new messages["AnalyzerHandshakeRequest"]!());
      return null;
    } catch (error) {
      return (error as { code: number }).code;
    }
  }

  async configureStack(): Promise<void> {
    const request = new messages["AnalyzerStackConfigureRequest"]!();
    request["setStack"]?.("test");
    request["setProject"]?.("shop");
    request["setOrganization"]?.("organization");
    await this.call("configureStack", request);
  }

  async info(): Promise<{ readonly name: string; readonly version: string; readonly policies: readonly PolicyInfo[] }> {
    const response = await this.call("getAnalyzerInfo", new Empty());
    const policies = ((response["getPoliciesList"]?.() ?? []) as Message[]).map((policy): PolicyInfo => {
      const schema = policy["getConfigschema"]?.() as Message | undefined;
      return {
        name: policy["getName"]?.() as string,
        description: policy["getDescription"]?.() as string,
        level: LEVELS[policy["getEnforcementlevel"]?.() as number] ?? "?",
        severity: policy["getSeverity"]?.() as number,
        schema: schema ? ((schema["getProperties"]?.() as Message | undefined)?.["toJavaScript"]?.() as object) : null,
      };
    });
    return { name: response["getName"]?.() as string, version: response["getVersion"]?.() as string, policies };
  }

  /** What the engine sends after it has merged the pack's defaults with `--policy-pack-config`. */
  async configure(
    config: Readonly<
      Record<string, { readonly enforcementLevel?: Diagnostic["level"]; readonly [property: string]: unknown }>
    > = {},
  ): Promise<void> {
    const request = new messages["ConfigureAnalyzerRequest"]!();
    const map = request["getPolicyconfigMap"]?.() as unknown as Map<string, unknown>;
    for (const { name, level } of (await this.info()).policies) {
      const { enforcementLevel, ...properties } = config[name] ?? {};
      const entry = new messages["PolicyConfig"]!();
      entry["setEnforcementlevel"]?.(LEVELS.indexOf(enforcementLevel ?? (level as Diagnostic["level"])));
      entry["setProperties"]?.(Struct.fromJavaScript(properties));
      map.set(name, entry);
    }
    await this.call("configure", request);
  }

  async analyze(resource: ResourceInput): Promise<readonly Diagnostic[]> {
    const request = new messages["AnalyzeRequest"]!();
    fill(request, resource);
    return diagnostics(await this.call("analyze", request), urnOf(resource));
  }

  async analyzeStack(resources: readonly ResourceInput[]): Promise<readonly Diagnostic[]> {
    const request = new messages["AnalyzeStackRequest"]!();
    request["setResourcesList"]?.(
      resources.map((resource) => {
        const one = new messages["AnalyzerResource"]!();
        fill(one, resource);
        one["setDependenciesList"]?.([...(resource.dependsOn ?? [])]);
        const map = one["getPropertydependenciesMap"]?.() as unknown as Map<string, unknown>;
        for (const [property, urns] of Object.entries(resource.from ?? {})) {
          const dependencies = new messages["AnalyzerPropertyDependencies"]!();
          dependencies["setUrnsList"]?.([...urns]);
          map.set(property, dependencies);
        }
        return one;
      }),
    );
    return diagnostics(await this.call("analyzeStack", request), "urn:pulumi:test::shop::pulumi:pulumi:Stack::shop-test");
  }

  /** The whole preview of a stack: every resource, then the stack. */
  async preview(resources: readonly ResourceInput[]): Promise<readonly Diagnostic[]> {
    const found: Diagnostic[] = [];
    for (const resource of resources) found.push(...(await this.analyze(resource)));
    return [...found, ...(await this.analyzeStack(resources))];
  }
}

function fill(request: Message, resource: ResourceInput): void {
  request["setType"]?.(resource.type);
  request["setName"]?.(resource.name);
  request["setUrn"]?.(urnOf(resource));
  request["setProperties"]?.(Struct.fromJavaScript(resource.props));
  const options = new messages["AnalyzerResourceOptions"]!();
  request["setOptions"]?.(options);
}

function diagnostics(response: Message, urn: string): Diagnostic[] {
  return ((response["getDiagnosticsList"]?.() ?? []) as Message[]).map((one) => ({
    policy: one["getPolicyname"]?.() as string,
    message: one["getMessage"]?.() as string,
    level: LEVELS[one["getEnforcementlevel"]?.() as number] as Diagnostic["level"],
    urn: (one["getUrn"]?.() as string) || urn,
  }));
}

/**
 * Answers to functions that ask a cloud (`getX`). What a deployment would learn from the account, region or subscription is answered with fixed values, where only
 * "some valid answer" matters. Everything else is answered with its own arguments and with markers for the names and ids that results usually have; an `Output`-form call is
 * unknown as a whole (the preload sees to that).
 */

import type { HoleTable } from "./hole-table.js";
import { holeWire, type OutputKind } from "./output-holes.js";

const ZERO_GUID = "00000000-0000-0000-0000-000000000000";

type Answer = Readonly<Record<string, unknown>>;
type Responder = (args: Readonly<Record<string, unknown>>, context: InvokeContext) => Answer;

export interface InvokeContext {
  readonly holes: HoleTable;
  /** Configuration of the run, by full key, for functions that report it (a region, a subscription). */
  readonly configuration: (key: string) => string | undefined;
}

export interface InvokeAnswer {
  readonly values: ReadonlyMap<string, unknown>;
  /** False: the values are only stand-ins for what the cloud would say. */
  readonly known: boolean;
}

const azureClient: Responder = (_args, { configuration }) => ({
  clientId: configuration("azure-native:clientId") ?? ZERO_GUID,
  objectId: ZERO_GUID,
  subscriptionId: configuration("azure-native:subscriptionId") ?? configuration("azure:subscriptionId") ?? ZERO_GUID,
  tenantId: configuration("azure-native:tenantId") ?? configuration("azure:tenantId") ?? ZERO_GUID,
});

const awsRegion = (context: InvokeContext): string => context.configuration("aws:region") ?? "us-east-1";

/** By normalised token: API versions inside a token do not matter. */
const RESPONDERS: ReadonlyMap<string, Responder> = new Map<string, Responder>([
  ["azure-native:authorization:getClientConfig", azureClient],
  ["azure:core/getClientConfig:getClientConfig", azureClient],
  ["azuread:index/getClientConfig:getClientConfig", azureClient],
  ["azure-native:authorization:getClientToken", (_args, { holes }) => ({ token: holes.marker("input", "client token") })],
  [
    "azure-native:storage:listStorageAccountKeys",
    (_args, { holes }) => ({
      keys: ["key1", "key2"].map((keyName) => ({
        keyName,
        permissions: "Full",
        value: holes.marker("input", `storage account ${keyName}`),
      })),
    }),
  ],
  [
    "azure:core/getSubscription:getSubscription",
    (_args, context) => ({ ...azureClient({}, context), displayName: "subscription", state: "Enabled" }),
  ],
  [
    "aws:index/getCallerIdentity:getCallerIdentity",
    () => ({ accountId: "000000000000", arn: "arn:aws:iam::000000000000:user/user", id: "000000000000", userId: "user" }),
  ],
  // Which of these a program reads depends on the major version of its SDK.
  [
    "aws:index/getRegion:getRegion",
    (_args, context) => ({
      id: awsRegion(context),
      name: awsRegion(context),
      region: awsRegion(context),
      endpoint: `ec2.${awsRegion(context)}.amazonaws.com`,
      description: awsRegion(context),
    }),
  ],
  [
    "aws:index/getPartition:getPartition",
    () => ({ id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" }),
  ],
  [
    "aws:index/getAvailabilityZones:getAvailabilityZones",
    (args, context) => {
      const region = awsRegion(context);
      // Programs index the first two or three.
      return {
        ...args,
        id: region,
        names: ["a", "b", "c"].map((zone) => region + zone),
        zoneIds: ["az1", "az2", "az3"],
        groupNames: [region],
      };
    },
  ],
  [
    "gcp:organizations/getClientConfig:getClientConfig",
    (_args, { holes, configuration }) => ({
      id: "client",
      project: configuration("gcp:project") ?? "project",
      region: configuration("gcp:region") ?? "us-central1",
      zone: configuration("gcp:zone") ?? "us-central1-a",
      accessToken: holes.marker("input", "access token"),
    }),
  ],
]);

/** `azure-native:compute/v20240301:getVirtualMachine` → `azure-native:compute:getVirtualMachine`; parameterised packages likewise. */
export function normaliseToken(token: string): string {
  return token.replace(/^azure-(?:native|nextgen)(?:_[^:]+)?:([^:/]+)(?:\/[^:]+)?:/, "azure-native:$1:");
}

/**
 * @param results names and kinds of the result's members, where the program's SDK declares them
 */
export function answerInvoke(
  token: string,
  args: Readonly<Record<string, unknown>>,
  results: ReadonlyMap<string, OutputKind>,
  context: InvokeContext,
): InvokeAnswer {
  const responder = RESPONDERS.get(normaliseToken(token));
  if (responder !== undefined) return { values: new Map(Object.entries(responder(args, context))), known: true };
  const values = new Map<string, unknown>();
  const identity = JSON.stringify([token, args]);
  const hole = (name: string): string =>
    context.holes.marker("input", `${token.slice(token.lastIndexOf(":") + 1)}().${name}`, identity);
  for (const name of ["id", "name", "arn"]) values.set(name, hole(name));
  for (const [name, kind] of results) {
    if (kind === "text") values.set(name, hole(name));
    else if (kind === "texts") values.set(name, [hole(name)]);
    // A hole would count as yes.
    else if (kind === "boolean") values.set(name, null);
  }
  for (const [name, value] of Object.entries(args)) if (value === null || typeof value !== "object") values.set(name, value);
  // Whatever else the program looks for in the result is a part of a hole.
  const name = token.slice(token.lastIndexOf(":") + 1);
  const whole = holeWire(context.holes.marker("input", `${name}()`, identity), Object.fromEntries(values));
  return { values: new Map(Object.entries(whole)), known: false };
}

/** The functions that are answered with fixed values. */
export const KNOWN_INVOKES: readonly string[] = [...RESPONDERS.keys()];

/** From the messages of the protocol to resources of the graph. */

import type { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Resource, ResourceOptions, SourcePlace } from "../deployment/graph.js";
import { Unknown } from "../deployment/graph.js";
import { type DecodeOptions, decodeValue } from "../deployment/property-value.js";
import { displayPath } from "./source.js";
import { readValue } from "./structs.js";

/** A resource while the program runs. Properties are kept as they came: what stands for unknown values in them is only known when it has ended. */
export interface Registration extends Omit<Resource, "inputs" | "outputs" | "id"> {
  readonly raw: object;
  readonly rawId: string | Unknown | undefined;
  /** Its outputs, which may still be replaced, and what a `getResource` call is answered with. */
  state: ReadonlyMap<string, unknown>;
  /** Package → provider reference, for children. */
  readonly providers: ReadonlyMap<string, string>;
}

export const NO_OPTIONS: ResourceOptions = {
  protect: false,
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  deleteBeforeReplace: undefined,
  retainOnDelete: false,
  deletedWith: undefined,
  replaceWith: [],
  replacementTrigger: undefined,
  importId: undefined,
  timeouts: { create: undefined, update: undefined, delete: undefined },
};

/** The options of a resource; what is not set is inherited from the parent as the engine does. Older SDKs lack the later members. */
export function readOptions(
  request: RegisterResourceRequest,
  parent: ResourceOptions | undefined,
  decoding: DecodeOptions,
): ResourceOptions {
  const later: Partial<RegisterResourceRequest> = request;
  const timeouts = later.getCustomtimeouts?.();
  const trigger = later.getReplacementTrigger?.();
  const protect = later.hasProtect === undefined || later.hasProtect() ? request.getProtect() : undefined;
  const retain = later.hasRetainondelete === undefined || later.hasRetainondelete() ? later.getRetainondelete?.() : undefined;
  return {
    protect: protect ?? parent?.protect ?? false,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: later.getReplaceonchangesList?.() ?? [],
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    retainOnDelete: retain ?? parent?.retainOnDelete ?? false,
    deletedWith: nonEmpty(later.getDeletedwith?.()) ?? parent?.deletedWith,
    replaceWith: [...(later.getReplaceWithList?.() ?? [])].sort(),
    replacementTrigger: trigger === undefined ? undefined : decodeValue(readValue(trigger), decoding),
    importId: nonEmpty(request.getImportid()),
    timeouts: {
      create: seconds(timeouts?.getCreate()),
      update: seconds(timeouts?.getUpdate()),
      delete: seconds(timeouts?.getDelete()),
    },
  };
}

/** The innermost place in the program's own files; undefined when there is none, as for the root stack. */
export function readSource(request: RegisterResourceRequest | ReadResourceRequest, directory: string): SourcePlace | undefined {
  const later: Partial<RegisterResourceRequest> = request as RegisterResourceRequest;
  const trace =
    later
      .getStacktrace?.()
      ?.getFramesList()
      .map((frame) => frame.getPc()) ?? [];
  const places = [later.getSourceposition?.(), ...trace].flatMap((position) => {
    if (position === undefined || position.getUri() === "") return [];
    const { file, own } = displayPath(position.getUri(), directory);
    return own ? [{ file, line: position.getLine(), column: position.getColumn() || undefined }] : [];
  });
  return places[0];
}

export function readPropertyDependencies(request: RegisterResourceRequest): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  request.getPropertydependenciesMap().forEach((dependencies, key) => {
    const urns = [...dependencies.getUrnsList()].sort();
    if (urns.length > 0) found.set(key, urns);
  });
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function sorted(urns: readonly string[]): readonly string[] {
  return [...new Set(urns)].sort();
}

export function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

export function unknownOutput(name: string, property: string): Unknown {
  return new Unknown("deferred", `${name}.${property}`);
}

/** Go durations as Pulumi accepts them: `1h30m`, `90s`, `1.5h`. */
function seconds(duration: string | undefined): number | undefined {
  if (duration === undefined || duration === "") return undefined;
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };
  let total = 0;
  for (const [, amount, unit = ""] of duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g))
    total += Number(amount) * (units[unit] ?? 0);
  return total;
}

// Resources of Desired State Configuration as every form of configuration gives them: compiled, MOF, YAML, a single call.
import type { Trace } from "../values/source.js";
import { Instance, Str, type Value } from "../values/value.js";

export interface DscProperty {
  readonly name: string;
  readonly value: Value;
  readonly at: Trace | null;
}

export interface DscResource {
  /** As a configuration names it: `Group`, `xWebAppPool`. */
  readonly type: string;
  /** The module it is from, where that is known. */
  readonly module: string | null;
  /** The name of the instance. */
  readonly name: string;
  /** By name in lower case. */
  readonly properties: ReadonlyMap<string, DscProperty>;
  /** Composite resources that it is part of, outermost first, as `[Type]name`. */
  readonly within: readonly string[];
  readonly at: Trace;
}

/** `[Group]admins`, by which others depend on it. */
export function resourceId(resource: Pick<DscResource, "type" | "name">): string {
  return `[${resource.type}]${resource.name}`;
}

/** A script block in a configuration: its text, and the values that it takes along with `$using:`. */
export class DscScript extends Str {
  constructor(
    text: string,
    trace: Trace | null,
    secret: boolean,
    readonly variables: ReadonlyMap<string, Value>,
  ) {
    super(text, trace, secret);
  }
}

/** A compiled document: its text, and the resources with the places that they have in the script. */
export class CompiledMof extends Str {
  constructor(
    text: string,
    trace: Trace | null,
    secret: boolean,
    readonly resources: readonly DscResource[],
  ) {
    super(text, trace, secret);
  }
}

const RESOURCE = "resource";

/** A resource on its way through a list of outputs. */
export function resourceValue(resource: DscResource): Instance {
  const value = new Instance({ typeNames: ["Microsoft.PowerShell.DesiredStateConfiguration.Resource"] }, resource.at);
  value.fields.set(RESOURCE, resource);
  return value;
}

export function resourceIn(value: Value): DscResource | undefined {
  return value instanceof Instance ? (value.fields.get(RESOURCE) as DscResource | undefined) : undefined;
}

/** Name under which an embedded instance keeps its class. */
export const EMBEDDED_CLASS = "CimClassName";

/** Settings of the local configuration manager, which lie in a document of their own. */
const OF_MANAGER: ReadonlySet<string> = new Set([
  "settings",
  "configurationrepositoryweb",
  "configurationrepositoryshare",
  "resourcerepositoryweb",
  "resourcerepositoryshare",
  "reportserverweb",
  "partialconfiguration",
  "signaturevalidation",
  "localconfigurationmanager",
]);

export function isOfManager(type: string): boolean {
  return OF_MANAGER.has(type.toLowerCase());
}

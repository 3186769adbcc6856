/**
 * The data contract of a deployment: resources, their properties and the edges between them, as plain immutable data.
 * The embedded engine, the policy pack and state files all produce it; the deployment room reads it. Nothing here knows Pulumi's SDK.
 *
 * Property names and map keys come from programs, so every bag is a `Map`; a name such as `__proto__` is an ordinary key.
 */

/** `urn:pulumi:<stack>::<project>::<parent types$>type::name` */
export type Urn = string;

/**
 * Why a value is not known.
 * - `deferred`: the real engine learns it during the update (an output of a resource that does not exist yet)
 * - `input`: somebody has to give it (an encrypted configuration value, a stack reference, a function that asks the cloud)
 */
export type UnknownCause = "deferred" | "input";

/** A value that is not known. `origin` says in a few words where it would come from, and never holds a value. */
export class Unknown {
  constructor(
    readonly cause: UnknownCause = "deferred",
    readonly origin: string | undefined = undefined,
    /** Two unknowns of one identity have the same value; undefined: nothing is known about that. Never shown. */
    readonly identity: string | undefined = undefined,
  ) {}
}

/** A text of which some parts are not known: known fragments and holes in their order. Always has at least one hole, and no two neighbouring fragments. */
export class PartialText {
  constructor(readonly parts: readonly (string | Unknown)[]) {}
}

const HIDDEN = "[secret]";

/** A value that the program marked as secret. Printing it, as text, JSON or through `util.inspect`, never shows the value. */
export class Secret {
  constructor(readonly value: PropertyValue) {}
  toString(): string {
    return HIDDEN;
  }
  toJSON(): string {
    return HIDDEN;
  }
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return HIDDEN;
  }
}

/** A file's content: given as text, or lying at a path (relative to the program's folder) or at a URI. */
export class Asset {
  constructor(
    readonly kind: "text" | "path" | "uri",
    /** The text, path or URI; unknown when the program does not know it yet. */
    readonly value: string | Unknown | PartialText,
    /** SHA-256 of the content, in hexadecimal, where a state file gives it. */
    readonly hash: string | undefined = undefined,
  ) {}
}

/** A collection of files: at a path (relative to the program's folder), at a URI, or made of named assets and archives. */
export class Archive {
  constructor(
    readonly kind: "path" | "uri" | "assets",
    readonly value: string | Unknown | PartialText | PropertyMap,
  ) {}
}

/** A resource used as a value. `id` is undefined for components. */
export class ResourceReference {
  constructor(
    readonly urn: Urn | Unknown,
    readonly id: PropertyValue | undefined,
  ) {}
}

export type PropertyMap = ReadonlyMap<string, PropertyValue>;

/** A property value as a deployment gives it: what is unknown or secret stays marked in its place. */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | readonly PropertyValue[]
  | PropertyMap
  | Unknown
  | PartialText
  | Secret
  | Asset
  | Archive
  | ResourceReference;

/** Where in the program a resource is made. `file` is relative to the project's folder, with `/`; lines and columns count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number | undefined;
}

export interface ResourceOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** Undefined: the provider decides. */
  readonly deleteBeforeReplace: boolean | undefined;
  readonly retainOnDelete: boolean;
  readonly deletedWith: Urn | undefined;
  /** Resources whose replacement replaces this one. */
  readonly replaceWith: readonly Urn[];
  /** A value whose change replaces this resource. */
  readonly replacementTrigger: PropertyValue | undefined;
  /** The id of an existing thing that this resource adopts. */
  readonly importId: string | undefined;
  /** Seconds; undefined where the program sets none. */
  readonly timeouts: {
    readonly create: number | undefined;
    readonly update: number | undefined;
    readonly delete: number | undefined;
  };
}

export interface Resource {
  readonly urn: Urn;
  /** The type token as registered, for example `azure-native:compute:VirtualMachine`; not normalised. */
  readonly type: string;
  readonly name: string;
  /** True for what a provider manages, false for components. */
  readonly custom: boolean;
  /** True for a component that runs in another process: its children are not seen. */
  readonly remote: boolean;
  /** True for what the program reads and does not manage (`.get()`, stack references). */
  readonly external: boolean;
  /** Undefined for components; unknown for what does not exist yet. */
  readonly id: string | PartialText | Unknown | undefined;
  readonly parent: Urn | undefined;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  /** All resources that must exist before this one, sorted. */
  readonly dependencies: readonly Urn[];
  /** Input property → the resources that its value was made from, sorted. */
  readonly propertyDependencies: ReadonlyMap<string, readonly Urn[]>;
  /** URN of the provider resource; undefined for components and Pulumi's own types. */
  readonly provider: Urn | undefined;
  readonly options: ResourceOptions;
  readonly source: SourcePlace | undefined;
  /** Set for what a template, a generic resource or a command makes: it is part of another resource. */
  readonly within?: Within;
}

/** Where a resource lies that is written inside another one. */
export interface Within {
  /** The resource that the program makes. */
  readonly urn: Urn;
  /** Path of the inner resource in its properties. */
  readonly path: string;
  /** Paths of the inner resource's own properties, where they do not simply lie below `path`. */
  readonly paths: ReadonlyMap<string, string>;
  /** Whether it is made at all is not known. */
  readonly maybe: boolean;
}

export interface GraphMessage {
  readonly severity: "info" | "warning" | "error";
  readonly text: string;
  readonly urn: Urn | undefined;
}

/** Something about the run that makes the graph less than what a real deployment would show. */
export interface GraphNote {
  readonly code:
    | "invoke-unanswered"
    | "remote-component"
    | "stack-reference"
    | "transform-ignored"
    | "environment-ignored"
    | "environment-missing"
    | "encrypted-configuration"
    | "template-defaults"
    | "call-unanswered"
    | "created-in-apply"
    | "second-pass-failed"
    /** A state says what the scripts made of an image, not what else was done to the host. */
    | "state-not-host"
    | "state-secrets"
    | "state-assets"
    | "pending-operation";
  readonly text: string;
}

/** What a deployment is made of. */
export interface ResourceGraph {
  readonly project: string;
  readonly stack: string;
  /** Parents and dependencies come before what needs them; otherwise by URN. The root stack is among them; its outputs are the stack's outputs. */
  readonly resources: readonly Resource[];
  /** The folder that relative asset paths start from; undefined where there is none (a state file). */
  readonly directory: string | undefined;
  /** What the program logged, without debugging output; secrets blanked. */
  readonly messages: readonly GraphMessage[];
  readonly notes: readonly GraphNote[];
  /**
   * Texts that stand for unknown values inside properties and survive encoding: a script that the program turns into base64 holds them inside.
   * They are already replaced in the properties themselves; whoever decodes a property applies `restoreHoles` to what comes out.
   */
  readonly holes: ReadonlyMap<string, Unknown>;
}

/** The type token of the root resource of every stack. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

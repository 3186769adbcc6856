/** What a carrier is: data about one way in which a resource sends something to a Windows host. */

/** Families of machines; a carrier names the machines of one or more of them. */
export type MachineKind =
  | "vm"
  | "scale-set"
  | "arc"
  | "ec2"
  | "gce"
  | "launch-template"
  | "batch"
  | "service-fabric"
  | "fleet"
  | "dev-lab"
  | "lab-formula"
  | "image-template"
  | "vmware"
  | "hci-cluster"
  | "lightsail";

/**
 * How a carrier finds its machines.
 * - `self`: the resource is the machine
 * - `machine`: by dependency data of a property, else by the name or id in it, else by what it waits for
 * - `address`: by a network address
 * - `image`: machines made from what it publishes
 * - `application`: machines that name it as an application
 * - `nowhere`: it reaches machines that no resource of the program names
 */
export type Join =
  | { readonly by: "self" }
  | {
      readonly by: "machine";
      readonly kinds: readonly MachineKind[];
      readonly properties: readonly string[];
    }
  | { readonly by: "nowhere" };

/**
 * When it runs on one host, earliest first. Within a stage, and from `first-logon` on, only dependencies order.
 * `build` is before the machine exists, `provision` before anything else runs on it.
 */
export const STAGES = ["build", "provision", "first-logon", "application", "extension", "run-command", "later"] as const;
export type Stage = (typeof STAGES)[number];

/** Which code reads it. */
export type Reading =
  | "extension"
  | "extension-list"
  | "run-command"
  | "machine-data"
  | "application"
  | "ec2-user-data"
  | "ssm-document"
  | "ssm-association"
  | "event-target"
  | "cloudformation"
  | "os-policy"
  | "imagebuilder-component"
  | "gce-metadata"
  | "gce-metadata-item"
  | "template"
  | "commands"
  | "image-template"
  | "dsc-configuration"
  | "node-configuration"
  | "guest-configuration"
  | "runbook"
  | "local-command"
  | "deployment-script"
  | "remote-command"
  | "remote-copy"
  | "unread";

/** What becomes of a property. */
export type PropertyState =
  /** Its content is followed. */
  | "read"
  /** What it holds or names is not followed: it always gives a `host-undecided`. */
  | "undecided"
  /** Looked at, and never changes what is judged. */
  | "irrelevant";

export interface CarrierProperty {
  readonly path: string;
  readonly state: PropertyState;
}

export interface Carrier {
  /** Normalised type: see `typeName`. */
  readonly type: string;
  readonly reading: Reading;
  readonly join: Join;
  readonly stage: Stage;
  readonly properties: readonly CarrierProperty[];
  /** What the resource's content is below; for readings that are shared by types which keep it at different places. */
  readonly below: string;
  /** What it sends, in words for a message and the documentation: "the user data of an instance". */
  readonly what: string;
  /** Property that holds the resource's own name in the cloud. */
  readonly name: string | null;
  /** For what is not read: only texts with one of these words reach a host; null: all do. */
  readonly words: readonly string[] | null;
}

/** Rows in a short form: properties are separated by spaces, and one that is not read starts with `?` (undecided) or `-` (irrelevant). */
export function carrier(
  type: string,
  reading: Reading,
  join: Join,
  stage: Stage,
  what: string,
  properties: string,
  options: { readonly below?: string; readonly name?: string; readonly words?: readonly string[] } = {},
): Carrier {
  return {
    type,
    reading,
    join,
    stage,
    what,
    below: options.below ?? "",
    name: options.name ?? null,
    words: options.words ?? null,
    properties: properties
      .split(/\s+/)
      .filter((one) => one !== "")
      .map((one) => {
        const path = one.replace(/^[?-]/, "");
        return { path, state: one.startsWith("?") ? "undecided" : one.startsWith("-") ? "irrelevant" : "read" };
      }),
  };
}

export const SELF: Join = { by: "self" };
export const NOWHERE: Join = { by: "nowhere" };

export function on(kinds: MachineKind | readonly MachineKind[], ...properties: string[]): Join {
  return { by: "machine", kinds: typeof kinds === "string" ? [kinds] : kinds, properties };
}

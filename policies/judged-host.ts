import type { PortExposure } from "../deployment/index.js";
import type { Guarded } from "../host/choice.js";
import type { Ending } from "../host/questions/verdict.js";
import type { HostState } from "../host/state.js";
import type { Confidential } from "./redact.js";

/** A host at the boundary between two resources: a deployment can stop there. */
export interface Stage {
  /** URN of the resource whose scripts ran last. */
  readonly after: string;
  readonly state: HostState;
  readonly ending: Guarded<Ending>;
}

/** One order in which a host's resources may run. */
export interface StagedOrder {
  /** How it reads after "when"; null: the only order. */
  readonly when: string | null;
  /** In their order, the end included. */
  readonly stages: readonly Stage[];
}

/** A host as it will be. */
export interface JudgedHost {
  readonly id: string;
  /** URN of the virtual machine or scale set; null for a lone script. */
  readonly urn: string | null;
  readonly state: HostState;
  readonly ending: Guarded<Ending>;
  /** What it is on the way, for each order of its resources; left out: only the end counts. */
  readonly orders?: readonly StagedOrder[];
  /** From where its ports can be reached; left out or null: nothing is known of that. Asked only where something is found. */
  readonly exposure?: () => readonly PortExposure[] | null;
  /** What must not come out in a message. */
  readonly confidential?: Confidential;
}

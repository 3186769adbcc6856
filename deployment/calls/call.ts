/** Commands that reach machines through the tools of a cloud, whatever language they are written in. */

import type { HostNote, HostScript, Source } from "../../interpreter/index.js";
import type { MachineKind } from "../carriers/row.js";
import type { Layer } from "../decoding/layer.js";
import type { YamlValue } from "../decoding/yaml.js";
import type { Deployment } from "../joins/deployment.js";

/** A command with its arguments. */
export interface Call {
  /** In lower case, without ending: `az`, `invoke-azvmruncommand`. */
  readonly tool: string;
  readonly words: readonly YamlValue[];
  /** A file that the command names; undefined: it is not at hand. */
  readonly file: (path: string) => Layer | undefined;
  /** What is piped in. */
  readonly input: Layer | undefined;
  /** Where it stands; what is said of it there must be harmless. */
  readonly place: Source;
  /** Whether it runs at all is not known. */
  readonly maybe: boolean;
}

/** Which machines a command names. Without a name that is known it may be any. */
export interface Addressee {
  readonly kinds: readonly MachineKind[];
  /** Names, ids or addresses. */
  readonly names: readonly Layer[];
  readonly group: Layer | undefined;
}

/** What a command sends to the machines that it names. */
export interface Sent {
  readonly to: Addressee;
  readonly scripts: readonly HostScript[];
  readonly notes: readonly HostNote[];
}

/** Reads the calls of one tool. Empty: it sends nothing to a Windows machine. */
export type CallReader = (call: Call, deployment: Deployment) => readonly Sent[];

export function noteAt({ place }: Call, cause: HostNote["cause"], why: string): HostNote {
  return { cause, affects: "all", why, place };
}

/** A text alone as a value. */
export function textValue(layer: Layer): YamlValue {
  return { text: layer.hasHoles ? undefined : layer.text, layer, items: [], entries: [], at: () => undefined };
}

/** Something that is not known at all. */
export const UNKNOWN_VALUE: YamlValue = { text: undefined, layer: undefined, items: [], entries: [], at: () => undefined };

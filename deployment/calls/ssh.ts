/** `ssh` and `scp`: commands and files that go to a host by its address. */

import { leaves } from "../../host/choice.js";
import { EXISTING } from "../../host/existing.js";
import { HostState } from "../../host/state.js";
import { analyzeHost, NO_FILES } from "../../interpreter/index.js";
import { Layer } from "../decoding/layer.js";
import type { Deployment } from "../joins/deployment.js";
import type { Addressee, CallReader, Sent } from "./call.js";

/** Options of ssh that take a value. */
const VALUED = /^-[BbcDEeFIiJLlmOopQRSWwP]$/;
const REMOTE = ["vm", "ec2", "gce", "arc", "lightsail"] as const;

export const readSsh: CallReader = (call, deployment) => {
  let at = 0;
  const { words } = call;
  while (at < words.length && words[at]?.layer?.text.startsWith("-")) at += VALUED.test(words[at]?.layer?.text ?? "") ? 2 : 1;
  const host = words[at]?.layer;
  const command = words.slice(at + 1).flatMap(({ layer }) => layer ?? []);
  if (!host) return [];
  const sent = command.length > 0 ? Layer.joined(command, " ") : call.input;
  return sent ? overShell(addressee(host), sent, deployment) : [];
};

export function addressee(host: Layer): Addressee {
  const start = host.text.lastIndexOf("@") + 1;
  const colon = host.text.indexOf(":", start);
  return { kinds: REMOTE, names: [host.part(start, colon < 0 ? host.text.length : colon)], group: undefined };
}

/** A command of a login shell: it says something only where the host runs Windows, or may do so and the command is one of Windows. */
export function overShell(to: Addressee, command: Layer, deployment: Deployment): Sent[] {
  const machine = deployment.addressed(to);
  if (machine?.os === "linux") return [];
  const script = command.script("login-shell");
  if (machine?.os !== "windows" && !speaksWindows(command)) return [];
  return [{ to, scripts: [script], notes: [] }];
}

/** Whether a command would do something that is judged if its host ran Windows. */
export function speaksWindows(command: Layer): boolean {
  const { state } = analyzeHost(HostState.from(EXISTING), [[command.script("login-shell")]], { files: NO_FILES });
  for (const { key, fact } of state.all()) {
    if (key.kind !== "disturbance") return true;
    // What no shell of Windows accepts is meant for another one.
    for (const leaf of leaves(fact)) if (leaf?.status === "unknown" && leaf.cause !== "unreadable") return true;
  }
  return false;
}

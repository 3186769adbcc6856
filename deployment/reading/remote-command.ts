/** Commands and files that go to a host over SSH: which host it is, is told by its address. */

import type { Addressee } from "../calls/call.js";
import { speaksWindows } from "../calls/ssh.js";
import { Layer } from "../decoding/layer.js";
import type { Machine } from "../joins/machines.js";
import { type Carried, carried, type Read, type Reader, unknownNote } from "./carried.js";

const KINDS = ["vm", "ec2", "gce", "arc", "lightsail", "vmware"] as const;

export const readRemoteCommand: Reader = (read) => {
  const host = hostOf(read);
  if (host.machine?.os === "linux") return [];
  const windows = host.machine?.os === "windows";
  const found: Carried[] = [];
  for (const [index, path] of ["create", "update"].entries()) {
    const node = read.root.member(path);
    const layer = Layer.of(node);
    if (layer === null) continue;
    if (layer === "unknown") {
      if (windows) found.push({ ...carried(read, [], [unknownNote(node, read.carrier.what)], index), ...host.to });
    } else if (windows || speaksWindows(layer))
      found.push({ ...carried(read, [layer.script("login-shell")], [], index), ...host.to });
  }
  return found;
};

/** A file alone does nothing, but a command may run it. */
export const readRemoteCopy: Reader = (read) => {
  const host = hostOf(read);
  if (host.machine?.os !== "windows") return [];
  const path = ["remotePath", "targetPath"].map((name) => read.root.member(name)).find((node) => node.present);
  const source = ["source", "localPath", "localAsset"].map((name) => read.root.member(name)).find((node) => node.present);
  const target = path?.text;
  if (!source || target === undefined) return [];
  const content = read.deployment.stored.contentOfNode(source);
  if (content === undefined) return [];
  return [{ ...carried(read, [], []), ...host.to, files: [{ path: windowsPath(target), content }] }];
};

/** `/C:/setup.ps1`, `C:/setup.ps1`: how SFTP writes paths of Windows. */
function windowsPath(path: string): string {
  const plain = path.replace(/^\/(?=[A-Za-z]:)/, "").replaceAll("/", "\\");
  return /^[A-Za-z]:/.test(plain) ? plain : `C:\\Users\\Administrator\\${plain.replace(/^\\+/, "")}`;
}

interface Host {
  readonly machine: Machine | null;
  readonly to: { readonly to: Addressee };
}

/** The machine at the address of the connection: by the address, by what its value comes from, by what the command waits for. */
function hostOf({ root, deployment, resource }: Read): Host {
  const layer = Layer.of(root.member("connection").member("host"));
  const to: Addressee = { kinds: KINDS, names: layer === null || layer === "unknown" ? [] : [layer], group: undefined };
  return { machine: deployment.addressed(to, resource) ?? null, to: { to } };
}

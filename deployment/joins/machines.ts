/** The machines of a deployment: each resource is read once into a record of what is known of its host. */

import { EXISTING } from "../../host/existing.js";
import { imageState } from "../../host/images/image.js";
import type { InitialState } from "../../host/initial.js";
import { Str } from "../../interpreter/index.js";
import { MACHINE_SHAPES, type MachineShape } from "../carriers/machines.js";
import type { MachineKind } from "../carriers/row.js";
import { typeName } from "../carriers/token.js";
import { Layer } from "../decoding/layer.js";
import { METADATA_SCRIPTS } from "../decoding/metadata-keys.js";
import { isForWindows } from "../decoding/user-data.js";
import type { Resource } from "../graph.js";
import { Node } from "../node.js";

export type OperatingSystem = "windows" | "linux" | "unknown";

export interface Machine {
  readonly resource: Resource;
  readonly kind: MachineKind;
  readonly root: Node;
  readonly shape: MachineShape;
  /** Names and ids by which others name it, in lower case. */
  readonly names: readonly string[];
  /** Values of its tags, in lower case. */
  readonly tags: readonly string[];
  readonly os: OperatingSystem;
  readonly initial: InitialState;
}

/** A resource as a machine; undefined when it is none, or one that is only read. */
export function machineOf(resource: Resource): Machine | undefined {
  if (resource.external) return undefined;
  const shape = MACHINE_SHAPES.get(typeName(resource.type));
  if (!shape) return undefined;
  const root = Node.root(resource);
  const image = imageOf(root, shape);
  return {
    resource,
    kind: shape.kind,
    root,
    shape,
    names: namesOf(resource, shape),
    tags: tagsOf(root),
    os: systemOf(root, shape, image),
    initial: initialOf(root, shape, image),
  };
}

function tagsOf(root: Node): string[] {
  const tags = root.member("tags");
  // A map, or a list of keys and values.
  const values = tags.isList ? tags.items().map((one) => one.member("value")) : tags.members().map(([, node]) => node);
  return values.flatMap(({ text }) => (text === undefined || text === "" ? [] : [text.toLowerCase()]));
}

function namesOf(resource: Resource, shape: MachineShape): string[] {
  const names = new Set<string>();
  for (const bag of [resource.inputs, resource.outputs])
    for (const key of [...shape.names, "name", "id", "vmId"]) {
      const value = bag.get(key);
      if (typeof value === "string" && value !== "") names.add(value.toLowerCase());
    }
  if (typeof resource.id === "string" && resource.id !== "") names.add(resource.id.toLowerCase());
  return [...names];
}

// ---------------------------------------------------------------- images

/** What is said about the image that a machine is made from. */
interface Image {
  readonly publisher: string | undefined;
  readonly offer: string | undefined;
  readonly sku: string | undefined;
  /** Other texts that name it, in lower case. */
  readonly texts: readonly string[];
}

function imageOf(root: Node, shape: MachineShape): Image {
  const reference = shape.image === null ? undefined : root.at(shape.image);
  // A single object is written as a list of one by some SDKs.
  const object = reference?.isList ? reference.items()[0] : reference;
  const at = (name: string) => object?.at(name).text;
  const texts = shape.imageText.flatMap((path) => textsAt(root, path)).map((text) => text.toLowerCase());
  return { publisher: at("publisher"), offer: at("offer"), sku: at("sku"), texts };
}

/** The texts at a path; lists on the way are gone through. */
function textsAt(root: Node, path: string): string[] {
  let nodes = [root];
  for (const name of path.split("."))
    nodes = nodes.flatMap((node) => (node.isList ? node.items() : [node])).map((node) => node.member(name));
  return nodes.flatMap((node) => (node.text === undefined ? [] : [node.text]));
}

const LINUX_PUBLISHERS: ReadonlySet<string> = new Set([
  "almalinux",
  "almalinux-community",
  "canonical",
  "cloudlinux-inc",
  "coreos",
  "credativ",
  "debian",
  "kinvolk",
  "microsoft-aks",
  "microsoft-dsvm-linux",
  "microsoftcblmariner",
  "microsoftlinux",
  "openlogic",
  "oracle",
  "redhat",
  "resf",
  "rogue-wave-software",
  "suse",
]);
const WINDOWS_PUBLISHERS: ReadonlySet<string> = new Set([
  "microsoftwindowsdesktop",
  "microsoftwindowsserver",
  "microsoftwindowsserverhpcpack",
  "microsoftvisualstudio",
  "microsoftsharepoint",
  "microsoftdynamicsax",
  "microsoftbiztalkserver",
]);
/** Words in the name of an image, of other clouds. */
const LINUX_WORDS = [
  "ubuntu",
  "debian",
  "centos",
  "rhel",
  "rocky",
  "sles",
  "suse",
  "amzn",
  "amazon-linux",
  "amazon_linux",
  "al2023",
  "fedora",
  "cos-cloud",
  "cos-",
  "linux",
  "bottlerocket",
  "flatcar",
  "alma",
  "freebsd",
];
const WINDOWS_WORDS = ["windows"];

function systemOf(root: Node, shape: MachineShape, image: Image): OperatingSystem {
  if (shape.always) return shape.always;
  for (const path of shape.os) {
    const text = root.at(path).text?.toLowerCase();
    if (text?.includes("windows")) return "windows";
    if (text?.includes("linux")) return "linux";
  }
  if (shape.windows.some((path) => root.at(path).state === "known")) return "windows";
  if (shape.linux.some((path) => root.at(path).state === "known")) return "linux";
  const publisher = image.publisher?.toLowerCase();
  if (publisher !== undefined && LINUX_PUBLISHERS.has(publisher)) return "linux";
  if (publisher !== undefined && WINDOWS_PUBLISHERS.has(publisher)) return "windows";
  const texts = [...image.texts, ...(image.offer === undefined ? [] : [image.offer.toLowerCase()])];
  if (texts.some((text) => WINDOWS_WORDS.some((word) => text.includes(word)) || /-ws20\d\d/.test(text))) return "windows";
  if (texts.some((text) => LINUX_WORDS.some((word) => text.includes(word)))) return "linux";
  return systemOfUserData(root) ?? "unknown";
}

/** By what is run when the machine starts: each system reads it in its own form. */
function systemOfUserData(root: Node): OperatingSystem | undefined {
  for (const name of ["userData", "userDataBase64", "launchTemplateData.userData"]) {
    const given = Layer.of(root.at(name));
    if (given === null || given === "unknown") continue;
    const layer = given.base64((text) => new Str(text)) ?? given;
    if (isForWindows(layer)) return "windows";
    if (/^#(?:!|cloud-config|include|cloud-boothook)/.test(layer.text)) return "linux";
  }
  return root
    .member("metadata")
    .members()
    .some(([key]) => METADATA_SCRIPTS.has(key))
    ? "windows"
    : undefined;
}

/** What a machine is before its first script: its platform image, or nothing known. */
function initialOf(root: Node, shape: MachineShape, image: Image): InitialState {
  const sku = platformSku(image);
  if (sku === undefined) return EXISTING;
  // A name that is a secret is as good as none.
  const name = (path: string | null) => {
    const node = path === null ? undefined : root.at(path);
    return node && !node.secret && typeof node.value === "string" ? node.value : undefined;
  };
  const administrator = name(shape.administrator);
  const computerName = name(shape.computerName);
  return (
    imageState(sku, {
      ...(administrator === undefined ? {} : { administrator }),
      ...(computerName === undefined ? {} : { computerName }),
    }) ?? EXISTING
  );
}

function platformSku({ publisher, offer, sku, texts }: Image): string | undefined {
  if (publisher?.toLowerCase() === "microsoftwindowsserver" && offer?.toLowerCase() === "windowsserver") return sku;
  // Google's public images are a fresh Windows Server as well: `windows-cloud/windows-2022`, `windows-2022-core`.
  for (const text of texts) {
    const found = /(?:^|\/)windows-(?:server-)?(2016|2019|2022|2025)(?:-dc)?(-core)?(?:-v\d+)?$/.exec(text);
    if (found && text.includes("windows-cloud")) return `${found[1]}-datacenter${found[2] ?? ""}`;
  }
  return undefined;
}

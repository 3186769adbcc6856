/** Files that a deployment itself puts into storage, and what an address in a carrier therefore leads to. */

import { Source, Str, Trace, Unknown as UnknownValue } from "../../interpreter/index.js";
import { typeName } from "../carriers/token.js";
import { base64Bytes, textOfBytes } from "../decoding/bytes.js";
import { type Location, locationOf, locationOfText } from "../decoding/locations.js";
import { Archive, Asset, type Resource, type ResourceGraph } from "../graph.js";
import { Node } from "../node.js";
import { urnOf } from "../text.js";
import type { ProjectFiles } from "./project-files.js";

/** How a type of stored file keeps name and content. */
interface StoreShape {
  readonly name: readonly string[];
  /** Properties that name what it lies in, outermost first. */
  readonly within: readonly string[];
  readonly content: readonly string[];
  readonly base64: readonly string[];
  /** Addresses, with `{n}` for the n-th of `within` and `{name}`. */
  readonly addresses: readonly string[];
}

const AZURE = ["{0}.blob.core.windows.net/{1}/{name}"];
const AWS = ["{0}.s3.amazonaws.com/{name}", "s3.amazonaws.com/{0}/{name}", "{0}/{name}"];
const S3: StoreShape = {
  name: ["key"],
  within: ["bucket"],
  content: ["content", "source"],
  base64: ["contentBase64"],
  addresses: AWS,
};

const STORES: ReadonlyMap<string, StoreShape> = new Map<string, StoreShape>([
  [
    "storage:Blob",
    { name: ["blobName"], within: ["accountName", "containerName"], content: ["source"], base64: [], addresses: AZURE },
  ],
  [
    "azure:storage/blob:Blob",
    {
      name: ["name"],
      within: ["storageAccountName", "storageContainerName"],
      content: ["sourceContent", "source"],
      base64: [],
      addresses: AZURE,
    },
  ],
  ["aws:s3/bucketObject:BucketObject", S3],
  ["aws:s3/bucketObjectv2:BucketObjectv2", S3],
  [
    "gcp:storage/bucketObject:BucketObject",
    {
      name: ["name"],
      within: ["bucket"],
      content: ["content", "source"],
      base64: [],
      addresses: [
        "storage.googleapis.com/{0}/{name}",
        "{0}.storage.googleapis.com/{name}",
        "storage.cloud.google.com/{0}/{name}",
        "{0}/{name}",
      ],
    },
  ],
]);

/** The content of a file: text with its places, bytes, or unknown with the reason. */
export type FileContent = Str | UnknownValue | Uint8Array;

interface StoredFile {
  readonly resource: Resource;
  readonly root: Node;
  readonly shape: StoreShape;
  readonly name: string | undefined;
  /** Where the file itself says it comes from: `setup.ps1` for `new FileAsset("scripts/setup.ps1")`. */
  readonly leaf: string | undefined;
  readonly keys: readonly string[];
}

export class StoredFiles {
  private readonly stored: readonly StoredFile[];
  private readonly byKey = new Map<string, StoredFile>();

  constructor(
    graph: ResourceGraph,
    private readonly files: ProjectFiles,
  ) {
    this.stored = graph.resources.flatMap((resource) => storedFile(resource) ?? []);
    for (const one of this.stored) for (const key of one.keys) this.byKey.set(key, one);
  }

  /** What the address at a node leads to; undefined: nothing that the program has. */
  contentAt(node: Node): FileContent | undefined {
    const location = locationOf(node);
    const stored = this.storedAt(node, location);
    if (stored) return this.contentOf(stored);
    return location.known === undefined ? undefined : this.ofRepository(location);
  }

  /** What a known address leads to. */
  contentOfAddress(address: string): FileContent | undefined {
    const location = locationOfText(address);
    const stored = location.key === undefined ? undefined : this.byKey.get(location.key);
    return stored ? this.contentOf(stored) : this.ofRepository(location);
  }

  private storedAt(node: Node, location: Location): StoredFile | undefined {
    if (location.key !== undefined) {
      const found = this.byKey.get(location.key);
      if (found) return found;
    }
    const property = topProperty(node);
    const from = node.resource.propertyDependencies.get(property) ?? [];
    // An address that the program made from outputs: by the resource that an unknown part comes from, then by the file's name.
    const origins = new Set(location.origins.map((origin) => origin.slice(0, origin.lastIndexOf("."))));
    const named = this.stored.filter((one) => origins.has(one.resource.name));
    if (named.length === 1) return named[0];
    const leaf = location.path[location.path.length - 1]?.toLowerCase();
    const fits = (one: StoredFile) =>
      leaf !== undefined && (one.name?.toLowerCase().split("/").pop() === leaf || one.leaf === leaf);
    const near = this.stored.filter((one) => from.includes(one.resource.urn));
    const best = only(named.filter(fits)) ?? only(near.filter(fits));
    if (best) return best;
    if (location.known !== undefined) return undefined;
    return only(near) ?? only(this.stored.filter((one) => fits(one) && this.dependsOn(node.resource, one)));
  }

  private dependsOn(resource: Resource, { resource: stored }: StoredFile): boolean {
    const all = new Set([...resource.dependencies, ...[...resource.propertyDependencies.values()].flat()]);
    return (
      all.has(stored.urn) ||
      stored.dependencies.some((urn) => all.has(urn)) ||
      [...stored.propertyDependencies.values()].flat().some((urn) => all.has(urn))
    );
  }

  private contentOf({ root, shape, name, leaf, resource }: StoredFile): FileContent | undefined {
    for (const property of shape.base64) {
      const node = root.member(property);
      if (node.text === undefined) continue;
      const bytes = base64Bytes(node.text);
      if (bytes) return contentOfBytes(bytes, node, null);
    }
    for (const property of shape.content) {
      const node = root.member(property);
      if (node.present) return this.contentOfNode(node);
    }
    return new UnknownValue(
      "opaque",
      `${name ?? leaf ?? resource.name}, whose content the program does not give`,
      `stored:${resource.urn}`,
      null,
      "System.String",
    );
  }

  /** A text, or an asset that is one. */
  contentOfNode(node: Node): FileContent | undefined {
    const { value } = node;
    if (value instanceof Archive) return undefined;
    if (value instanceof Asset && value.kind !== "text" && typeof value.value === "string") {
      if (value.kind === "uri") return this.contentOfAddress(value.value);
      const bytes = this.files.read(value.value);
      return bytes === undefined
        ? new UnknownValue(
            "input",
            `the file ${value.value}, which is not at hand`,
            `file:${value.value}`,
            node.asText().value?.trace ?? null,
            "System.String",
          )
        : contentOfBytes(bytes, node, value.value);
    }
    // A path in a text is how Terraform's providers name a file.
    if (typeof value === "string" && node.path.endsWith("source")) {
      const bytes = this.files.read(value);
      if (bytes) return contentOfBytes(bytes, node, value);
      return new UnknownValue("input", `the file ${value}, which is not at hand`, `file:${value}`, null, "System.String");
    }
    return node.asText().value ?? undefined;
  }

  private ofRepository(location: Location): FileContent | undefined {
    const raw = /^raw\.githubusercontent\.com\/([^/]+)\/([^/]+)\/(.+)$/i.exec(location.shown);
    const blob = /^github\.com\/([^/]+)\/([^/]+)\/(?:raw|blob)\/(.+)$/i.exec(location.shown);
    const found = raw ?? blob;
    if (!found) return undefined;
    const file = this.files.ofRepository(found[1] as string, found[2] as string, (found[3] as string).split("/"));
    if (!file) return undefined;
    const text = textOfBytes(file.bytes);
    if (text === undefined) return file.bytes;
    const source = new Source(text, { file: file.path, resource: null, property: null, layers: [] }, false);
    return new Str(text, new Trace(source, 0, text.length));
  }
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function topProperty(node: Node): string {
  return node.path.split(/[.[]/)[0] as string;
}

function contentOfBytes(bytes: Uint8Array, node: Node, file: string | null): FileContent {
  const text = textOfBytes(bytes);
  if (text === undefined) return bytes;
  const source = new Source(
    text,
    { file, resource: urnOf({ resource: node.resource, path: node.path }), property: node.path, layers: [] },
    node.secret,
  );
  return new Str(text, new Trace(source, 0, text.length), node.secret);
}

function storedFile(resource: Resource): StoredFile | undefined {
  const shape = STORES.get(typeName(resource.type));
  if (!shape) return undefined;
  const root = Node.root(resource);
  const value = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      const text = root.member(name).text ?? outputText(resource, name);
      if (text !== undefined) return text;
    }
    return undefined;
  };
  const within = shape.within.map((name) => value([name]));
  const name = value(shape.name) ?? (typeName(resource.type) === "storage:Blob" ? resource.name : undefined);
  const keys: string[] = [];
  if (name !== undefined && within.every((one) => one !== undefined)) {
    for (const form of shape.addresses)
      keys.push(
        form
          .replace(/\{(\d)\}/g, (_, index: string) => within[Number(index)] as string)
          .replace("{name}", () => name)
          .toLowerCase(),
      );
  }
  for (const key of ["url", "selfLink", "mediaLink"]) {
    const text = outputText(resource, key);
    if (text !== undefined && text !== "") keys.push(locationOfText(text).key as string);
  }
  return { resource, root, shape, name, leaf: leafOf(root, shape), keys };
}

function outputText(resource: Resource, name: string): string | undefined {
  const value = resource.outputs.get(name);
  return typeof value === "string" ? value : undefined;
}

function leafOf(root: Node, { content }: StoreShape): string | undefined {
  for (const name of content) {
    const { value } = root.member(name);
    const path = value instanceof Asset && value.kind !== "text" ? value.value : undefined;
    if (typeof path === "string")
      return path
        .split(/[\\/?]/)
        .pop()
        ?.toLowerCase();
  }
  return undefined;
}

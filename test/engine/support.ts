import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { PropertyMap, PropertyValue, Resource, ResourceGraph } from "../../deployment/graph.js";
import { Archive, Asset, PartialText, ResourceReference, Secret, Unknown } from "../../deployment/graph.js";
import { isPropertyArray, isPropertyMap } from "../../deployment/property-value.js";

export const programs = join(__dirname, "programs");

/** A value in a form that is short to write in an expectation: `{ secret }`, `"?"` for what is unknown, text with holes as `a⟨origin⟩b`. */
export function plain(value: PropertyValue | undefined): unknown {
  if (value instanceof Secret) return { secret: plain(value.value) };
  if (value instanceof Unknown) return value.origin === undefined ? "?" : `⟨${value.origin}⟩`;
  if (value instanceof PartialText) return value.parts.map(plain).join("");
  if (value instanceof Asset || value instanceof Archive) return { [value.kind]: plain(value.value) };
  if (value instanceof ResourceReference)
    return { reference: value.urn instanceof Unknown ? "?" : shortUrn(value.urn), id: plain(value.id) };
  if (isPropertyArray(value)) return value.map(plain);
  if (isPropertyMap(value)) return Object.fromEntries([...value].map(([key, inner]) => [key, plain(inner)]));
  return value;
}

/** `type::name` with all parent types. */
export function shortUrn(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

export function find(graph: ResourceGraph, short: string): Resource {
  const found = graph.resources.find(({ urn }) => shortUrn(urn).endsWith(short));
  if (found === undefined)
    throw new Error(`no resource ${short} among ${graph.resources.map(({ urn }) => shortUrn(urn)).join(", ")}`);
  return found;
}

export function outputsOfStack(graph: ResourceGraph): PropertyMap {
  return find(graph, `pulumi:pulumi:Stack::${graph.project}-${graph.stack}`).outputs;
}

/** Everything in a value as text, secrets as what they print; for looking whether something is in there that must not be. */
export function everything(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (inner instanceof Map ? [...inner] : inner));
}

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lycosa-engine-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Waits until a process is gone; false if it is still there after ten seconds. */
export async function endsSoon(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 200; turn++) {
    if (!isAlive(pid)) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    // Ended, and only not yet collected by its parent.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.startsWith("Z") !== true;
  } catch {
    return process.platform !== "linux";
  }
}

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  Archive,
  Asset,
  PartialText,
  type PropertyMap,
  type PropertyValue,
  type Resource,
  ResourceReference,
  Secret,
  Unknown,
} from "../../../deployment/graph.js";
import { isPropertyArray, isPropertyMap } from "../../../deployment/property-value.js";
import { runProject } from "../../../engine/run.js";
import { lycosa } from "../../cli/run.js";
import { Analyzer, type ResourceInput, UNKNOWN } from "./analyzer.js";

/** One program, two ways: `lycosa check` over the embedded engine, and the pack as the real engine would ask it in a preview. */

const examples = join(__dirname, "..", "..", "..", "examples");

/** As the engine sends it to an analyzer: secrets in clear, unknowns as sentinels, references as ids. */
function wire(value: PropertyValue): unknown {
  if (value instanceof Secret) return wire(value.value);
  if (value instanceof Unknown || value instanceof PartialText) return UNKNOWN;
  if (value instanceof ResourceReference)
    return value.id === undefined ? (value.urn instanceof Unknown ? UNKNOWN : value.urn) : wire(value.id);
  if (value instanceof Asset || value instanceof Archive) return UNKNOWN;
  if (isPropertyArray(value)) return value.map(wire);
  if (isPropertyMap(value)) return bag(value);
  return value;
}

function bag(properties: PropertyMap): object {
  return Object.fromEntries([...properties].map(([key, value]) => [key, wire(value)]));
}

function input({ urn, type, name, inputs, dependencies, propertyDependencies }: Resource): ResourceInput {
  return { urn, type, name, props: bag(inputs), dependsOn: dependencies, from: Object.fromEntries(propertyDependencies) };
}

let pack: Analyzer;
beforeAll(async () => {
  pack = await Analyzer.start(true);
  await pack.configureStack();
  await pack.configure();
});
afterAll(() => pack.stop());

describe("the command line and the pack judge alike", () => {
  it.each(["open-relay", "iusr-admin", "hardened-host"])("examples/%s", async (name) => {
    const { out } = await lycosa(["check", "--format", "json", join(examples, name)]);
    const { findings } = JSON.parse(out) as {
      findings: readonly { rule: string; blocking: boolean; fingerprint: string; at: { resource: string } }[];
    };
    const run = await runProject({ directory: join(examples, name) });
    if (!run.ok) throw new Error(run.error.message);
    const found = await pack.preview(run.graph.resources.map(input));
    const said = found.map(
      ({ policy, level, message, urn }) => `${policy} ${level} ${message.trimEnd().split("\n").pop()?.trim()} ${urn}`,
    );
    expect(said.sort()).toEqual(
      findings
        .map(
          ({ rule, blocking, fingerprint, at }) => `${rule} ${blocking ? "mandatory" : "advisory"} ${fingerprint} ${at.resource}`,
        )
        .sort(),
    );
  });
});

/** An Azure template that is a file of its own, as a deployment of it would be. */

import { toPropertyValue } from "../decoding/json.js";
import type { PropertyMap, PropertyValue, Resource, ResourceGraph, Urn } from "../graph.js";
import { isPropertyMap, reveal } from "../property-value.js";
import { synthetic } from "./expand.js";
import { resourcesOf } from "./template.js";
import { memberOf } from "./values.js";

/** Whether a document is a template: it says so in its schema, or has what only templates have. */
export function isTemplate(json: unknown): boolean {
  const members = membersOf(json);
  return (
    members?.has("resources") === true &&
    (/deploymenttemplate\.json/i.test(String(members.get("$schema") ?? "")) || members.has("contentVersion"))
  );
}

/** Whether a document gives the parameters of a template. */
export function isParametersFile(json: unknown): boolean {
  const members = membersOf(json);
  return members !== undefined && /deploymentparameters\.json/i.test(String(members.get("$schema") ?? ""));
}

function membersOf(json: unknown): PropertyMap | undefined {
  const value = toPropertyValue(json);
  return isPropertyMap(value) ? value : undefined;
}

/** The URN that stands for the file. */
export function templateUrn(name: string): Urn {
  return `urn:pulumi:template::template::azure:template:Template::${name}`;
}

/**
 * What a template makes.
 * @param parameters a parameters file; undefined: only defaults are known
 */
export function templateGraph(name: string, template: unknown, parameters: unknown): ResourceGraph {
  const urn = templateUrn(name);
  const given = membersOf(parameters);
  const values = given === undefined ? null : reveal(memberOf(given, "parameters") ?? null).value;
  const all = resourcesOf(
    membersOf(template) ?? new Map(),
    isPropertyMap(values as PropertyValue) ? (values as PropertyMap) : new Map(),
    {
      path: "",
      resourceGroup: undefined,
      deployment: name,
    },
  );
  return {
    project: "template",
    stack: "template",
    resources: synthetic(all, holder(urn, name), false),
    directory: undefined,
    messages: [],
    notes: [],
    holes: new Map(),
  };
}

function holder(urn: Urn, name: string): Resource {
  return {
    urn,
    type: "azure:template:Template",
    name,
    custom: true,
    remote: false,
    external: false,
    id: undefined,
    parent: undefined,
    inputs: new Map(),
    outputs: new Map(),
    dependencies: [],
    propertyDependencies: new Map(),
    provider: undefined,
    options: {
      protect: false,
      ignoreChanges: [],
      replaceOnChanges: [],
      additionalSecretOutputs: [],
      deleteBeforeReplace: undefined,
      retainOnDelete: false,
      deletedWith: undefined,
      replaceWith: [],
      replacementTrigger: undefined,
      importId: undefined,
      timeouts: { create: undefined, update: undefined, delete: undefined },
    },
    source: undefined,
  };
}

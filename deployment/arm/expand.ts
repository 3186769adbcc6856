/** What templates, generic resources and the like make, as resources of the graph beside those of the program. */

import { typeName } from "../carriers/token.js";
import { plainValue } from "../decoding/json.js";
import { type PropertyMap, type PropertyValue, type Resource, type ResourceGraph, Secret, type Urn } from "../graph.js";
import { Node } from "../node.js";
import { isPropertyMap, reveal } from "../property-value.js";
import { urnOf } from "../text.js";
import { azapiResource } from "./azapi.js";
import { resourcesOf, type TemplateResource } from "./template.js";
import { typeInTemplates } from "./types.js";
import { memberOf, textOf, unknown } from "./values.js";

/** Where a type keeps its template and parameters; both as an object or as JSON text. */
interface Holder {
  readonly template: string;
  readonly parameters: string | null;
  /** Object or JSON text that holds the template further down. */
  readonly inside?: string;
  /** Only a pattern: what it makes is made later, by whoever uses it. */
  readonly pattern?: boolean;
}

const DEPLOYMENT: Holder = { template: "properties.template", parameters: "properties.parameters" };
const STACK: Holder = { template: "template", parameters: "parameters" };
const CLASSIC: Holder = { template: "templateContent", parameters: "parametersContent" };
const POLICY: Holder = {
  template: "policyRule",
  parameters: null,
  inside: "then.details.deployment.properties.template",
  pattern: true,
};
const MAIN: Holder = { template: "mainTemplate", parameters: null, pattern: true };

const HOLDERS: ReadonlyMap<string, Holder> = new Map<string, Holder>([
  ["resources:Deployment", DEPLOYMENT],
  ["resources:DeploymentAtScope", DEPLOYMENT],
  ["resources:DeploymentAtSubscriptionScope", DEPLOYMENT],
  ["resources:DeploymentAtManagementGroupScope", DEPLOYMENT],
  ["resources:DeploymentAtTenantScope", DEPLOYMENT],
  ["resources:DeploymentStackAtResourceGroup", STACK],
  ["resources:DeploymentStackAtSubscription", STACK],
  ["resources:DeploymentStackAtManagementGroup", STACK],
  ["resources:TemplateSpecVersion", MAIN],
  ["blueprint:TemplateArtifact", { template: "template", parameters: null, pattern: true }],
  ["solutions:ApplicationDefinition", MAIN],
  ["authorization:PolicyDefinition", POLICY],
  ["authorization:PolicyDefinitionAtManagementGroup", POLICY],
  ["azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment", CLASSIC],
  ["azure:core/subscriptionTemplateDeployment:SubscriptionTemplateDeployment", CLASSIC],
  ["azure:core/tenantTemplateDeployment:TenantTemplateDeployment", CLASSIC],
  ["azure:management/groupTemplateDeployment:GroupTemplateDeployment", CLASSIC],
  ["azure:policy/definition:Definition", POLICY],
  ["azure:managedapplication/definition:Definition", MAIN],
]);

/** The graph with everything that is written inside other resources; a graph without templates stays as it is. */
export function expandedGraph(graph: ResourceGraph): ResourceGraph {
  const added: Resource[] = [];
  const resources = graph.resources.map((resource) => {
    if (resource.external) return resource;
    const inner = innerResources(resource);
    if (inner.length === 0) return resource;
    added.push(...inner);
    // Whoever waits for the deployment waits for what it makes.
    return { ...resource, dependencies: [...resource.dependencies, ...inner.map((one) => one.urn)] };
  });
  return added.length === 0 ? graph : { ...graph, resources: [...resources, ...added] };
}

function innerResources(resource: Resource): Resource[] {
  const type = typeName(resource.type);
  const holder = HOLDERS.get(type);
  if (holder) return ofTemplate(resource, holder);
  if (type === "resources:Resource") return ofGeneric(resource);
  if (type.startsWith("azapi:")) {
    const inner = azapiResource(resource);
    return inner ? synthetic([inner], resource, false) : [];
  }
  return [];
}

/** An object, or JSON text of one. */
export function objectAt(node: Node): PropertyMap | undefined {
  if (isPropertyMap(node.value as PropertyValue)) return node.value as PropertyMap;
  const parsed = typeof node.value === "string" ? plainValue(node.value) : undefined;
  return isPropertyMap(parsed) ? parsed : undefined;
}

/** The template of a holder; undefined when there is none that can be read. */
export function templateOf(
  resource: Resource,
): { readonly template: PropertyMap; readonly node: Node; readonly path: string } | undefined {
  const holder = HOLDERS.get(typeName(resource.type));
  if (!holder) return undefined;
  const node = Node.root(resource).at(holder.template);
  let found: PropertyValue | undefined = objectAt(node);
  for (const name of holder.inside?.split(".") ?? [])
    found = isPropertyMap(found) ? reveal(memberOf(found, name) ?? null).value : undefined;
  if (typeof found === "string") found = plainValue(found);
  const path = holder.inside === undefined ? node.path : `${node.path}.${holder.inside}`;
  return isPropertyMap(found) ? { template: found, node, path } : undefined;
}

function ofTemplate(resource: Resource, holder: Holder): Resource[] {
  const found = templateOf(resource);
  if (!found) return [];
  const root = Node.root(resource);
  const given = holder.parameters === null ? undefined : root.at(holder.parameters);
  const parameters = (given && objectAt(given)) ?? new Map<string, PropertyValue>();
  const inner = memberOf(parameters, "parameters");
  const bare = inner === undefined ? undefined : reveal(inner).value;
  const values = memberOf(parameters, "$schema") !== undefined && isPropertyMap(bare) ? bare : parameters;
  const resourceGroup = root.member("resourceGroupName").text;
  const all = resourcesOf(found.template, given?.state === "unknown" ? new Map() : values, {
    path: found.path,
    resourceGroup,
    deployment: resource.name,
  });
  return synthetic(all, resource, found.node.secret);
}

/** A resource that is written in Azure's own form. */
function ofGeneric(resource: Resource): Resource[] {
  const root = Node.root(resource);
  const texts = ["resourceProviderNamespace", "parentResourcePath", "resourceType", "resourceName"].map(
    (one) => root.member(one).text,
  );
  const [provider, parent, type, name] = texts;
  if (provider === undefined || type === undefined) return [];
  // `virtualMachines/web` as parent, or the types of the parent in `resourceType`.
  const around = (parent ?? "").split("/").filter((one) => one !== "");
  const types = around.filter((_, index) => index % 2 === 0);
  const names = around.filter((_, index) => index % 2 === 1);
  const inner: TemplateResource = {
    type: [provider, ...types, ...type.split("/").filter((one) => one !== "")].join("/"),
    names: [...names, ...(name ?? "").split("/")],
    body: resource.inputs,
    path: "",
    after: [],
    symbol: undefined,
    maybe: false,
    resourceGroup: root.member("resourceGroupName").text,
  };
  return synthetic([inner], resource, false);
}

export function synthetic(all: readonly TemplateResource[], holder: Resource, secret: boolean): Resource[] {
  const urns = all.map((_, index): Urn => `${holder.urn}#${index}`);
  return all.flatMap((one, index): Resource[] => {
    const shape = one.type.toLowerCase() === "microsoft.resources/deployments" ? LINKED : typeInTemplates(one.type);
    if (!shape) return [];
    const at = one.path === "" ? "" : `${one.path}.`;
    const inputs = new Map<string, PropertyValue>();
    const paths = new Map<string, string>();
    const properties = reveal(memberOf(one.body, "properties") ?? null).value;
    for (const [key, value] of one.body) {
      if (["type", "name", "apiversion", "dependson"].includes(key.toLowerCase())) continue;
      if (key.toLowerCase() === "properties" && !shape.nested) continue;
      inputs.set(key, value);
      paths.set(key, at + key);
    }
    if (!shape.nested && isPropertyMap(properties))
      for (const [key, value] of properties) {
        inputs.set(key, value);
        paths.set(key, `${at}properties.${key}`);
      }
    for (const [segment, name] of shape.names.entries()) {
      const value = one.names[segment];
      if (name === "" || value === undefined) continue;
      inputs.set(name, value);
      paths.set(name, `${at}name`);
    }
    if (secret) for (const [key, value] of inputs) inputs.set(key, value instanceof Secret ? value : new Secret(value));
    if (one.resourceGroup !== undefined) inputs.set("resourceGroupName", one.resourceGroup);
    const shown = one.names.map((name) => textOf(name) ?? "\u2026").join("/");
    const parents = all.flatMap((other, position) => (other !== one && isWaitedFor(other, one) ? [urns[position] as Urn] : []));
    const dependencies = [...holder.dependencies, ...parents];
    return [
      {
        ...holder,
        urn: urns[index] as Urn,
        type: `azure-native:${shape.type}`,
        name: `${holder.name}/${shown}`,
        id: unknown(`${shown}.id`, "deferred"),
        inputs,
        outputs: new Map(),
        dependencies,
        propertyDependencies: dependenciesOf(holder, inputs),
        within: { urn: urnOf({ resource: holder, path: "" }), path: one.path, paths, maybe: one.maybe },
      },
    ];
  });
}

/** A deployment inside a template whose own template lies elsewhere. */
const LINKED = { type: "resources:Deployment", names: ["deploymentName"], nested: true } as const;

/** A name that is known needs no dependency data; an unknown one came with the parameters of the deployment. */
function dependenciesOf(holder: Resource, inputs: PropertyMap): ReadonlyMap<string, readonly Urn[]> {
  const all = [...new Set([...holder.propertyDependencies.values()].flat())];
  const found = new Map<string, readonly Urn[]>();
  for (const [key, value] of inputs) if (textOf(value) === undefined) found.set(key, all);
  const group = holder.propertyDependencies.get("resourceGroupName");
  if (group) found.set("resourceGroupName", group);
  return found;
}

/** By symbol, by id, by name; a child also waits for its parent. */
function isWaitedFor(other: TemplateResource, one: TemplateResource): boolean {
  const name = other.names.map((segment) => textOf(segment)?.toLowerCase());
  const path = other.type
    .toLowerCase()
    .split("/")
    .slice(1)
    .map((type, index) => `${type}/${name[index]}`)
    .join("/");
  const known = name.every((segment) => segment !== undefined);
  return one.after.some((after) => {
    if (other.symbol !== undefined && textOf(after) === other.symbol) return true;
    if (!known) return false;
    const { value } = reveal(after);
    const text = (typeof value === "object" && value !== null && "parts" in value ? value.parts.at(-1) : value) as unknown;
    if (typeof text !== "string") return false;
    const lower = text.toLowerCase();
    return lower === name.join("/") || lower.endsWith(`/${path}`);
  });
}

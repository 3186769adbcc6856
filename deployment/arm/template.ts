/** The resources of an Azure template, nested templates included, as far as they concern hosts. */

import { type PropertyMap, type PropertyValue, Secret } from "../graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "../property-value.js";
import { Scope, type UserFunction, type Work } from "./evaluate.js";
import { memberOf, splitText, textOf, truthOf, unknown } from "./values.js";

const DEEPEST = 8;
const MOST_RESOURCES = 5000;
const MOST_COPIES = 800;

export interface TemplateResource {
  /** `Microsoft.Compute/virtualMachines/extensions`, with the types around a child. */
  readonly type: string;
  /** Segments of the name. */
  readonly names: readonly PropertyValue[];
  /** The whole evaluated resource. */
  readonly body: PropertyMap;
  /** Where it lies in the properties of the deployment. */
  readonly path: string;
  /** Names, ids or symbols that it waits for, as texts where they are known. */
  readonly after: readonly PropertyValue[];
  readonly symbol: string | undefined;
  /** Its condition is not known. */
  readonly maybe: boolean;
  readonly resourceGroup: string | undefined;
}

export interface Surroundings {
  readonly path: string;
  readonly resourceGroup: string | undefined;
  readonly deployment: string;
}

interface Walk {
  readonly found: TemplateResource[];
  readonly work: Work;
  readonly depth: number;
}

/** `parameters` as a deployment gives them: `{ name: { value } }`. */
export function resourcesOf(
  template: PropertyMap,
  parameters: PropertyMap,
  surroundings: Surroundings,
): readonly TemplateResource[] {
  const walk: Walk = { found: [], work: { steps: 0 }, depth: 0 };
  readTemplate(template, givenOf(parameters), surroundings, walk);
  return walk.found;
}

/** Parameters as a deployment or a parameters file has them. */
export function givenOf(parameters: PropertyMap): Map<string, PropertyValue> {
  const given = new Map<string, PropertyValue>();
  for (const [name, entry] of parameters) {
    const { value: shape, secret } = reveal(entry);
    if (!isPropertyMap(shape)) {
      given.set(name.toLowerCase(), shape === null ? unknown(`the parameter ${name} of the template`) : entry);
      continue;
    }
    const value = memberOf(shape, "value");
    if (value !== undefined) given.set(name.toLowerCase(), secret ? new Secret(value) : value);
    else if (memberOf(shape, "reference") !== undefined)
      given.set(name.toLowerCase(), new Secret(unknown(`the parameter ${name}, which is taken from a key vault`)));
  }
  return given;
}

function readTemplate(template: PropertyMap, given: ReadonlyMap<string, PropertyValue>, around: Surroundings, walk: Walk): void {
  const map = (name: string): PropertyMap => {
    const value = reveal(memberOf(template, name) ?? null).value;
    return isPropertyMap(value) ? value : new Map();
  };
  const scope = new Scope(
    given,
    map("parameters"),
    map("variables"),
    userFunctions(memberOf(template, "functions")),
    around,
    walk.work,
  );
  const path = around.path === "" ? "resources" : `${around.path}.resources`;
  list(memberOf(template, "resources") ?? null, path, { type: "", names: [] }, scope, around, walk);
}

interface Parent {
  readonly type: string;
  readonly names: readonly PropertyValue[];
}

/** A list of resources, or (language version 2) a map of symbols. */
function list(value: PropertyValue, path: string, parent: Parent, scope: Scope, around: Surroundings, walk: Walk): void {
  const bare = reveal(value).value;
  const entries: [string | undefined, PropertyValue, string][] = isPropertyArray(bare)
    ? bare.map((one, index) => [undefined, one, `${path}[${index}]`])
    : isPropertyMap(bare)
      ? [...bare].map(([symbol, one]) => [symbol, one, `${path}.${symbol}`])
      : [];
  for (const [symbol, one, at] of entries) {
    const resource = reveal(one).value;
    if (isPropertyMap(resource)) copies(resource, symbol, at, parent, scope, around, walk);
  }
}

function copies(
  resource: PropertyMap,
  symbol: string | undefined,
  path: string,
  parent: Parent,
  scope: Scope,
  around: Surroundings,
  walk: Walk,
): void {
  const existing = truthOf(memberOf(resource, "existing") ?? false);
  if (existing === true) return;
  const loop = reveal(memberOf(resource, "copy") ?? null).value;
  if (!isPropertyMap(loop)) {
    one(resource, symbol, path, parent, scope, around, walk);
    return;
  }
  const name = textOf(memberOf(loop, "name")) ?? "copy";
  const count = Number(textOf(scope.value(memberOf(loop, "count") ?? 0)));
  // A loop whose length is not known is judged by its first round.
  const rounds = Number.isInteger(count) ? Math.min(count, MOST_COPIES) : 1;
  for (let index = 0; index < rounds; index++)
    scope.inLoop(name, index, () => one(resource, symbol, path, parent, scope, around, walk));
}

function one(
  resource: PropertyMap,
  symbol: string | undefined,
  path: string,
  parent: Parent,
  scope: Scope,
  around: Surroundings,
  walk: Walk,
): void {
  if (walk.found.length >= MOST_RESOURCES) return;
  const condition = memberOf(resource, "condition");
  const holds = condition === undefined ? true : truthOf(scope.value(condition));
  if (holds === false) return;
  const own = (textOf(scope.value(memberOf(resource, "type") ?? "")) ?? "").split("@")[0] as string;
  const segments = splitText(scope.value(memberOf(resource, "name") ?? ""), "/");
  const child = parent.type !== "" && own.split("/").length === 1;
  const type = child ? `${parent.type}/${own}` : own;
  const names = child ? [...parent.names, ...segments] : segments;
  const properties = reveal(memberOf(resource, "properties") ?? null).value;
  if (type.toLowerCase() === "microsoft.resources/deployments" && isPropertyMap(properties)) {
    nested(resource, properties, path, scope, around, walk, names, holds === undefined);
    return;
  }
  const children = memberOf(resource, "resources");
  const bare = new Map([...resource].filter(([key]) => !["resources", "copy", "condition"].includes(key.toLowerCase())));
  const body = scope.value(bare);
  const dependsOn = reveal(scope.value(memberOf(resource, "dependsOn") ?? [])).value;
  walk.found.push({
    type,
    names,
    body: isPropertyMap(body) ? body : new Map(),
    path,
    after: isPropertyArray(dependsOn) ? dependsOn : [],
    symbol,
    maybe: holds === undefined,
    resourceGroup: around.resourceGroup,
  });
  if (children !== undefined) list(children, `${path}.resources`, { type, names }, scope, around, walk);
}

function nested(
  resource: PropertyMap,
  properties: PropertyMap,
  path: string,
  scope: Scope,
  around: Surroundings,
  walk: Walk,
  names: readonly PropertyValue[],
  maybe: boolean,
): void {
  const template = reveal(memberOf(properties, "template") ?? null).value;
  const at = `${path}.properties.template`;
  const group = memberOf(resource, "resourceGroup");
  const resourceGroup = group === undefined ? around.resourceGroup : textOf(scope.value(group));
  const inner = { path: at, resourceGroup, deployment: textOf(names[0]) ?? around.deployment };
  if (!isPropertyMap(template) || walk.depth >= DEEPEST) {
    const body = scope.value(new Map([...properties].filter(([key]) => key.toLowerCase() !== "template")));
    walk.found.push({
      type: "Microsoft.Resources/deployments",
      names,
      body: new Map([["properties", body]]),
      path,
      after: [],
      symbol: undefined,
      maybe,
      resourceGroup,
    });
    return;
  }
  const options = reveal(memberOf(properties, "expressionEvaluationOptions") ?? null).value;
  const isInner = isPropertyMap(options) && textOf(memberOf(options, "scope"))?.toLowerCase() === "inner";
  const deeper = { ...walk, depth: walk.depth + 1 };
  if (!isInner) {
    // Expressions of the template inside are those of the one around it.
    list(memberOf(template, "resources") ?? null, `${at}.resources`, { type: "", names: [] }, scope, inner, deeper);
    return;
  }
  const given = reveal(scope.value(memberOf(properties, "parameters") ?? new Map())).value;
  readTemplate(template, givenOf(isPropertyMap(given) ? given : new Map()), inner, deeper);
}

function userFunctions(value: PropertyValue | undefined): Map<string, UserFunction> {
  const found = new Map<string, UserFunction>();
  const spaces = value === undefined ? null : reveal(value).value;
  for (const space of isPropertyArray(spaces) ? spaces : []) {
    if (!isPropertyMap(space)) continue;
    const namespace = textOf(memberOf(space, "namespace")) ?? "";
    const members = reveal(memberOf(space, "members") ?? null).value;
    for (const [name, member] of isPropertyMap(members) ? members : []) {
      if (!isPropertyMap(member)) continue;
      const parameters = memberOf(member, "parameters");
      const output = memberOf(member, "output");
      found.set(`${namespace}.${name}`.toLowerCase(), {
        parameters: (isPropertyArray(parameters) ? parameters : []).flatMap((parameter) =>
          isPropertyMap(parameter) ? (textOf(memberOf(parameter, "name")) ?? []) : [],
        ),
        output: isPropertyMap(output) ? (memberOf(output, "value") ?? null) : null,
      });
    }
  }
  return found;
}

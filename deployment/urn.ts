import { STACK_TYPE, type Urn } from "./graph.js";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The types of all parents and of the resource, joined by `$`; the root stack is left out. */
  readonly qualifiedType: string;
  readonly type: string;
  /** May itself contain `::`. */
  readonly name: string;
}

/** The parts of a URN; undefined for what is none. */
export function parseUrn(urn: Urn): UrnParts | undefined {
  const [scheme = "", project, qualifiedType, ...name] = urn.split("::");
  const [urnWord, pulumi, ...stack] = scheme.split(":");
  if (urnWord !== "urn" || pulumi !== "pulumi" || project === undefined || qualifiedType === undefined || name.length === 0)
    return undefined;
  return {
    stack: stack.join(":"),
    project,
    qualifiedType,
    type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

/** The URN that Pulumi gives a resource (pulumi/pulumi `sdk/go/common/resource/urn`). */
export function makeUrn(stack: string, project: string, parent: Urn | undefined, type: string, name: string): Urn {
  const parentType = parent === undefined ? undefined : parseUrn(parent)?.qualifiedType;
  const qualified = parentType === undefined || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

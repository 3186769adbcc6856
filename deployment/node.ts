/** A typed cursor over the properties of a resource: what is there, in which state, whether it may be secret, and where it lies. */

import { Asset, PartialText, type PropertyMap, type PropertyValue, type Resource, Secret, Unknown } from "./graph.js";
import { isPropertyArray, isPropertyMap } from "./property-value.js";
import { emptySource, type PropertyText, textOf } from "./text.js";

/**
 * The four states of a property.
 * - `absent`: not given, or null
 * - `known`: a value that is there, though parts deeper inside may be unknown
 * - `partial`: a text of which some parts are known
 * - `unknown`: nothing is known of it, not even whether it is given
 */
export type NodeState = "absent" | "known" | "partial" | "unknown";

export class Node {
  private constructor(
    readonly resource: Resource,
    readonly path: string,
    /** Secrets are opened. */
    readonly value: Exclude<PropertyValue, Secret> | undefined,
    readonly secret: boolean,
    /** Keys below are compared without case. */
    private readonly folded: boolean,
  ) {}

  static root(resource: Resource): Node {
    return new Node(resource, resource.within?.path ?? "", resource.inputs, false, resource.within !== undefined);
  }

  /** A value that was decoded from this node's text: it lies at the same path, and its keys are compared without case. */
  decoded(value: PropertyValue): Node {
    return Node.make(this.resource, this.path, value, this.secret, true);
  }

  private static make(
    resource: Resource,
    path: string,
    value: PropertyValue | undefined,
    secret: boolean,
    folded: boolean,
  ): Node {
    let inner = value;
    let hidden = secret;
    while (inner instanceof Secret) {
      inner = inner.value;
      hidden = true;
    }
    return new Node(resource, path, inner, hidden, folded);
  }

  get state(): NodeState {
    if (this.value === undefined || this.value === null) return "absent";
    if (this.value instanceof Unknown) return "unknown";
    return this.value instanceof PartialText ? "partial" : "known";
  }

  get present(): boolean {
    return this.state !== "absent";
  }

  /** The same node, whose keys are compared without case: for what Azure itself does not check. */
  get loose(): Node {
    return new Node(this.resource, this.path, this.value, this.secret, true);
  }

  /** The same node as one that may hold a secret. */
  get hidden(): Node {
    return new Node(this.resource, this.path, this.value, true, this.folded);
  }

  /** What lies at a name, or at names one below the other (`source.script`). Below something unknown everything is unknown. */
  at(names: string): Node {
    let current: Node = this;
    for (const name of names.split(".")) if (name !== "") current = current.member(name);
    return current;
  }

  member(name: string): Node {
    const root = this.resource.within !== undefined && this.value === this.resource.inputs;
    const path = (root && this.resource.within?.paths.get(name)) || (this.path === "" ? name : `${this.path}.${name}`);
    if (this.value instanceof Unknown) return new Node(this.resource, path, this.value, this.secret, this.folded);
    if (!isPropertyMap(this.value)) return new Node(this.resource, path, undefined, this.secret, this.folded);
    const found = this.value.get(name) ?? (this.folded ? foldedGet(this.value, name) : undefined);
    return Node.make(this.resource, path, found, this.secret, this.folded);
  }

  /** The elements of a list; empty for everything else. A single value where a list is expected is a list of one if `single` is set. */
  items(single = false): Node[] {
    if (isPropertyArray(this.value)) {
      return this.value.map((one, index) => Node.make(this.resource, `${this.path}[${index}]`, one, this.secret, this.folded));
    }
    return single && this.present ? [this] : [];
  }

  /** The members of an object; empty for everything else. */
  members(): [string, Node][] {
    if (!isPropertyMap(this.value)) return [];
    return [...this.value.keys()].map((name) => [name, this.member(name)]);
  }

  /** The value as a text when it is known; numbers and booleans are written out. */
  get text(): string | undefined {
    const { value } = this;
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    if (value instanceof Asset && value.kind === "text" && typeof value.value === "string") return value.value;
    return undefined;
  }

  /** A boolean, also one that is written as a text. */
  get flag(): boolean | undefined {
    const text = this.text?.toLowerCase();
    return text === "true" ? true : text === "false" ? false : undefined;
  }

  get isList(): boolean {
    return isPropertyArray(this.value);
  }

  get isObject(): boolean {
    return isPropertyMap(this.value);
  }

  asText(): PropertyText {
    return textOf(this.value, { resource: this.resource, path: this.path }, this.secret);
  }

  /** A source for the place alone. `secret` false: what is said about it is known to be harmless. */
  place(secret = this.secret): PropertyText["source"] {
    return emptySource({ resource: this.resource, path: this.path }, secret);
  }

  /**
   * All nodes that a path with lists in it leads to (`extensions[].settings`), in order. Where the way is unknown, the unknown node itself
   * stands for all of them.
   */
  find(path: string): Node[] {
    let nodes: Node[] = [this];
    for (const step of path.split(".")) {
      const list = step.endsWith("[]");
      const name = list ? step.slice(0, -2) : step;
      nodes = nodes.flatMap((node) => {
        const next = name === "" ? node : node.member(name);
        if (!list || next.state === "unknown") return [next];
        return next.items(true);
      });
    }
    return nodes.filter((node) => node.present);
  }
}

function foldedGet(bag: PropertyMap, name: string): PropertyValue | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of bag) if (key.toLowerCase() === wanted) return value;
  return undefined;
}

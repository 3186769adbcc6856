/** The outputs of other stacks that a program refers to, as the user gives them: a state of the stack, or what `pulumi stack output --json` prints. */

import { STACK_TYPE } from "../deployment/graph.js";
import { SIGNATURE_KEY, SIGNATURES } from "../deployment/property-value.js";
import { isObject, isStateDocument, readStateDocument, StateError } from "../deployment/state/document.js";
import { EmbeddedRunError } from "./errors.js";
import type { HoleTable } from "./hole-table.js";
import { type Raw, secretOf } from "./state.js";

/** What Pulumi prints instead of a secret. */
const BLANKED = "[secret]";

export class StackReferences {
  readonly #outputs = new Map<string, Raw>();

  /** Throws `EmbeddedRunError` for a document that is neither. @param documents name of a stack -> JSON */
  constructor(documents: ReadonlyMap<string, unknown>) {
    for (const [name, document] of documents) this.#outputs.set(name, outputsIn(document, name));
  }

  /** The properties of a reference to a stack; undefined when nobody gave its outputs. Names may leave out the organization and the project. */
  outputsOf(stack: string, holes: HoleTable): ReadonlyMap<string, unknown> | undefined {
    const found = [...this.#outputs].find(([name]) => name === stack || stack.endsWith(`/${name}`) || name.endsWith(`/${stack}`));
    if (found === undefined) return undefined;
    const outputs: Raw = Object.create(null) as Raw;
    const secret: string[] = [];
    for (const [name, value] of Object.entries(found[1])) {
      const { raw, isSecret } = outputValue(value, (path) => holes.marker("input", `stack ${stack}.${name}${path}`));
      outputs[name] = isSecret ? secretOf(raw) : raw;
      if (isSecret) secret.push(name);
    }
    return new Map<string, unknown>([
      ["outputs", outputs],
      ["secretOutputNames", secret],
    ]);
  }
}

function outputsIn(document: unknown, name: string): Raw {
  const refuse = (why: string) => new EmbeddedRunError("invalid-configuration", `--stack-reference ${name}: the file ${why}`);
  if (!isObject(document)) throw refuse("holds no object: expected a stack export, or the JSON of 'pulumi stack output --json'");
  if (!isStateDocument(document)) return document as Raw;
  try {
    const root = readStateDocument(document).resources.find(({ type }) => type === STACK_TYPE);
    const outputs = root?.["outputs"];
    return isObject(outputs) ? (outputs as Raw) : {};
  } catch (error) {
    throw error instanceof StateError ? refuse(error.message) : error;
  }
}

/** A value of a state in the form in which the engine gives it to a program; secrets that the state does not give away are markers. */
function outputValue(
  value: unknown,
  marker: (path: string) => string,
  path = "",
): { readonly raw: unknown; readonly isSecret: boolean } {
  if (value === BLANKED) return { raw: marker(path), isSecret: true };
  if (Array.isArray(value)) {
    const items = value.map((item, index) => outputValue(item, marker, `${path}[${index}]`));
    return { raw: items.map(({ raw }) => raw), isSecret: items.some(({ isSecret }) => isSecret) };
  }
  if (!isObject(value)) return { raw: value, isSecret: false };
  if (value[SIGNATURE_KEY] === SIGNATURES.secret) {
    const text = value["plaintext"];
    if (typeof text !== "string") return { raw: marker(path), isSecret: true };
    return { raw: outputValue(parsed(text), marker, path).raw, isSecret: true };
  }
  const raw = Object.create(null) as Raw;
  let isSecret = false;
  for (const [name, inner] of Object.entries(value)) {
    const one = outputValue(inner, marker, `${path}.${name}`);
    raw[name] = one.raw;
    isSecret ||= one.isSecret;
  }
  return { raw, isSecret };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

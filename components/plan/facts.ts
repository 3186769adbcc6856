import type { HostDocument } from "../../host/documents/document.js";
import { documentFacts } from "../../host/documents/read.js";
import type { Key, KeyKind, ValueOf } from "../../host/keys.js";

/** The facts of a document, of which the plan uses each once. */

/** Something in a document that the provisioning module does not do. */
export class UnsupportedDocument extends Error {
  override readonly name = "UnsupportedDocument";
}

export type FactOf<K extends KeyKind> = readonly [Key<ValueOf<K>>, ValueOf<K>];

export class Facts {
  private readonly left: Map<string, readonly [Key<unknown>, unknown]>;

  constructor(document: HostDocument) {
    this.left = new Map([...documentFacts(document)].map((fact) => [fact[0].id, fact]));
  }

  take<K extends KeyKind>(kind: K): FactOf<K>[] {
    const taken = [...this.left.values()].filter(([key]) => key.kind === kind);
    for (const [key] of taken) this.left.delete(key.id);
    return taken as unknown as FactOf<K>[];
  }

  /** What is left over is nothing that the module can make so. */
  end(): void {
    for (const [key] of this.left.values()) refuse(key);
  }
}

/** @throws UnsupportedDocument */
export function refuse(key: Key<unknown>): never {
  throw new UnsupportedDocument(`the provisioning cannot make this so: ${[key.kind, ...key.parts].join(" ")}`);
}

import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import { Instance, type ObjectModel, type Value } from "../../values/value.js";
import { addressId, type ConfigAddress } from "./config-path.js";
import {
  type Attributes,
  addEntry,
  attributeNow,
  ConfigError,
  removeAttribute,
  removeEntry,
  setAttribute,
} from "./config-store.js";

/** A change that waits for CommitChanges, Set-Item, Update or the end of a commit delay. */
interface Change {
  /** Address, attribute and action: equal changes of two worlds merge by these and the value. */
  readonly key: string;
  readonly value: Value | null;
  readonly name: "set" | "remove-attribute" | "add" | "remove";
  readonly address: ConfigAddress;
  readonly location: string;
  readonly attribute: string;
  readonly attributes: Attributes;
  readonly at: Trace | null;
}

/** Where a session keeps its changes: an object, or a place of the machine that all commands share. */
interface ChangeList {
  get(): readonly Change[];
  put(changes: readonly Change[]): void;
}

class SessionModel implements ObjectModel {
  readonly typeNames = ["System.Object"];
}
const SESSION_MODEL = new SessionModel();

/** Changes to the configuration that take effect together. All its state is in the machine, so it belongs to worlds. */
export class ConfigSession {
  private constructor(
    readonly machine: Machine,
    private readonly list: ChangeList,
  ) {}

  static open(machine: Machine): ConfigSession {
    const store = new Instance(SESSION_MODEL);
    return new ConfigSession(machine, {
      get: () => machine.field<readonly Change[]>(store, "changes") ?? [],
      put: (changes) => machine.setField(store, "changes", changes),
    });
  }

  /** The one session of a family of commands. */
  static shared(machine: Machine, name: string): ConfigSession {
    const cell = machine.cell<readonly Change[]>(name, () => []);
    return new ConfigSession(machine, {
      get: () => machine.settled<readonly Change[]>(cell.value),
      put: (changes) => machine.journal.put(cell, changes),
    });
  }

  private changes(): readonly Change[] {
    return this.list.get();
  }

  private record(change: Omit<Change, "key">): void {
    const key = `${change.name}|${addressId(change.address)}|${change.location.toLowerCase()}|${change.attribute.toLowerCase()}`;
    this.list.put([...this.changes(), { key, ...change }]);
  }

  set(address: ConfigAddress, location: string, attribute: string, value: Value, at: Trace | null): void {
    this.record({ name: "set", address, location, attribute, value, attributes: new Map(), at });
  }

  removeAttribute(address: ConfigAddress, location: string, attribute: string, at: Trace | null): void {
    this.record({ name: "remove-attribute", address, location, attribute, value: null, attributes: new Map(), at });
  }

  add(address: ConfigAddress, location: string, attributes: Attributes, at: Trace | null): void {
    const attribute = [...attributes.keys()].sort().join(",");
    this.record({
      name: "add",
      address,
      location,
      attribute,
      value: attributes.get("name")?.value ?? attributes.get("path")?.value ?? null,
      attributes,
      at,
    });
  }

  remove(address: ConfigAddress, location: string, at: Trace | null): void {
    this.record({ name: "remove", address, location, attribute: "", value: null, attributes: new Map(), at });
  }

  /** The value as this session sees it; undefined: an attribute that is not modelled. */
  value(address: ConfigAddress, location: string, attribute: string): Value | undefined {
    const id = addressId(address);
    const changes = this.changes();
    for (let index = changes.length - 1; index >= 0; index--) {
      const change = changes[index] as Change;
      if (change.name !== "set" || change.attribute.toLowerCase() !== attribute.toLowerCase()) continue;
      if (change.location.toLowerCase() === location.toLowerCase() && addressId(change.address) === id)
        return change.value ?? undefined;
    }
    return attributeNow(this.machine, address, location, attribute);
  }

  commit(at: Trace | null): void {
    const changes = this.changes();
    this.list.put([]);
    for (const change of changes) {
      try {
        this.apply(change, at);
      } catch (error) {
        if (error instanceof ConfigError) throw configurationError(error.message, at);
        throw error;
      }
    }
  }

  /** Forgets what is pending. */
  discard(): void {
    this.list.put([]);
  }

  private apply(change: Change, at: Trace | null): void {
    const { machine } = this;
    const { address, location, attribute } = change;
    if (change.name === "set") {
      if (change.value !== null) setAttribute(machine, address, location, attribute, change.value, change.at, at);
    } else if (change.name === "add") addEntry(machine, address, location, change.attributes, change.at ?? at);
    else if (change.name === "remove") removeEntry(machine, address, location, change.at ?? at);
    else removeAttribute(machine, address, location, attribute, change.at ?? at);
  }
}

export function configurationError(message: string, at: Trace | null): PsError {
  return new PsError({ id: "COMException", message, exception: "System.Runtime.InteropServices.COMException", at });
}

// One resource of a configuration as its model sees it: typed access to properties, evidence and notes.
import { userExists } from "../../../host/keys.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { DscResource } from "../../documents/dsc-resource.js";
import type { Machine } from "../../machine/machine.js";
import type { Area } from "../../machine/notes.js";
import type { Text } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { elementsOf, scalarBoolean, scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { type Dict, Instance, type Plain, PsObject, Unknown, type Value } from "../../values/value.js";
import { principalOfText, principalOfValue } from "../accounts/account-objects.js";
import { doubtOf } from "../accounts/group-argument.js";
import type { Doubt } from "../accounts/membership.js";
import { type Evidence, valueNow } from "../shared/host-facts.js";

export class ResourceCall {
  constructor(
    readonly machine: Machine,
    readonly resource: DscResource,
    /** The command or document that applies it. */
    readonly at: Trace,
  ) {}

  has(name: string): boolean {
    const value = this.value(name);
    return value !== undefined && value.kind !== "null";
  }

  value(name: string): Plain | undefined {
    const found = this.resource.properties.get(name.toLowerCase());
    return found === undefined ? undefined : this.machine.plain(found.value);
  }

  /** The first of these properties that is given: resources of several modules name the same thing differently. */
  text(...names: readonly string[]): Text | undefined {
    for (const name of names) {
      const value = this.value(name);
      const text = value === undefined ? null : scalarText(this.machine, value);
      if (text !== null && text !== undefined) return text;
    }
    return undefined;
  }

  shown(...names: readonly string[]): string | undefined {
    const text = this.text(...names);
    return text === undefined ? undefined : shownText(text);
  }

  /** Undefined: not given, or not known. */
  flag(name: string): boolean | undefined {
    const value = this.value(name);
    const flag = value === undefined || value.kind === "null" ? undefined : scalarBoolean(this.machine, value);
    return flag instanceof Unknown ? undefined : flag;
  }

  integer(name: string): number | Unknown | undefined {
    const value = this.value(name);
    return value === undefined || value.kind === "null" ? undefined : scalarInteger(this.machine, value);
  }

  /** Elements of a list, one for a scalar; a list that is not known is noted for these areas. */
  list(name: string, areas: readonly Area[]): readonly Plain[] {
    const value = this.value(name);
    if (value === undefined) return [];
    const elements = elementsOf(this.machine, value);
    if (!(elements instanceof Unknown)) return elements;
    // A text of which parts are not known is one element.
    if (elements.type === "System.String") return [elements];
    this.undecided(elements, areas, `${name} of ${this.shownName}`);
    return [];
  }

  texts(name: string, areas: readonly Area[]): readonly { readonly text: Text; readonly value: Plain }[] {
    return this.list(name, areas).flatMap((value) => {
      const text = scalarText(this.machine, value);
      return text === null || text === undefined ? [] : [{ text, value }];
    });
  }

  /** Accounts of a list, with what is not known of each. */
  accounts(name: string): readonly { readonly id: PrincipalId; readonly from: Evidence; readonly doubt: Doubt | null }[] {
    return this.texts(name, ["principals"]).flatMap(({ text, value }) => {
      const id = principalOfValue(this.machine, value) ?? principalOfText(this.machine, text);
      return id === null ? [] : [{ id, from: this.evidence(value, `${this.shownName} names it`), doubt: doubtOf(value) }];
    });
  }

  /** Embedded instances of a list, by the names of their properties. */
  embedded(name: string, areas: readonly Area[]): readonly ResourceCall[] {
    return this.list(name, areas).flatMap((value) => {
      if (value.kind === "dict") return [this.within(value)];
      if (value instanceof Unknown) this.undecided(value, areas, `${name} of ${this.shownName}`);
      return [];
    });
  }

  private within(dict: Dict): ResourceCall {
    const properties = new Map<string, { name: string; value: Value; at: Trace | null }>();
    for (const found of dict.entries.values()) {
      const entry = this.machine.settled(found);
      if (typeof entry === "symbol") continue;
      const key = scalarText(this.machine, entry.key);
      if (typeof key === "string")
        properties.set(key.toLowerCase(), { name: key, value: entry.value, at: traceOf(this.machine.plain(entry.value)) });
    }
    return new ResourceCall(this.machine, { ...this.resource, properties, at: dict.trace ?? this.resource.at }, this.at);
  }

  /** `Ensure = 'Absent'`. One that is not known is either. */
  get isAbsent(): boolean {
    const ensure = this.text("ensure");
    if (!(ensure instanceof Unknown))
      return ["absent", "disable", "disabled"].includes(ensure?.trim().toLowerCase() ?? "present");
    const what = `Ensure of ${this.shownName}`;
    return this.machine.askWhether(`dsc:ensure:${ensure.symbol}`, `${what} is Absent`, `${what} is Present`);
  }

  get shownName(): string {
    return `[${this.resource.type}]${this.resource.name}`;
  }

  /** Where a property's value stands, or the resource. */
  place(...names: readonly string[]): Trace {
    for (const name of names) {
      const found = this.resource.properties.get(name.toLowerCase());
      if (found === undefined) continue;
      const trace = traceOf(this.machine.plain(found.value)) ?? found.at;
      if (trace !== null) return trace;
    }
    return this.resource.at;
  }

  evidence(value: Value | null, what: string): Evidence {
    return evidence((value === null ? null : traceOf(this.machine.plain(value))) ?? this.resource.at, this.at, what);
  }

  evidenceOf(name: string, what = `${this.shownName} is applied`): Evidence {
    return evidence(this.place(name), this.at, what);
  }

  undecided(unknown: Unknown, areas: readonly Area[] | "all", what: string): void {
    this.machine.note(unknown.cause, areas, `${what}: ${unknown.why}`, unknown.trace ?? this.resource.at);
  }

  /** The user name of a credential, in any form that it is given in. */
  userOf(name: string): Plain | undefined {
    const value = this.value(name);
    if (value instanceof Instance) {
      const user = value.model.get?.(value, "UserName", null);
      return user === undefined ? undefined : this.machine.plain(user);
    }
    if (value instanceof PsObject) {
      const found = value.properties.get("username");
      const property = found === undefined ? undefined : this.machine.settled(found);
      return property === undefined || typeof property === "symbol" ? undefined : this.machine.plain(property.value);
    }
    if (value?.kind === "dict") return this.within(value).value("username");
    return value instanceof Unknown ? value : undefined;
  }

  /** True: the account is known to be there. */
  userIsKnown(name: string): boolean {
    return valueNow(this.machine, userExists(name)) === true;
  }
}

/** What a resource does when it is applied. */
export interface ResourceModel {
  readonly types: readonly string[];
  set(call: ResourceCall): void;
}

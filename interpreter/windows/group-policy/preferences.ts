// Group Policy preferences: documents of items, each with an action, a switch and conditions of its own.

import type { HostDocumentText, Unreadable } from "../../documents/kinds.js";
import { readXml, type XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import type { Family } from "../../tools/toolbox.js";
import { Unknown } from "../../values/value.js";
import { groupItem, userItem } from "./preference-accounts.js";
import { fileItem, folderItem, registryItem } from "./preference-files.js";
import { serviceItem, taskItem } from "./preference-tasks.js";

/** Source: MS-GPPREF, Group Policy: Preferences Extension Data Structure. */
export type PreferenceAction = "create" | "replace" | "update" | "delete";

export interface PreferenceItem {
  /** The item's own element, whose name says what it is. */
  readonly element: XmlElement;
  readonly properties: XmlElement;
  readonly action: PreferenceAction;
}

type Applier = (machine: Machine, item: PreferenceItem) => void;

const ITEMS: ReadonlyMap<string, Applier> = new Map<string, Applier>([
  ["user", userItem],
  ["group", groupItem],
  ["ntservice", serviceItem],
  ["task", taskItem],
  ["immediatetask", taskItem],
  ["taskv2", taskItem],
  ["immediatetaskv2", taskItem],
  ["registry", registryItem],
  ["file", fileItem],
  ["folder", folderItem],
]);

/** Items that change nothing that a rule looks at. */
const INERT: ReadonlySet<string> = new Set(["ini", "environmentvariable", "collection", "filters"]);

const ACTIONS: ReadonlyMap<string, PreferenceAction> = new Map<string, PreferenceAction>([
  ["c", "create"],
  ["create", "create"],
  ["r", "replace"],
  ["replace", "replace"],
  ["u", "update"],
  ["update", "update"],
  ["d", "delete"],
  ["delete", "delete"],
]);

export function applyPreferences(machine: Machine, { content, at }: HostDocumentText): Unreadable | null {
  if (content instanceof Unknown && content.parts === null) {
    machine.note(content.cause, "all", `preferences that are not known: ${content.why}`, content.trace ?? at);
    return null;
  }
  const root = readXml(machine, content, at, "all");
  if ("problem" in root) return { message: root.problem, at: root.at };
  if (root.is("GroupConfiguration")) for (const group of root.children("accessgroup")) accessGroup(machine, group);
  else container(machine, root);
  return null;
}

/** A document and a collection in it are alike: items, switched and filtered together. */
function container(machine: Machine, element: XmlElement): void {
  if (isDisabled(element)) return;
  for (const child of element.children()) {
    machine.budget.step();
    // What depends on a filter is joined item by item: many filters are many questions, not all their combinations.
    machine.attempt(() => {
      if (!holds(machine, child)) return;
      if (child.children("Properties").length === 0) container(machine, child);
      else item(machine, child);
    });
  }
}

function item(machine: Machine, element: XmlElement): void {
  const apply = ITEMS.get(element.name.toLowerCase());
  if (isDisabled(element)) return;
  if (apply === undefined) {
    if (!INERT.has(element.name.toLowerCase()))
      machine.note("unmodelled", "all", `preferences of the kind ${element.name} are not modelled`, element.place);
    return;
  }
  for (const properties of element.children("Properties")) {
    const action = ACTIONS.get((properties.shown("action") ?? "U").trim().toLowerCase()) ?? "update";
    apply(machine, { element, properties, action });
  }
}

function isDisabled(element: XmlElement): boolean {
  return element.shown("disabled")?.trim() === "1";
}

/** Item-level targeting: conditions that only the host and its domain know. `Apply once` holds the first time. */
function holds(machine: Machine, element: XmlElement): boolean {
  const filters = element
    .children("Filters")
    .flatMap((list) => list.children())
    .filter((filter) => !filter.is("FilterRunOnce"));
  if (filters.length === 0) return true;
  const name = element.shown("name") ?? element.name;
  const place = element.place.origin;
  return machine.askWhether(
    `preference:${element.name}:${name}:${place.line}:${place.column}`.toLowerCase(),
    `the targeting of ${name} holds`,
    `the targeting of ${name} does not hold`,
  );
}

// ---------------------------------------------------------------- the same for device management

/** `<accessgroup desc="Administrators"><group action="U"/><add member="x"/>` (policy CSP LocalUsersAndGroups). */
function accessGroup(machine: Machine, element: XmlElement): void {
  groupItem(machine, {
    element,
    properties: element,
    action: element.child("group")?.shown("action") === "R" ? "replace" : "update",
  });
}

export const preferencesFamily: Family = {
  documents: [{ kind: "group-policy-preferences", read: (machine, document) => applyPreferences(machine, document) }],
};

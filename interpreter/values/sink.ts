import { Alternatives, type Guarded, guard, hasMoreLeaves, mapGuarded, under } from "../../host/choice.js";
import type { Machine } from "../machine/machine.js";
import { HeapObject, Unknown, type Value } from "./value.js";

/** More possible contents of one list than this are not kept apart. */
const MAXIMUM_LISTS = 32;

interface Link {
  readonly before: Guarded<Link | null>;
  readonly value: Value;
}

const NO_VALUES: readonly Value[] = [];

/** Where outputs go, in all worlds. A linked list, so that undoing and joining are cheap. */
export class Sink extends HeapObject {
  last: Guarded<Link | null> = null;

  push(machine: Machine, value: Value): void {
    machine.journal.set(this, "last", { before: under(this.last, machine.assumptions), value });
  }

  /** The outputs in order; depends on choices when worlds emitted different numbers of them. */
  items(machine: Machine): Guarded<readonly Value[]> {
    if (this.last === null) return NO_VALUES;
    return listOf(machine, under(this.last, machine.assumptions), new Map());
  }
}

/** `known` keeps what was worked out: both sides of one choice usually go on in the same earlier outputs. */
function listOf(
  machine: Machine,
  last: Guarded<Link | null>,
  known: Map<object, Guarded<readonly Value[]>>,
): Guarded<readonly Value[]> {
  const backwards: Value[] = [];
  let current = last;
  while (!(current instanceof Alternatives) && current !== null) {
    backwards.push(current.value);
    current = under(current.before, machine.assumptions);
  }
  const tail = backwards.reverse();
  if (current === null) return tail;
  let before = known.get(current);
  if (before === undefined) {
    before = joinedLists(machine, current, known);
    known.set(current, before);
  }
  return tail.length === 0 ? before : mapGuarded(before, (list) => [...list, ...tail], Object.is);
}

function joinedLists(
  machine: Machine,
  current: Alternatives<Link | null>,
  known: Map<object, Guarded<readonly Value[]>>,
): Guarded<readonly Value[]> {
  const heads = current.values.map((value) => listOf(machine, under(value, machine.assumptions), known));
  const joined = joinLists(current.choice, heads);
  if (!(joined instanceof Alternatives)) return joined;
  if (!hasMoreLeaves(joined, MAXIMUM_LISTS)) return joined;
  return [new Unknown("budget", `a list with more than ${MAXIMUM_LISTS} possible contents`, machine.freshSymbol("list"))];
}

function joinLists(
  choice: Alternatives<unknown>["choice"],
  lists: readonly Guarded<readonly Value[]>[],
): Guarded<readonly Value[]> {
  const plain = lists.filter((list): list is readonly Value[] => !(list instanceof Alternatives));
  const length = plain[0]?.length;
  if (plain.length === lists.length && plain.every((list) => list.length === length)) {
    return (plain[0] as readonly Value[]).map(
      (_, index) =>
        guard<Exclude<Value, Alternatives<never>>>(
          choice,
          plain.map((list) => list[index] as never),
          Object.is,
        ) as Value,
    );
  }
  return new Alternatives(choice, lists);
}

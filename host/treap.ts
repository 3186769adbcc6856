/**
 * A persistent ordered map from text to values. Its shape depends only on the keys it holds (a treap whose priorities are
 * hashes of the keys), so maps with a common past share their nodes and two of them are compared in time proportional to
 * their differences. Iteration is in the order of the keys.
 */

interface Node<V> {
  readonly key: string;
  readonly priority: number;
  readonly value: V;
  readonly left: Node<V> | null;
  readonly right: Node<V> | null;
  readonly size: number;
}

type Tree<V> = Node<V> | null;

export class OrderedMap<V> {
  private static readonly EMPTY = new OrderedMap<never>(null);

  private constructor(private readonly root: Tree<V>) {}

  static empty<V>(): OrderedMap<V> {
    return OrderedMap.EMPTY;
  }

  get size(): number {
    return this.root?.size ?? 0;
  }

  get(key: string): V | undefined {
    let node = this.root;
    while (node !== null) {
      if (key === node.key) return node.value;
      node = key < node.key ? node.left : node.right;
    }
    return undefined;
  }

  with(key: string, value: V): OrderedMap<V> {
    const root = insert(this.root, key, value);
    return root === this.root ? this : new OrderedMap(root);
  }

  without(key: string): OrderedMap<V> {
    const root = remove(this.root, key);
    return root === this.root ? this : new OrderedMap(root);
  }

  *entries(): Generator<readonly [string, V]> {
    yield* walk(this.root, "", null);
  }

  /** The entries whose keys start with the prefix, in order. */
  *withPrefix(prefix: string): Generator<readonly [string, V]> {
    yield* walk(this.root, prefix, prefix);
  }

  /** The keys at which the maps hold different values (compared by identity, absence included), in order. */
  differences(other: OrderedMap<V>): string[] {
    const keys: string[] = [];
    compare(this.root, other.root, keys);
    return keys;
  }
}

function node<V>(key: string, priority: number, value: V, left: Tree<V>, right: Tree<V>): Node<V> {
  return { key, priority, value, left, right, size: 1 + (left?.size ?? 0) + (right?.size ?? 0) };
}

/** FNV-1a with a final avalanche. Only the balance depends on its quality. */
function hash(key: string): number {
  let h = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) h = Math.imul(h ^ key.charCodeAt(index), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Is the first above the second in the tree? Ties are broken by key, so the shape is unique. */
function above(priorityA: number, keyA: string, priorityB: number, keyB: string): boolean {
  return priorityA !== priorityB ? priorityA > priorityB : keyA < keyB;
}

function insert<V>(tree: Tree<V>, key: string, value: V): Node<V> {
  const path: { node: Node<V>; left: boolean }[] = [];
  const priority = hash(key);
  let current = tree;
  while (current !== null && current.key !== key && !above(priority, key, current.priority, current.key)) {
    const left = key < current.key;
    path.push({ node: current, left });
    current = left ? current.left : current.right;
  }
  let result: Node<V>;
  if (current !== null && current.key === key) {
    if (current.value === value) return tree as Node<V>;
    result = node(key, priority, value, current.left, current.right);
  } else {
    const [left, , right] = split(current, key);
    result = node(key, priority, value, left, right);
  }
  for (let index = path.length - 1; index >= 0; index--) {
    const step = path[index] as { node: Node<V>; left: boolean };
    const { node: parent } = step;
    result = step.left
      ? node(parent.key, parent.priority, parent.value, result, parent.right)
      : node(parent.key, parent.priority, parent.value, parent.left, result);
  }
  return result;
}

function remove<V>(tree: Tree<V>, key: string): Tree<V> {
  if (tree === null) return null;
  if (tree.key === key) return merge(tree.left, tree.right);
  if (key < tree.key) {
    const left = remove(tree.left, key);
    return left === tree.left ? tree : node(tree.key, tree.priority, tree.value, left, tree.right);
  }
  const right = remove(tree.right, key);
  return right === tree.right ? tree : node(tree.key, tree.priority, tree.value, tree.left, right);
}

function merge<V>(left: Tree<V>, right: Tree<V>): Tree<V> {
  if (left === null) return right;
  if (right === null) return left;
  return above(left.priority, left.key, right.priority, right.key)
    ? node(left.key, left.priority, left.value, left.left, merge(left.right, right))
    : node(right.key, right.priority, right.value, merge(left, right.left), right.right);
}

function split<V>(tree: Tree<V>, key: string): [Tree<V>, Node<V> | null, Tree<V>] {
  if (tree === null) return [null, null, null];
  if (tree.key === key) return [tree.left, tree, tree.right];
  if (key < tree.key) {
    const [left, found, right] = split(tree.left, key);
    return [left, found, node(tree.key, tree.priority, tree.value, right, tree.right)];
  }
  const [left, found, right] = split(tree.right, key);
  return [node(tree.key, tree.priority, tree.value, tree.left, left), found, right];
}

function* walk<V>(tree: Tree<V>, from: string, prefix: string | null): Generator<readonly [string, V]> {
  const pending: Node<V>[] = [];
  let current = tree;
  for (;;) {
    while (current !== null) {
      if (current.key < from) current = current.right;
      else {
        pending.push(current);
        current = current.left;
      }
    }
    const next = pending.pop();
    if (next === undefined || (prefix !== null && !next.key.startsWith(prefix))) return;
    yield [next.key, next.value];
    current = next.right;
  }
}

function compare<V>(a: Tree<V>, b: Tree<V>, keys: string[]): void {
  if (a === b) return;
  if (a === null || b === null) {
    for (const [key] of walk(a ?? b, "", null)) keys.push(key);
    return;
  }
  const aFirst = a.key === b.key || above(a.priority, a.key, b.priority, b.key);
  const top = aFirst ? a : b;
  const [left, found, right] = split(aFirst ? b : a, top.key);
  const [aLeft, aRight, bLeft, bRight] = aFirst ? [top.left, top.right, left, right] : [left, right, top.left, top.right];
  compare(aLeft, bLeft, keys);
  if (found === null || found.value !== top.value) keys.push(top.key);
  compare(aRight, bRight, keys);
}

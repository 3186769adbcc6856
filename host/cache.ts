// Keeps what follows from its key alone, so that it matters to no answer whether it was kept: all that may outlive an analysis.

/** Makes something on first use: a table that most runs do not need. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Remembers a result for each object as long as the object lives. */
export function perKey<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) known.set(key, (found = { value: make(key) }));
    return found.value;
  };
}

/** Remembers results by a text or number; forgets all of them when there are more than `limit`. */
export function bounded<K extends string | number, V>(limit: number, make: (key: K) => V): (key: K) => V {
  const known = new Map<K, { readonly value: V }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      if (known.size >= limit) known.clear();
      known.set(key, (found = { value: make(key) }));
    }
    return found.value;
  };
}

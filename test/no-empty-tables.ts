// A table of tests without a row is a mistake: it would pass without testing anything. Loaded before every test file.
import { describe, test } from "vitest";

/** This runs again for every file, and files may share what it changes. */
const shared = globalThis as { lycosaCheckedTables?: WeakSet<object> };
shared.lycosaCheckedTables ??= new WeakSet();
const wrapped = shared.lycosaCheckedTables;

for (const each of [test, test.only, test.skip, test.concurrent, describe, describe.only, describe.skip]) {
  const target = each as unknown as { each: (table: readonly unknown[], ...values: unknown[]) => unknown };
  const original = target.each;
  if (wrapped.has(original)) continue;
  const checked: typeof original = function (this: unknown, table, ...values) {
    if (!Array.isArray(table) || table.length === 0) throw new Error("a table of tests that has no row");
    return original.call(this, table, ...values);
  };
  wrapped.add(checked);
  target.each = checked;
}

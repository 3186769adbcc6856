// Caches give what was made, and keep no more than they may.
import { describe, expect, it } from "vitest";
import { bounded, once, perKey } from "../../host/cache.js";

describe("caches", () => {
  it("make a thing once, whatever it is", () => {
    let made = 0;
    const nothing = once(() => {
      made++;
      return undefined;
    });
    expect([nothing(), nothing(), made]).toEqual([undefined, undefined, 1]);
  });

  it("make a thing once for each object", () => {
    const [a, b] = [{}, {}];
    const of = perKey((key: object) => [key]);
    expect(of(a)).toBe(of(a));
    expect(of(a)).not.toBe(of(b));
    expect(of(b)).toEqual([b]);
  });

  it("forget when there are too many, and give the same answers", () => {
    const made: number[] = [];
    const double = bounded(2, (key: number) => {
      made.push(key);
      return 2 * key;
    });
    expect([1, 2, 1, 3, 1].map(double)).toEqual([2, 4, 2, 6, 2]);
    expect(made).toEqual([1, 2, 3, 1]);
  });
});

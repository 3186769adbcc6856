import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lycosa } from "./run.js";

/**
 * Whole Pulumi programs with many hosts, and what is found on each. `expect.json` names every host: a finding is `rule certainty resource property:line`, what is
 * undecided `host-undecided cause`.
 */
interface Expectation {
  readonly exit: number;
  readonly hosts: Readonly<Record<string, readonly string[]>>;
}

interface Report {
  readonly errors: readonly unknown[];
  readonly hosts: readonly { readonly id: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly certainty: string;
    readonly cause: string | null;
    readonly host: string;
    readonly at: { readonly resource: string | null; readonly property: string | null; readonly line: number | null } | null;
  }[];
}

const programs = join(__dirname, "programs");
const names = readdirSync(programs).filter((name) => existsSync(join(programs, name, "expect.json")));

describe.each(names)("%s", (name) => {
  const expected = JSON.parse(readFileSync(join(programs, name, "expect.json"), "utf8")) as Expectation;

  it("is judged as a person would, and many hosts the same again", async () => {
    const args = ["check", "--format", "json", join(programs, name)];
    const { code, out, err } = await lycosa(args);
    expect(err).toBe("");
    expect(out).not.toContain("canary");
    const { errors, hosts, findings } = JSON.parse(out) as Report;
    expect(errors).toEqual([]);
    const found = Object.fromEntries(hosts.map(({ id }) => [id, [] as string[]]));
    for (const { rule, certainty, cause, host, at } of findings) {
      const where = `${at?.resource?.split("::").pop()} ${at?.property}${at?.line ? `:${at.line}` : ""}`;
      found[host]?.push(cause === null ? `${rule} ${certainty} ${where}` : `${rule} ${cause}`);
    }
    expect(found).toEqual(expected.hosts);
    expect(code).toBe(expected.exit);
    // Where there is much that could come in another order.
    if (hosts.length > 5) expect(await lycosa(args)).toEqual({ code, out, err });
  }, 60_000);
});

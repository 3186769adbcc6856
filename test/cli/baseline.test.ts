import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { folderOf, lycosa } from "./run.js";

const DANGER = "net localgroup Administrators IUSR /add\n";
const OTHER = "net localgroup 'Backup Operators' IUSR /add\n";
afterEach(() => vi.restoreAllMocks());

/** A repository, in which the command runs, and what it says there. */
function repository(files: Readonly<Record<string, string>>) {
  const made = folderOf({ ".git/HEAD": "", ...files }) as Readonly<Record<string, string>>;
  const folder = dirname(dirname(made[".git/HEAD"] as string));
  vi.spyOn(process, "cwd").mockReturnValue(folder);
  const baseline = join(folder, "base.json");
  return {
    folder,
    baseline,
    check: async (...args: string[]) => {
      const { code, out, err } = await lycosa(["check", folder, "--ignore", "base.json", "--format", "json", ...args]);
      if (err !== "") return { code, err, rules: [], baseline: null };
      const report = JSON.parse(out);
      return {
        code,
        err,
        rules: report.findings.map(({ rule, at }: never) => `${rule} ${(at as { file: string }).file}`),
        baseline: report.baseline,
      };
    },
  };
}

describe("a baseline", () => {
  it("lets pass what it knows, wherever lines move to, and nothing else", async () => {
    const { folder, baseline, check } = repository({ "a.ps1": DANGER });
    expect(await check("--baseline", baseline, "--update-baseline")).toMatchObject({
      code: 0,
      rules: [],
      baseline: { known: 1, gone: 0 },
    });
    expect(await check("--baseline", baseline)).toMatchObject({ code: 0, rules: [], baseline: { known: 1, gone: 0 } });
    writeFileSync(join(folder, "a.ps1"), `# moved\n\n${DANGER}${OTHER}`);
    writeFileSync(join(folder, "b.ps1"), DANGER);
    const after = await check("--baseline", baseline);
    expect(after).toMatchObject({ code: 1, baseline: { known: 1, gone: 0 } });
    expect(after.rules).toEqual(["iis-anonymous-admin a.ps1", "iis-anonymous-admin b.ps1"]);
    expect(await check()).toMatchObject({ code: 1, baseline: null });
  });

  it("names what is gone, and loses it when it is pruned", async () => {
    const { folder, baseline, check } = repository({ "a.ps1": DANGER, "b.ps1": DANGER, "c.ps1": DANGER });
    await check("--baseline", baseline, "--update-baseline");
    writeFileSync(join(folder, "a.ps1"), "$a = 1\n");
    rmSync(join(folder, "b.ps1"));
    expect((await check("--baseline", baseline)).baseline).toEqual({ known: 1, gone: 2 });
    const { out } = await lycosa(["check", folder, "--baseline", baseline]);
    expect(out).toContain("1 finding in the baseline; 2 of it are gone (--prune-baseline takes them out)");
    expect(await check("--baseline", baseline, "--prune-baseline")).toMatchObject({ code: 0, baseline: { known: 1, gone: 0 } });
    expect(JSON.parse(readFileSync(baseline, "utf8")).findings).toMatchObject([{ rule: "iis-anonymous-admin", file: "c.ps1" }]);
    // What was pruned is new when it comes back.
    writeFileSync(join(folder, "a.ps1"), DANGER);
    expect((await check("--baseline", baseline)).code).toBe(1);
  });

  it("keeps what was not looked at", async () => {
    const { folder, baseline, check } = repository({ "a.ps1": DANGER, "b.ps1": DANGER });
    await check("--baseline", baseline, "--update-baseline");
    const { out } = await lycosa([
      "check",
      join(folder, "a.ps1"),
      "--baseline",
      baseline,
      "--prune-baseline",
      "--format",
      "json",
    ]);
    expect(JSON.parse(out).baseline).toEqual({ known: 1, gone: 0 });
    expect(JSON.parse(readFileSync(baseline, "utf8")).findings).toHaveLength(2);
  });

  it("says the same bytes each time, and nothing of a script but its name", async () => {
    const { baseline, check } = repository({
      "b.ps1": DANGER,
      "a.ps1": `$password = 'cAnAry'\nnet user x $password /add\n${DANGER}`,
    });
    await check("--baseline", baseline, "--update-baseline");
    const first = readFileSync(baseline, "utf8");
    await check("--baseline", baseline, "--update-baseline");
    expect(readFileSync(baseline, "utf8")).toBe(first);
    expect(first).not.toContain("cAnAry");
    expect(JSON.parse(first).findings.map(({ host }: { host: string }) => host)).toEqual(["a.ps1", "b.ps1"]);
  });

  it("an error of an input is no finding", async () => {
    const { baseline, check } = repository({ "a.ps1": "if (" });
    expect((await check("--baseline", baseline, "--update-baseline")).code).toBe(2);
  });

  it("that cannot be used is one line", async () => {
    const { folder, baseline, check } = repository({
      "a.ps1": DANGER,
      "x.json": "{}",
      "y.json": '{"version":1,"findings":[{}]}',
      "z.json": "{",
    });
    for (const [args, message] of [
      [["--baseline", baseline], /there is no such file; --update-baseline makes it/],
      [["--update-baseline"], /--update-baseline: needs --baseline FILE/],
      [["--prune-baseline"], /--prune-baseline: needs --baseline FILE/],
      [["--baseline", join(folder, "x.json")], /is no baseline; expected/],
      [["--baseline", join(folder, "y.json")], /findings\[0\].fingerprint must be a text/],
      [["--baseline", join(folder, "z.json")], /is not valid JSON/],
      [["--baseline", join(folder, "a.ps1"), "--update-baseline"], /--baseline .*a.ps1: is an input and would be overwritten/],
      [["--baseline", folder, "--update-baseline"], /is a folder, not a regular file/],
      [["--baseline", baseline, "--update-baseline", "--prune-baseline"], /give one of them/],
    ] as const) {
      const { code, err } = await check(...args);
      expect(err).toMatch(message);
      expect({ code, lines: err.trimEnd().split("\n").length }).toEqual({ code: 2, lines: 1 });
    }
    expect(readFileSync(join(folder, "a.ps1"), "utf8")).toBe(DANGER);
  });
});

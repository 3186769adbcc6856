import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const repository = join(__dirname, "..", "..", "..");

describe("the pack's folder", () => {
  it("is complete: what `pulumi policy publish` packs holds the bundle and nothing that leads out of it", () => {
    const npm = process.env["npm_execpath"];
    const [command, args] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
    const listed = execFileSync(command, [...args, "pack", "--dry-run", "--json", "--offline"], {
      cwd: join(repository, "policies"),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      shell: process.platform === "win32",
    });
    const [{ files }] = JSON.parse(listed) as [{ files: readonly { readonly path: string }[] }];
    expect(files.map((file) => file.path).sort()).toEqual([
      "PulumiPolicy.yaml",
      "bundle/core.js",
      "bundle/index.js",
      "bundle/load.js",
      "package.json",
    ]);
    const manifest = JSON.parse(readFileSync(join(repository, "policies", "package.json"), "utf8")) as {
      main: string;
      dependencies: Record<string, string>;
    };
    expect(manifest.main).toBe("./bundle/index.js");
    const texts = ["core.js", "index.js", "load.js"].map((name) =>
      readFileSync(join(repository, "policies", "bundle", name), "utf8"),
    );
    // A text that begins with `require` is code that ajv writes into files, which is a feature that is not used.
    const required = texts
      .flatMap((text) => [...text.matchAll(/(?<!["'`\w.])require\("([^"]+)"\)/g)].map(([, name]) => name as string))
      .filter((name) => !isBuiltin(name) && name !== "./load.js");
    expect(required).toContain("@pulumi/policy");
    for (const name of required) expect(Object.keys(manifest.dependencies)).toContain(name.split("/").slice(0, 2).join("/"));
    expect(required.some((name) => name.includes("azure-native"))).toBe(false);
  });

  it("has no tsconfig.json, which an old TypeScript would trip over", () => {
    expect(readdirSync(join(repository, "policies"))).not.toContain("tsconfig.json");
  });

  it("runs the interpreter with the first script that it meets", () => {
    const probe = `
      const { lycosaPolicies } = require(${JSON.stringify(join(repository, "dist", "policies", "index.js"))});
      const [policy] = lycosaPolicies();
      const call = (type, props) => policy.validateResource({ type, props, urn: "urn:pulumi:s::p::" + type + "::x", name: "x", getConfig: () => ({}) }, () => {});
      const heap = () => { gc(); return process.memoryUsage().heapUsed; };
      (async () => {
        const before = heap();
        await call("azure-native:storage:StorageAccount", {});
        await call("azure-native:compute:VirtualMachine", { vmName: "vm" });
        const without = heap();
        await call("azure-native:compute:VirtualMachineRunCommandByVirtualMachine", { vmName: "vm", source: { script: "Get-Date" } });
        const loaded = heap();
        const azure = Object.keys(require.cache).filter((file) => file.includes("@pulumi/azure-native")).length;
        console.log(JSON.stringify({ other: without - before, script: loaded - without, azure }));
      })();`;
    const { other, script, azure } = JSON.parse(
      execFileSync(process.execPath, ["--expose-gc", "-e", probe], { encoding: "utf8", cwd: repository }),
    ) as { other: number; script: number; azure: number };
    // The toolbox with its thousands of tools takes megabytes.
    expect(other).toBeLessThan(500_000);
    expect(script).toBeGreaterThan(2_000_000);
    expect(azure).toBe(0);
  });
});

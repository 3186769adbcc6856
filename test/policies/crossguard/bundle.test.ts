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
    expect(files.map((file) => file.path).sort()).toEqual(["PulumiPolicy.yaml", "bundle/index.js", "package.json"]);
    const manifest = JSON.parse(readFileSync(join(repository, "policies", "package.json"), "utf8")) as {
      main: string;
      dependencies: Record<string, string>;
    };
    expect(manifest.main).toBe("./bundle/index.js");
    const text = readFileSync(join(repository, "policies", "bundle", "index.js"), "utf8");
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)]
      .map(([, name]) => name as string)
      .filter((name) => !isBuiltin(name));
    for (const name of required) expect(Object.keys(manifest.dependencies)).toContain(name.split("/").slice(0, 2).join("/"));
    expect(required.some((name) => name.includes("azure-native"))).toBe(false);
  });

  it("has no tsconfig.json, which an old TypeScript would trip over", () => {
    expect(readdirSync(join(repository, "policies"))).not.toContain("tsconfig.json");
  });

  it("loads the interpreter with the first script that it meets", () => {
    const probe = `
      const { lycosaPolicies } = require(${JSON.stringify(join(repository, "dist", "policies", "index.js"))});
      const rooms = (room) => Object.keys(require.cache).filter((file) => file.startsWith(${JSON.stringify(join(repository, "dist"))} + "/" + room + "/")).length;
      const [policy] = lycosaPolicies();
      const call = (type, props) => policy.validateResource({ type, props, urn: "urn:pulumi:s::p::" + type + "::x", name: "x", getConfig: () => ({}) }, () => {});
      (async () => {
        const loaded = [rooms("interpreter")];
        await call("azure-native:storage:StorageAccount", {});
        await call("azure-native:compute:VirtualMachine", { vmName: "vm" });
        loaded.push(rooms("interpreter"));
        await call("azure-native:compute:VirtualMachineRunCommandByVirtualMachine", { vmName: "vm", source: { script: "Get-Date" } });
        loaded.push(rooms("interpreter"));
        const azure = Object.keys(require.cache).filter((file) => file.includes("@pulumi/azure-native")).length;
        console.log(JSON.stringify({ loaded, azure }));
      })();`;
    const { loaded, azure } = JSON.parse(
      execFileSync(process.execPath, ["-e", probe], { encoding: "utf8", cwd: repository }),
    ) as { loaded: [number, number, number]; azure: number };
    // A few small files of the interpreter's vocabulary are shared with the rules; the parser and the tools are not.
    expect(loaded[0]).toBeLessThan(5);
    expect(loaded[1]).toBe(loaded[0]);
    expect(loaded[2]).toBeGreaterThan(100);
    expect(azure).toBe(0);
  });

  it("keeps the interpreter asleep in the bundle, too", () => {
    const text = readFileSync(join(repository, "policies", "bundle", "index.js"), "utf8");
    // esbuild wraps what is only imported on demand: the table of tools must not be made at the top of the file.
    expect(text).toMatch(/\n {2}"interpreter\/windows\/index\.ts"\(\) \{/);
    expect(text).toMatch(/\n {2}"interpreter\/machine\/machine\.ts"\(\) \{/);
  });
});

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/*
 * A rebuilt host cannot forget: on Pulumi's own engine, replacing the machine runs the provisioning again. Needs the Pulumi CLI, on PATH
 * or in LYCOSA_PULUMI, and then neither network nor account: state lies in a folder, Azure is a stand-in. Without the CLI the test is
 * skipped; `iis-host.test.ts` shows what the engine is told in any case.
 */
const cli = process.env["LYCOSA_PULUMI"] ?? onPath("pulumi");
const root = join(__dirname, "..", "..");
const fixtures = join(__dirname, "fixtures", "real-engine");

function onPath(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

// The stand-ins are started by shell scripts.
describe.skipIf(cli === undefined || process.platform === "win32")("on Pulumi's own engine", () => {
  let folder: string;
  let program: string;
  let environment: Record<string, string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "lycosa-engine-"));
    program = join(folder, "program");
    const bin = join(folder, "bin");
    const version = (
      JSON.parse(readFileSync(join(root, "node_modules/@pulumi/azure-native/package.json"), "utf8")) as { version: string }
    ).version;
    const plugins = join(folder, "home", "plugins", `resource-azure-native-v${version}`);
    for (const made of [bin, plugins, join(folder, "state"), join(folder, "node_modules")]) mkdirSync(made, { recursive: true });
    cpSync(join(fixtures, "program"), program, { recursive: true });
    for (const name of ["@pulumi", "lycosa"])
      symlinkSync(name === "lycosa" ? root : join(root, "node_modules", name), join(folder, "node_modules", name));
    // Beside the engine, so that it does not look for another one.
    copyFileSync(cli as string, join(bin, "pulumi"));
    script(join(bin, "pulumi-language-nodejs"), join(fixtures, "language-host.cjs"));
    script(join(plugins, "pulumi-resource-azure-native"), join(fixtures, "azure.cjs"));
    environment = {
      PATH: [bin, dirname(process.execPath), "/usr/bin", "/bin"].join(delimiter),
      HOME: folder,
      PULUMI_HOME: join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
      SDK_FROM: join(root, "package.json"),
      AZURE_LOG: join(folder, "azure.log"),
      AZURE_VERSION: version,
    };
    pulumi("stack", "init", "dev");
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function script(file: string, runs: string): void {
    writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${runs}" "$@"\n`);
    chmodSync(file, 0o755);
  }

  function pulumi(...args: readonly string[]): string {
    const done = spawnSync(join(folder, "bin", "pulumi"), [...args, "--non-interactive", "--color", "never"], {
      cwd: program,
      env: environment,
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(`pulumi ${args.join(" ")}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  /** What is done to Azure when the program is deployed with this configuration. */
  function deploy(configuration: Readonly<Record<string, string>>): string[] {
    for (const [key, value] of Object.entries(configuration)) pulumi("config", "set", key, value);
    writeFileSync(join(folder, "azure.log"), "");
    pulumi("up", "--yes");
    return readFileSync(join(folder, "azure.log"), "utf8")
      .trim()
      .split("\n")
      .filter((line) => line !== "");
  }

  const COMMAND = "VirtualMachineRunCommandByVirtualMachine";

  it("another machine is set up again; a host in quarantine is left alone", () => {
    expect(deploy({ admin: "one", quarantine: "false" })).toEqual([
      "create NetworkSecurityGroup",
      "create NetworkInterface",
      "create VirtualMachine",
      `create ${COMMAND}`,
    ]);
    expect(deploy({})).toEqual([]);
    expect(deploy({ admin: "another" })).toEqual([
      `delete ${COMMAND}`,
      "delete VirtualMachine",
      "create VirtualMachine",
      `create ${COMMAND}`,
    ]);
    expect(deploy({})).toEqual([]);
    expect(deploy({ quarantine: "true" })).toEqual(["update NetworkSecurityGroup"]);
  }, 180_000);
});

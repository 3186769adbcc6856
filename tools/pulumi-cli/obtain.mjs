// The Pulumi CLI for tests: the one on PATH if it is new enough, else one that Go builds from the module proxy into a cache outside this tree, once.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** What is built: the versions that go.mod beside this file names. */
const VERSION = "3.259.0";
const YAML_VERSION = "1.38.1";
/** Policy packs in other places than the service are what tests need; before this, the engine started them in another way. */
const OLDEST = [3, 221];

/**
 * @typedef {object} Engine
 * @property {string} directory Folder with `pulumi` (and `pulumi-language-yaml`).
 * @property {string} version
 * @property {boolean} official Installed by the user, with its own language hosts; false: built here, without any but YAML's.
 */

/**
 * Returns the engine, or why there is none.
 * @param {(line: string) => void} say told what takes time
 * @returns {Engine | { readonly missing: string }}
 */
export function obtain(say = () => undefined) {
  const installed = onPath();
  if (installed !== undefined) return installed;
  const cache = join(
    process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"),
    "lycosa",
    `pulumi-${VERSION}-yaml-${YAML_VERSION}`,
  );
  const built = { directory: cache, version: VERSION, official: false };
  if (existsSync(join(cache, executable("pulumi")))) return built;
  const go = spawnSync("go", ["version"], { encoding: "utf8" });
  if (go.status !== 0) return { missing: `no pulumi ${OLDEST.join(".")} or later on PATH, and no Go to build one with` };
  say(`building the Pulumi CLI ${VERSION} with Go (some minutes, once)`);
  return build(cache) ?? built;
}

/** @returns {Engine | undefined} */
function onPath() {
  const found = spawnSync("pulumi", ["version"], { encoding: "utf8", env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" } });
  const match = /^v?(\d+)\.(\d+)\.\d+/.exec(found.stdout ?? "");
  if (match === null) return undefined;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  const isNew = major > Number(OLDEST[0]) || (major === OLDEST[0] && minor >= Number(OLDEST[1]));
  const path = (process.env["PATH"] ?? "")
    .split(process.platform === "win32" ? ";" : ":")
    .find((folder) => existsSync(join(folder, executable("pulumi"))));
  const hasHosts = path !== undefined && existsSync(join(path, executable("pulumi-language-nodejs")));
  return isNew && hasHosts ? { directory: path, version: match[0].replace(/^v/, ""), official: true } : undefined;
}

/** @param {string} cache @returns {{ readonly missing: string } | undefined} */
function build(cache) {
  mkdirSync(dirname(cache), { recursive: true });
  // Another run may build at the same time: the folder appears whole or not at all.
  const folder = mkdtempSync(`${cache}-`);
  const targets = [
    [
      "pulumi",
      "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
      `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${VERSION}`,
    ],
    ["yaml", "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml", ""],
  ];
  for (const [module, command, flags] of targets) {
    const output = join(folder, executable(/** @type {string} */ (command).split("/").at(-1) ?? ""));
    const made = spawnSync(
      "go",
      ["build", "-trimpath", "-mod=readonly", "-ldflags", `-s -w ${flags}`, "-o", output, /** @type {string} */ (command)],
      {
        cwd: join(import.meta.dirname, /** @type {string} */ (module)),
        encoding: "utf8",
        env: { ...process.env, GOFLAGS: "", GOWORK: "off" },
      },
    );
    if (made.status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    const why = made.error?.message ?? made.stderr.trim().split("\n").slice(-3).join("; ");
    return { missing: `the Pulumi CLI cannot be built with Go: ${why}` };
  }
  try {
    renameSync(folder, cache);
  } catch {
    rmSync(folder, { recursive: true, force: true });
  }
  return undefined;
}

/** @param {string} name */
function executable(name) {
  return process.platform === "win32" ? `${name}.exe` : name;
}

if (process.argv[1] === import.meta.filename) {
  const engine = obtain((line) => console.error(line));
  if ("missing" in engine) {
    console.error(engine.missing);
    process.exit(1);
  }
  console.log(`${join(engine.directory, "pulumi")} ${engine.version}`);
}

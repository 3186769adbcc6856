// Tries the packages as they are published: packed, unpacked in a folder of their own, with nothing of this repository in reach.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A mail relay for everybody: any build that works finds it. */
const DANGEROUS = `$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$smtp.Put('RelayIpList', [byte[]]@())
$smtp.SetInfo()
net localgroup Administrators IUSR /add
`;

/** Long for a start on a busy machine; a pack that does not start at all is what is looked for. */
const START_MS = 60_000;

/**
 * @param {string} root @param {readonly string[]} files Of the package, as npm lists them. @param {readonly string[]} packFiles Of policies/.
 * @returns {Promise<string[]>} Problems.
 */
export async function unpackedProblems(root, files, packFiles) {
  const folder = mkdtempSync(join(tmpdir(), "lycosa-unpacked-"));
  try {
    const script = join(folder, "setup.ps1");
    writeFileSync(script, DANGEROUS);
    const whole = join(folder, "whole");
    copy(root, whole, files);
    const alone = join(folder, "alone");
    copy(join(root, "policies"), alone, packFiles);
    mkdirSync(join(alone, "node_modules"));
    symlinkSync(join(root, "node_modules", "@pulumi"), join(alone, "node_modules", "@pulumi"), "junction");
    return [...commandProblems(whole, script), ...judgingProblems(alone), ...(await startProblems(alone))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} from @param {string} to @param {readonly string[]} files */
function copy(from, to, files) {
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(from, file), join(to, file));
  }
}

/** The command runs with no package installed beside it. @param {string} folder @param {string} script */
function commandProblems(folder, script) {
  const main = join(folder, "dist", "cli", "main.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "check", "--format", "json", script], {
    encoding: "utf8",
  });
  if (status !== 1) return [`the unpacked command ends with ${status}: ${stderr.split("\n")[0]}`];
  /** @type {string[]} */
  const rules = JSON.parse(stdout).findings.map((/** @type {{ rule: string }} */ { rule }) => rule);
  return rules.includes("iis-anonymous-admin") ? [] : [`the unpacked command finds ${rules.join(", ") || "nothing"}`];
}

/** The folder that `pulumi policy publish` sends judges by itself. @param {string} folder */
function judgingProblems(folder) {
  const probe = `
    const [policies] = [require("./bundle/load.js").core("policies/index").lycosaPolicies()];
    const type = "azure-native:compute:VirtualMachineRunCommandByVirtualMachine";
    const args = { type, props: { vmName: "vm", source: { script: ${JSON.stringify(DANGEROUS)} } }, urn: "urn:pulumi:s::p::" + type + "::x", name: "x", opts: {}, isType: () => false, asType: () => undefined, getConfig: () => ({}) };
    const found = [];
    (async () => {
      for (const policy of policies) await policy.validateResource(args, (message) => found.push(policy.name));
      console.log(JSON.stringify(found));
    })();`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", probe], { cwd: folder, encoding: "utf8" });
  if (status !== 0) return [`the unpacked policy pack does not judge: ${stderr.split("\n").find((line) => /Error/.test(line))}`];
  return JSON.parse(stdout).includes("iis-anonymous-admin") ? [] : [`the unpacked policy pack finds ${stdout.trim()}`];
}

/** A pack has started once it prints its port. @param {string} folder @returns {Promise<string[]>} */
function startProblems(folder) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, "bundle", "index.js")], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    const timer = setTimeout(() => child.kill(), START_MS);
    let started = false;
    child.stdout.on("data", (data) => {
      started ||= /^\d+$/m.test(String(data));
      child.kill();
    });
    child.stderr.on("data", (data) => {
      errors += data;
    });
    child.on("close", () => {
      clearTimeout(timer);
      resolve(
        started
          ? []
          : [`the unpacked policy pack does not start: ${errors.split("\n").find((line) => /Error/.test(line)) ?? ""}`],
      );
    });
  });
}

/**
 * What `npm install lycosa` brings where Pulumi is not used: the package and what it depends on.
 * @param {string} root @param {number} own Bytes of the package.
 * @param {Record<string, { dev?: boolean, peer?: boolean, devOptional?: boolean, optional?: boolean }>} packages The lock file's.
 */
export function installSize(root, own, packages) {
  const needed = Object.entries(packages).filter(
    ([path, { dev, peer, devOptional, optional }]) => path !== "" && !dev && !peer && !devOptional && !optional,
  );
  const bytes = needed.reduce((sum, [path]) => sum + folderSize(join(root, path)), own);
  return { packages: needed.length + 1, bytes };
}

/** @param {string} folder @returns {number} */
function folderSize(folder) {
  if (!existsSync(folder)) throw new Error(`${folder} is not installed (npm ci)`);
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).reduce((sum, name) => {
    const found = statSync(join(folder, name));
    return found.isFile() ? sum + found.size : sum;
  }, 0);
}

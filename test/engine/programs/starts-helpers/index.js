"use strict";
// Starts helpers that would outlive it, in every way that Node has, and then either ends or hangs.
const { execSync, fork, spawn, spawnSync } = require("node:child_process");
const { existsSync } = require("node:fs");
const { join } = require("node:path");
const resources = require("@pulumi/azure-native/resources");

const helper = join(__dirname, "helper.js");
const alone = { detached: true, stdio: "ignore" };
spawn(process.execPath, [helper, "spawn"], alone).unref();
const forked = fork(helper, ["fork"], alone);
forked.unref();
forked.disconnect();
// A helper of a helper, in a session of its own, whose parent ends at once.
spawnSync("sh", ["-c", `setsid "$0" "$1" daemon >/dev/null 2>&1 </dev/null &`, process.execPath, helper]);
execSync(`setsid "${process.execPath}" "${helper}" shell >/dev/null 2>&1 </dev/null &`);
spawn(process.execPath, [helper, "environment"], { ...alone, env: { PATH: process.env.PATH, PID_FILE: process.env.PID_FILE } }).unref();

new resources.ResourceGroup("only", { tags: { seen: String(Object.keys(process.env).some((name) => name.startsWith("LYCOSA"))) } });
const all = ["spawn", "fork", "daemon", "shell", "environment"].map((name) => `${process.env.PID_FILE}.${name}`);
const wait = () => (all.every(existsSync) ? undefined : setTimeout(wait, 20));
wait();
if (process.env.THEN === "hang") setTimeout(() => {}, 1e9);

// @ts-check
"use strict";
/**
 * What a program starts, and how to end it. The program leads a process group, and everything in the group ends with it; but a program may start helpers in groups of
 * their own (`detached`, `setsid`). So helpers stay in the program's group where Node starts them, and each carries a mark in its environment by which Linux finds it again.
 * The program itself does not see the mark: what it deploys must not depend on it.
 */

const MARK = "LYCOSA_STARTED_BY";

/**
 * Marks everything that this process starts from now on.
 * @param {string} mark
 */
function markChildren(mark) {
  const childProcess = require("node:child_process");
  const prototype = /** @type {{ spawn: (options: { detached?: boolean, envPairs?: string[] }) => number }} */ (
    /** @type {unknown} */ (childProcess.ChildProcess.prototype)
  );
  const spawn = prototype.spawn;
  prototype.spawn = function (options) {
    options.detached = false;
    options.envPairs?.push(`${MARK}=${mark}`);
    return spawn.call(this, options);
  };
  for (const name of /** @type {const} */ (["spawnSync", "execFileSync", "execSync"])) {
    const original = /** @type {(...given: unknown[]) => unknown} */ (childProcess[name]);
    Object.assign(childProcess, {
      [name]: /** @param {unknown[]} all */ (...all) => {
        const given = all.filter((one) => one !== undefined && one !== null);
        const last = given.at(-1);
        const isOptions = typeof last === "object" && !Array.isArray(last);
        const options = /** @type {{ env?: object }} */ (isOptions ? given.pop() : {});
        return original(...given, { ...options, detached: false, env: { ...(options.env ?? process.env), [MARK]: mark } });
      },
    });
  }
  require("node:module").syncBuiltinESMExports();
}

/**
 * Ends, at once, what is in the group that a process leads, and what carries the mark.
 * @param {number} leader @param {string} mark
 */
function endStarted(leader, mark) {
  // The group first, so that it starts nothing more; but whoever ends their own group does nothing after that.
  const own = leader === process.pid;
  if (!own) kill(-leader);
  if (process.platform === "linux") endMarked(mark);
  if (own) kill(-leader);
}

/** @param {string} mark */
function endMarked(mark) {
  const fs = require("node:fs");
  for (const name of list(fs)) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      if (fs.readFileSync(`/proc/${name}/environ`, "latin1").split("\0").includes(`${MARK}=${mark}`)) kill(pid);
    } catch {
      // Ended since, or another user's.
    }
  }
}

/** @param {typeof import("node:fs")} fs */
function list(fs) {
  try {
    return fs.readdirSync("/proc");
  } catch {
    return [];
  }
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}

module.exports = { endStarted, markChildren };

// @ts-check
"use strict";
/**
 * A thread beside a Pulumi program that keeps working while the program's own thread is busy.
 * - The pipe closes when the parent process is gone, however it went: then the program and everything that it started ends.
 * - A line `where` on the pipe (the time limit is over) asks where the program is: the answer is one JSON line.
 */

const { workerData, parentPort } = require("node:worker_threads");
const net = require("node:net");
const { endStarted } = require("./started.cjs");

/** A thread that runs JavaScript pauses at once; one that has not paused by then is idle. */
const IDLE_MILLISECONDS = 600;

const pipe = new net.Socket({ fd: workerData.fd, readable: true, writable: true });
pipe.on("data", (data) => {
  if (data.toString().includes("where")) where();
});
pipe.on("error", end);
pipe.on("close", end);
// The thread must not keep a program alive that has finished: the parent thread has dropped its reference to it.
parentPort?.unref();

function end() {
  if (process.platform !== "win32") endStarted(process.pid, workerData.mark);
  process.kill(process.pid, "SIGKILL");
}

/** @param {object} answer */
function reply(answer) {
  pipe.write(`${JSON.stringify(answer)}\n`);
}

/** Pauses the program's thread for a moment and tells its stack; an idle thread does not pause, but tells what it waits for. */
function where() {
  const { Session } = require("node:inspector");
  const session = new Session();
  /** @type {Map<string, { url: string, map: string | undefined }>} */
  const scripts = new Map();
  session.connectToMainThread();
  session.on("Debugger.scriptParsed", ({ params }) => {
    scripts.set(params.scriptId, { url: params.url, map: params.sourceMapURL });
  });
  const idle = setTimeout(() => {
    session.post(
      "Runtime.evaluate",
      { expression: "process.getActiveResourcesInfo().join()", returnByValue: true },
      (error, result) => {
        if (error === null) reply({ busy: false, waiting: String(result?.result?.value ?? "") });
      },
    );
  }, IDLE_MILLISECONDS);
  session.on("Debugger.paused", ({ params }) => {
    const frames = params.callFrames.slice(0, 50).map(({ url, location }) => {
      const script = scripts.get(location.scriptId);
      return mapped(script?.url || url, location.lineNumber, location.columnNumber ?? 0, script?.map);
    });
    // Node's own timers wake an idle program too; and once the question is asked, the pause may catch the question itself, which lies in no file.
    if (frames.some(({ url }) => url !== "" && !url.startsWith("node:"))) {
      clearTimeout(idle);
      reply({ busy: true, frames });
    }
    session.post("Debugger.resume");
  });
  session.post("Debugger.enable", () => session.post("Debugger.pause"));
}

/**
 * @param {string} url
 * @param {number} line from 0
 * @param {number} column from 0
 * @param {string | undefined} map
 */
function mapped(url, line, column, map) {
  const plain = { url, line: line + 1, column: column + 1 };
  const prefix = /^data:application\/json[^,]*;base64,/.exec(map ?? "");
  if (prefix === null || map === undefined) return plain;
  try {
    const { SourceMap } = require("node:module");
    const payload = JSON.parse(Buffer.from(map.slice(prefix[0].length), "base64").toString("utf8"));
    const entry = /** @type {{ originalLine?: number, originalColumn?: number }} */ (
      new SourceMap(payload).findEntry(line, column)
    );
    if (entry.originalLine === undefined) return plain;
    return { url, line: entry.originalLine + 1, column: (entry.originalColumn ?? 0) + 1 };
  } catch {
    return plain;
  }
}

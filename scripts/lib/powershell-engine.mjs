// Asks PowerShell's own engine, where one is installed: a program that reads requests as JSON lines
// ({"id":1,"op":"parse","text":"..."}) and answers each with a line ({"id":1,"ok":false,"errors":[...]}).
// Its path is in LYCOSA_POWERSHELL_ENGINE. Nothing in the product needs it.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * @typedef {object} EngineError
 * @property {string} id
 * @property {number} start
 * @property {number} end
 *
 * @typedef {object} EngineAnswer
 * @property {boolean} ok
 * @property {EngineError[]} errors
 */

/** The path of the engine, or null. */
export function enginePath() {
  return process.env["LYCOSA_POWERSHELL_ENGINE"] || null;
}

export class Engine {
  /** @type {Map<number, (answer: EngineAnswer) => void>} */
  #waiting = new Map();
  #next = 1;
  #child;

  #path;
  #closed = false;

  /** @param {string} path */
  constructor(path) {
    this.#path = path;
    this.#child = this.#start();
  }

  #start() {
    const child = spawn(this.#path, [], {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, DOTNET_gcServer: "0", DOTNET_TieredPGO: "0" },
    });
    createInterface({ input: child.stdout }).on("line", (line) => {
      const answer = JSON.parse(line);
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    // A text that ends the engine is one without an answer, and so are those that were asked with it.
    child.on("exit", () => {
      if (this.#closed) return;
      this.#child = this.#start();
      for (const [id, answer] of this.#waiting)
        answer(/** @type {any} */ ({ id, ok: false, errors: [], output: [], timeout: true }));
      this.#waiting.clear();
    });
    child.stdin.on("error", () => undefined);
    return child;
  }

  /** @param {string} text @param {object} [more] @returns {Promise<EngineAnswer & Record<string, any>>} */
  parse(text, more = {}) {
    return this.#ask({ op: "parse", text, ...more });
  }

  /**
   * Runs a text in a session of its own. Only for texts that we wrote.
   * @param {string} text @param {number} [milliseconds]
   * @returns {Promise<{ output: object[], errors: { id: string, message: string }[], threw?: { id: string, message: string }, timeout?: boolean }>}
   */
  run(text, milliseconds = 2000) {
    return this.#ask({ op: "run", text, milliseconds });
  }

  /** @returns {Promise<any>} */
  version() {
    return this.#ask({ op: "version" });
  }

  /** @param {object} request @returns {Promise<any>} */
  #ask(request) {
    const id = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#child.stdin.write(`${JSON.stringify({ id, ...request })}\n`);
    });
  }

  close() {
    this.#closed = true;
    this.#child.stdin.end();
  }
}

// @ts-check
"use strict";
/**
 * Loaded with `node -r` before Pulumi's `cmd/run` in the process of a program. It
 * - reports uncaught errors and calls of `process.exit` with their stacks, over a pipe of its own;
 * - starts the watchdog thread, which ends the process when its parent is gone;
 * - makes the program's copy of @pulumi/pulumi fast enough for thousands of resources, and TypeScript programs start without a type check.
 *
 * Plain CommonJS without dependencies, because it runs before any loader of the program. Every patch is guarded: where the SDK has another shape, it is left alone.
 */

const { isMainThread } = require("node:worker_threads");
const SETTINGS = "LYCOSA_PRELOAD";

/**
 * @typedef {{ runScript: string, reportFd: number, watchFd: number, watchdog: string, directory: string, mark: string, dropGeneratedAliases: boolean, quietDebugStacks: boolean, fillOutputs: boolean, resultsKey: string, holeKey: string, knownInvokes: string[] }} Settings
 */

/** @type {string | undefined} */
const text = process.env[SETTINGS];
// Neither the program nor what it starts shall see this; a forked child that loads this file again then does nothing.
delete process.env[SETTINGS];
if (isMainThread && text !== undefined) start(JSON.parse(text));

/** @param {Settings} settings */
function start(settings) {
  const fs = require("node:fs");
  const { createRequire } = require("node:module");
  const report = reporter(fs, settings.reportFd);
  reportErrors(report);
  reportExits(report);
  attempt(() => startWatchdog(settings));
  attempt(() => require("./started.cjs").markChildren(settings.mark));
  attempt(plainInspect);
  attempt(() => reportEnvironment(report, settings.directory));
  const sdk = createRequire(settings.runScript);
  attempt(() => mapModules(sdk, fs));
  // The root first: older versions cannot load their parts in another order.
  const root = attempt(() => sdk("../.."));
  if (root === undefined) return;
  attempt(() => transpileOnly(sdk));
  attempt(() => placesOfModules(sdk));
  attempt(() => reportSecrets(sdk, root, report));
  if (settings.quietDebugStacks) attempt(() => quietDebugStacks(sdk));
  if (settings.dropGeneratedAliases) attempt(() => dropGeneratedAliases(sdk, root));
  const { describeInvokes, describeOutputs } = require("./preload-declarations.cjs");
  attempt(() => describeInvokes(sdk, root, settings));
  const { useHoles } = require("./preload-holes.cjs");
  attempt(() => useHoles(sdk, settings, report));
  if (settings.fillOutputs) attempt(() => describeOutputs(sdk, settings));
}

/**
 * @template T
 * @param {() => T} action
 * @returns {T | undefined}
 */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/**
 * @param {typeof import("node:fs")} fs
 * @param {number} fd
 * @returns {(record: object) => void}
 */
function reporter(fs, fd) {
  let left = 5000;
  return (record) => {
    // Without its record, a hole could not be told from the program's own text.
    if (/** @type {any} */ (record).kind !== "hole" && left-- <= 0) return;
    attempt(() => fs.writeSync(fd, `${JSON.stringify(record)}\n`));
  };
}

/** @param {(record: object) => void} report */
function reportErrors(report) {
  /** @param {unknown} error */
  const describe = (error) => {
    const object = /** @type {Record<string, unknown>} */ (typeof error === "object" && error !== null ? error : {});
    /** @param {string} key */
    const member = (key) => {
      const value = attempt(() => object[key]);
      return typeof value === "string" ? value.slice(0, 20000) : undefined;
    };
    report({
      kind: "error",
      name: member("name"),
      message: member("message") ?? attempt(() => String(error))?.slice(0, 20000) ?? "",
      stack: member("stack"),
      code: member("code"),
      host: member("hostname") ?? member("address"),
    });
  };
  process.on("uncaughtExceptionMonitor", describe);
  process.on("unhandledRejection", (reason) => {
    describe(reason);
    // Alone, this handler must not make a rejection harmless.
    if (process.listenerCount("unhandledRejection") === 1) throw reason;
  });
}

/** @param {(record: object) => void} report */
function reportExits(report) {
  const exit = process.exit;
  process.exit = /** @type {typeof process.exit} */ (
    (code) => {
      /** @type {{ stack?: string }} */
      const trace = {};
      Error.captureStackTrace(trace, process.exit);
      report({ kind: "exit", exitCode: typeof code === "number" ? code : undefined, stack: trace.stack });
      return exit.call(process, code);
    }
  );
}

/**
 * Variables that the program's own files look for and nobody has set: the program does not get the user's environment, and "undefined" in a script would be a riddle.
 * @param {(record: object) => void} report
 * @param {string} directory
 */
function reportEnvironment(report, directory) {
  /** @type {Set<string>} */
  const seen = new Set();
  const look = /** @param {string | symbol} name */ (name) => {
    if (typeof name !== "string" || seen.has(name) || !/^[A-Za-z_]\w*$/.test(name)) return;
    const { prepareStackTrace, stackTraceLimit } = Error;
    try {
      Error.stackTraceLimit = 4;
      Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName());
      const files = /** @type {unknown} */ (new Error().stack);
      const caller = Array.isArray(files) ? files.find((file) => file !== __filename) : undefined;
      // Installed packages look for dozens of variables that nobody misses.
      if (typeof caller !== "string" || !caller.includes(directory) || /[\\/]node_modules[\\/]/.test(caller)) return;
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
      Error.stackTraceLimit = stackTraceLimit;
    }
    seen.add(name);
    report({ kind: "environment", name });
  };
  process.env = new Proxy(process.env, {
    get: (target, name) => {
      const value = Reflect.get(target, name);
      if (value === undefined) look(name);
      return value;
    },
  });
}

/** @param {Settings} settings */
function startWatchdog(settings) {
  const { Worker } = require("node:worker_threads");
  const worker = new Worker(settings.watchdog, {
    workerData: { fd: settings.watchFd, mark: settings.mark },
    execArgv: [],
    env: {},
  });
  worker.on("error", () => undefined);
  worker.unref();
}

/** `util.inspect(error, { colors: true })` of Node 20 and 22 takes up to a minute and gigabytes for some stack frames of Pulumi's; the SDK prints every error so. */
function plainInspect() {
  const util = require("node:util");
  util.inspect = new Proxy(util.inspect, {
    apply: (target, self, args) => {
      const [value, options, ...rest] = args;
      const plain = typeof options === "object" && options !== null && options.colors ? { ...options, colors: false } : options;
      return Reflect.apply(target, self, [value, plain, ...rest]);
    },
  });
}

/**
 * No type check (a deployment tool's business is what the program does), and a pair of module settings that newer compilers accept: the SDK's default for one
 * and a tsconfig.json's value for the other do not always fit.
 * @param {NodeRequire} sdk
 */
function transpileOnly(sdk) {
  if (process.env.PULUMI_NODEJS_TYPESCRIPT !== "true") return;
  const candidates = ["ts-node", ...(attempt(() => vendored(sdk)) ?? [])];
  for (const candidate of candidates) {
    const tsNode = attempt(() => sdk(candidate));
    if (typeof tsNode?.register !== "function") continue;
    const register = tsNode.register;
    tsNode.register = /** @param {any} options @param {any[]} rest */ (options, ...rest) =>
      register(
        { ...options, transpileOnly: true, typeCheck: false, compilerOptions: fittingModules(options?.compilerOptions) },
        ...rest,
      );
    for (const key of Object.keys(register)) tsNode.register[key] = register[key];
  }
}

/** @param {NodeRequire} sdk */
function vendored(sdk) {
  const fs = require("node:fs");
  const path = require("node:path");
  const folder = path.join(path.dirname(sdk.resolve("../../package.json")), "vendor");
  return fs
    .readdirSync(folder)
    .filter((name) => name.startsWith("ts-node@"))
    .map((name) => path.join(folder, name));
}

/** @param {any} options */
function fittingModules(options) {
  if (typeof options !== "object" || options === null) return options;
  const isNode = /** @param {unknown} value */ (value) => /^node(next|\d\d)$/i.test(String(value));
  if (isNode(options.moduleResolution) && !isNode(options.module)) return { ...options, moduleResolution: "node" };
  if (isNode(options.module) && options.moduleResolution !== undefined && !isNode(options.moduleResolution))
    return { ...options, module: "commonjs" };
  return options;
}

/**
 * ES modules are compiled in Node's loader thread, where `source-map-support` (which the SDK uses) does not find their maps; Node itself keeps them, if asked before.
 * @param {NodeRequire} sdk
 * @param {typeof import("node:fs")} fs
 */
function mapModules(sdk, fs) {
  const path = require("node:path");
  let folder = process.cwd();
  while (!fs.existsSync(path.join(folder, "package.json")) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  if (JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")).type !== "module") return;
  /** @type {any} */ (process).setSourceMapsEnabled?.(true);
  sdk("source-map-support").install({
    /** @param {string} source */
    retrieveSourceMap: (source) => {
      const map = source.includes("node_modules") ? undefined : require("node:module").findSourceMap(source);
      return map === undefined ? null : { url: source, map: map.payload };
    },
  });
}

/**
 * The SDK reads the place of a resource from stack lines `at f (FILE:1:2)`, and misses the code of an ES module itself: `at FILE:1:2`.
 * @param {NodeRequire} sdk
 */
function placesOfModules(sdk) {
  const { Resource } = sdk("../../resource");
  if (Resource.framePositionRegExp instanceof RegExp)
    Resource.framePositionRegExp = /^\s*at (?:.* \(|async )?(?<file>.*):(?<line>[0-9]+):(?<column>[0-9]+)\)?$/;
}

/**
 * What the program marks as secret must not appear in the errors and logs that are shown of it. Values that never reach a resource are known only here.
 * @param {NodeRequire} sdk
 * @param {any} root
 * @param {(record: object) => void} report
 */
function reportSecrets(sdk, root, report) {
  const output = sdk("../../output");
  const original = output.secret;
  if (typeof original !== "function") return;
  let left = 1 << 20;
  /** @param {unknown} value @param {string[]} texts @param {number} depth */
  const collect = (value, texts, depth) => {
    if (typeof value === "string" || typeof value === "number") texts.push(String(value));
    else if (typeof value === "object" && value !== null && depth < 8)
      for (const key of Object.keys(value)) collect(/** @type {any} */ (value)[key], texts, depth + 1);
    return texts;
  };
  const replacement = /** @param {any[]} args */ (...args) => {
    const result = original(...args);
    attempt(() =>
      result.promise().then(
        /** @param {unknown} value */ (value) => {
          const texts = collect(value, [], 0);
          left -= texts.join("").length;
          if (left > 0 && texts.length > 0) report({ kind: "secrets", texts });
        },
        () => undefined,
      ),
    );
    return result;
  };
  for (const module of [output, root])
    Object.defineProperty(module, "secret", { value: replacement, configurable: true, enumerable: true, writable: true });
}

/**
 * Each of the thousands of promises of a run records a stack, which source maps make dear. The promises stay watched; only their stacks are empty.
 * @param {NodeRequire} sdk
 */
function quietDebugStacks(sdk) {
  const debuggable = sdk("../../runtime/debuggable");
  const original = debuggable.debuggablePromise;
  if (typeof original !== "function") return;
  debuggable.debuggablePromise = /** @param {any[]} args */ (...args) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return original(...args);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}

/**
 * Generated SDKs give each resource dozens of aliases for the API versions of its type: `mergeOptions(options, { aliases: [{ type }, ...] })`. Without a state to compare
 * with, an alias has no effect, and each costs several promises.
 * @param {NodeRequire} sdk
 * @param {any} root
 */
function dropGeneratedAliases(sdk, root) {
  const resource = sdk("../../resource");
  const original = resource.mergeOptions;
  if (typeof original !== "function") return;
  const isGenerated = /** @param {any} options */ (options) =>
    typeof options === "object" &&
    options !== null &&
    Array.isArray(options.aliases) &&
    Object.keys(options).length === 1 &&
    options.aliases.length > 0 &&
    options.aliases.every(
      /** @param {any} alias */ (alias) =>
        typeof alias === "object" && alias !== null && Object.keys(alias).length === 1 && typeof alias.type === "string",
    );
  const replacement = /** @param {any} first @param {any} second */ (first, second) =>
    original(first, isGenerated(second) ? undefined : second);
  // The root exports its members by value.
  for (const module of [resource, root])
    Object.defineProperty(module, "mergeOptions", { value: replacement, configurable: true, enumerable: true, writable: true });
}

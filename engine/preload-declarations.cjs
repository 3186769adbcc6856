// @ts-check
"use strict";
/**
 * Part of the preload: what the declaration files of the program's SDKs say about results goes along with the requests, so that the engine can answer texts with markers.
 */

const fs = require("node:fs");

/** @typedef {{ resultsKey: string, knownInvokes: string[], fillOutputs: boolean }} Settings */
/** What an output is: a text, a list of texts, a yes or no, a number, or anything else. @typedef {"text" | "texts" | "boolean" | "number" | "any"} Kind */

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
 * Functions that ask the cloud: calls in `Output` form are unknown as a whole; for calls in promise form, which cannot be unknown, the names of the textual results go
 * along, so that each can be answered with a marker.
 * @param {NodeRequire} sdk
 * @param {any} root
 * @param {Settings} settings
 */
function describeInvokes(sdk, root, settings) {
  const invoke = sdk("../../runtime/invoke");
  const runtime = sdk("../../runtime");
  const { unknown } = sdk("../../output");
  const known = new Set(settings.knownInvokes);
  const isKnown = /** @param {string} token */ (token) =>
    known.has(token.replace(/^azure-(?:native|nextgen)(?:_[^:]+)?:([^:/]+)(?:\/[^:]+)?:/, "azure-native:$1:"));
  for (const name of ["invoke", "invokeOutput", "invokeSingle", "invokeSingleOutput", "call"]) {
    const original = invoke[name];
    if (typeof original !== "function") continue;
    const replacement = /** @param {string} token @param {any} props @param {any[]} rest */ (token, props, ...rest) => {
      if (typeof token !== "string" || isKnown(token)) return original(token, props, ...rest);
      // Methods of components answer in `Output` form.
      if (name === "call")
        return settings.fillOutputs ? original(token, props, ...rest) : original(token, props, ...rest).apply(() => unknown);
      if (name.endsWith("Output") && !settings.fillOutputs) return original(token, props, ...rest).apply(() => unknown);
      const results = attempt(() => declaredResults(token));
      return original(token, results === undefined ? props : { ...props, [settings.resultsKey]: results }, ...rest);
    };
    for (const module of [invoke, runtime, root.runtime]) {
      if (module?.[name] !== undefined)
        attempt(() =>
          Object.defineProperty(module, name, { value: replacement, configurable: true, enumerable: true, writable: true }),
        );
    }
  }
}

/**
 * The textual members of a function's result type, from the declaration file next to the SDK file that calls.
 * @param {string} token
 * @returns {Record<string, Kind> | undefined}
 */
function declaredResults(token) {
  const name = token.slice(token.lastIndexOf(":") + 1);
  const result = `export interface ${name.charAt(0).toUpperCase()}${name.slice(1)}Result `;
  for (const file of callingFiles()) {
    if (!file.includes("node_modules") || !file.endsWith(".js")) continue;
    const declaration = attempt(() => fs.readFileSync(`${file.slice(0, -3)}.d.ts`, "utf8"));
    const at = declaration?.indexOf(result) ?? -1;
    if (declaration === undefined || at < 0) continue;
    const body = declaration.slice(at, declaration.indexOf("\n}", at));
    /** @type {Record<string, Kind>} */
    const members = {};
    for (const [, member, type = ""] of body.matchAll(/readonly (\w+)\??: ([^;]+);/g)) {
      if (member !== undefined) members[member] = kindOf(type);
    }
    return members;
  }
  return undefined;
}

/**
 * The names and kinds of a resource's outputs go along with its inputs, so that the engine can answer each with a marker or a hole. Members that a class declares and does
 * not take as inputs are `undefined` among them.
 * @param {NodeRequire} sdk
 * @param {Settings} settings
 */
function describeOutputs(sdk, settings) {
  const resource = sdk("../../runtime/resource");
  /** @type {Map<string, Record<string, Kind> | undefined>} */
  const cache = new Map();
  const declared = () => {
    for (const file of callingFiles()) {
      if (!file.includes("node_modules") || !file.endsWith(".js") || /[\\/]@pulumi[\\/]pulumi[\\/]/.test(file)) continue;
      if (!cache.has(file))
        cache.set(
          file,
          attempt(() => declaredOutputs(fs.readFileSync(`${file.slice(0, -3)}.d.ts`, "utf8"))),
        );
      const outputs = cache.get(file);
      if (outputs !== undefined) return outputs;
    }
    return undefined;
  };
  /** The positions of the inputs, and of the flags for resources and for components of other processes, among the parameters. */
  for (const [name, props, custom, remote] of /** @type {const} */ ([
    ["registerResource", 7, 4, 5],
    ["readResource", 4, undefined, undefined],
  ])) {
    const original = resource[name];
    if (typeof original !== "function") continue;
    resource[name] = /** @param {any[]} args */ (...args) => {
      const inputs = args[props];
      const managed = custom === undefined || args[custom] === true || args[remote] === true;
      if (typeof inputs === "object" && inputs !== null && managed) {
        /** @type {Record<string, Kind>} */
        const outputs = {};
        const kinds = attempt(declared) ?? {};
        for (const key of Object.keys(inputs)) if (inputs[key] === undefined) outputs[key] = kinds[key] ?? "any";
        args[props] = { ...inputs, [settings.resultsKey]: { ...kinds, ...outputs } };
      }
      return original(...args);
    };
  }
}

/**
 * @param {string} declaration
 * @returns {Record<string, Kind> | undefined} undefined when the file declares no resource class
 */
function declaredOutputs(declaration) {
  const at = declaration.indexOf("export declare class ");
  if (at < 0) return undefined;
  const end = declaration.indexOf("constructor(", at);
  /** @type {Record<string, Kind>} */
  const outputs = {};
  const member = /readonly (\w+)[?!]?: pulumi\.Output<(.+)>;/g;
  for (const [, name, type = ""] of declaration.slice(at, end < 0 ? undefined : end).matchAll(member)) {
    if (name !== undefined) outputs[name] = kindOf(type);
  }
  return outputs;
}

/**
 * @param {string} type
 * @returns {Kind}
 */
function kindOf(type) {
  const plain = type.replace(/ \| undefined$/, "");
  if (plain === "string" || /^enums\.[\w.]+$/.test(plain)) return "text";
  if (plain === "string[]") return "texts";
  return plain === "boolean" || plain === "number" ? plain : "any";
}

/** The files on the stack, innermost first, without source maps. */
function callingFiles() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 16;
    Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName());
    const files = /** @type {unknown} */ (new Error().stack);
    return Array.isArray(files) ? files.filter((file) => typeof file === "string") : [];
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

module.exports = { describeInvokes, describeOutputs };

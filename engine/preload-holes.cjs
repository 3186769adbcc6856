// @ts-check
"use strict";
/**
 * Part of the preload, for the second pass: values that are not known and are more than a text. A hole answers any property, index, call and conversion to text with a
 * hole, so that what a program writes around it stays readable. Holes are proxies of functions, because the SDK hands functions through where it would copy objects.
 */

const { createHash } = require("node:crypto");

/** @typedef {{ holeKey: string }} Settings */
/** @typedef {(record: object) => void} Report */

/** Own numbers of the markers made here: the engine's are below. */
const FIRST = 500_000;
const MARKERS = 500_000;
/** More are not told apart. */
const MOST_HOLES = 20_000;
const DEEPEST = 12;

/** Hole -> the text that stands for it. @type {WeakMap<object, string>} */
const markers = new WeakMap();

/** @param {unknown} value @returns {string | undefined} */
function markerOf(value) {
  return typeof value === "function" ? markers.get(value) : undefined;
}

const MARKER = /^zqhole\d{6}qz$/i;

/** Methods that a list has and a text has not; a hole answers them as a list of one hole. */
const LIST_METHODS = new Set(
  "map forEach filter find findIndex findLast some every reduce reduceRight flatMap flat join entries keys values sort reverse push pop shift".split(
    " ",
  ),
);
/** Methods of a text whose result is the text itself, as far as a marker is concerned. */
const SAME_TEXT = new Set(
  "toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimStart trimEnd normalize".split(" "),
);
/** Questions about a text. */
const QUESTIONS = new Set(
  "startsWith endsWith includes indexOf lastIndexOf match matchAll search localeCompare charCodeAt codePointAt".split(" "),
);

/** @param {Report} report @param {string} holeKey */
function holeMaker(report, holeKey) {
  /** @type {Map<string, string>} */
  const byKey = new Map();
  /** @type {Set<string>} */
  const taken = new Set();

  /** The marker for a part of what another marker stands for. @param {string} parent @param {string} step */
  const markerFor = (parent, step) => {
    const key = `${parent} ${step}`;
    const known = byKey.get(key);
    if (known !== undefined) return known;
    if (byKey.size >= MOST_HOLES) return parent;
    let number = createHash("sha256").update(key).digest().readUInt32BE(0) % MARKERS;
    while (taken.has(String(number))) number = (number + 1) % MARKERS;
    taken.add(String(number));
    const text = `zqhole${FIRST + number}qz`;
    byKey.set(key, text);
    report({ kind: "hole", marker: text, parent, step });
    return text;
  };

  /**
   * @param {string} marker
   * @param {Record<string, unknown>} members what is known of it
   * @returns {any}
   */
  const hole = (marker, members = {}) => {
    const known = new Map(Object.entries(members));
    known.delete(holeKey);
    const given = [...known.keys()];
    /** @param {string} step */
    const child = (step) => {
      /** @type {any} */
      let found = known.get(step);
      if (found === undefined) known.set(step, (found = hole(markerFor(marker, step))));
      return found;
    };
    const text = () => marker;
    /** @param {string | symbol} key @returns {unknown} */
    const get = (key) => {
      if (typeof key === "symbol") {
        if (key === Symbol.toPrimitive) return text;
        if (key === Symbol.iterator) return () => [child("0")][Symbol.iterator]();
        return undefined;
      }
      if (key === holeKey) return marker;
      if (known.has(key)) return known.get(key);
      // Pulumi's signatures of secrets, assets and references.
      if (/^[0-9a-f]{32}$/.test(key)) return undefined;
      if (
        key === "then" ||
        key === "constructor" ||
        key.startsWith("__") ||
        key === "doNotCapture" ||
        key === "deploymentOnlyModule"
      )
        return undefined;
      if (key === "toString" || key === "valueOf" || key === "toJSON" || key === "toLocaleString") return text;
      if (key === "hasOwnProperty") return () => true;
      if (key === "length") return 1;
      if (key === "concat")
        return /** @param {unknown[]} rest */ (...rest) =>
          rest.some(Array.isArray) ? [child("0")].concat(...rest) : marker + rest.join("");
      if (LIST_METHODS.has(key)) return /** @type {any} */ ([child("0")])[key].bind([child("0")]);
      if (SAME_TEXT.has(key)) return text;
      if (QUESTIONS.has(key)) return /** @type {any} */ (marker)[key].bind(marker);
      return child(key);
    };
    const proxy = new Proxy(() => undefined, {
      get: (_target, key) => get(key),
      has: (_target, key) => typeof key === "string" && !key.startsWith("__"),
      apply: /** @returns {any} */ () => child("()"),
      construct: /** @returns {any} */ () => child("()"),
      set: (_target, key, value) => {
        if (typeof key === "string") known.set(key, value);
        return true;
      },
      // Where the SDK copies an object by its keys (the outputs of the stack), what arrives is a hole all the same.
      ownKeys: () => [holeKey, ...given],
      getOwnPropertyDescriptor: (_target, key) =>
        typeof key === "string" && (key === holeKey || !key.startsWith("__"))
          ? { value: get(key), configurable: true, enumerable: true, writable: true }
          : undefined,
    });
    markers.set(proxy, marker);
    return proxy;
  };
  return { hole, markerFor };
}

/**
 * @param {NodeRequire} sdk
 * @param {Settings} settings
 * @param {Report} report
 */
function useHoles(sdk, settings, report) {
  const rpc = sdk("../../runtime/rpc");
  const { Output, unknown } = sdk("../../output");
  const { hole, markerFor } = holeMaker(report, settings.holeKey);
  receiveHoles(rpc, settings, hole);
  sendMarkers(rpc);
  forgiveCallbacks(Output, unknown, markerFor);
  reportSkipped(Output, report);
  readTexts(hole, markerFor);
}

/**
 * What the engine answers as `{ [holeKey]: marker, members }` becomes a hole.
 * @param {any} rpc
 * @param {Settings} settings
 * @param {(marker: string, members?: Record<string, unknown>) => any} hole
 */
function receiveHoles(rpc, settings, hole) {
  /** @param {any} value @param {number} depth @returns {any} */
  const received = (value, depth) => {
    if (typeof value !== "object" || value === null || depth > DEEPEST) return value;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) value[index] = received(value[index], depth + 1);
      return value;
    }
    const marker = value[settings.holeKey];
    if (typeof marker === "string") return hole(marker, received(value.members ?? {}, depth + 1));
    if (Object.getPrototypeOf(value) === Object.prototype)
      for (const key of Object.keys(value)) value[key] = received(value[key], depth + 1);
    return value;
  };
  const original = rpc.deserializeProperties;
  rpc.deserializeProperties = /** @param {any[]} args */ (...args) => received(original(...args), 0);
}

/**
 * A hole that is given to a resource as it is goes out as its marker.
 * @param {any} rpc
 */
function sendMarkers(rpc) {
  /** @param {any} value @param {number} depth @returns {any} */
  const sent = (value, depth) => {
    if (value === null || depth > DEEPEST) return value;
    if (typeof value === "function") return markerOf(value) ?? value;
    if (typeof value !== "object") return value;
    if (value.__pulumiOutput === true) return value.apply(/** @param {any} inner */ (inner) => sent(inner, depth + 1));
    if (value instanceof Promise) return value.then((inner) => sent(inner, depth + 1));
    if (Array.isArray(value)) return value.map((inner) => sent(inner, depth + 1));
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sent(inner, depth + 1)]));
  };
  for (const name of ["serializeResourceProperties", "serializeProperties", "serializePropertiesReturnDeps"]) {
    const original = rpc[name];
    if (typeof original !== "function") continue;
    rpc[name] = /** @param {any} label @param {any} props @param {any[]} rest */ (label, props, ...rest) =>
      original(label, typeof props === "object" ? sent(props, 0) : props, ...rest);
  }
}

/**
 * A callback that cannot work with a hole (it decrypts, or parses an address) is as in a preview: its result is not known. Only errors of callbacks that were given a
 * value which is not known are forgiven.
 * @param {any} Output
 * @param {any} unknown
 * @param {(parent: string, step: string) => string} markerFor
 */
function forgiveCallbacks(Output, unknown, markerFor) {
  const original = Output.prototype.apply;
  if (typeof original !== "function") return;
  /** @param {unknown} value @param {unknown} error */
  const forgiven = (value, error) => {
    if (holdsHole(value, 0)) return unknown;
    throw error;
  };
  Output.prototype.apply = /** @this {any} @param {any} callback @param {any[]} rest */ function (callback, ...rest) {
    if (typeof callback !== "function" || markerOf(callback) !== undefined) return original.call(this, callback, ...rest);
    return original.call(
      this,
      /** @param {any} value */ (value) => {
        try {
          const result = callback(value);
          return result instanceof Promise
            ? result.then(
                (one) => chosen(callback, value, one, markerFor),
                (error) => forgiven(value, error),
              )
            : chosen(callback, value, result, markerFor);
        } catch (error) {
          return forgiven(value, error);
        }
      },
      ...rest,
    );
  };
}

/**
 * A text that a callback chose by a value which is not known: nothing of the value is in it, and with another value it might be another text. It is as little known as
 * the value. A callback that does not look at the value gives the same text in any case.
 * @param {Function} callback
 * @param {any} value
 * @param {any} result
 * @param {(parent: string, step: string) => string} markerFor
 */
function chosen(callback, value, result, markerFor) {
  // Names and ids are single words; a text that is encoded may hold the value where it is not seen.
  if (typeof result !== "string" || !/\s/.test(result) || ANY_MARKER.test(result) || /[A-Za-z0-9+/]{40}/.test(result))
    return result;
  const looked = lookedAt(callback, value);
  return looked === undefined ? result : markerFor(looked, "choice");
}

/** A callback with ours around it -> as the program wrote it. @type {WeakMap<Function, Function>} */
const written = new WeakMap();

const ANY_MARKER = /zqhole\d{6}qz/i;

/**
 * The marker of a value that is not known and that a callback's code names: of its parameter, or of the parts of it that are given names. Undefined: it names none.
 * @param {Function} callback
 * @param {any} value
 * @returns {string | undefined}
 */
function lookedAt(callback, value) {
  const code = Function.prototype.toString.call(written.get(callback) ?? callback);
  const head = /^(?:async\s+)?(?:function\b[^(]*\(|\(|(?=[A-Za-z_$]))\s*(?:\[([^\]=]*)\]|\{([^}=]*)\}|([A-Za-z_$][\w$]*))/.exec(
    code,
  );
  if (head === null) return undefined;
  const rest = code.slice(head[0].length);
  /** @param {string} name @param {any} one */
  const used = (name, one) => {
    const marker = firstMarker(one, 0);
    return marker !== undefined && new RegExp(`(?<![\\w$.])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(rest)
      ? marker
      : undefined;
  };
  if (head[3] !== undefined) return used(head[3], value);
  if (typeof value !== "object" || value === null) return undefined;
  const parts = (head[1] ?? head[2] ?? "").split(",").map((part) => part.trim());
  for (const [index, part] of parts.entries()) {
    const [key = "", name = key] = part.split(":").map((one) => one.trim());
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) continue;
    const marker = used(name, head[1] === undefined ? value[key] : value[index]);
    if (marker !== undefined) return marker;
  }
  return undefined;
}

/** @param {any} value @param {number} depth @returns {string | undefined} */
function firstMarker(value, depth) {
  if (typeof value === "function") return markerOf(value);
  if (typeof value === "string") return ANY_MARKER.exec(value)?.[0].toLowerCase();
  if (typeof value !== "object" || value === null || depth > DEEPEST) return undefined;
  for (const key of Object.keys(value)) {
    const found = firstMarker(value[key], depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Callbacks that the program (or a package of components) gave to an output, and that did not run, may have made resources. Those of the SDK itself, such as of a property
 * that is looked up in an output, make none.
 * @param {any} Output
 * @param {Report} report
 */
function reportSkipped(Output, report) {
  const original = Output.prototype.apply;
  let waiting = 0;
  Output.prototype.apply = /** @this {any} @param {any} callback @param {any[]} rest */ function (callback, ...rest) {
    if (typeof callback !== "function" || isOfSdk()) return original.call(this, callback, ...rest);
    waiting++;
    let ran = false;
    /** @param {any} value */
    const watched = (value) => {
      if (!ran) waiting--;
      ran = true;
      return callback(value);
    };
    written.set(watched, callback);
    return original.call(this, watched, ...rest);
  };
  process.on("exit", () => {
    if (waiting > 0) report({ kind: "skipped" });
  });
}

/** Whether the caller of the caller is a file of `@pulumi/pulumi`. */
function isOfSdk() {
  const { prepareStackTrace, stackTraceLimit } = Error;
  try {
    Error.stackTraceLimit = 3;
    Error.prepareStackTrace = (_error, sites) => sites.map((site) => site.getFileName());
    const files = /** @type {unknown} */ (new Error().stack);
    const caller = Array.isArray(files) ? files.find((file) => file !== __filename) : undefined;
    return typeof caller === "string" && /[\\/]@pulumi[\\/]pulumi[\\/]/.test(caller);
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** @param {any} value @param {number} depth @returns {boolean} */
function holdsHole(value, depth) {
  if (typeof value === "function") return markerOf(value) !== undefined;
  if (typeof value === "string") return /zqhole\d{6}qz/i.test(value);
  if (typeof value !== "object" || value === null || depth > DEEPEST) return false;
  return Object.keys(value).some((key) => holdsHole(value[key], depth + 1));
}

/**
 * Functions that look at a text byte by byte, where a hole or a marker alone can still be followed.
 * @param {(marker: string) => any} hole
 * @param {(parent: string, step: string) => string} markerFor
 */
function readTexts(hole, markerFor) {
  const parse = JSON.parse;
  JSON.parse = /** @param {any} text @param {any[]} rest */ (text, ...rest) => {
    const marker = markerOf(text) ?? (typeof text === "string" && MARKER.test(text) ? text : undefined);
    return marker === undefined ? parse(text, ...rest) : hole(markerFor(marker, "JSON"));
  };
  const from = Buffer.from;
  /** @type {any} */ (Buffer).from = /** @param {any} value @param {any} encoding @param {any[]} rest */ (
    value,
    encoding,
    ...rest
  ) => {
    const marker =
      markerOf(value) ?? (encoding !== undefined && typeof value === "string" && MARKER.test(value) ? value : undefined);
    if (marker === undefined) return /** @type {any} */ (from)(value, encoding, ...rest);
    // What is encoded in it is not known either, and is another text.
    return from(
      typeof encoding === "string" && /^(?:base64|base64url|hex)$/i.test(encoding) ? markerFor(marker, encoding) : marker,
    );
  };
}

module.exports = { useHoles };

// Judges the edges inside the interpreter and the size of folders, and finds cycles between folders.
import { dirname } from "node:path";
import { INSIDE, LAYERS, MAX_FILES } from "./rooms-inside.mjs";

/** @typedef {import("./architecture.mjs").Problem} Problem */

/**
 * One file loading another at run time.
 * @typedef {object} Edge
 * @property {string} from Relative to the root, with forward slashes.
 * @property {string} to
 * @property {number} line
 */

/**
 * @param {readonly Edge[]} edges
 * @param {ReadonlyMap<string, readonly string[]>} [inside]
 * @param {ReadonlyMap<string, readonly string[]>} [layers]
 * @returns {Problem[]} Edges that the tables do not allow.
 */
export function judgeInside(edges, inside = INSIDE, layers = LAYERS) {
  /** @type {Problem[]} */
  const problems = [];
  for (const { from, to, line } of edges) {
    const here = placeOf(from);
    const there = placeOf(to);
    if (here === null || there === null) continue;
    if (here.room === there.room) {
      const message = judgeLayer(here, there, layers);
      if (message !== null) problems.push({ file: from, line, message });
      continue;
    }
    // Files that lie directly in interpreter/ are its front door: they may load everything, and nothing inside loads them.
    if (here.room === ".") continue;
    const allowed = inside.get(here.room);
    if (allowed === undefined) {
      problems.push({
        file: from,
        line,
        message: `interpreter/${here.room}/ is no room of the table in scripts/lib/rooms-inside.mjs`,
      });
    } else if (!allowed.includes(there.room)) {
      const list = allowed.map((room) => `${room}/`).join(", ") || "nothing";
      problems.push({
        file: from,
        line,
        message: `${here.room}/ may not load ${there.room === "." ? "the front door" : `${there.room}/`} (allowed: ${list})`,
      });
    }
  }
  return problems;
}

/**
 * @param {{ room: string, folder: string }} here
 * @param {{ room: string, folder: string }} there
 * @param {ReadonlyMap<string, readonly string[]>} layers
 */
function judgeLayer(here, there, layers) {
  const order = layers.get(here.room);
  if (order === undefined || here.folder === there.folder) return null;
  for (const { room, folder } of [here, there]) {
    if (!order.includes(folder))
      return `interpreter/${room}/${folder} has no place in the layers of scripts/lib/rooms-inside.mjs`;
  }
  if (order.indexOf(there.folder) > order.indexOf(here.folder)) return null;
  return `${here.folder} may not load ${there.folder}, which lies above it in ${here.room}/ (scripts/lib/rooms-inside.mjs)`;
}

/** The room and the folder in it, for a file of the interpreter. @param {string} file @returns {{ room: string, folder: string } | null} */
function placeOf(file) {
  const parts = file.split("/");
  if (parts[0] !== "interpreter") return null;
  if (parts.length === 2) return { room: ".", folder: "." };
  return { room: parts[1] ?? ".", folder: parts.slice(2, -1).join("/") || "." };
}

/** A front door loads what its folder offers; it is a place of its own, or every helper beside it would close a cycle. @param {string} file */
function nodeOf(file) {
  return /(^|\/)(index|main)\.ts$/.test(file) ? file : dirname(file);
}

/**
 * Cycles between folders, at run time: two folders that load each other cannot be read, tested or moved apart.
 * @param {readonly Edge[]} edges
 * @returns {Problem[]} One a group of folders that reach each other, with a witness for each step of one loop.
 */
export function folderCycles(edges) {
  /** @type {Map<string, Map<string, Edge>>} */
  const graph = new Map();
  for (const edge of edges) {
    const from = nodeOf(edge.from);
    const to = nodeOf(edge.to);
    if (from === to) continue;
    const targets = graph.get(from) ?? new Map();
    graph.set(from, targets);
    if (!targets.has(to)) targets.set(to, edge);
  }
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Set<string>} */
  const seen = new Set();
  for (const start of [...graph.keys()].sort()) {
    if (seen.has(start)) continue;
    const loop = shortestLoop(graph, start);
    if (loop === null) continue;
    for (const { from } of loop) seen.add(nodeOf(from));
    const steps = loop.map(({ from, to, line }) => `${from}:${line} loads ${to}`);
    problems.push({
      file: dirname(loop[0]?.from ?? start),
      line: null,
      message: `closes a cycle between folders: ${steps.join("; ")}`,
    });
  }
  return problems;
}

/** @param {Map<string, Map<string, Edge>>} graph @param {string} start @returns {Edge[] | null} */
function shortestLoop(graph, start) {
  /** How each folder was reached first. @type {Map<string, Edge>} */
  const reached = new Map();
  const queue = [start];
  for (const folder of queue) {
    for (const [next, edge] of graph.get(folder) ?? []) {
      if (reached.has(next)) continue;
      reached.set(next, edge);
      if (next !== start) {
        queue.push(next);
        continue;
      }
      const loop = [edge];
      while (nodeOf(loop[0]?.from ?? start) !== start) {
        const before = reached.get(nodeOf(loop[0]?.from ?? start));
        if (before === undefined) return null;
        loop.unshift(before);
      }
      return loop;
    }
  }
  return null;
}

/** @param {readonly string[]} files @returns {Problem[]} Folders with more files than a person can look over. */
export function crowdedFolders(files) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > MAX_FILES)
    .map(([folder, count]) => ({
      file: `${folder}/`,
      line: null,
      message: `holds ${count} files; the limit is ${MAX_FILES}: give it folders`,
    }));
}

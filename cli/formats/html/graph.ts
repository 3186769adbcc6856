import type { PictureQuestion, PictureWay } from "../../host/picture.js";
import { joinSafe, type Safe, safe, xml } from "../../safe.js";

/** Draws ways as a graph from left to right: equal things in one column are one box, so that what many have in common is seen. */

const BOX = { width: 190, line: 17, padding: 9, gap: 14, between: 70 } as const;
/** Letters that fit into a line of a box. */
const LETTERS = 23;
const MOST_LINES = 4;
/** More ways than this are listed only. */
export const MOST_DRAWN = 40;

interface Box {
  readonly lines: readonly string[];
  readonly column: number;
  tone: PictureWay["tone"];
  top: number;
}

/** The graph as SVG. `id`: for the title that a screen reader reads; the ways stand beside it as a list. */
export function graphOf({ title, ways }: PictureQuestion, id: string): Safe {
  const columns = new Map<number, Box[]>();
  const boxes = new Map<string, Box>();
  const edges = new Map<string, { readonly from: Box; readonly to: Box; tone: PictureWay["tone"]; sometimes: boolean }>();
  const depth = Math.max(...ways.map(({ nodes }) => nodes.length));
  // What it all comes to stands at the right, in one column; where all ways begin at one thing, that stands at the left.
  const oneStart = new Set(ways.map(({ nodes }) => nodes[0])).size === 1;
  for (const { nodes, tone, when } of ways) {
    let before: Box | null = null;
    nodes.forEach((name, index) => {
      const column = oneStart && index < nodes.length - 1 ? index : depth - nodes.length + index;
      const key = `${column}\0${name}`;
      let box = boxes.get(key);
      if (box === undefined) {
        box = { lines: linesOf(name), column, tone, top: 0 };
        boxes.set(key, box);
        columns.set(column, [...(columns.get(column) ?? []), box]);
      }
      box.tone = worse(box.tone, tone);
      if (before !== null) {
        const edge = edges.get(`${before.column}\0${before.lines.join(" ")}\0${key}`);
        if (edge === undefined)
          edges.set(`${before.column}\0${before.lines.join(" ")}\0${key}`, {
            from: before,
            to: box,
            tone,
            sometimes: when.length > 0,
          });
        else {
          edge.tone = worse(edge.tone, tone);
          edge.sometimes &&= when.length > 0;
        }
      }
      before = box;
    });
  }
  const height = Math.max(...[...columns.values()].map(place));
  for (const column of columns.values()) centre(column, height);
  const width = depth * BOX.width + (depth - 1) * BOX.between + 4;
  const body = [...[...edges.values()].map(edgeOf), ...[...boxes.values()].map(boxOf)];
  return safe`<svg class="graph" role="img" aria-labelledby="${xml(id)}" viewBox="0 0 ${width} ${height + 4}" width="${width}" height="${height + 4}"><title id="${xml(id)}">${xml(title)}: ${ways.length} ways, listed below</title>${joinSafe(body, "")}</svg>`;
}

const ORDER: readonly PictureWay["tone"][] = ["fine", "unknown", "danger"];

function worse(one: PictureWay["tone"], other: PictureWay["tone"]): PictureWay["tone"] {
  return ORDER.indexOf(one) > ORDER.indexOf(other) ? one : other;
}

function heightOf({ lines }: Box): number {
  return lines.length * BOX.line + 2 * BOX.padding;
}

/** Puts boxes under each other; returns the height of all. */
function place(column: readonly Box[]): number {
  let top = 2;
  for (const box of column) {
    box.top = top;
    top += heightOf(box) + BOX.gap;
  }
  return top - BOX.gap;
}

function centre(column: readonly Box[], height: number): void {
  const last = column.at(-1);
  if (last === undefined) return;
  const shift = (height - (last.top + heightOf(last))) / 2;
  for (const box of column) box.top += shift;
}

function leftOf({ column }: Box): number {
  return 2 + column * (BOX.width + BOX.between);
}

function boxOf(box: Box): Safe {
  const left = leftOf(box);
  const lines = box.lines.map((line, index) => {
    const y = box.top + BOX.padding + (index + 0.78) * BOX.line;
    return safe`<text x="${left + 10}" y="${Math.round(y)}">${xml(line)}</text>`;
  });
  // Tone is told by the line as well, not by colour alone.
  return safe`<g class="${xml(box.tone)}"><rect x="${left}" y="${Math.round(box.top)}" width="${BOX.width}" height="${heightOf(box)}" rx="6" />${joinSafe(lines, "")}</g>`;
}

function edgeOf({
  from,
  to,
  tone,
  sometimes,
}: {
  readonly from: Box;
  readonly to: Box;
  readonly tone: PictureWay["tone"];
  readonly sometimes: boolean;
}): Safe {
  const [x1, x2] = [leftOf(from) + BOX.width, leftOf(to)];
  const [y1, y2] = [Math.round(from.top + heightOf(from) / 2), Math.round(to.top + heightOf(to) / 2)];
  const bend = Math.round((x1 + x2) / 2);
  return safe`<path class="${xml(tone)}${sometimes ? safe` sometimes` : safe``}" d="M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}" marker-end="url(#to-${xml(tone)})" />`;
}

/** A name in lines that fit into a box. */
function linesOf(name: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of name.split(" ").flatMap((one) => one.match(new RegExp(`.{1,${LETTERS}}`, "gu")) ?? [])) {
    if (line !== "" && line.length + 1 + word.length > LETTERS) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `${(lines[MOST_LINES - 1] ?? "").slice(0, LETTERS - 1)}\u2026`];
}

// Draws the rooms from the tables that the check enforces, as Mermaid, so that picture and check cannot differ.
import { ROOMS } from "./architecture.mjs";
import { INSIDE, LAYERS } from "./rooms-inside.mjs";

const BEGIN = "<!-- rooms: made by `npm run docs:architecture` -->";
const END = "<!-- end of rooms -->";

/** @param {string} text A page that has the two marks. @returns {string} The same page with today's pictures between them. */
export function withPictures(text) {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the page lacks "${BEGIN}" or "${END}"`);
  return `${text.slice(0, begin)}${BEGIN}\n\n${pictures()}\n\n${text.slice(end)}`;
}

function pictures() {
  return [
    'An arrow means "may import". Arrows that follow from others are left out.',
    fenced(["flowchart TD", ...edges(ROOMS)]),
    "Inside `interpreter/` (what may be loaded at run time):",
    fenced(["flowchart TD", ...edges(INSIDE)]),
    ...[...LAYERS].map(
      ([room, folders]) =>
        `Folders of \`interpreter/${room}/\`, from top to bottom; each may load those after it: ${folders.map((name) => `\`${name === "." ? room : name}\``).join(" · ")}.`,
    ),
  ].join("\n\n");
}

/** @param {readonly string[]} lines */
function fenced(lines) {
  return `\`\`\`mermaid\n${lines.join("\n")}\n\`\`\``;
}

/** @param {ReadonlyMap<string, readonly string[]>} table @returns {string[]} */
function edges(table) {
  return [...table].flatMap(([room, allowed]) =>
    allowed
      .filter((target) => !allowed.some((other) => reaches(table, other, target)))
      .map((target) => `  ${room} --> ${target}`),
  );
}

/** @param {ReadonlyMap<string, readonly string[]>} table @param {string} from @param {string} to @returns {boolean} */
function reaches(table, from, to) {
  return (table.get(from) ?? []).some((next) => next === to || reaches(table, next, to));
}

// Texts that are a little smaller than a script, for finding the least one that still shows something.

const OPEN = new Map([
  ["(", ")"],
  ["{", "}"],
  ["[", "]"],
]);

/** @param {string} text @returns {string[]} The shortest first. */
export function smaller(text) {
  const found = new Set();
  for (const { start, end } of groups(text)) {
    const inner = text.slice(start + 1, end);
    const before = text.slice(0, start);
    const after = text.slice(end + 1);
    // What is inside alone; nothing inside; the inside without its brackets; something simple in its place.
    found.add(inner.trim());
    if (inner.trim() !== "") found.add(`${before}${text[start]}${text[end]}${after}`);
    found.add(`${before}${inner}${after}`);
    if (text[start] === "(") {
      found.add(`${before.replace(/[@$]$/, "")}1${after}`);
      found.add(`${before.replace(/[@$]$/, "")}'a'${after}`);
    }
    for (const piece of pieces(inner)) found.add(`${before}${text[start]}${piece}${text[end]}${after}`);
  }
  for (const piece of pieces(text)) found.add(piece);
  found.delete(text);
  return [...found].filter((one) => one !== "" && one.length <= text.length).sort((a, b) => a.length - b.length);
}

/** The text without one of its statements, stages or items, and each alone. @param {string} text */
function pieces(text) {
  const list = [];
  for (const mark of ["; ", " | ", ", "]) {
    const parts = splitOutside(text, mark);
    if (parts.length < 2) continue;
    parts.forEach((part, index) => {
      list.push(part);
      list.push([...parts.slice(0, index), ...parts.slice(index + 1)].join(mark));
    });
  }
  for (const operator of text.matchAll(/ (?:-[a-z]+|[+*/%]|-) /g)) {
    list.push(text.slice(0, operator.index), text.slice(operator.index + operator[0].length));
  }
  return list;
}

/** @param {string} text @param {string} mark */
function splitOutside(text, mark) {
  const inside = groups(text);
  const parts = [];
  let start = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (inside.some((group) => group.start < at && at < group.end)) continue;
    parts.push(text.slice(start, at));
    start = at + mark.length;
  }
  parts.push(text.slice(start));
  return parts;
}

/** Brackets that belong together, outermost first; quotes are skipped over. @param {string} text */
function groups(text) {
  const list = [];
  const stack = [];
  for (let index = 0; index < text.length; index++) {
    const letter = /** @type {string} */ (text[index]);
    if (letter === "'") {
      const end = text.indexOf("'", index + 1);
      if (end < 0) break;
      index = end;
    } else if (OPEN.has(letter)) stack.push(index);
    else if (
      stack.length > 0 &&
      OPEN.get(/** @type {string} */ (text[/** @type {number} */ (stack[stack.length - 1])])) === letter
    ) {
      list.push({ start: /** @type {number} */ (stack.pop()), end: index });
    }
  }
  return list.sort((a, b) => a.start - b.start);
}

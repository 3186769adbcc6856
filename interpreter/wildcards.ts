/** Wildcards of Windows and PowerShell: `*`, `?`, `[a-z]`, with a backtick before a character that stands for itself. */

type Element = { readonly kind: "star" } | { readonly kind: "any" } | { readonly kind: "one"; readonly text: string } | { readonly kind: "set"; readonly ranges: readonly (readonly [string, string])[] };

export function hasWildcard(text: string): boolean {
  return /[*?[]/.test(text);
}

/** A test for whole texts without regard to case. Work is bounded by pattern length times text length. */
export function wildcard(pattern: string): (text: string) => boolean {
  const elements = elementsOf(pattern.toLowerCase());
  return (text) => matches(elements, text.toLowerCase());
}

function elementsOf(pattern: string): Element[] {
  const elements: Element[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const unit = pattern[index] as string;
    if (unit === "*") {
      if (elements[elements.length - 1]?.kind !== "star") elements.push({ kind: "star" });
    } else if (unit === "?") elements.push({ kind: "any" });
    else if (unit === "`" && index + 1 < pattern.length) elements.push({ kind: "one", text: pattern[++index] as string });
    else if (unit === "[") {
      const close = pattern.indexOf("]", index + 2);
      if (close < 0) elements.push({ kind: "one", text: unit });
      else {
        elements.push({ kind: "set", ranges: rangesOf(pattern.slice(index + 1, close)) });
        index = close;
      }
    } else elements.push({ kind: "one", text: unit });
  }
  return elements;
}

function rangesOf(body: string): (readonly [string, string])[] {
  const ranges: (readonly [string, string])[] = [];
  for (let index = 0; index < body.length; index++) {
    const first = body[index] as string;
    if (body[index + 1] === "-" && index + 2 < body.length) {
      ranges.push([first, body[index + 2] as string]);
      index += 2;
    } else ranges.push([first, first]);
  }
  return ranges;
}

function matches(elements: readonly Element[], text: string): boolean {
  let at = 0;
  let element = 0;
  let star = -1;
  let retry = 0;
  while (at < text.length) {
    const current = elements[element];
    if (current?.kind === "star") {
      star = element++;
      retry = at;
    } else if (current && accepts(current, text[at] as string)) {
      element++;
      at++;
    } else if (star >= 0) {
      element = star + 1;
      at = ++retry;
    } else return false;
  }
  while (elements[element]?.kind === "star") element++;
  return element === elements.length;
}

function accepts(element: Element, unit: string): boolean {
  if (element.kind === "any") return true;
  if (element.kind === "one") return element.text === unit;
  return element.kind === "set" && element.ranges.some(([low, high]) => unit >= low && unit <= high);
}

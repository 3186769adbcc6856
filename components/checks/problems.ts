/** Collects what is wrong with arguments, with the path of each as a program writes it. */

/** What is wrong with one argument. */
export interface ArgumentProblem {
  /** As a program writes it: `mail.allowFrom[0]`. */
  readonly path: string;
  /** What it is and what is expected instead: `is "x"; expected ...`. Never holds a secret. */
  readonly reason: string;
}

export class Problems {
  readonly list: ArgumentProblem[] = [];

  add(path: string, reason: string): void {
    this.list.push({ path, reason });
  }

  /** True: nothing is wrong with the argument or anything inside it so far. */
  none(path: string): boolean {
    return !this.list.some((problem) =>
      [path, `${path}.`, `${path}[`].some((at, index) => (index === 0 ? problem.path === at : problem.path.startsWith(at))),
    );
  }
}

export const quoted = (text: string): string => JSON.stringify(text);

/** Only values of plain arguments get here, never secrets. What is no text, number or flag is named by its kind. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value.length > 200 ? `${value.slice(0, 200)}...` : value);
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return isPlainObject(value) ? "a group of arguments" : "a value that is not known when the program runs";
}

export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value))
  );
}

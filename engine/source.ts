import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A place in the program's text. `file` is relative to the project's folder, with `/`. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number | undefined;
}

export interface Frame extends Place {
  /** The user's own file: in no installed package. */
  readonly own: boolean;
}

/** A path or file URL in the form in which it is reported. */
export function displayPath(pathOrUrl: string, directory: string): { readonly file: string; readonly own: boolean } {
  // Source maps of ES modules hold URLs, which the SDK takes for relative paths: `file:///folder/file:/folder/index.ts`.
  let path = pathOrUrl.slice(Math.max(0, pathOrUrl.lastIndexOf("file:/")));
  if (path.startsWith("file:")) {
    try {
      path = fileURLToPath(path);
    } catch {
      return { file: pathOrUrl, own: false };
    }
  }
  if (!isAbsolute(path)) return { file: path.split(sep).join("/"), own: !path.startsWith("node:") && !isInstalled(path) };
  const fromProject = relative(directory, path);
  // Another drive: there is no relative path.
  const file = (isAbsolute(fromProject) ? path : fromProject).split(sep).join("/");
  return { file, own: !isInstalled(path) };
}

/** In a package, or one of the files that we put into the program's process: no place for anybody to change. */
function isInstalled(path: string): boolean {
  return path.split(/[\\/]/).includes("node_modules") || path.startsWith(__dirname + sep);
}

/** The frames of a JavaScript stack trace. */
export function parseStack(stack: string, directory: string): readonly Frame[] {
  const frames: Frame[] = [];
  for (const text of stack.split("\n")) {
    const match = /^\s*at (?:.*\(|async )?((?:file:\/\/|[a-zA-Z]:[\\/]|\/).*?):(\d+):(\d+)\)?$/.exec(text);
    if (match === null) continue;
    const [, path = "", line = "", column = ""] = match;
    const { file, own } = displayPath(path, directory);
    frames.push({ file, own, line: Number(line), column: Number(column) });
  }
  return frames;
}

/** The program's own place in a stack trace: the innermost frame that lies in its files. */
export function ownPlace(stack: string, directory: string): Place | undefined {
  const frame = parseStack(stack, directory).find(({ own }) => own);
  return frame && { file: frame.file, line: frame.line, column: frame.column };
}

/**
 * The place that a syntax or compiler error names in its text: `path:line` in the first line (Node), `path(line,column):` or `path:line:column - error` (TypeScript).
 */
export function placeInText(text: string, directory: string): Place | undefined {
  for (const line of text.split("\n").slice(0, 20)) {
    const match =
      /^(.+?)\((\d+),(\d+)\): (?:error )?/.exec(line) ??
      /^(.+?):(\d+):(\d+)(?: - error| - )/.exec(line) ??
      /^((?:file:\/\/|[a-zA-Z]:[\\/]|\/).+?):(\d+)()$/.exec(line);
    if (match === null) continue;
    const [, path = "", at = "", column = ""] = match;
    const { file, own } = displayPath(path.trim(), directory);
    if (own) return { file, line: Number(at), column: column === "" ? undefined : Number(column) };
  }
  return undefined;
}

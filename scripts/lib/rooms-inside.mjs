// The rooms inside the interpreter: which may load which, checked by `npm run check:architecture` and drawn in docs/architecture.md.
// The tables are about what is loaded at run time. A type-only import costs nothing and closes no cycle, so it is free.

/** Room of the interpreter -> the other rooms of the interpreter that it may load. @type {ReadonlyMap<string, readonly string[]>} */
export const INSIDE = new Map([
  ["powershell", ["documents", "tools", "os", "machine", "values"]],
  ["batch", ["documents", "tools", "os", "machine", "values"]],
  ["vbscript", ["documents", "tools", "os", "machine", "values"]],
  ["windows", ["documents", "tools", "os", "machine", "values"]],
  ["documents", ["tools", "os", "machine", "values"]],
  ["tools", ["os", "machine", "values"]],
  ["os", ["machine", "values"]],
  ["machine", ["values"]],
  ["values", []],
]);

/**
 * Folders inside a room, from top to bottom: each may load those below it, never one above. A folder that is not listed is a
 * violation, so a new one has to find its place.
 * @type {ReadonlyMap<string, readonly string[]>}
 */
export const LAYERS = new Map([
  [
    "powershell",
    [
      ".",
      "cmdlets",
      "cmdlets/object",
      "cmdlets/session",
      "cmdlets/data",
      "cmdlets/item",
      "cmdlets/process",
      "cmdlets/shared",
      "dotnet",
      "drives",
      "dotnet/time",
      "evaluator",
      "dotnet/collections",
      "dotnet/io",
      "operators",
      "dotnet/text",
      "dotnet/objects",
      "session",
      "dotnet/xml",
      "format",
      "members",
      "regex",
      "syntax",
      "types",
      "errors",
      "syntax/checks",
      "values",
    ],
  ],
  ["vbscript", [".", "jscript", "evaluator", "functions", "syntax", "values"]],
  [
    "windows",
    [
      ".",
      "dsc",
      "setup",
      "group-policy",
      "com",
      "web",
      "metabase",
      "adsi",
      "carbon",
      "network",
      "net",
      "rights",
      "wmi",
      "registry",
      "services",
      "acl",
      "tasks",
      "accounts",
      "features",
      "processes",
      "shared",
    ],
  ],
]);

/** A folder that holds more files than this has rooms of its own that nobody named. */
export const MAX_FILES = 40;

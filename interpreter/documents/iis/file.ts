// One configuration file of IIS: its sections, each with the location that it is for.
import type { Element, Node } from "@xmldom/xmldom";
import { xmlLibrary } from "../../os/xml-library.js";
import { ConfigurationProblem } from "./problem.js";

export interface ConfigNode {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly ConfigNode[];
  readonly line: number;
}

/** A section as a file names it. */
export interface FileSection {
  /** Full name, as written. */
  readonly name: string;
  /** Below the level of the file; "": the level itself. */
  readonly path: string;
  readonly tag: LocationTag | null;
  readonly node: ConfigNode;
}

export interface LocationTag {
  readonly override: "Inherit" | "Allow" | "Deny";
  readonly inheritInChildApplications: boolean;
}

export interface Declaration {
  readonly override: "Allow" | "Deny";
}

export interface ConfigFile {
  readonly name: string;
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly sections: readonly FileSection[];
}

const MAXIMUM_LENGTH = 8 << 20;
const MAXIMUM_DEPTH = 64;

/** `declared`: sections that the files above declare; those of .NET's own files are not read here. */
export function readConfigFile(name: string, text: string, declared: ReadonlyMap<string, Declaration>): ConfigFile {
  const root = parse(name, text);
  const declarations = new Map(declared);
  for (const child of root.children) if (child.name === "configSections") declare(child, "", declarations);
  const reader = new SectionReader(name, declarations, declared.size === 0);
  for (const child of root.children) {
    if (child.name === "configSections") continue;
    if (child.name === "location") reader.location(child);
    else reader.group(child, "", "", null);
  }
  return { name, declarations, sections: reader.sections };
}

function parse(name: string, text: string): ConfigNode {
  if (text.length > MAXIMUM_LENGTH) throw new ConfigurationProblem("malformed", name, null, `it has ${text.length} characters`);
  try {
    const { DOMParser } = xmlLibrary();
    const document = new DOMParser({
      onError: (_level, message) => {
        throw new Error(message);
      },
    }).parseFromString(text.replace(/^\ufeff/, "").trimEnd(), "text/xml");
    const root = document.documentElement;
    if (root === null || root.tagName !== "configuration")
      throw new ConfigurationProblem("malformed", name, 1, "its root is not configuration");
    return nodeOf(name, root, 0);
  } catch (error) {
    if (error instanceof ConfigurationProblem || !(error instanceof Error) || error instanceof TypeError) throw error;
    // The parser wraps what the callback throws, and says where it was.
    const reported = (error as { locator?: { lineNumber?: number } }).locator?.lineNumber ?? 1;
    throw new ConfigurationProblem(
      "malformed",
      name,
      lineOf(text, error.message, reported),
      (error.message.split("\n")[0] as string) || "not well-formed",
    );
  }
}

/** The parser reports where the last tag was; that an element is closed by another one is told by the closing tag. */
function lineOf(text: string, message: string, reported: number): number {
  const closing = /mismatch: "[^"]*" != "([^"]*)"/.exec(message)?.[1];
  if (closing === undefined) return reported;
  const lines = text.split("\n");
  const found = lines.findIndex((line, index) => index >= reported - 1 && line.includes(`</${closing}`));
  return found < 0 ? reported : found + 1;
}

function nodeOf(file: string, element: Element, depth: number): ConfigNode {
  const line = (element as { lineNumber?: number }).lineNumber ?? 1;
  if (depth > MAXIMUM_DEPTH)
    throw new ConfigurationProblem("malformed", file, line, `elements nest more than ${MAXIMUM_DEPTH} deep`);
  const children: ConfigNode[] = [];
  for (let node: Node | null = element.firstChild; node; node = node.nextSibling)
    if (node.nodeType === 1) children.push(nodeOf(file, node as Element, depth + 1));
  return {
    name: element.tagName,
    attributes: new Map([...element.attributes].map((one) => [one.name, one.value])),
    children,
    line,
  };
}

function declare(node: ConfigNode, group: string, into: Map<string, Declaration>): void {
  for (const child of node.children) {
    const name = child.attributes.get("name") ?? "";
    if (child.name === "sectionGroup") declare(child, `${group}${name}/`, into);
    else if (child.name === "section")
      into.set(`${group}${name}`, { override: child.attributes.get("overrideModeDefault") === "Deny" ? "Deny" : "Allow" });
  }
}

class SectionReader {
  readonly sections: FileSection[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly file: string,
    private readonly declarations: ReadonlyMap<string, Declaration>,
    private readonly isTop: boolean,
  ) {}

  location(node: ConfigNode): void {
    const mode = node.attributes.get("overrideMode");
    const allow = node.attributes.get("allowOverride");
    if (mode !== undefined && allow !== undefined)
      throw new ConfigurationProblem("invalidValue", this.file, node.line, "overrideMode and allowOverride exclude each other");
    if (mode !== undefined && !["Inherit", "Allow", "Deny"].includes(mode))
      throw new ConfigurationProblem("invalidValue", this.file, node.line, `overrideMode is ${mode}`);
    const override = mode ?? (allow === undefined ? "Inherit" : allow.toLowerCase() === "true" ? "Allow" : "Deny");
    const path = node.attributes.get("path") ?? "";
    const tag: LocationTag = {
      override: override as LocationTag["override"],
      inheritInChildApplications: node.attributes.get("inheritInChildApplications")?.toLowerCase() !== "false",
    };
    for (const child of node.children) this.group(child, "", path === "." ? "" : path, tag);
  }

  /** A group of sections, or a section. */
  group(node: ConfigNode, group: string, path: string, tag: LocationTag | null): void {
    const name = `${group}${node.name}`;
    if (this.declarations.has(name)) {
      const key = `${path.toLowerCase()}|${name}`;
      if (this.seen.has(key)) throw new ConfigurationProblem("duplicate", this.file, node.line, `${name} stands there twice`);
      this.seen.add(key);
      this.sections.push({ name, path, tag, node });
      return;
    }
    const isGroup = [...this.declarations.keys()].some((one) => one.startsWith(`${name}/`));
    if (isGroup) {
      for (const child of node.children) this.group(child, `${name}/`, path, tag);
      return;
    }
    // Sections of .NET are declared in files of .NET.
    if (!this.isTop && !name.startsWith("system.webServer") && !name.startsWith("system.applicationHost")) return;
    if (this.isTop && group === "" && !name.startsWith("system.")) return;
    throw new ConfigurationProblem("undeclaredSection", this.file, node.line, `${name} is not declared`);
  }
}

type Library = typeof import("@xmldom/xmldom");

let library: Library | null = null;

/** The XML parser, loaded with the first document: its tables of entities cost more than reading a usual script. */
export function xmlLibrary(): Library {
  library ??= require("@xmldom/xmldom") as Library;
  return library;
}

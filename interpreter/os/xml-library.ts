// The XML parser.
import { once } from "../../host/cache.js";

type Library = typeof import("@xmldom/xmldom");

/** Loaded with the first document: its tables of entities cost more than reading a usual script. */
export const xmlLibrary = once(() => require("@xmldom/xmldom") as Library);

/** Loads all tables of .NET types. */
import "./objects.js";
import "./strings.js";
import "./lists.js";
import "./dictionaries.js";
import "./comparers.js";
import "./regex-values.js";
import "./psobject.js";
import "./math.js";
import "./text-types.js";
import "./converts.js";
import "./dates.js";
import "./streams.js";
import "./io.js";
import "./values.js";
import "./web.js";
import "./system.js";

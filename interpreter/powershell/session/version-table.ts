import { Source, Trace } from "../../values/source.js";
import { Dict, str, TypeRef, type Value } from "../../values/value.js";
import { construct } from "../members/members.js";
import { dictSet } from "../types/dict.js";
import type { Runtime } from "./runtime.js";

const NOWHERE = new Trace(new Source("", { file: null, resource: null, property: null, layers: [] }, false), 0, 0);

/** `$PSVersionTable`. The versions are those that the dialects are read as: 5.1 of Windows Server, and a current 7. */
export function versionTable(r: Runtime): Value {
  const table = new Dict("hashtable", "System.Management.Automation.PSVersionHashTable");
  const version = r.dialect === "7" ? "7.4.6" : "5.1.17763.1";
  const set = (name: string, value: Value) => dictSet(r.machine, table, str(name), value);
  set("PSVersion", construct(r.machine, new TypeRef("System.Version"), [str(version)], NOWHERE));
  set("PSEdition", str(r.dialect === "7" ? "Core" : "Desktop"));
  if (r.dialect === "7") {
    set("Platform", str("Win32NT"));
    set("OS", str("Microsoft Windows"));
  } else set("CLRVersion", construct(r.machine, new TypeRef("System.Version"), [str("4.0.30319.42000")], NOWHERE));
  return table;
}

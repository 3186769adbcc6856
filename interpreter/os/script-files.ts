/** Which language a file holds, by its extension. */
import type { ScriptHostLanguage } from "../tools/tool.js";

export const SCRIPT_HOST_EXTENSIONS: ReadonlyMap<string, ScriptHostLanguage> = new Map([
  [".vbs", "vbscript"],
  [".js", "jscript"],
  [".wsf", "wsf"],
  [".hta", "hta"],
]);

/** Of a file that the script host runs; undefined: it is none. */
export function scriptHostLanguage(path: string): ScriptHostLanguage | undefined {
  const dot = path.lastIndexOf(".");
  return dot < 0 ? undefined : SCRIPT_HOST_EXTENSIONS.get(path.slice(dot).toLowerCase());
}

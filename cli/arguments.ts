import type { ScriptArgument } from "../interpreter/tools/tool.js";
import { Bool, Str } from "../interpreter/values/value.js";
import type { InputLanguage } from "./selection.js";

/**
 * What stands behind `--`, as the script gets it when a shell starts it: cmd gets words; PowerShell takes `-Name` for a parameter's name and
 * the next word for its value, `-Name:value` for both.
 */
export function scriptArguments(words: readonly string[], language: InputLanguage): ScriptArgument[] {
  return words.map((word): ScriptArgument => {
    const match =
      language !== "powershell" && language !== "pwsh" && language !== "powershell-any"
        ? null
        : /^-([A-Za-z_]\w*)(?::(.*))?$/s.exec(word);
    if (match === null) return { name: null, value: new Str(word) };
    const [, name = "", value] = match;
    if (value === undefined) return { name, value: null };
    if (/^\$(?:true|false)$/i.test(value)) return { name, value: new Bool(/true/i.test(value)) };
    return { name, value: new Str(value) };
  });
}

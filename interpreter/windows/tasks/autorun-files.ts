import { watchFiles } from "../../os/files.js";
import { Str } from "../../values/value.js";
import { runsAtItsTime, runsNoMore } from "./autorun.js";

/** Files that Windows runs by itself because of where they lie: the start-up folder, and the script that ends setup. */

const FOLDERS: readonly string[] = [
  "c:\\programdata\\microsoft\\windows\\start menu\\programs\\startup\\",
  "c:\\windows\\system32\\grouppolicy\\machine\\scripts\\startup\\",
];
const FILES: ReadonlySet<string> = new Set([
  "c:\\windows\\setup\\scripts\\setupcomplete.cmd",
  "c:\\windows\\setup\\scripts\\errorhandler.cmd",
]);

watchFiles({
  watches: (key) => FILES.has(key) || (/\.(?:cmd|bat|ps1|vbs)$/.test(key) && FOLDERS.some((folder) => key.startsWith(folder))),
  changed(machine, path, content, at) {
    const trace = at ?? (content && "trace" in content ? content.trace : null);
    const id = `file:${path.toLowerCase()}`;
    if (content === undefined) return runsNoMore(machine, id);
    if (!trace) return;
    const command = /\.ps1$/i.test(path) ? `powershell.exe -File "${path}"` : `"${path}"`;
    runsAtItsTime(machine, id, [{ command: new Str(command, trace), at: trace, what: "start-up folder" }]);
  },
});

import type { Machine } from "../../machine/machine.js";
import { runsAtItsTime, runsNoMore, type Start } from "../../os/autorun.js";
import type { Family } from "../../tools/toolbox.js";
import type { Trace } from "../../values/source.js";
import { isPartlyUnknown, readable } from "../../values/stand-ins.js";
import { joinTexts, traceOf } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";
import { createTask, deleteTask } from "./task-state.js";
import { readTaskXml } from "./task-xml.js";

/** Files that Windows runs by itself because of where they lie: start-up folders, scripts of group policy, the end of setup, tasks, profiles. */

const SYSTEM32 = "*\\windows\\system32";
const START_MENU = "microsoft\\windows\\start menu\\programs\\startup";
const SCRIPTS = ["startup", "shutdown"].map((when) => `${SYSTEM32}\\grouppolicy\\machine\\scripts\\${when}`);
const LOGON_SCRIPTS = ["logon", "logoff"].map((when) => `${SYSTEM32}\\grouppolicy\\user\\scripts\\${when}`);

const FOLDERS: readonly string[] = [
  `*\\programdata\\${START_MENU}`,
  `*\\users\\*\\appdata\\roaming\\${START_MENU}`,
  `⟨env:userprofile⟩\\appdata\\roaming\\${START_MENU}`,
  `⟨env:appdata⟩\\${START_MENU}`,
  ...SCRIPTS,
  ...LOGON_SCRIPTS,
];

const FILES: readonly string[] = [
  "*\\windows\\setup\\scripts\\setupcomplete.cmd",
  "*\\windows\\setup\\scripts\\errorhandler.cmd",
  // Every PowerShell reads them when it starts.
  `${SYSTEM32}\\windowspowershell\\v1.0\\profile.ps1`,
  `${SYSTEM32}\\windowspowershell\\v1.0\\microsoft.powershell_profile.ps1`,
  "*\\program files\\powershell\\7\\profile.ps1",
];

/** How a file is run by its extension; undefined: it is no script, and another program's business. */
function commandOf(machine: Machine, path: string, content: Value, at: Trace): Str | Unknown | undefined {
  if (/\.ps1$/i.test(path)) return new Str(`powershell.exe -File "${path}"`, at);
  if (/\.(?:cmd|bat)$/i.test(path)) return new Str(`"${path}"`, at);
  if (/\.(?:vbs|vbe|js|jse|wsf)$/i.test(path)) return new Str(`wscript.exe "${path}"`, at);
  if (/\.hta$/i.test(path)) return new Str(`mshta.exe "${path}"`, at);
  // A link's text is the command line that it stands for.
  if (!/\.lnk$/i.test(path)) return undefined;
  const plain = machine.plain(content);
  return plain instanceof Str || plain instanceof Unknown ? plain : undefined;
}

function opaque(machine: Machine, folder: string, at: Trace | null): void {
  machine.note("opaque", "all", `files that are not known are put into ${folder}, from where they run by themselves`, at);
}

function listedScripts(machine: Machine, text: string, path: string, at: Trace): Start[] {
  const folder = path.slice(0, path.lastIndexOf("\\"));
  const starts: Start[] = [];
  let section = "";
  const entries = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const header = /^\s*\[([^\]]+)\]\s*$/.exec(line);
    if (header) section = header[1] as string;
    const entry = /^\s*(\d+)(cmdline|parameters)\s*=\s*(.*?)\s*$/i.exec(line);
    if (entry) entries.set(`${section}\\${entry[1]}${(entry[2] as string).toLowerCase()}`, entry[3] as string);
    // An unknown part anywhere else may be lines of its own.
    else if (isPartlyUnknown(machine, line)) opaque(machine, path, at);
  }
  for (const [key, command] of entries) {
    if (!key.endsWith("cmdline")) continue;
    const args = entries.get(`${key.slice(0, -"cmdline".length)}parameters`) ?? "";
    const full = /^(?:[A-Za-z]:|[\\%])/.test(command) ? command : `${folder}\\${key.split("\\")[0]}\\${command}`;
    const host = /\.ps1$/i.test(command) ? "powershell.exe -File " : "";
    starts.push({ command: joinTexts([`${host}"${full}" ${args}`.trim()], at), at, what: "group policy script" });
  }
  return starts;
}

export const autorunFilesFamily: Family = {
  fileWatchers: [
    {
      places: [...FOLDERS.map((folder) => `${folder}\\*`), ...FILES],
      disturbed: opaque,
      changed(machine, path, content, at) {
        const id = `file:${path.toLowerCase()}`;
        if (content === undefined) return runsNoMore(machine, id);
        const trace = at ?? traceOf(content);
        if (trace === null) return opaque(machine, path, null);
        const command = commandOf(machine, path, content, trace);
        if (command !== undefined) runsAtItsTime(machine, id, [{ command, at: trace, what: "file that Windows runs by itself" }]);
      },
    },
    /** `scripts.ini` and `psscripts.ini` of group policy: `0CmdLine=setup.cmd`, `0Parameters=...` under `[Startup]`. */
    {
      places: ["machine", "user"].flatMap((scope) =>
        ["scripts.ini", "psscripts.ini"].map((name) => `${SYSTEM32}\\grouppolicy\\${scope}\\scripts\\${name}`),
      ),
      changed(machine, path, content, at) {
        const id = `file:${path.toLowerCase()}`;
        if (content === undefined) return runsNoMore(machine, id);
        const plain = machine.plain(content);
        const trace = at ?? traceOf(plain);
        const text = plain instanceof Str || plain instanceof Unknown ? readable(machine, plain) : null;
        if (trace === null || text === null) return opaque(machine, path, trace);
        runsAtItsTime(machine, id, listedScripts(machine, text, path, traceOf(plain) ?? trace));
      },
    },
    /** The task library's folder: a file there is a task's definition. */
    {
      places: [`${SYSTEM32}\\tasks\\**`],
      disturbed: opaque,
      changed(machine, path, content, at) {
        const name = path.replace(/^.*?\\tasks\\/i, "");
        const trace = at ?? (content === undefined ? null : traceOf(content));
        if (trace === null) return opaque(machine, path, null);
        if (content === undefined) return deleteTask(machine, name, trace);
        const plain = machine.plain(content);
        const task = plain instanceof Str || plain instanceof Unknown ? readTaskXml(machine, plain, trace) : null;
        if (task !== null) createTask(machine, name, task, trace);
        else machine.note("opaque", "all", `the scheduled task ${name} is a file whose content is not available`, trace);
      },
    },
  ],
};

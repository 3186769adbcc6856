import { copyPath, unpack } from "../../os/copying.js";
import { Files } from "../../os/files.js";
import { argumentValues, noteRemoteCall } from "../../tools/open-world/remote-calls.js";
import type { Argument, NativeCall, NativeTool, Text, Tool } from "../../tools/tool.js";
import { shownText } from "../../values/texts.js";
import { knownPrefix } from "../shared/native-arguments.js";

/** Programs that copy files, unpack archives or make links and drives. Documented in "Windows Commands" and by their makers. */

function known(argument: Argument | undefined): string {
  return typeof argument?.text === "string" ? argument.text : "";
}

function plain(call: NativeCall): Argument[] {
  return call.argv.filter((argument) => !/^[-/]./.test(knownPrefix(argument.text)));
}

function hasFlag(call: NativeCall, pattern: RegExp): boolean {
  return call.argv.some((argument) => pattern.test(known(argument)));
}

function robocopy(call: NativeCall): void {
  const [from, to, ...names] = call.argv.filter((argument) => !known(argument).startsWith("/"));
  if (!from || !to) return;
  const move = hasFlag(call, /^\/mov(?:e|)$/i);
  const source = shownText(from.text).replace(/[\\/]+$/, "");
  for (const name of names.length === 0 ? [] : names)
    copyPath(call.machine, `${source}\\${shownText(name.text)}`, to.text, call.at, { move, into: true });
  if (names.length === 0) {
    const files = new Files(call.machine);
    files.copy(from.text, to.text, call.at);
    if (!files.list(from.text).complete) files.disturb(to.text, call.at);
    if (move) files.remove(from.text, call.at);
  }
  // One means that files were copied; it is no failure.
  call.exit(1);
}

function xcopy(call: NativeCall): void {
  const [from, to] = call.argv.filter((argument) => !known(argument).startsWith("/"));
  if (!from) return;
  copyPath(call.machine, from.text, to?.text ?? ".", call.at, { into: hasFlag(call, /^\/i$/i) });
}

/** `replace source folder`. */
function replace(call: NativeCall): void {
  const [from, to] = plain(call);
  if (from) copyPath(call.machine, from.text, to?.text ?? ".", call.at, { into: true });
}

/** `esentutl /y source /d target` copies any file, also one that is in use. */
function esentutl(call: NativeCall): void {
  const at = (flag: RegExp) => call.argv.findIndex((argument) => flag.test(known(argument)));
  const from = call.argv[at(/^[-/]y/i) + 1];
  const to = call.argv[at(/^[-/]d/i) + 1];
  if (at(/^[-/]y/i) >= 0 && at(/^[-/]d/i) >= 0 && from && to) new Files(call.machine).copy(from.text, to.text, call.at);
}

/** `expand archive.cab -F:* folder`, `expand file.ex_ target`. */
function expand(call: NativeCall): void {
  const [from, to] = plain(call);
  if (!from || hasFlag(call, /^[-/]d$/i)) return;
  if (hasFlag(call, /^[-/]f:/i) || (to && new Files(call.machine).peek(to.text) === "directory"))
    return unpack(call.machine, from.text, to?.text ?? ".", call.at);
  if (to)
    new Files(call.machine).write(
      to.text,
      call.unknown(`what ${shownText(from.text)} unpacks to`, { cause: "opaque", type: "System.String" }),
      call.at,
    );
}

/** `tar -xf archive -C folder`: letters with or without a dash; a value may stand behind them. */
function tar(call: NativeCall): void {
  let folder: Text = ".";
  let archive: Text | undefined;
  let unpacks = false;
  for (let index = 0; index < call.argv.length; index++) {
    const text = known(call.argv[index]);
    const letters = index === 0 && /^[A-Za-z]+$/.test(text) ? text : /^-([A-Za-z]+)/.exec(text)?.[1];
    if (text === "--extract") unpacks = true;
    if (/^--(?:directory|file)=/.test(text)) {
      if (text.startsWith("--d")) folder = text.slice("--directory=".length);
      else archive = text.slice("--file=".length);
    } else if (letters !== undefined && !text.startsWith("--")) {
      if (letters.includes("x")) unpacks = true;
      if (letters.endsWith("f")) archive = call.argv[++index]?.text;
      else if (letters.endsWith("C")) folder = call.argv[++index]?.text ?? folder;
    }
  }
  if (unpacks) unpack(call.machine, archive ?? "archive", folder, call.at);
}

/** `7z x archive -ofolder`, `unzip archive -d folder`. */
function unzip(call: NativeCall): void {
  const words = plain(call);
  const seven = /^7z/i.test(call.name);
  if (seven && !/^[xe]$/i.test(known(words[0]))) return;
  const archive = words[seven ? 1 : 0];
  const glued = call.argv
    .map(({ text }) => shownText(text))
    .find((text) => /^-o./i.test(text))
    ?.slice(2);
  const apart = call.argv.findIndex((argument) => known(argument) === "-d");
  if (archive) unpack(call.machine, archive.text, seven ? (glued ?? ".") : (call.argv[apart + 1]?.text ?? "."), call.at);
}

/** `subst X: folder`, `subst X: /d`. */
function subst(call: NativeCall): void {
  const [drive, folder] = call.argv;
  if (!drive || !folder) return;
  const root = `${shownText(drive.text).replace(/\\$/, "")}\\`;
  if (/^\/d$/i.test(known(folder))) new Files(call.machine).remove(root, call.at);
  else new Files(call.machine).link(root, folder.text, call.at);
}

/** `fsutil hardlink create new existing`. */
function fsutil(call: NativeCall): void {
  const [what, verb, path, target] = call.argv;
  if (/^hardlink$/i.test(known(what)) && /^create$/i.test(known(verb)) && path && target)
    new Files(call.machine).link(path.text, target.text, call.at);
  call.out(call.unknown("what fsutil prints", { type: "System.String" }));
}

/**
 * Programs that fetch files from elsewhere, by where they put them: an option, or the last word. What comes nobody knows.
 */
const FETCHERS: ReadonlyMap<string, { readonly verbs: RegExp | null; readonly option?: string }> = new Map([
  ["azcopy", { verbs: /^(?:copy|cp|sync)$/i }],
  ["aws", { verbs: /^s3$/i }],
  ["gsutil", { verbs: /^(?:-m|cp|rsync)$/i }],
  ["rclone", { verbs: /^(?:copy|copyto|sync|move)$/i }],
  ["git", { verbs: /^clone$/i }],
  ["svn", { verbs: /^(?:checkout|co|export)$/i }],
  ["scp", { verbs: null }],
  ["pscp", { verbs: null }],
  ["sftp", { verbs: null }],
  ["wget", { verbs: null, option: "-p" }],
]);

function fetch(call: NativeCall): void {
  noteRemoteCall(call.machine, call.name, argumentValues(call), call.at);
  const found = FETCHERS.get(call.name.toLowerCase().replace(/\.exe$/, ""));
  const words = call.argv.filter((argument) => !/^--?[A-Za-z]/.test(knownPrefix(argument.text)));
  const isFetch =
    found !== undefined && (found.verbs === null || (call.argv[0] !== undefined && found.verbs.test(known(call.argv[0]))));
  const at = found?.option === undefined ? -1 : call.argv.findIndex((argument) => known(argument).toLowerCase() === found.option);
  const target = at >= 0 ? call.argv[at + 1] : words[words.length - 1];
  if (isFetch && words.length > 1 && target && /^(?:[A-Za-z]:|\\\\|\.|⟨)/.test(shownText(target.text)))
    fetched(call, target.text);
  call.out(call.unknown(`what ${call.name} prints`, { type: "System.String" }));
}

/** A file with the name of the target, or files in a folder of that name. */
function fetched(call: NativeCall, target: Text): void {
  const files = new Files(call.machine);
  const isFile = /\.[A-Za-z0-9]{1,10}$/.test(shownText(target)) && files.peek(target) !== "directory";
  if (isFile)
    files.write(target, call.unknown(`a file that ${call.name} fetches`, { cause: "opaque", type: "System.String" }), call.at);
  else files.disturb(target, call.at);
}

const tool = (names: readonly string[], run: NativeTool["run"], effect: Tool["effect"] = "modelled"): Tool => ({
  form: "native",
  names,
  effect,
  areas: [],
  run,
});

export const copyPrograms: readonly Tool[] = [
  tool(["robocopy"], robocopy),
  tool(["xcopy"], xcopy),
  tool(["replace"], replace),
  tool(["esentutl"], esentutl),
  tool(["expand"], expand),
  tool(["tar", "bsdtar"], tar),
  tool(["7z", "7za", "7zr", "unzip"], unzip),
  tool(["subst"], subst),
  tool(["fsutil"], fsutil),
  tool([...FETCHERS.keys()], fetch, "inert"),
];

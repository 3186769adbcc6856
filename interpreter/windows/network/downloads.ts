import { hole } from "../../../host/values/holes.js";
import { runsAtItsTime, runsNoMore } from "../../os/autorun.js";
import { download } from "../../os/downloads.js";
import { Files } from "../../os/files.js";
import type { Argument, NativeCall, Text, Tool } from "../../tools/tool.js";
import { joinTexts, pieces, shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { quoted, textValue } from "../processes/command-line.js";
import { knownPrefix } from "../shared/native-arguments.js";

/** Programs that fetch files: curl, bitsadmin, certutil. Documented in "Windows Commands". */

function known(argument: Argument | undefined): string {
  return typeof argument?.text === "string" ? argument.text : "";
}

function leafOfUrl(url: Text): string {
  const list = pieces(url);
  const tail = list[list.length - 1];
  return typeof tail === "string" ? tail.slice(tail.lastIndexOf("/") + 1).replace(/[?#].*$/, "") : hole("file name");
}

function save(call: NativeCall, url: Text, path: Text): void {
  new Files(call.machine).write(path, download(call.machine, url, call.at), call.at);
}

const CURL_VALUES: ReadonlySet<string> = new Set([
  "-o",
  "--output",
  "-H",
  "--header",
  "-d",
  "--data",
  "-u",
  "--user",
  "-X",
  "--request",
  "-A",
  "--user-agent",
  "-b",
  "-c",
  "-e",
  "-x",
  "--proxy",
  "--retry",
  "-m",
  "--max-time",
  "--connect-timeout",
  "-F",
  "--cacert",
  "--cert",
  "--key",
  "--retry-delay",
  "--data-binary",
  "--data-raw",
  "-w",
  "--write-out",
  "--output-dir",
]);

function curl(call: NativeCall): void {
  let url: Text | undefined;
  let target: Text | undefined;
  let remoteName = false;
  for (let index = 0; index < call.argv.length; index++) {
    const argument = call.argv[index] as Argument;
    const text = known(argument);
    if (CURL_VALUES.has(text)) {
      const value = call.argv[++index];
      if ((text === "-o" || text === "--output") && value) target = value.text;
    } else if (text === "--url") url = call.argv[++index]?.text;
    else if (/^-[a-zA-Z]*O/.test(text) || text === "--remote-name") remoteName = true;
    else if (/^-[a-zA-Z]+o$/.test(text)) target = call.argv[++index]?.text;
    else if (!text.startsWith("-")) url ??= argument.text;
  }
  if (url === undefined) return;
  if (target !== undefined) save(call, url, target);
  else if (remoteName) save(call, url, leafOfUrl(url));
  else call.out(download(call.machine, url, call.at));
}

function bitsadmin(call: NativeCall): void {
  const notify = call.argv.findIndex((argument) => /^\/setnotifycmdline$/i.test(known(argument)));
  if (notify >= 0) return runsWhenDone(call, shownText(call.argv[notify + 1]?.text ?? ""), call.argv.slice(notify + 2));
  const rest = call.argv.filter((argument) => !known(argument).startsWith("/"));
  if (!call.argv.some((argument) => /^\/(?:transfer|addfile)$/i.test(known(argument)))) return;
  const target = rest[rest.length - 1];
  const url = rest[rest.length - 2];
  if (url && target) save(call, url.text, target.text);
}

/** `/setnotifycmdline job program "program arguments"`: runs when the job is done. The arguments begin with the program, or leave it out. */
function runsWhenDone(call: NativeCall, job: string, [program, args]: readonly Argument[]): void {
  const id = `bits:${job.toLowerCase()}`;
  if (program === undefined || /^null$/i.test(known(program))) return runsNoMore(call.machine, id);
  const shown = known(program);
  const leaf = shown.slice(Math.max(shown.lastIndexOf("\\"), shown.lastIndexOf("/")) + 1).replace(/\.exe$/i, "");
  const first = /^"?([^"\s]*)/.exec(args === undefined ? "" : knownPrefix(args.text))?.[1] ?? "";
  const names =
    first
      .slice(first.lastIndexOf("\\") + 1)
      .replace(/\.exe$/i, "")
      .toLowerCase() === leaf.toLowerCase();
  const given = args === undefined || /^null$/i.test(known(args)) ? [] : [textValue(args)];
  const command = names && given.length > 0 ? joinTexts(given, call.at) : joinTexts([...quoted(program), " ", ...given], call.at);
  runsAtItsTime(call.machine, id, [{ command, at: program.at, what: "notification of a BITS job" }]);
}

function certutil(call: NativeCall): void {
  const verbs = call.argv.map((argument) => known(argument).toLowerCase().replace(/^\//, "-"));
  const rest = call.argv.filter((argument) => !/^[-/]/.test(known(argument)));
  if (verbs.includes("-urlcache") || verbs.includes("-verifyctl")) {
    const url = rest[0];
    if (url) save(call, url.text, rest[1]?.text ?? leafOfUrl(url.text));
  } else if (verbs.includes("-decode") || verbs.includes("-decodehex")) {
    const [from, to] = rest;
    if (from && to) decode(call, from.text, to.text, verbs.includes("-decodehex"));
  } else if (verbs.includes("-encode")) {
    const to = rest[1];
    if (to) new Files(call.machine).write(to.text, call.unknown("a file in base64", { type: "System.String" }), call.at);
  } else call.out(call.unknown("what certutil prints", { type: "System.String" }));
}

/** `certutil -decode`: base64, with or without the lines that frame a certificate. */
function decode(call: NativeCall, from: Text, to: Text, hex: boolean): void {
  const files = new Files(call.machine);
  const content = files.readText(from);
  if (!(content instanceof Str) || hex) {
    files.write(
      to,
      content instanceof Unknown
        ? content
        : call.unknown(`what ${shownText(from)} decodes to`, { cause: "opaque", type: "System.String" }),
      call.at,
    );
    return;
  }
  const body = content.value
    .split(/\r?\n/)
    .filter((line) => !line.startsWith("-----"))
    .join("");
  const bytes = Buffer.from(body, "base64");
  call.machine.budget.size(bytes.length);
  const text = bytes.toString("utf8");
  files.write(to, new Str(text, content.trace, content.secret), call.at);
}

const tool = (names: readonly string[], run: (call: NativeCall) => void): Tool => ({
  form: "native",
  names,
  effect: "modelled",
  areas: [],
  run,
});

export const downloadTools: readonly Tool[] = [
  tool(["curl"], curl),
  tool(["bitsadmin"], bitsadmin),
  tool(["certutil"], certutil),
];

// sysprep.exe: generalizes the host or starts it anew, with the answer file that it is given or finds.
import { Files } from "../../os/files.js";
import type { Argument, NativeCall, Text, Tool } from "../../tools/tool.js";
import { shownText, type TextValue } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import { switchOf } from "../shared/native-arguments.js";
import { applyUnattend, type Pass } from "./unattend.js";

/** Where Setup looks for an answer file when it is not given one, in its order. */
const IMPLICIT: readonly string[] = [
  "C:\\Windows\\Panther\\Unattend\\Unattend.xml",
  "C:\\Windows\\Panther\\Unattend.xml",
  "C:\\Windows\\System32\\Sysprep\\Unattend.xml",
];

function sysprep(call: NativeCall): void {
  let file: Text | null = null;
  const passes: Pass[] = [];
  for (const argument of call.argv) {
    const found = switchOf(argument as Argument);
    if (found?.name === "unattend") file = found.value;
    else if (found?.name === "generalize") passes.push("generalize");
    else if (found?.name === "oobe") passes.push("specialize", "oobesystem");
    else if (found?.name === "audit") passes.push("specialize", "auditsystem", "audituser");
  }
  const content = file === null ? implicit(call) : new Files(call.machine).readText(call.resolvePath(file));
  if (content === undefined) return file === null ? undefined : call.exit(1);
  if (content instanceof Unknown && content.parts === null) {
    call.undecided(
      content.cause === "deferred" ? "deferred" : "opaque",
      `the answer file ${file === null ? "" : shownText(file)} is not available`,
      "all",
    );
    return;
  }
  const problem = applyUnattend(call.machine, { content, bytes: null, path: null, at: call.at }, passes);
  if (problem !== null) call.undecided("unreadable", `the answer file cannot be read: ${problem.message}`, "all");
}

/** What a script put where Setup looks; a file that may have been there before is not asked for. */
function implicit(call: NativeCall): TextValue | undefined {
  const files = new Files(call.machine);
  for (const path of IMPLICIT) if (files.peek(path) === "file") return files.readText(path);
  return undefined;
}

export const setupTools: readonly Tool[] = [
  {
    form: "native",
    names: ["sysprep"],
    effect: "modelled",
    areas: ["principals", "privileges", "acl", "services", "features", "web", "smtp"],
    documented: "Microsoft, Sysprep command-line options",
    run: sysprep,
  },
];

// LGPO.exe, and the files from which the local policy is read: what puts a policy on this host.

import { Files } from "../../os/files.js";
import { leafName } from "../../os/paths.js";
import { Registry, type RegistryType } from "../../os/registry.js";
import type { Argument, NativeCall, Text, Tool } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { shownText } from "../../values/texts.js";
import { Arr, Num, Str, Unknown, type Value } from "../../values/value.js";
import { applyTemplate } from "../rights/security-template.js";
import { switchOf } from "../shared/native-arguments.js";
import { applyRegistryPolicy, hiveOf, setPolicyValue } from "./registry-policy.js";

/** Source: LGPO.exe's own help (Microsoft Security Compliance Toolkit). */
function lgpo(call: NativeCall): void {
  const argv = [...call.argv];
  for (let argument = argv.shift(); argument !== undefined; argument = argv.shift()) {
    switch (switchOf(argument)?.name) {
      case "m":
        policy(call, argv.shift(), "HKLM");
        break;
      case "u":
      case "ua":
      case "un":
        policy(call, argv.shift(), "HKCU");
        break;
      case "s":
        template(call, argv.shift()?.text);
        break;
      case "t":
        policyText(call, argv.shift()?.text);
        break;
      case "g":
        backup(call, argv.shift());
        break;
      case "parse":
      case "b":
        // They only look.
        return;
      default:
        break;
    }
  }
}

function policy(call: NativeCall, file: Argument | undefined, hive: string): void {
  if (file === undefined) return call.exit(1);
  policyFile(call, call.resolvePath(file.text), hive);
}

function policyFile(call: NativeCall, path: Text, hive: string): void {
  const bytes = new Files(call.machine).readBytes(path);
  if (bytes === undefined) return call.exit(1);
  if (bytes instanceof Unknown) {
    call.undecided(
      bytes.cause === "deferred" ? "deferred" : "opaque",
      `the registry policy ${shownText(path)} is not available`,
      ["services", "privileges"],
    );
    return;
  }
  const problem = applyRegistryPolicy(call.machine, bytes, hive, call.at);
  if (problem !== null)
    call.undecided("unreadable", `the registry policy ${shownText(path)}: ${problem.message}`, ["services", "privileges"]);
}

function template(call: NativeCall, file: Text | undefined): void {
  const path = file === undefined ? undefined : call.resolvePath(file);
  const content = path === undefined ? undefined : new Files(call.machine).readText(path);
  if (path === undefined || content === undefined) return call.exit(1);
  if (content instanceof Unknown && content.parts === null)
    call.undecided(
      content.cause === "deferred" ? "deferred" : "opaque",
      `the security template ${shownText(path)} is not available`,
    );
  else applyTemplate(call.machine, content, null, call.at);
}

/** `/g folder`: every policy file and template in a backup, however deep. */
function backup(call: NativeCall, folder: Argument | undefined): void {
  if (folder === undefined) return call.exit(1);
  const files = new Files(call.machine);
  let found = 0;
  const visit = (path: string, depth: number): boolean => {
    const { entries, complete } = files.list(path);
    let whole = complete;
    for (const entry of entries) {
      call.machine.budget.step();
      if (entry.kind === "directory") {
        if (depth < 12 && !visit(entry.path, depth + 1)) whole = false;
        continue;
      }
      const name = leafName(entry.path).toLowerCase();
      if (name === "registry.pol") policyFile(call, entry.path, hiveOf(entry.path));
      else if (name === "gpttmpl.inf") template(call, entry.path);
      else continue;
      found++;
    }
    return whole;
  };
  if (!visit(files.resolve(call.resolvePath(folder.text)), 0) || found === 0)
    call.undecided("opaque", `the policy backup in ${shownText(folder.text)} is not available`);
}

const WORDS: ReadonlyMap<string, RegistryType> = new Map<string, RegistryType>([
  ["sz", "String"],
  ["exsz", "ExpandString"],
  ["dword", "DWord"],
  ["qword", "QWord"],
  ["multisz", "MultiString"],
  ["binary", "Binary"],
]);

/** `/t file`: `Computer`, the key, the value's name and `DWORD:1`, one a line, entries parted by an empty line. */
function policyText(call: NativeCall, file: Text | undefined): void {
  const content = file === undefined ? undefined : new Files(call.machine).readText(call.resolvePath(file));
  if (content === undefined) return call.exit(1);
  if (content instanceof Unknown) {
    call.undecided(content.cause === "deferred" ? "deferred" : "opaque", "a policy text that is not known in full", [
      "services",
      "privileges",
    ]);
    return;
  }
  const registry = new Registry(call.machine);
  const at = content.trace ?? call.at;
  const lines = content.value.split(/\r\n|\n|\r/).filter((line) => !line.trimStart().startsWith(";"));
  for (let index = 0; index < lines.length; index++) {
    const scope = (lines[index] as string).trim().toLowerCase();
    if (scope !== "computer" && !scope.startsWith("user")) continue;
    const [key = "", name = "", setting = ""] = lines.slice(index + 1, index + 4).map((line) => line.trim());
    index += 3;
    call.machine.budget.step();
    const path = `${scope === "computer" ? "HKLM" : "HKCU"}\\${key}`;
    const [word = "", data = ""] = [setting.split(":")[0]?.toLowerCase(), setting.slice(setting.indexOf(":") + 1)];
    const type = WORDS.get(word);
    if (word === "delete") registry.removeValue(path, name, at);
    else if (word === "deletekeys") registry.removeKey(path, at);
    else if (word === "deleteallvalues") setPolicyValue(registry, path, "**delvals.", "String", new Str(""), at);
    else if (word === "createkey") registry.createKey(path);
    else if (type !== undefined) registry.setValue(path, { name, type, data: dataOf(type, data, at) }, at);
  }
}

function dataOf(type: RegistryType, data: string, at: NativeCall["at"]): Value {
  if (type === "DWord" || type === "QWord") return new Num("Int32", Number(data) | 0, at);
  if (type !== "MultiString") return new Str(data, at);
  return new Arr(
    "System.String",
    data.split("\\0").map((one) => new Str(one, at)),
  );
}

export const policyTools: readonly Tool[] = [
  {
    form: "native",
    names: ["lgpo"],
    effect: "modelled",
    areas: ["principals", "privileges", "acl", "services"],
    documented: "Microsoft Security Compliance Toolkit, LGPO.exe",
    run: lgpo,
  },
];

export const lgpoFamily: Family = {
  fileWatchers: [
    /** The local policy's own files: read again at the next refresh. */
    {
      places: [
        "*\\windows\\system32\\grouppolicy\\machine\\registry.pol",
        "*\\windows\\system32\\grouppolicy\\user\\registry.pol",
      ],
      disturbed(machine, folder, at) {
        machine.note(
          "opaque",
          ["services", "privileges"],
          `files that are not known are put into ${folder}, a registry policy may be among them`,
          at,
        );
      },
      changed(machine, path, content, at) {
        if (content === undefined) return;
        const place = at ?? ("trace" in content ? content.trace : null);
        if (place === null) return;
        const bytes = new Files(machine).readBytes(path);
        if (bytes instanceof Uint8Array) {
          const problem = applyRegistryPolicy(machine, bytes, hiveOf(path), place);
          if (problem === null) return;
        }
        machine.note(
          "opaque",
          ["services", "privileges"],
          "the local registry policy is replaced by one that is not known",
          place,
        );
      },
    },
  ],
};

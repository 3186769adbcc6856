import type { Area } from "../../../machine/notes.js";
import { Files } from "../../../os/files.js";
import { leafName } from "../../../os/paths.js";
import { type CmdletCall, parameters, type Text, type Tool } from "../../../tools/tool.js";
import type { Family } from "../../../tools/toolbox.js";
import { shownText } from "../../../values/texts.js";
import { Str, TypeRef, Unknown } from "../../../values/value.js";
import { runningOn } from "../../types/running.js";
import { foreignTypesCell } from "../../types/session-cells.js";
import { argumentText } from "../shared/common.js";

/**
 * Add-Type: code in another language, which is not followed. Its types exist afterwards; what its code may touch is told by the
 * functions of Windows that it names.
 */

const EVERYTHING = "all";

/** Functions and classes by which code reaches what is judged, in lower case. */
const REACH: ReadonlyMap<string, readonly Area[] | typeof EVERYTHING> = new Map<string, readonly Area[] | typeof EVERYTHING>([
  ["lsaaddaccountrights", ["privileges"]],
  ["lsaremoveaccountrights", ["privileges"]],
  ["netlocalgroupaddmember", ["principals"]],
  ["netlocalgroupaddmembers", ["principals"]],
  ["netlocalgroupsetmembers", ["principals"]],
  ["netlocalgroupadd", ["principals"]],
  ["netgroupadduser", ["principals"]],
  ["netuseradd", ["principals"]],
  ["netusersetinfo", ["principals"]],
  ["groupprincipal", ["principals"]],
  ["userprincipal", ["principals"]],
  ["directoryentry", ["principals", "smtp", "web"]],
  ["managementobject", ["principals", "smtp", "web", "services"]],
  ["managementclass", ["principals", "smtp", "web", "services"]],
  ["servermanager", ["web"]],
  ["setnamedsecurityinfo", ["acl"]],
  ["setsecurityinfo", ["acl"]],
  ["setfilesecurity", ["acl"]],
  ["setaccesscontrol", ["acl"]],
  ["setserviceobjectsecurity", ["acl"]],
  ["createservice", ["services"]],
  ["changeserviceconfig", ["services"]],
  ["processstartinfo", EVERYTHING],
  ["process.start", EVERYTHING],
  ["powershell.create", EVERYTHING],
  ["assembly.load", EVERYTHING],
  ["activator.createinstance", EVERYTHING],
  ["marshal.bindtomoniker", EVERYTHING],
  ["marshal.getdelegateforfunctionpointer", EVERYTHING],
  ["registry.setvalue", EVERYTHING],
  ["regsetvalueex", EVERYTHING],
  ["createprocess", EVERYTHING],
  ["createprocessasuser", EVERYTHING],
  ["createprocesswithlogonw", EVERYTHING],
  ["shellexecute", EVERYTHING],
  ["shellexecuteex", EVERYTHING],
  ["winexec", EVERYTHING],
]);

const DECLARES: ReadonlySet<string> = new Set(["class", "struct", "enum", "interface", "module", "structure"]);

/** Words of code, outside comments and quoted texts; dots and braces as words of their own. */
export function wordsOfCode(code: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < code.length; ) {
    const unit = code[at] as string;
    const next = code[at + 1];
    if (unit === "/" && (next === "/" || next === "*")) {
      const end = next === "/" ? code.indexOf("\n", at) : code.indexOf("*/", at + 2);
      at = end < 0 ? code.length : end + (next === "/" ? 1 : 2);
    } else if (unit === '"') {
      const verbatim = code[at - 1] === "@";
      let end = at + 1;
      while (end < code.length && code[end] !== '"') end += !verbatim && code[end] === "\\" ? 2 : 1;
      at = end + 1;
    } else if (isLetter(unit)) {
      let end = at;
      while (end < code.length && (isLetter(code[end] as string) || isDigit(code[end] as string))) end++;
      words.push(code.slice(at, end));
      at = end;
    } else {
      if (unit === "." || unit === "{" || unit === "}") words.push(unit);
      at++;
    }
  }
  return words;
}

const isLetter = (unit: string): boolean => unit === "_" || unit.toLowerCase() !== unit.toUpperCase();
const isDigit = (unit: string): boolean => unit >= "0" && unit <= "9";

/** Names of the types that code declares, with their namespace; nested ones with a plus. */
export function declaredTypes(words: readonly string[]): string[] {
  const found: string[] = [];
  const around: { readonly name: string; readonly kind: "namespace" | "type" | "other" }[] = [];
  let pending: { name: string; kind: "namespace" | "type" } | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "{") {
      around.push(pending ?? { name: "", kind: "other" });
      pending = null;
    } else if (word === "}") around.pop();
    else if (word.toLowerCase() === "namespace") {
      let name = "";
      while (at + 1 < words.length && words[at + 1] !== "{") name += words[++at];
      pending = { name, kind: "namespace" };
    } else if (
      DECLARES.has(word.toLowerCase()) &&
      words[at + 1] !== undefined &&
      isLetter((words[at + 1] as string)[0] as string)
    ) {
      const name = words[++at] as string;
      const spaces = around.filter((one) => one.kind === "namespace").map((one) => `${one.name}.`);
      const outer = around.filter((one) => one.kind === "type").map((one) => `${one.name}+`);
      found.push(spaces.join("") + outer.join("") + name);
      pending = { name, kind: "type" };
    }
  }
  return found;
}

function addType(call: CmdletCall): void {
  for (const parameter of ["TypeDefinition", "MemberDefinition"]) {
    const code = argumentText(call, parameter);
    if (code) addCode(call, code, parameter === "MemberDefinition");
  }
  const paths = call.texts(call.has("LiteralPath") ? "LiteralPath" : "Path");
  if (paths instanceof Unknown) loadLibrary(call, paths);
  else for (const path of paths) addFile(call, path);
}

function addFile(call: CmdletCall, path: Text): void {
  if (!/\.(?:cs|vb|js)$/i.test(shownText(path))) return loadLibrary(call, path);
  const content = new Files(call.machine).readText(path);
  if (content !== undefined) addCode(call, content, false);
}

/** A library is a binary: its types exist, and what they do is not modelled. Those of Windows are known by their names. */
function loadLibrary(call: CmdletCall, path: Text): void {
  if (/^(?:system|microsoft)\./i.test(leafName(shownText(path).replaceAll("/", "\\")))) return;
  call.machine.journal.put(foreignTypesCell(call.machine), true);
}

function addCode(call: CmdletCall, code: Str | Unknown, isMembers: boolean): void {
  if (code instanceof Unknown && code.parts === null) {
    call.machine.journal.put(foreignTypesCell(call.machine), true);
    call.undecided(code.cause === "deferred" ? "deferred" : "opaque", `adds code that is not known: ${code.why}`, EVERYTHING);
    return;
  }
  const text =
    code instanceof Str ? code.value : (code.parts ?? []).map((part) => (typeof part === "string" ? part : " ")).join("");
  call.machine.budget.size(text.length);
  const words = wordsOfCode(text);
  const name = call.text("Name");
  const space = call.text("Namespace");
  const names = declaredTypes(words);
  if (isMembers && typeof name === "string") {
    names.push(`${typeof space === "string" ? space : "Microsoft.PowerShell.Commands.AddType.AutoGeneratedTypes"}.${name}`);
  }
  const classes = runningOn(call.machine)?.classes;
  for (const one of names) classes?.set(one.toLowerCase(), new TypeRef(one));
  const areas = new Set<Area>();
  for (const [at, word] of words.entries()) {
    const reach =
      REACH.get(word.toLowerCase()) ??
      REACH.get(
        words
          .slice(at, at + 3)
          .join("")
          .toLowerCase(),
      );
    if (reach === EVERYTHING) return call.undecided("unmodelled", `adds code that starts programs (${word})`, EVERYTHING);
    for (const area of reach ?? []) areas.add(area);
  }
  if (areas.size > 0) call.undecided("unmodelled", "adds code that changes the host by functions of Windows", [...areas]);
}

export const addTypeCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Add-Type"],
    effect: "modelled",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters(
      "TypeDefinition@0",
      "Name",
      "MemberDefinition[]",
      "Namespace|NS",
      "UsingNamespace|Using[]",
      "Path[]",
      "LiteralPath|PSPath[]",
      "AssemblyName|AN[]",
      "ReferencedAssemblies|RA[]",
      "Language",
      "OutputAssembly|OA",
      "OutputType|OT",
      "PassThru?",
      "IgnoreWarnings?",
      "CompilerOptions",
      "CompilerParameters|CP",
      "CodeDomProvider",
    ),
    run(call) {
      addType(call);
      if (call.flag("PassThru") === true) {
        const name = call.text("Name");
        const space = call.text("Namespace");
        const known =
          typeof name === "string"
            ? `${typeof space === "string" ? space : "Microsoft.PowerShell.Commands.AddType.AutoGeneratedTypes"}.${name}`
            : undefined;
        call.out(known ? new TypeRef(known) : call.unknown("the added types"));
      }
    },
  },
];

export const addTypeFamily: Family = {
  types: [
    /** `[Reflection.Assembly]::LoadFrom(...)` brings types as -Path does. */
    {
      name: "System.Reflection.Assembly",
      modelled: {
        statics: {
          invoke(machine, name, args, at) {
            if (!/^(?:load|loadfrom|loadfile|unsafeloadfrom|loadwithpartialname|reflectiononlyloadfrom)$/i.test(name))
              return undefined;
            const first = args[0] === undefined ? undefined : machine.plain(args[0]);
            const known = first instanceof Str ? leafName(first.value.replaceAll("/", "\\")) : "";
            const isForeign = !/^(?:system|microsoft|presentation|windows)/i.test(known);
            if (isForeign) machine.journal.put(foreignTypesCell(machine), true);
            // What a library of Windows does is told by its types; of another one nobody knows what its members do.
            return new Unknown(
              "unmodelled",
              "a library that is loaded",
              machine.freshSymbol("assembly"),
              at,
              "System.Reflection.Assembly",
              null,
              false,
              isForeign
                ? { what: known === "" ? "a library that is not known" : `the library ${known}`, areas: EVERYTHING }
                : null,
            );
          },
        },
      },
    },
  ],
};

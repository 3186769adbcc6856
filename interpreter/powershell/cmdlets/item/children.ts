import { pathOfInfo } from "../../../os/file-objects.js";
import { Files } from "../../../os/files.js";
import { leafName } from "../../../os/paths.js";
import type { ChildOptions } from "../../../tools/drives.js";
import { type CmdletCall, parameters, type Text, type Tool } from "../../../tools/tool.js";
import { hasWildcard, namePattern as wildcard } from "../../../values/name-pattern.js";
import { shownText } from "../../../values/texts.js";
import { str, Unknown, type Value } from "../../../values/value.js";
import { childName, givenPaths, located, notFound, notSupported } from "../shared/common.js";

/** Get-ChildItem, and the names that -Filter, -Include and -Exclude let through. */

function getChildItem(call: CmdletCall): void {
  const named = givenPaths(call);
  if (named instanceof Unknown)
    return call.out(call.unknown("files of folders that are not known", { symbol: `children:${named.symbol}` }));
  const given =
    named.length === 0 && !call.piped && !call.has("Path") && !call.has("LiteralPath") ? [{ text: ".", literal: true }] : named;
  const depth = call.integer("Depth");
  const options: ChildOptions = {
    recurse: call.flag("Recurse") === true || call.has("Depth"),
    depth: typeof depth === "number" ? depth : undefined,
    force: call.flag("Force") === true,
    only: call.flag("File") === true ? "file" : call.flag("Directory") === true ? "directory" : undefined,
  };
  const fits = nameFilter(call);
  for (const { text, literal } of given) childrenOf(call, text, literal, options, fits);
}

export type NameTest = (name: string) => boolean;

/** Whether a name passes -Filter, -Include and -Exclude; null: one of them is not known. */
export function nameFilter(call: CmdletCall): NameTest | null {
  const tests: NameTest[] = [];
  const filter = call.text("Filter");
  if (filter instanceof Unknown) return null;
  if (filter !== undefined) tests.push(wildcard(filter));
  const include = call.texts("Include");
  const exclude = call.texts("Exclude");
  if (include instanceof Unknown || exclude instanceof Unknown) return null;
  if ([...include, ...exclude].some((text) => text instanceof Unknown)) return null;
  if (include.length > 0) tests.push((name) => include.some((pattern) => wildcard(pattern as string)(name)));
  if (exclude.length > 0) tests.push((name) => !exclude.some((pattern) => wildcard(pattern as string)(name)));
  return (name) => tests.every((test) => test(name));
}

function childrenOf(call: CmdletCall, path: Text, literal: boolean, options: ChildOptions, fits: NameTest | null): void {
  let folder = path;
  let pattern: NameTest | null = null;
  if (!literal && typeof path === "string" && hasWildcard(path)) {
    const cut = Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/"));
    const leaf = path.slice(cut + 1);
    folder = cut < 0 ? "." : path.slice(0, cut + 1);
    pattern = wildcard(leaf);
    if (hasWildcard(folder as string)) {
      call.out(call.unknown(`the files that fit ${path}`, { symbol: `children:${path.toLowerCase()}` }));
      return;
    }
  }
  const at = located(call, folder);
  if (!at) return;
  if (!at.provider.children) return notSupported(call, at);
  const found = at.provider.children(call, at, options);
  if (found === undefined) return notFound(call, at.shown);
  if (found instanceof Unknown || fits === null) {
    const filters = ["Filter", "Include", "Exclude"]
      .filter((name) => call.has(name))
      .map((name) => `${name}=${shownList(call, name)}`);
    const symbol = `children:${at.shown.toLowerCase()}:${options.recurse}:${options.only ?? ""}:${pattern ? shownText(path).toLowerCase() : ""}:${filters.join(",")}`;
    call.out(found instanceof Unknown && found.cause !== "input" ? found : call.unknown(`the files in ${at.shown}`, { symbol }));
    return;
  }
  const names = call.flag("Name") === true;
  for (const value of found) {
    call.machine.budget.step();
    const name = nameOf(call, value);
    if (name !== undefined && ((pattern && !pattern(name)) || !fits(name))) continue;
    call.out(names && name !== undefined ? str(name, call.at) : value);
  }
}

function shownList(call: CmdletCall, name: string): string {
  const texts = call.texts(name);
  return texts instanceof Unknown ? texts.symbol : texts.map((text) => shownText(text)).join(";");
}

function nameOf(call: CmdletCall, value: Value): string | undefined {
  const plain = call.machine.plain(value);
  const path = pathOfInfo(plain);
  if (path === undefined) return childName(call, plain);
  if (typeof path === "string") return leafName(path);
  // Of a path of which only the folder is not known the name is.
  const name = leafName(new Files(call.machine).resolve(path));
  return /[⟨⟩]/.test(name) ? undefined : name;
}

export const childCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Get-ChildItem"],
    effect: "modelled",
    areas: [],
    module: "Microsoft.PowerShell.Management",
    parameters: parameters(
      "Path[]@0<.",
      "Filter@1",
      "LiteralPath|PSPath[].",
      "Include[]",
      "Exclude[]",
      "Recurse|s?",
      "Depth",
      "Force?",
      "Name?",
      "File?",
      "Directory|ad?",
      "Hidden|ah?",
      "ReadOnly|ar?",
      "System|as?",
      "Attributes",
      "FollowSymlink?",
      "CodeSigningCert?",
      "DocumentEncryptionCert?",
      "SSLServerAuthentication?",
      "DnsName",
      "Eku[]",
      "ExpiringInDays",
      "Credential",
    ),
    run: getChildItem,
  },
];

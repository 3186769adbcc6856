// `appcmd ... /in`: the objects of a command come as XML by standard input, as `appcmd list ... /xml` prints them.
import { readXml, XmlElement } from "../../documents/xml.js";
import type { Argument, NativeCall, Text } from "../../tools/tool.js";
import { joinTexts, shownText, textOf } from "../../values/texts.js";
import { type AppcmdLine, type AppcmdParameter, settings } from "./appcmd-arguments.js";

/** The command once for each object of the input; none when the command only looks, or when the input is not known (which is noted). */
export function inputLines(call: NativeCall, line: AppcmdLine): readonly AppcmdLine[] {
  if (line.command === "list") return [line];
  const content = joinTexts(
    call.input.flatMap((value) => [call.machine.toolbox.strOf(call.machine, value, null), "\r\n"]),
    call.at,
    "standard input",
  );
  const changes = ["set", "add", "delete", "clear", "reset", "unlock", "lock", "restore"].includes(line.command);
  const root = readXml(call.machine, content, call.at, ["web"]);
  if (!(root instanceof XmlElement)) {
    if (changes) call.undecided("input", `what appcmd is given to ${line.command} is not known: ${root.problem}`);
    return [];
  }
  const type = line.object.replace(/s$/, "");
  if (type === "config") {
    if (changes) call.undecided("unmodelled", `appcmd ${line.command}s configuration that comes by standard input`);
    return [];
  }
  return root.children(type).flatMap((element): AppcmdLine[] => {
    call.machine.budget.step();
    const name = element.attribute(`${type}.name`);
    if (name === undefined) return [];
    const identifier: Argument = { text: textOf(name), at: name.trace ?? element.place };
    const own = line.command === "add" ? [nameParameter(type, identifier), ...nested(element)] : [];
    return [{ ...line, identifier: line.command === "add" ? null : identifier, parameters: [...own, ...rest(line)] }];
  });
}

function rest(line: AppcmdLine): readonly AppcmdParameter[] {
  const kept = new Set<AppcmdParameter>(settings(line));
  return line.parameters.filter((one) => kept.has(one) || one.name.toLowerCase() === "commit");
}

function nameParameter(type: string, identifier: Argument): AppcmdParameter {
  return set(type === "apppool" || type === "site" ? "name" : `${type}.name`, identifier.text, identifier);
}

function set(name: string, value: Text, argument: Argument): AppcmdParameter {
  return { action: "=", name, value, argument };
}

/** `/config:*` puts the element of the configuration file inside: its attributes, and those of its children by dotted names. */
function nested(element: XmlElement): readonly AppcmdParameter[] {
  const found: AppcmdParameter[] = [];
  const take = (inner: XmlElement, path: string): void => {
    for (const name of inner.attributeNames) {
      const value = inner.attribute(name);
      if (value === undefined || (path === "" && name.toLowerCase() === "name")) continue;
      found.push(set(`${path}${name}`, textOf(value), { text: shownText(value), at: value.trace ?? inner.place }));
    }
    for (const child of inner.children())
      if (!["add", "clear", "remove"].includes(child.name)) take(child, `${path}${child.name}.`);
  };
  for (const inner of element.children()) take(inner, "");
  return found;
}

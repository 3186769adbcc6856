import { Files } from "../../../os/files.js";
import { type CmdletCall, parameters, type Tool } from "../../../tools/tool.js";
import { Dict, Instance, type Plain, Str, str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { construct, getMember, invokeMember } from "../../members/members.js";
import { convertTo } from "../../types/convert.js";
import { dictEntries } from "../../types/dict.js";
import { enumerate } from "../../types/enumerate.js";
import { toStr } from "../../types/text.js";
import { eachItem, notFound } from "../shared/common.js";

/** Select-Xml. */

const DOCUMENT = new TypeRef("System.Xml.XmlDocument");
const MANAGER = new TypeRef("System.Xml.XmlNamespaceManager");

function selectXml(call: CmdletCall): void {
  if (call.has("Content")) {
    const texts = call.list("Content");
    for (const text of texts instanceof Unknown ? [texts] : texts)
      select(call, convertTo(call.machine, text, DOCUMENT, call.trace("Content")), "InputStream");
  } else if (call.has("Path") || call.has("LiteralPath")) {
    eachItem(call, (at) => {
      const text = new Files(call.machine).readText(at.path);
      if (text === undefined) notFound(call, at.shown);
      else select(call, convertTo(call.machine, text, DOCUMENT, text.trace ?? call.at), at.shown);
    });
  } else {
    const given = call.piped ? call.input : [call.value("Xml") ?? str("")];
    for (const document of given) select(call, document, "InputStream");
  }
}

function select(call: CmdletCall, document: Value, path: string): void {
  const { machine, at } = call;
  const xpath = call.value("XPath");
  if (xpath === undefined) return;
  const plain = machine.plain(document);
  const spaces = call.value("Namespace");
  const args: Value[] = [xpath];
  if (spaces instanceof Dict) args.push(manager(call, plain, spaces));
  const found = invokeMember(machine, plain, "SelectNodes", args, at);
  const nodes = found === undefined ? null : enumerate(machine, machine.plain(found));
  if (nodes === null || nodes instanceof Unknown) {
    if (nodes) call.out(call.unknown(nodes.why, { symbol: `select-xml(${nodes.symbol})`, cause: nodes.cause }));
    return;
  }
  for (const node of nodes) call.out(info(call, machine.plain(node), xpath, path));
}

function manager(call: CmdletCall, document: Plain, spaces: Dict): Value {
  const names = getMember(call.machine, document, "NameTable", call.at);
  const made = construct(call.machine, MANAGER, names === undefined ? [] : [names], call.at);
  for (const { key, value } of dictEntries(call.machine, spaces))
    invokeMember(call.machine, call.machine.plain(made), "AddNamespace", [key, value], call.at);
  return made;
}

function info(call: CmdletCall, node: Plain, pattern: Value, path: string): Instance {
  return new Instance(
    {
      typeNames: ["Microsoft.PowerShell.Commands.SelectXmlInfo", "System.Object"],
      get: (_self, name) =>
        name.toLowerCase() === "node"
          ? node
          : name.toLowerCase() === "path"
            ? str(path)
            : name.toLowerCase() === "pattern"
              ? pattern
              : undefined,
      text: () => {
        const inner = getMember(call.machine, node, "InnerText", call.at);
        const text = inner === undefined ? new Str("") : toStr(call.machine, inner, null);
        return text instanceof Str ? text.value : text;
      },
      propertyNames: () => ["Node", "Path", "Pattern"],
    },
    call.at,
  );
}

export const selectXmlCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Select-Xml"],
    effect: "inert",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters("XPath@0", "Xml|Node@1<", "Path[]", "LiteralPath|PSPath[]", "Content[]", "Namespace"),
    run: selectXml,
  },
];

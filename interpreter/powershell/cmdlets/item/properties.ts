import { mayRun } from "../../../os/autorun.js";
import type { ProviderPath } from "../../../tools/drives.js";
import { type CmdletCall, cmdletsWith, type Text, type Tool } from "../../../tools/tool.js";
import { shownText } from "../../../values/texts.js";
import { Dict, NULL, type Plain, Str, Unknown } from "../../../values/value.js";
import { getMember } from "../../members/members.js";
import { dictEntries } from "../../types/dict.js";
import { toText } from "../../types/text.js";
import { eachItem, located, notFound, notSupported } from "../shared/common.js";

/** Item properties: values of registry keys, settings of IIS items. */

const PATHS = ["Path[]@0<.", "LiteralPath|PSPath[]."];
const FILTERS = ["Filter", "Include[]", "Exclude[]"];

function names(call: CmdletCall): readonly Text[] | undefined | Unknown {
  if (!call.has("Name")) return undefined;
  const texts = call.texts("Name");
  return texts instanceof Unknown ? texts : texts.filter((text) => text !== "");
}

function missing(call: CmdletCall, at: ProviderPath, wanted: readonly Text[] | undefined): void {
  if (wanted === undefined || !(at.provider.exists?.(call, at, "any") ?? true)) return notFound(call, at.shown);
  const known = wanted.find((name): name is string => typeof name === "string") ?? "";
  call.fail({
    id: "System.Management.Automation.PSArgumentException",
    message: `Property ${known} does not exist at path ${at.shown}.`,
    exception: "System.Management.Automation.PSArgumentException",
  });
}

function getItemProperty(call: CmdletCall): void {
  const wanted = names(call);
  eachItem(
    call,
    (at) => {
      if (!at.provider.getProperty) return notSupported(call, at);
      if (wanted instanceof Unknown) return call.out(call.unknown(`properties of ${at.shown}`));
      const found = at.provider.getProperty(call, at, wanted?.every((name) => name === "*") ? undefined : wanted);
      if (found === undefined) missing(call, at, wanted);
      else call.out(found);
    },
    (pattern) =>
      call.out(
        call.unknown(`properties of the items that fit ${shownText(pattern)}`, {
          symbol: `properties:${shownText(pattern).toLowerCase()}`,
        }),
      ),
  );
}

function getItemPropertyValue(call: CmdletCall): void {
  const wanted = names(call);
  eachItem(call, (at) => {
    if (!at.provider.getProperty) return notSupported(call, at);
    if (wanted === undefined || wanted instanceof Unknown) return call.out(call.unknown(`a property of ${at.shown}`));
    for (const name of wanted) {
      const found = at.provider.getProperty(call, at, [name]);
      if (found === undefined) {
        missing(call, at, [name]);
        continue;
      }
      const object = call.machine.plain(found);
      const value = typeof name === "string" ? getMember(call.machine, object, name, call.at) : undefined;
      call.out(value ?? call.unknown(`a property of ${at.shown}`));
    }
  });
}

function setItemProperty(call: CmdletCall, isNew: boolean): void {
  if (call.whatIf) return;
  const pairs: { readonly name: Text; readonly value: Plain }[] = [];
  const name = call.text("Name");
  if (name !== undefined) pairs.push({ name, value: call.value("Value") ?? NULL });
  const object = call.has("InputObject") ? call.value("InputObject") : undefined;
  if (object instanceof Dict) {
    for (const { key, value } of dictEntries(call.machine, object))
      pairs.push({ name: toText(call.machine, key), value: call.machine.plain(value) });
  } else if (object?.kind === "object") {
    for (const guarded of object.properties.values()) {
      const property = call.machine.settled(guarded);
      if (typeof property === "object") pairs.push({ name: property.name, value: call.machine.plain(property.value) });
    }
  }
  const kind = call.text("PropertyType") ?? undefined;
  eachItem(
    call,
    (at) => {
      if (!at.provider.setProperty) return notSupported(call, at);
      if (at.provider.name === "FileSystem" && at.shown.startsWith("⟨")) return somewhere(call, at.shown, pairs);
      for (const pair of pairs)
        at.provider.setProperty(call, at, pair.name, pair.value, { kind, isNew, force: call.flag("Force") === true });
      if (isNew || call.flag("PassThru") === true) {
        const found = at.provider.getProperty?.(
          call,
          at,
          pairs.map((pair) => pair.name),
        );
        if (found !== undefined) call.out(found);
      }
    },
    (pattern) =>
      call.undecided(pattern instanceof Unknown ? pattern.cause : "input", "sets a property of items that are not known"),
  );
}

/** Properties of an item of which not even the drive is known: it may be a registry key whose values run, or an application pool. */
function somewhere(call: CmdletCall, shown: string, pairs: readonly { readonly name: Text; readonly value: Plain }[]): void {
  for (const { name, value } of pairs) {
    const runs = (value instanceof Str || value instanceof Unknown) && mayRun(call.machine, value);
    if (!runs && !/^(?:processmodel|applicationpool|physicalpath|userid|⟨)/i.test(shownText(name))) continue;
    call.undecided(
      "input",
      `sets the property ${shownText(name)} of an item that is not known: ${shown}`,
      runs ? "all" : ["web", "services"],
    );
  }
}

function removeItemProperty(call: CmdletCall): void {
  if (call.whatIf) return;
  const wanted = names(call);
  eachItem(call, (at) => {
    if (!at.provider.removeProperty) return notSupported(call, at);
    if (wanted === undefined || wanted instanceof Unknown) return;
    for (const name of wanted) at.provider.removeProperty(call, at, name);
  });
}

function renameItemProperty(call: CmdletCall): void {
  if (call.whatIf) return;
  const name = call.text("Name");
  const newName = call.text("NewName");
  if (name === undefined || newName === undefined) return;
  eachItem(call, (at) =>
    at.provider.renameProperty ? at.provider.renameProperty(call, at, name, newName) : notSupported(call, at),
  );
}

function clearItemProperty(call: CmdletCall): void {
  if (call.whatIf) return;
  const wanted = names(call);
  eachItem(call, (at) => {
    if (!at.provider.setProperty) return notSupported(call, at);
    if (wanted === undefined || wanted instanceof Unknown) return;
    for (const name of wanted) at.provider.setProperty(call, at, name, NULL, { kind: undefined, isNew: false, force: true });
  });
}

/** Copy-ItemProperty and Move-ItemProperty from one item to another. */
function transferItemProperty(call: CmdletCall, move: boolean): void {
  if (call.whatIf) return;
  const wanted = names(call);
  const target = call.text("Destination");
  const to = target === undefined ? undefined : located(call, target);
  if (!to || wanted === undefined || wanted instanceof Unknown) return;
  eachItem(call, (at) => {
    const { getProperty, removeProperty } = at.provider;
    if (!getProperty || !to.provider.setProperty) return notSupported(call, at);
    for (const name of wanted) {
      const found = getProperty.call(at.provider, call, at, [name]);
      const value =
        found === undefined || typeof name !== "string"
          ? undefined
          : getMember(call.machine, call.machine.plain(found), name, call.at);
      if (value === undefined) return missing(call, at, wanted);
      to.provider.setProperty(call, to, name, call.machine.plain(value), { kind: undefined, isNew: false, force: true });
      if (move) removeProperty?.call(at.provider, call, at, name);
    }
  });
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Management", effect: "modelled", areas: ["web", "services"] });

export const propertyCmdlets: readonly Tool[] = [
  tool("Get-ItemProperty", [...PATHS, "Name|PSProperty[]@1", ...FILTERS, "Credential"], getItemProperty),
  tool("Get-ItemPropertyValue", [...PATHS, "Name|PSProperty[]@1", ...FILTERS, "Credential"], getItemPropertyValue),
  tool(
    "Set-ItemProperty",
    [
      "Path[]@0.",
      "Name|PSProperty@1.",
      "Value@2.",
      "LiteralPath|PSPath[].",
      "InputObject<",
      "PropertyType|Type.",
      "Force?",
      "PassThru?",
      ...FILTERS,
      "Credential",
    ],
    (call) => setItemProperty(call, false),
  ),
  tool(
    "New-ItemProperty",
    [
      "Path[]@0.",
      "Name|PSProperty@1.",
      "Value@2.",
      "LiteralPath|PSPath[].",
      "PropertyType|Type.",
      "Force?",
      ...FILTERS,
      "Credential",
    ],
    (call) => setItemProperty(call, true),
  ),
  tool(
    "Remove-ItemProperty",
    ["Path[]@0.", "Name|PSProperty[]@1.", "LiteralPath|PSPath[].", "Force?", ...FILTERS, "Credential"],
    removeItemProperty,
  ),
  tool(
    "Rename-ItemProperty",
    ["Path[]@0.", "Name|PSProperty@1.", "NewName@2.", "LiteralPath|PSPath[].", "Force?", "PassThru?", ...FILTERS, "Credential"],
    renameItemProperty,
  ),
  tool(
    "Clear-ItemProperty",
    ["Path[]@0.", "Name|PSProperty[]@1.", "LiteralPath|PSPath[].", "Force?", "PassThru?", ...FILTERS, "Credential"],
    clearItemProperty,
  ),
  tool(
    "Copy-ItemProperty",
    ["Path[]@0.", "Destination@1.", "Name|PSProperty@2.", "LiteralPath|PSPath[].", "Force?", "PassThru?"],
    (call) => transferItemProperty(call, false),
  ),
  tool(
    "Move-ItemProperty",
    ["Path[]@0.", "Destination@1.", "Name|PSProperty[]@2.", "LiteralPath|PSPath[].", "Force?", "PassThru?"],
    (call) => transferItemProperty(call, true),
  ),
];

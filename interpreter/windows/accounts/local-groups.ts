import { groupExists } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { localPrincipal, type PrincipalId } from "../../../host/principals/principal-id.js";
import { SID } from "../../../host/principals/well-known.js";
import { type Cmdlet, type CmdletCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import { valueNow } from "../shared/host-facts.js";
import { placeOf } from "../shared/place.js";
import { groupObject, principalOfValue } from "./account-objects.js";
import { isOpen, localName, nameText } from "./accounts.js";
import { accountFailure, argumentText, groupArguments } from "./group-argument.js";
import { createGroup, deleteGroup, groupIsThere, knownGroups, renameAccount } from "./membership.js";

/** New-, Get-, Set-, Rename- and Remove-LocalGroup (module Microsoft.PowerShell.LocalAccounts). */

const MODULE = {
  form: "cmdlet",
  effect: "modelled",
  areas: ["principals"],
  module: "Microsoft.PowerShell.LocalAccounts",
} as const;

const newLocalGroup: Cmdlet = {
  ...MODULE,
  names: ["New-LocalGroup"],
  parameters: parameters("Name@0!<.", "Description."),
  run(call) {
    const name = newName(call, "Name", "group");
    if (name === undefined) return;
    if (valueNow(call.machine, groupExists(name)) === true) {
      call.fail(accountFailure(call, "GroupExists", `Group ${name} already exists.`));
      return;
    }
    const at = traceOf(call.value("Name")) ?? call.trace("Name");
    if (!call.whatIf) createGroup(call.machine, name, evidence(at, call.at, `${call.name} makes the group`));
    call.out(groupObject(call.machine, localPrincipal(name), at, name));
  },
};

/** The name of an account to be made; undefined: not known, and noted. */
export function newName(call: CmdletCall, parameter: string, what: string): string | undefined {
  const text: Text | undefined = call.text(parameter);
  if (text === undefined) return undefined;
  if (text instanceof Unknown) {
    // What is made under an unknown name can only matter once it is put somewhere, and there it is unknown again.
    call.out(call.unknown(`the ${what} ${shownText(text)}`, { cause: text.cause }));
    return undefined;
  }
  return nameText(text);
}

const getLocalGroup: Cmdlet = {
  ...MODULE,
  names: ["Get-LocalGroup"],
  areas: [],
  parameters: parameters("Name[]@0<./Default", "SID[]@0./SecurityIdentifier"),
  run(call) {
    const parameter = call.has("SID") ? "SID" : "Name";
    if (!call.has(parameter)) {
      listGroups(call);
      return;
    }
    const list = call.list(parameter);
    if (list instanceof Unknown) {
      call.out(call.unknown("the groups that are asked for", { cause: list.cause }));
      return;
    }
    for (const value of list) {
      const group = principalOfValue(call.machine, value);
      const name = argumentText(value, group);
      if (name.includes("*")) {
        listGroups(call);
        continue;
      }
      if (group === undefined || group === null || isOpen(group))
        call.out(call.unknown(`the group ${name}`, { symbol: `group:${name}` }));
      else if (groupIsThere(call.machine, group, placeOf(value) ?? call.at)) {
        call.out(groupObject(call.machine, group, placeOf(value) ?? call.at, parameter === "Name" ? name : undefined));
      } else call.fail(accountFailure(call, "GroupNotFound", `Group ${name} was not found.`));
    }
  },
};

const BUILT_IN: readonly PrincipalId[] = [
  SID.administrators,
  SID.backupOperators,
  SID.guests,
  SID.iisIusrs,
  SID.powerUsers,
  SID.users,
];

function listGroups(call: CmdletCall): void {
  const { groups, complete } = knownGroups(call.machine);
  for (const group of [...BUILT_IN, ...groups]) call.out(groupObject(call.machine, group, call.at));
  if (!complete) call.out(call.unknown("the other local groups", { symbol: "other-groups" }));
}

const setLocalGroup: Cmdlet = {
  ...MODULE,
  names: ["Set-LocalGroup"],
  areas: [],
  parameters: parameters("Name|InputObject@0!<./Default", "SID@0!/SecurityIdentifier", "Description"),
  run(call) {
    groupArguments(call, ["SID", "Name"]);
  },
};

const renameLocalGroup: Cmdlet = {
  ...MODULE,
  names: ["Rename-LocalGroup"],
  parameters: parameters("Name|InputObject@0!<./Default", "SID@0!/SecurityIdentifier", "NewName@1!"),
  run(call) {
    const group = groupArguments(call, ["SID", "Name"])[0]?.id;
    const name = call.text("NewName");
    if (group === undefined || isOpen(group) || call.whatIf) return;
    if (name === undefined || name instanceof Unknown) {
      call.undecided(name?.cause ?? "input", `the new name of ${describePrincipal(group)}`);
      return;
    }
    renameAccount(
      call.machine,
      group,
      name,
      "group",
      evidence(call.trace("NewName"), call.at, `${call.name} renames ${describePrincipal(group)}`),
    );
  },
};

const removeLocalGroup: Cmdlet = {
  ...MODULE,
  names: ["Remove-LocalGroup"],
  parameters: parameters("Name|InputObject[]@0!<./Default", "SID[]@0!/SecurityIdentifier"),
  run(call) {
    for (const { id: group } of groupArguments(call, ["SID", "Name"])) {
      if (isOpen(group)) continue;
      if (localName(group) === undefined)
        call.fail(accountFailure(call, "InvalidOperation", `Cannot remove ${describePrincipal(group)}.`));
      else if (!call.whatIf) deleteGroup(call.machine, group, evidence(call.at, call.at, `${call.name} removes the group`));
    }
  },
};

export const localGroupTools: readonly Tool[] = [newLocalGroup, getLocalGroup, setLocalGroup, renameLocalGroup, removeLocalGroup];

import { type Ace, THIS_AND_BELOW } from "../../../host/acl/ace.js";
import { dotnetRights, mapGeneric } from "../../../host/acl/rights.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { pathOfInfo } from "../../os/file-objects.js";
import { type Cmdlet, type CmdletCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { shownText } from "../../values/texts.js";
import { type Plain, Unknown } from "../../values/value.js";
import { principalOfValue } from "../accounts/account-objects.js";
import { placeOf } from "../shared/place.js";
import { addEntry, doubtEntry, securedPath, setOwner, setProtection, takeRights } from "./acl-state.js";

/** The NTFSSecurity module: Add-, Remove- and Clear-NTFSAccess, Set-NTFSOwner, Disable-/Enable-NTFSAccessInheritance. */

const MODULE = { form: "cmdlet", effect: "modelled", areas: ["acl"], module: "NTFSSecurity" } as const;

function objects(call: CmdletCall): string[] {
  const list = call.has("Path") ? call.list("Path") : [];
  const found: string[] = [];
  for (const value of list instanceof Unknown ? [list] : list) {
    const path: Text | null | undefined = pathOfInfo(value) ?? scalarText(call.machine, value);
    if (path !== null && path !== undefined) found.push(securedPath(call.resolvePath(path)));
  }
  return found;
}

function accounts(call: CmdletCall): { id: PrincipalId; value: Plain }[] {
  const list = call.list("Account");
  const found: { id: PrincipalId; value: Plain }[] = [];
  for (const value of list instanceof Unknown ? [list] : list) {
    const id = principalOfValue(call.machine, value);
    if (id) found.push({ id, value });
  }
  return found;
}

/** Generic names of the module, besides those of FileSystemRights. */
const RIGHTS: ReadonlyMap<string, number> = new Map([
  ["genericall", 0x10000000],
  ["genericexecute", 0x20000000],
  ["genericwrite", 0x40000000],
  ["genericread", 0x80000000],
]);

function rightsOf(text: Text | undefined): number | null {
  if (text === undefined || text instanceof Unknown) return null;
  let mask = 0;
  for (const word of text.split(",")) {
    const bits = RIGHTS.get(word.trim().toLowerCase()) ?? dotnetRights(word, "file");
    if (bits === null) return null;
    mask |= mapGeneric(bits >>> 0, "file");
  }
  return mask >>> 0;
}

/** AppliesTo of the module: `ThisFolderSubfoldersAndFiles` unless said. */
type Reach = Pick<Ace, "containers" | "objects" | "inheritOnly" | "noPropagate">;
const APPLIES: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ["thisfolderonly", { containers: false, objects: false, inheritOnly: false, noPropagate: false }],
  ["thisfoldersubfoldersandfiles", THIS_AND_BELOW],
  ["thisfolderandsubfolders", { containers: true, objects: false, inheritOnly: false, noPropagate: false }],
  ["thisfolderandfiles", { containers: false, objects: true, inheritOnly: false, noPropagate: false }],
  ["subfoldersandfilesonly", { containers: true, objects: true, inheritOnly: true, noPropagate: false }],
  ["subfoldersonly", { containers: true, objects: false, inheritOnly: true, noPropagate: false }],
  ["filesonly", { containers: false, objects: true, inheritOnly: true, noPropagate: false }],
]);

function textOf(call: CmdletCall, parameter: string): Text | undefined {
  const texts = call.texts(parameter);
  if (texts instanceof Unknown) return texts;
  const unknown = texts.find((text): text is Unknown => text instanceof Unknown);
  return texts.length === 0 ? undefined : (unknown ?? texts.join(","));
}

const add: Cmdlet = {
  ...MODULE,
  names: ["Add-NTFSAccess"],
  documented: "NTFSSecurity, Add-NTFSAccess",
  parameters: parameters(
    "Path|FullName[]@0<.",
    "Account|IdentityReference|ID[]@1.",
    "AccessRights|FileSystemRights[]@2.",
    "AccessType|AccessControlType.",
    "AppliesTo.",
    "InheritanceFlags[].",
    "PropagationFlags[].",
    "PassThru?",
    "SecurityDescriptor",
  ),
  run(call) {
    const rights = textOf(call, "AccessRights");
    const mask = rightsOf(rights);
    const applies = call.text("AppliesTo");
    const flags = typeof applies === "string" ? (APPLIES.get(applies.toLowerCase()) ?? THIS_AND_BELOW) : THIS_AND_BELOW;
    const effect =
      call.text("AccessType") === undefined || shownText(call.text("AccessType") as Text).toLowerCase() !== "deny"
        ? "allow"
        : "deny";
    for (const object of objects(call)) {
      for (const { id, value } of accounts(call)) {
        const from = evidence(placeOf(value) ?? call.trace("Account"), call.at, `${call.name} grants it rights on ${object}`);
        if (mask !== null) addEntry(call.machine, object, id, { effect, rights: mask, ...flags }, from);
        else
          doubtEntry(
            call.machine,
            object,
            id,
            rights instanceof Unknown ? rights : { cause: "input", why: "the rights that are granted" },
            from,
          );
      }
    }
  },
};

const remove: Cmdlet = {
  ...MODULE,
  names: ["Remove-NTFSAccess"],
  parameters: parameters(
    "Path|FullName[]@0<.",
    "Account|IdentityReference|ID[]@1.",
    "AccessRights|FileSystemRights[]@2.",
    "AccessType|AccessControlType.",
    "AppliesTo.",
    "PassThru?",
  ),
  run(call) {
    const mask = rightsOf(textOf(call, "AccessRights"));
    if (mask === null) return;
    const type = call.text("AccessType");
    const effect = type !== undefined && shownText(type).toLowerCase() === "deny" ? "deny" : "allow";
    for (const object of objects(call))
      for (const { id } of accounts(call))
        takeRights(call.machine, object, id, mask, effect, evidence(call.at, call.at, call.name));
  },
};

const owner: Cmdlet = {
  ...MODULE,
  names: ["Set-NTFSOwner"],
  parameters: parameters("Path|FullName[]@0<.", "Account|IdentityReference|ID@1.", "PassThru?"),
  run(call) {
    for (const object of objects(call)) {
      for (const { id, value } of accounts(call))
        setOwner(
          call.machine,
          object,
          id,
          evidence(placeOf(value) ?? call.trace("Account"), call.at, `${call.name} makes it the owner`),
        );
    }
  },
};

function inheritance(name: string, isProtected: boolean): Cmdlet {
  return {
    ...MODULE,
    names: [name],
    parameters: parameters("Path|FullName[]@0<.", "RemoveInheritedAccessRules?", "RemoveExplicitAccessRules?", "PassThru?"),
    run(call) {
      for (const object of objects(call)) {
        setProtection(
          call.machine,
          object,
          isProtected,
          call.flag("RemoveInheritedAccessRules") !== true,
          evidence(call.at, call.at, call.name),
        );
      }
    },
  };
}

export const ntfsSecurityTools: readonly Tool[] = [
  add,
  remove,
  owner,
  inheritance("Disable-NTFSAccessInheritance", true),
  inheritance("Enable-NTFSAccessInheritance", false),
];

import type { Ace } from "../../../host/acl/ace.js";
import { dotnetRights } from "../../../host/acl/rights.js";
import { serviceObject } from "../../../host/acl/securable.js";
import { groupExists, userExists, userPassword } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { type Cmdlet, type CmdletCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { joinTexts, shownText, traceOf } from "../../values/texts.js";
import { Bool, Instance, Str, Unknown, type Value } from "../../values/value.js";
import { principalOfText, principalOfValue } from "../accounts/account-objects.js";
import { isOpen, localName } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import {
  addMember,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  groupIsThere,
  removeMember,
  userIsThere,
} from "../accounts/membership.js";
import { hereAndBelow, hereOnly } from "../acl/acl-permission.js";
import { addEntry, doubtEntry, removeEntries, securedPath } from "../acl/acl-state.js";
import { accountsGiven, rightCmdlet } from "../rights/user-rights.js";
import { createService, serviceNamed } from "../services/service-state.js";
import { put, valueNow } from "../shared/host-facts.js";
import { propertyOf } from "../shared/objects.js";
import { placeOf } from "../shared/place.js";

/** The Carbon module, under its prefixed names (2.0 and later) and the old ones. */

const MODULE = { form: "cmdlet", effect: "modelled", module: "Carbon" } as const;

/** `Add-CGroupMember` and `Add-GroupMember`. */
function both(verb: string, noun: string): readonly string[] {
  return [`${verb}-C${noun}`, `${verb}-${noun}`];
}

function groupNamed(call: CmdletCall): { id: NonNullable<ReturnType<typeof principalOfText>>; text: Text } | null {
  const text = call.text("Name");
  const id = text === undefined ? null : principalOfText(call.machine, text);
  return text === undefined || id === null ? null : { id, text };
}

function addMembers(call: CmdletCall, group: NonNullable<ReturnType<typeof groupNamed>>): void {
  if (!call.has("Member")) return;
  for (const { id, value } of accountsGiven(call, "Member")) {
    const from = evidence(
      placeOf(value) ?? call.trace("Member"),
      call.at,
      `${call.name} adds it to ${describePrincipal(group.id)}`,
    );
    addMember(call.machine, group.id, id, from, doubtOf(value) ?? doubtOf(group.text));
  }
}

const addGroupMember: Cmdlet = {
  ...MODULE,
  names: both("Add", "GroupMember"),
  areas: ["principals"],
  documented: "Carbon, Add-CGroupMember",
  parameters: parameters("Name@0!", "Member[]@1!<"),
  run(call) {
    const group = groupNamed(call);
    if (group !== null && !call.whatIf) addMembers(call, group);
  },
};

const removeGroupMember: Cmdlet = {
  ...MODULE,
  names: both("Remove", "GroupMember"),
  areas: ["principals"],
  parameters: parameters("Name@0!", "Member[]@1!<"),
  run(call) {
    const group = groupNamed(call);
    if (group === null || call.whatIf) return;
    for (const { id } of accountsGiven(call, "Member"))
      removeMember(call.machine, group.id, id, evidence(call.at, call.at, `${call.name} takes it out`));
  },
};

const installGroup: Cmdlet = {
  ...MODULE,
  names: both("Install", "Group"),
  areas: ["principals"],
  documented: "Carbon, Install-CGroup",
  parameters: parameters("Name@0!", "Description", "Member|Members[]", "PassThru?"),
  run(call) {
    const group = groupNamed(call);
    if (group === null || call.whatIf) return;
    const name = localName(group.id);
    // An existing group keeps its members; only one that is known not to be there is new.
    if (name !== undefined && valueNow(call.machine, groupExists(name)) === false)
      createGroup(call.machine, name, evidence(call.trace("Name"), call.at, `${call.name} makes the group`));
    else if (name !== undefined)
      put(call.machine, groupExists(name), true, evidence(call.trace("Name"), call.at, `${call.name} makes sure of the group`));
    addMembers(call, group);
  },
};

const uninstallGroup: Cmdlet = {
  ...MODULE,
  names: both("Uninstall", "Group"),
  areas: ["principals"],
  parameters: parameters("Name@0!"),
  run(call) {
    const group = groupNamed(call);
    if (group !== null && !call.whatIf && !isOpen(group.id))
      deleteGroup(call.machine, group.id, evidence(call.at, call.at, `${call.name} removes the group`));
  },
};

const installUser: Cmdlet = {
  ...MODULE,
  names: both("Install", "User"),
  areas: ["principals"],
  documented: "Carbon, Install-CUser",
  parameters: parameters(
    "Credential@0/Credential",
    "UserName@0/Old",
    "Password@1/Old",
    "Description",
    "FullName",
    "UserCannotChangePassword?",
    "PasswordExpires?",
    "PassThru?",
  ),
  run(call) {
    const value = call.value("Credential");
    const named = value === undefined ? call.value("UserName") : memberOf(call, value, "UserName");
    const id = named === undefined ? null : principalOfValue(call.machine, named);
    const name = id === null || id === undefined || isOpen(id) ? undefined : localName(id);
    if (name === undefined || call.whatIf) return;
    const from = evidence((named && traceOf(named)) ?? call.at, call.at, `${call.name} makes the account`);
    const password = call.value("Password");
    const kind = password instanceof Str && !password.secret ? "literal" : "given";
    if (valueNow(call.machine, userExists(name)) === true) put(call.machine, userPassword(name), kind, from);
    else createUser(call.machine, name, kind, true, from);
  },
};

function memberOf(call: CmdletCall, value: Value, name: string): Value | undefined {
  const plain = call.machine.plain(value);
  if (plain instanceof Instance) return plain.model.get?.(plain, name, call.at);
  return plain.kind === "object" ? propertyOf(call.machine, plain, name) : undefined;
}

const uninstallUser: Cmdlet = {
  ...MODULE,
  names: both("Uninstall", "User"),
  areas: ["principals"],
  parameters: parameters("UserName@0!"),
  run(call) {
    const text = call.text("UserName");
    const id = text === undefined ? null : principalOfText(call.machine, text);
    if (id !== null && !isOpen(id) && !call.whatIf)
      deleteUser(call.machine, id, evidence(call.at, call.at, `${call.name} removes the account`));
  },
};

function test(names: readonly string[], parameter: string, isThere: typeof userIsThere): Cmdlet {
  return {
    ...MODULE,
    names,
    areas: [],
    parameters: parameters(`${parameter}@0!`),
    run(call) {
      const text = call.text(parameter);
      const id = text === undefined ? null : principalOfText(call.machine, text);
      if (id === null || isOpen(id)) call.out(call.unknown("whether the account exists", { type: "System.Boolean" }));
      else call.out(new Bool(isThere(call.machine, id, call.at), call.at));
    },
  };
}

/** ApplyTo: folders get `ContainerAndSubContainersAndLeaves` unless said, files only themselves. */
const APPLY_TO: ReadonlyMap<string, Omit<Ace, "effect" | "rights">> = new Map<string, Omit<Ace, "effect" | "rights">>(
  (
    [
      ["Container", false, false, false],
      ["SubContainers", true, false, true],
      ["ContainerAndSubContainers", true, false, false],
      ["Leaves", false, true, true],
      ["ContainerAndLeaves", false, true, false],
      ["SubContainersAndLeaves", true, true, true],
      ["ContainerAndSubContainersAndLeaves", true, true, false],
    ] as const
  ).map(([name, containers, objects, inheritOnly]) => [
    name.toLowerCase(),
    { containers, objects, inheritOnly, noPropagate: false },
  ]),
);

const grantPermission: Cmdlet = {
  ...MODULE,
  names: both("Grant", "Permission"),
  areas: ["acl"],
  documented: "Carbon, Grant-CPermission",
  parameters: parameters(
    "Path@0!",
    "Identity@1!",
    "Permission|Permissions[]@2!",
    "ApplyTo|InheritanceFlag",
    "Type",
    "Clear?",
    "PassThru?",
    "Force?",
    "Append?",
  ),
  run(call) {
    const path = call.text("Path");
    const [account] = accountsGiven(call, "Identity");
    if (path === undefined || account === undefined || call.whatIf) return;
    const object = objectOf(call, path);
    const rights = call.texts("Permission");
    const known =
      rights instanceof Unknown || rights.some((one) => one instanceof Unknown)
        ? null
        : dotnetRights(rights.join(","), object.startsWith("HK") ? "registry" : "file");
    const from = evidence(
      placeOf(account.value) ?? call.trace("Identity"),
      call.at,
      `${call.name} grants it rights on ${object}`,
    );
    if (known === null) {
      doubtEntry(
        call.machine,
        object,
        account.id,
        rights instanceof Unknown ? rights : { cause: "input", why: "the rights that are granted" },
        from,
      );
      return;
    }
    const to = call.text("ApplyTo");
    const flags = typeof to === "string" ? APPLY_TO.get(to.toLowerCase()) : undefined;
    const type = call.text("Type");
    const effect = type !== undefined && shownText(type).toLowerCase() === "deny" ? "deny" : "allow";
    // Without -Append it takes the place of what the identity has.
    if (call.flag("Append") !== true) removeEntries(call.machine, object, account.id, effect, from);
    addEntry(
      call.machine,
      object,
      account.id,
      flags === undefined ? hereAndBelow(effect, known) : { effect, rights: known, ...flags },
      from,
    );
  },
};

function objectOf(call: CmdletCall, path: Text): string {
  const shown = shownText(path);
  return /^(hk|registry::|microsoft\.)/i.test(shown) ? securedPath(path) : securedPath(call.resolvePath(path));
}

const revokePermission: Cmdlet = {
  ...MODULE,
  names: both("Revoke", "Permission"),
  areas: ["acl"],
  parameters: parameters("Path@0!", "Identity@1!"),
  run(call) {
    const path = call.text("Path");
    const [account] = accountsGiven(call, "Identity");
    if (path !== undefined && account !== undefined && !call.whatIf)
      removeEntries(call.machine, objectOf(call, path), account.id, null, evidence(call.at, call.at, call.name));
  },
};

const installService: Cmdlet = {
  ...MODULE,
  names: both("Install", "Service"),
  areas: ["services"],
  documented: "Carbon, Install-CService",
  parameters: parameters(
    "Name@0!",
    "Path@1!",
    "ArgumentList[]",
    "StartupType",
    "UserName",
    "Credential",
    "Password",
    "DisplayName",
    "Description",
    "EnsureRunning?",
    "Force?",
    "Dependency[]",
    "OnFirstFailure",
    "OnSecondFailure",
    "OnThirdFailure",
    "PassThru?",
  ),
  run(call) {
    const name = call.text("Name");
    const path = call.text("Path");
    if (typeof name !== "string" || path === undefined || call.whatIf) return;
    const credential = call.value("Credential");
    const user = credential === undefined ? call.value("UserName") : memberOf(call, credential, "UserName");
    const account = user === undefined ? null : principalOfValue(call.machine, user);
    const from = evidence(call.trace("Path"), call.at, `${call.name} makes the service`);
    createService(
      call.machine,
      serviceNamed(name),
      { start: "auto", binary: commandLine(call, path), binaryAt: call.trace("Path"), ...(account ? { account } : {}) },
      from,
    );
  },
};

/** The program with its arguments behind it, in quotes where they have blanks. */
function commandLine(call: CmdletCall, path: Text): Text {
  const args = call.texts("ArgumentList");
  const parts = [path, ...(args instanceof Unknown ? [args] : args)].flatMap((part, index) => {
    const text = typeof part === "string" && index === 0 && /\s/.test(part) ? `"${part}"` : part;
    return index === 0 ? [text] : [" ", text];
  });
  const line = joinTexts(parts, call.trace("Path"));
  return line instanceof Unknown ? line : line.value;
}

/** Rights on a service: `-FullControl`, or single switches. */
const grantService: Cmdlet = {
  ...MODULE,
  names: both("Grant", "ServicePermission"),
  areas: ["acl", "services"],
  documented: "Carbon, Grant-CServicePermission",
  parameters: parameters(
    "Name@0!",
    "Identity@1!",
    "FullControl?",
    "QueryConfig?",
    "ChangeConfig?",
    "QueryStatus?",
    "EnumerateDependents?",
    "Start?",
    "Stop?",
    "PauseContinue?",
    "Interrogate?",
    "UserDefinedControl?",
    "Delete?",
    "ReadControl?",
    "WriteDac?",
    "WriteOwner?",
  ),
  run(call) {
    const name = call.text("Name");
    const [account] = accountsGiven(call, "Identity");
    if (typeof name !== "string" || account === undefined || call.whatIf) return;
    let mask = 0;
    for (const [flag, bits] of SERVICE_RIGHTS) if (call.flag(flag) === true) mask |= bits;
    const object = serviceObject(serviceNamed(name));
    const from = evidence(
      placeOf(account.value) ?? call.trace("Identity"),
      call.at,
      `${call.name} grants it rights on the service ${name}`,
    );
    addEntry(call.machine, object, account.id, hereOnly("allow", mask >>> 0), from);
  },
};

const SERVICE_RIGHTS: readonly (readonly [string, number])[] = [
  ["FullControl", 0xf01ff],
  ["QueryConfig", 0x1],
  ["ChangeConfig", 0x2],
  ["QueryStatus", 0x4],
  ["EnumerateDependents", 0x8],
  ["Start", 0x10],
  ["Stop", 0x20],
  ["PauseContinue", 0x40],
  ["Interrogate", 0x80],
  ["UserDefinedControl", 0x100],
  ["Delete", 0x10000],
  ["ReadControl", 0x20000],
  ["WriteDac", 0x40000],
  ["WriteOwner", 0x80000],
];

export const carbonTools: readonly Tool[] = [
  rightCmdlet(both("Grant", "Privilege"), "Identity", "Privilege", true, "Carbon"),
  rightCmdlet(both("Revoke", "Privilege"), "Identity", "Privilege", false, "Carbon"),
  addGroupMember,
  removeGroupMember,
  installGroup,
  uninstallGroup,
  installUser,
  uninstallUser,
  test(both("Test", "Group"), "Name", groupIsThere),
  test(both("Test", "User"), "UserName", userIsThere),
  grantPermission,
  revokePermission,
  installService,
  grantService,
];

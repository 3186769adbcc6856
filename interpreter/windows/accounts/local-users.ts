import { userEnabled, userExists, userPassword } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { localPrincipal, type PrincipalId } from "../../../host/principals/principal-id.js";
import { type Cmdlet, type CmdletCall, parameters, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Instance, type Plain, Unknown } from "../../values/value.js";
import { put, valueNow } from "../shared/host-facts.js";
import { placeOf } from "../shared/place.js";
import { principalOfValue, userObject } from "./account-objects.js";
import { isOpen, localName } from "./accounts.js";
import { accountFailure, argumentText } from "./group-argument.js";
import { newName } from "./local-groups.js";
import {
  createUser,
  deleteUser,
  knownUsers,
  type PasswordKind,
  renameAccount,
  userIsThere,
  userMayBeThere,
} from "./membership.js";
import { otherUsers } from "./other-accounts.js";

/** New-, Get-, Set-, Enable-, Disable-, Rename- and Remove-LocalUser (module Microsoft.PowerShell.LocalAccounts). */

const MODULE = {
  form: "cmdlet",
  effect: "modelled",
  areas: ["principals"],
  module: "Microsoft.PowerShell.LocalAccounts",
} as const;

const newLocalUser: Cmdlet = {
  ...MODULE,
  names: ["New-LocalUser"],
  parameters: parameters(
    "Name@0!<.",
    "Password./Password",
    "NoPassword?/NoPassword",
    "AccountExpires.",
    "AccountNeverExpires?.",
    "Description.",
    "Disabled?.",
    "FullName.",
    "PasswordNeverExpires?.",
    "UserMayNotChangePassword?.",
  ),
  run(call) {
    const name = newName(call, "Name", "user");
    if (name === undefined) return;
    const at = traceOf(call.value("Name")) ?? call.trace("Name");
    if (valueNow(call.machine, userExists(name)) === true) {
      call.fail(accountFailure(call, "UserExists", `User ${name} already exists.`));
      return;
    }
    const disabled = call.has("Disabled") ? call.flag("Disabled") : false;
    const enabled = disabled === undefined ? undefined : !disabled;
    const password = call.flag("NoPassword") === true ? "blank" : passwordKind(call);
    if (!call.whatIf) createUser(call.machine, name, password, enabled, evidence(at, call.at, `${call.name} makes the account`));
    call.out(userObject(call.machine, localPrincipal(name), at, name));
  },
};

/** A password that the script makes from a literal, or one that it is given. */
function passwordKind(call: CmdletCall): PasswordKind {
  const value = call.value("Password");
  if (value === undefined || value instanceof Unknown) return "given";
  // A SecureString keeps the trace of the text it was made from; a secret came from a parameter or a vault.
  if (value instanceof Instance) return call.machine.field<string>(value, "plain") === undefined ? "given" : "literal";
  return value.kind === "str" && !value.secret ? "literal" : "given";
}

/** Users given by name, SID, object or pipeline. For those that are known not to exist an error was written. */
function userArguments(call: CmdletCall): { id: PrincipalId; value: Plain }[] {
  const parameter = call.has("SID") ? "SID" : "Name";
  const list = call.list(parameter);
  if (list instanceof Unknown) return [];
  const found: { id: PrincipalId; value: Plain }[] = [];
  for (const value of list) {
    const id = principalOfValue(call.machine, value);
    const name = argumentText(value, id);
    if (id === undefined || id === null || isOpen(id)) continue;
    if (userMayBeThere(call.machine, id)) found.push({ id, value });
    else call.fail(accountFailure(call, "UserNotFound", `User ${name} was not found.`));
  }
  return found;
}

const getLocalUser: Cmdlet = {
  ...MODULE,
  names: ["Get-LocalUser"],
  areas: [],
  parameters: parameters("Name[]@0<./Default", "SID[]@0./SecurityIdentifier"),
  run(call) {
    const parameter = call.has("SID") ? "SID" : "Name";
    const list = call.has(parameter) ? call.list(parameter) : [];
    if (list instanceof Unknown) {
      call.out(call.unknown("the users that are asked for", { cause: list.cause }));
      return;
    }
    if (!call.has(parameter)) listUsers(call);
    for (const value of list) {
      const id = principalOfValue(call.machine, value);
      const name = argumentText(value, id);
      if (name.includes("*")) listUsers(call);
      else if (id === undefined || id === null || isOpen(id)) {
        call.out(call.unknown(`the user ${name}`, { symbol: `user:${name}` }));
      } else if (userIsThere(call.machine, id, placeOf(value) ?? call.at)) {
        call.out(
          userObject(
            call.machine,
            id,
            placeOf(value) ?? call.at,
            parameter === "Name" && value.kind === "str" ? name : undefined,
          ),
        );
      } else call.fail(accountFailure(call, "UserNotFound", `User ${name} was not found.`));
    }
  },
};

function listUsers(call: CmdletCall): void {
  const { users, complete } = knownUsers(call.machine);
  for (const user of users) call.out(userObject(call.machine, user, call.at));
  if (!complete) call.out(otherUserObject(call));
}

/** One object for all users that only the host knows; its name can be asked about. */
function otherUserObject(call: CmdletCall): Instance {
  const names = otherUsers(call.at);
  return new Instance(
    {
      typeNames: ["Microsoft.PowerShell.Commands.LocalUser", "Microsoft.PowerShell.Commands.LocalPrincipal", "System.Object"],
      get: (_self, name) =>
        name.toLowerCase() === "name"
          ? names
          : new Unknown("input", "the other local users", `other-users.${name.toLowerCase()}`, call.at),
      text: () => names,
      propertyNames: () => ["Name", "Enabled", "SID"],
    },
    call.at,
  );
}

const setLocalUser: Cmdlet = {
  ...MODULE,
  names: ["Set-LocalUser"],
  parameters: parameters(
    "Name|InputObject@0!<./Default",
    "SID@0!/SecurityIdentifier",
    "Password",
    "AccountExpires",
    "AccountNeverExpires?",
    "Description",
    "FullName",
    "PasswordNeverExpires",
    "UserMayChangePassword",
  ),
  run(call) {
    for (const { id } of userArguments(call)) {
      const name = localName(id);
      if (name === undefined || call.whatIf || !call.has("Password")) continue;
      put(
        call.machine,
        userPassword(name),
        passwordKind(call),
        evidence(call.trace("Password"), call.at, `${call.name} sets the password`),
      );
    }
  },
};

function enabling(names: readonly string[], enabled: boolean): Cmdlet {
  return {
    ...MODULE,
    names,
    parameters: parameters("Name|InputObject[]@0!<./Default", "SID[]@0!/SecurityIdentifier"),
    run(call) {
      for (const { id, value } of userArguments(call)) {
        const name = localName(id);
        if (name === undefined || call.whatIf) continue;
        put(
          call.machine,
          userEnabled(name),
          enabled,
          evidence(placeOf(value) ?? call.at, call.at, `${call.name} ${enabled ? "enables" : "disables"} it`),
        );
      }
    },
  };
}

const renameLocalUser: Cmdlet = {
  ...MODULE,
  names: ["Rename-LocalUser"],
  parameters: parameters("Name|InputObject@0!<./Default", "SID@0!/SecurityIdentifier", "NewName@1!"),
  run(call) {
    const name = call.text("NewName");
    for (const { id } of userArguments(call)) {
      if (call.whatIf) continue;
      if (name === undefined || name instanceof Unknown) {
        call.undecided(name?.cause ?? "input", `the new name of ${describePrincipal(id)}${name ? `: ${shownText(name)}` : ""}`);
      } else
        renameAccount(
          call.machine,
          id,
          name,
          "user",
          evidence(call.trace("NewName"), call.at, `${call.name} renames ${describePrincipal(id)}`),
        );
    }
  },
};

const removeLocalUser: Cmdlet = {
  ...MODULE,
  names: ["Remove-LocalUser"],
  parameters: parameters("Name|InputObject[]@0!<./Default", "SID[]@0!/SecurityIdentifier"),
  run(call) {
    for (const { id, value } of userArguments(call)) {
      if (!call.whatIf)
        deleteUser(call.machine, id, evidence(placeOf(value) ?? call.at, call.at, `${call.name} removes the account`));
    }
  },
};

export const localUserTools: readonly Tool[] = [
  newLocalUser,
  getLocalUser,
  setLocalUser,
  enabling(["Enable-LocalUser"], true),
  enabling(["Disable-LocalUser"], false),
  renameLocalUser,
  removeLocalUser,
];

import { userEnabled, userExists, userPassword } from "../../../host/keys.js";
import type { Argument, NativeCall } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { Str, Unknown } from "../../values/value.js";
import { plainName } from "../accounts/account-objects.js";
import { isOpen, localName, principalNamed } from "../accounts/accounts.js";
import { createUser, deleteUser, knownUsers, type PasswordKind, userIsThere, userMayBeThere } from "../accounts/membership.js";
import { otherUsers } from "../accounts/other-accounts.js";
import { put, valueNow } from "../shared/host-facts.js";
import { completed, lines, netCommand, systemError, usage } from "./net-syntax.js";

/** `net user`: `name [password|*] [/add] [/active:no]`, `name /delete`, `name`, nothing. */
export function netUser(call: NativeCall, argv: readonly Argument[]): void {
  const command = netCommand(argv);
  if (command === null) return usage(call);
  const [nameArgument, password, ...more] = command.words;
  if (command.domain) return completed(call);
  if (nameArgument === undefined) return list(call);
  if (more.length > 0) return usage(call);
  if (typeof password?.text === "string") call.machine.secrets.add(password.text);
  const user = principalNamed(call.machine, nameArgument.text);
  const name = user === null || isOpen(user) ? undefined : localName(user);
  // An account under a name that is not known matters only where it is put, and there it is not known either.
  if (user === null || name === undefined) {
    if (!(nameArgument.text instanceof Unknown)) systemError(call, 2221, "The user name could not be found.");
    return;
  }
  const enabled = activeOption(command.options.get("active"));
  const from = evidence(
    nameArgument.at,
    call.at,
    `net user ${command.action === "add" ? "makes" : command.action === "delete" ? "removes" : "changes"} the account`,
  );
  if (command.action === "add") {
    if (valueNow(call.machine, userExists(name)) === true) return systemError(call, 2224, "The account already exists.");
    createUser(call.machine, name, command.options.has("random") ? "given" : passwordKind(password), enabled ?? true, from);
    return completed(call);
  }
  if (!userMayBeThere(call.machine, user)) return systemError(call, 2221, "The user name could not be found.");
  if (command.action === "delete") deleteUser(call.machine, user, from);
  else if (password === undefined && command.options.size === 0) return show(call, user, name);
  else {
    if (password !== undefined) put(call.machine, userPassword(name), passwordKind(password), from);
    if (enabled !== undefined) put(call.machine, userEnabled(name), enabled, from);
  }
  completed(call);
}

function passwordKind(argument: Argument | undefined): PasswordKind {
  if (argument === undefined || argument.text === "") return "blank";
  return argument.text === "*" || argument.text instanceof Unknown ? "given" : "literal";
}

function activeOption(value: string | Unknown | null | undefined): boolean | undefined {
  return typeof value === "string" ? value.toLowerCase().startsWith("y") : undefined;
}

function show(call: NativeCall, user: NonNullable<ReturnType<typeof principalNamed>>, name: string): void {
  if (!userIsThere(call.machine, user, call.at)) return systemError(call, 2221, "The user name could not be found.");
  const active = valueNow(call.machine, userEnabled(name));
  lines(call, [`User name                    ${plainName(user)}`]);
  if (active !== undefined) lines(call, [`Account active               ${active ? "Yes" : "No"}`]);
  call.out(call.unknown(`what net user says of ${name}`, { symbol: `net-user:${name}`, type: "System.String" }));
  completed(call);
}

function list(call: NativeCall): void {
  const { users, complete } = knownUsers(call.machine);
  lines(call, ["User accounts for \\\\", "", "-".repeat(79)]);
  for (const user of users) call.out(new Str(plainName(user), call.at));
  if (!complete) call.out(otherUsers(call.at));
  completed(call);
}

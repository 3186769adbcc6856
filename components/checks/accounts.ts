import type { AccountsArgs, LocalGroupArgs, LocalUserArgs, PasswordPolicyArgs } from "../arguments/index.js";
import { type Problems, quoted } from "./problems.js";
import { group, integer, listOf, required, sameName, sameText, secret, text } from "./shapes.js";

/** What local accounts may be asked for. */

const USER = /^(?!.*\.$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,19}$/;
const GROUP = /^(?!.*\.$)[A-Za-z0-9_]([A-Za-z0-9 _.-]{0,254}[A-Za-z0-9_-])?$/;
const MEMBER = /^[A-Za-z0-9][A-Za-z0-9.-]{0,62}\\[\p{L}\p{N}_][\p{L}\p{N} ._$-]{0,254}$/u;

export const accountsShape = group<AccountsArgs>({
  users: listOf(
    group<LocalUserArgs>({
      name: required(text(USER, "an account name of at most 20 letters, digits, dots, hyphens and underscores")),
      password: required(secret),
      groups: listOf(text(GROUP, "the name of a group of accounts.groups"), { most: 20, unique: sameText }),
    }),
    { most: 100, unique: sameName("name") },
  ),
  groups: listOf(
    group<LocalGroupArgs>({
      name: required(text(GROUP, "the name of a group, of letters, digits, blanks, dots, hyphens and underscores")),
      members: listOf(text(MEMBER, "an account or group of a domain such as CONTOSO\\Sales"), { most: 100, unique: sameText }),
    }),
    { most: 50, unique: sameName("name") },
  ),
  policy: group<PasswordPolicyArgs>({
    minimumLength: integer(8, 14, "characters"),
    lockoutThreshold: integer(3, 50, "wrong passwords"),
    lockoutMinutes: integer(1, 1440, "minutes"),
  }),
});

/** Groups and users that Windows and IIS make; being in them is power or means something else. */
const RESERVED = new Set([
  ...["administrators", "users", "guests", "power users", "backup operators", "account operators", "server operators"],
  ...["print operators", "replicator", "network configuration operators", "performance monitor users", "performance log users"],
  ...["distributed com users", "iis_iusrs", "cryptographic operators", "event log readers", "certificate service dcom access"],
  ...["rds remote access servers", "rds endpoint servers", "rds management servers", "hyper-v administrators", "device owners"],
  ...["access control assistance operators", "remote management users", "storage replica administrators", "remote desktop users"],
  ...[
    "system managed accounts group",
    "user mode hardware operators",
    "openssh users",
    "everyone",
    "authenticated users",
    "iusr",
  ],
  ...["administrator", "guest", "defaultaccount", "wdagutilityaccount", "system", "network service", "local service", "service"],
  ...["interactive", "network", "batch", "anonymous logon", "creator owner", "none", "local"],
]);

export function accountsTogether(found: Problems, accounts: AccountsArgs, administrator: string): void {
  const groups = new Set((accounts.groups ?? []).map(({ name }) => name.toLowerCase()));
  accounts.groups?.forEach(({ name }, index) => {
    if (RESERVED.has(name.toLowerCase()))
      found.add(`accounts.groups[${index}].name`, `is ${quoted(name)}, which Windows has already; expected a name of its own`);
  });
  accounts.users?.forEach(({ name, groups: memberOf = [] }, index) => {
    const path = `accounts.users[${index}]`;
    if (RESERVED.has(name.toLowerCase()) || name.toLowerCase() === administrator.toLowerCase())
      found.add(`${path}.name`, `is ${quoted(name)}, which Windows has already; expected a name of its own`);
    else if (groups.has(name.toLowerCase()))
      found.add(`${path}.name`, `is ${quoted(name)}, the name of a group too; expected a name of its own`);
    memberOf.forEach((group, at) => {
      if (!groups.has(group.toLowerCase()))
        found.add(`${path}.groups[${at}]`, `is ${quoted(group)}, which accounts.groups does not have; expected one of them`);
    });
  });
}

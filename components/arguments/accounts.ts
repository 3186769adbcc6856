import type * as pulumi from "@pulumi/pulumi";

/** Arguments about local accounts: who can sign in to the web server and the SMTP service. */

/** A local user. */
export interface LocalUserArgs {
  /** At most 20 letters, digits, dots, hyphens and underscores. */
  name: string;
  /** Must be a secret. It goes to the host as a protected parameter and is set on every run. */
  password: pulumi.Input<string>;
  /** Local groups of `accounts.groups` that the user is in. Administrators are not made here. Default none. */
  groups?: string[];
}

/** A local group. */
export interface LocalGroupArgs {
  /** At most 256 letters, digits, blanks, dots, hyphens and underscores. */
  name: string;
  /** Accounts and groups of a domain that are in it, such as `CONTOSO\Sales`. Default none. Nobody is taken out of a group that is there already. */
  members?: string[];
}

/** What passwords must be, and what happens to who guesses them. */
export interface PasswordPolicyArgs {
  /** Characters. Default 14. */
  minimumLength?: number;
  /** Wrong passwords before the account is locked. Default 10. Somebody else can lock an account by guessing. */
  lockoutThreshold?: number;
  /** Minutes that an account stays locked, and that wrong passwords count. Default 15. */
  lockoutMinutes?: number;
}

/** Local accounts. */
export interface AccountsArgs {
  /** Default none. */
  users?: LocalUserArgs[];
  /** Default none. */
  groups?: LocalGroupArgs[];
  /** Default: that of `PasswordPolicyArgs`. */
  policy?: PasswordPolicyArgs;
}

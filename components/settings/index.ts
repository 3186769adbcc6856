import type { AccountsArgs, IisHostArgs, WindowsImage } from "../arguments/index.js";
import { DEFAULT_ADMIN, defaultImage } from "./image.js";
import { type MailSettings, mailSettings } from "./mail.js";
import { type WebSettings, webSettings } from "./web.js";

/** The arguments with every default filled in, without what only Azure needs and without secrets. */
export interface HostSettings {
  readonly image: WindowsImage;
  /** Null: none. */
  readonly mail: MailSettings | null;
  /** Null: not installed. */
  readonly web: WebSettings | null;
  readonly accounts: AccountsSettings;
  readonly timeZone: string;
  /** Letters of the data disks. */
  readonly drives: readonly string[];
  readonly administrator: string;
}

export interface AccountsSettings {
  readonly users: readonly { readonly name: string; readonly groups: readonly string[] }[];
  readonly groups: readonly { readonly name: string; readonly members: readonly string[] }[];
  readonly minimumLength: number;
  readonly lockoutThreshold: number;
  readonly lockoutMinutes: number;
}

/** The first letter of data disks: `D:` and `E:` may be Azure's temporary disk and a DVD. */
const FIRST_DRIVE = "F".charCodeAt(0);
const DEFAULT_DISK_GB = 32;

/** The arguments that say what the host itself is to be. */
export type HostWishes = Pick<IisHostArgs, "image" | "mail" | "web" | "accounts" | "timeZone" | "dataDisks" | "adminUsername">;

/** Sizes in gigabytes of the data disks. */
export function dataDiskSizes(args: HostWishes): readonly number[] {
  return args.dataDisks?.map(({ sizeGb }) => sizeGb) ?? (args.web === undefined ? [] : [DEFAULT_DISK_GB]);
}

/** Arguments that passed the checks. */
export function hostSettings(args: HostWishes): HostSettings {
  const image = args.image ?? defaultImage(args.mail);
  return {
    image,
    mail: mailSettings(args.mail),
    web: webSettings(args.web, image),
    accounts: accountsSettings(args.accounts),
    timeZone: args.timeZone ?? "UTC",
    drives: dataDiskSizes(args).map((_, index) => String.fromCharCode(FIRST_DRIVE + index)),
    administrator: args.adminUsername ?? DEFAULT_ADMIN,
  };
}

function accountsSettings({ users = [], groups = [], policy = {} }: AccountsArgs = {}): AccountsSettings {
  return {
    users: users.map(({ name, groups: memberOf = [] }) => ({ name, groups: memberOf })),
    groups: groups.map(({ name, members = [] }) => ({ name, members })),
    minimumLength: policy.minimumLength ?? 14,
    lockoutThreshold: policy.lockoutThreshold ?? 10,
    lockoutMinutes: policy.lockoutMinutes ?? 15,
  };
}

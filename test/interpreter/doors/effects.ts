/** Dangerous effects as command lines without quotes. `part` is the word that may be unknown, `account` who gets the power. */

export interface Effect {
  readonly name: string;
  readonly rule: string;
  /** The word that the script may not know. */
  readonly part: string;
  readonly line: (part: string, account: string) => string;
}

const APPCMD = "C:\\Windows\\System32\\inetsrv\\appcmd.exe";

export const EFFECTS: readonly Effect[] = [
  {
    name: "member of Administrators",
    rule: "iis-anonymous-admin",
    part: "Administrators",
    line: (part, account) => `net localgroup ${part} ${account} /add`,
  },
  {
    name: "a right",
    rule: "iis-anonymous-admin",
    part: "SeDebugPrivilege",
    line: (part, account) => `ntrights +r ${part} -u ${account}`,
  },
  {
    name: "an access list",
    rule: "iis-anonymous-takeover",
    part: "C:\\Windows\\System32",
    line: (part, account) => `icacls ${part} /grant ${account}:F`,
  },
  {
    name: "the anonymous user",
    rule: "iis-anonymous-admin",
    part: "Administrator",
    line: (part, account) =>
      `${APPCMD} set config /section:anonymousAuthentication /userName:${account.includes("\\") ? account.replace(/[^\\]*$/, "") : ""}${part} /commit:apphost`,
  },
  {
    name: "a pool's identity",
    rule: "iis-worker-admin",
    part: "DefaultAppPool",
    line: (part) => `${APPCMD} set apppool ${part} /processModel.identityType:LocalSystem`,
  },
  {
    name: "a cmdlet",
    rule: "iis-anonymous-admin",
    part: "Administrators",
    line: (part, account) => `powershell -NoProfile -Command Add-LocalGroupMember -Group ${part} -Member ${account}`,
  },
];

/** Says that an account of this host is the anonymous user, so that what it gets anonymous visitors get. */
export const ANONYMOUS_WEB = `${APPCMD} set config /section:anonymousAuthentication /userName:web /commit:apphost`;

import type { HostDocument } from "../../host/documents/document.js";
import type { AccountsSettings, HostSettings } from "../settings/index.js";
import { MAIL_FEATURES, smtpServers } from "./mail.js";
import { webDocument, webFeatures, webFolders } from "./web.js";

/** What the host is to be: everything that the provisioning makes so and that a rule looks at. */
export function hostDocument({ mail, web, accounts }: HostSettings): HostDocument {
  const service = mail?.service ?? null;
  const features = [...new Set([...(service === null ? [] : MAIL_FEATURES), ...(web === null ? [] : webFeatures(web))])].sort();
  return {
    version: 1,
    features: features.map((name) => ({ name, installed: true })),
    hardening: HARDENING,
    ...accountDocuments(accounts),
    ...(service === null
      ? {}
      : {
          smtp: { servers: smtpServers(service, mail?.smartHost ?? null) },
          // Delayed: with a plain automatic start the service of Windows Server 2019 leaves mail in its queue (microsoft/IIS.Common issue 13).
          services: [{ name: "SMTPSVC", start: "delayed" as const, running: true }],
        }),
    ...(web === null ? {} : { web: webDocument(web), acls: webFolders(web) }),
  };
}

/**
 * Switches of Windows: prompts for administrators, no power for local accounts over the network, nothing for who has no account, no blank
 * passwords over the network (WN22-SO-000440, WN22-MS-000020, WN22-SO-000210 to -000250, WN22-SO-000020).
 */
const HARDENING: NonNullable<HostDocument["hardening"]> = [
  { setting: "EnableLUA", value: 1 },
  { setting: "EveryoneIncludesAnonymous", value: 0 },
  { setting: "LimitBlankPasswordUse", value: 1 },
  { setting: "LocalAccountTokenFilterPolicy", value: 0 },
  { setting: "RestrictAnonymous", value: 1 },
  { setting: "RestrictAnonymousSAM", value: 1 },
];

function accountDocuments({ users, groups }: AccountsSettings): Pick<HostDocument, "users" | "groups"> {
  return {
    ...(users.length === 0
      ? {}
      : { users: users.map(({ name }) => ({ name, exists: true, enabled: true, password: "given" as const })) }),
    ...(groups.length === 0
      ? {}
      : {
          groups: groups.map(({ name, members }) => {
            const all = [
              ...members,
              ...users
                .filter((user) => user.groups.some((group) => group.toLowerCase() === name.toLowerCase()))
                .map((user) => user.name),
            ];
            // A group that is made here has no other members.
            return { name, exists: true, exact: true, ...(all.length === 0 ? {} : { members: all }) };
          }),
        }),
  };
}

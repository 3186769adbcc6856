import type { HostSettings, HostWishes } from "../settings/index.js";

/** What is allowed and still worth saying when a host is made. */
export interface Notice {
  readonly warns: boolean;
  readonly text: string;
}

export function hostNotices(args: HostWishes, { mail }: HostSettings): Notice[] {
  const notices: Notice[] = [];
  if (mail?.service) {
    notices.push({
      warns: false,
      text: 'the SMTP service ends with Windows Server 2022. mail.submission "azure-communication" is the way without it: applications submit to a smart host themselves, on Windows Server 2025 too.',
    });
  }
  for (const site of args.web?.sites ?? []) {
    if (site.withoutTls !== undefined)
      notices.push({ warns: true, text: `the site ${JSON.stringify(site.name)} speaks HTTP only: ${site.withoutTls.reason}` });
  }
  const direct = mail?.service && mail.smartHost === null && !mail.allowOutboundSmtp;
  if (direct)
    notices.push({
      warns: true,
      text: "mail has no smartHost and TCP port 25 is closed outwards, so mail to other domains stays in the queue.",
    });
  return notices;
}

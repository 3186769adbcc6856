import { anonymousAdmin } from "../../../host/questions/anonymous-admin.js";
import type { Rule } from "../../rule.js";

export const iisAnonymousAdmin: Rule = {
  id: "iis-anonymous-admin",
  title: "The anonymous web visitor has administrator power",
  severity: "critical",
  frameworks: [
    {
      name: "DISA STIG IIS 10.0 Site",
      control: "V-218750",
      covers: "part",
      note: "covers the groups and rights that amount to administrator power; the control also names groups such as Event Log Readers",
    },
    {
      name: "NIST SP 800-53 r5",
      control: "SC-2",
      covers: "part",
      note: "separation of user functionality from system management, for the anonymous visitor",
    },
  ],
  rationale:
    "IIS answers a visitor who has not logged in with this identity's token. With it, every visitor of the web site is an administrator of the host.",
  remediation: [
    "Take the account (or the group it is in) out of Administrators, and do not grant it the right.",
    "Give the application the one thing it needs instead: Modify on its data folder, for exactly one identity.",
  ],
  since: "0.1.0",
  question: anonymousAdmin,
  examples: [
    {
      title: "IUSR added to Administrators",
      script: "Add-LocalGroupMember -Group Administrators -Member 'NT AUTHORITY\\IUSR'\n",
      expect: "certain",
      line: 1,
    },
    {
      title: "Through a group of one's own",
      script: "net localgroup WebOps /add\nnet localgroup WebOps IUSR /add\nnet localgroup Administrators WebOps /add\n",
      expect: "certain",
      line: 3,
    },
    {
      title: "Everyone made a backup operator",
      script: "Add-LocalGroupMember -SID S-1-5-32-551 -Member Everyone\n",
      expect: "certain",
      line: 1,
    },
    {
      title: "Only on machines that have an old drive",
      script: "if (Test-Path D:\\legacy) {\n  net localgroup Administrators IUSR /add\n}\n",
      expect: "possible",
      line: 2,
    },
    {
      title: "IUSR in its own group",
      script: "Add-LocalGroupMember -Group IIS_IUSRS -Member 'NT AUTHORITY\\IUSR'\n",
      expect: "none",
    },
  ],
};

import { anonymousTakeover } from "../../../host/questions/anonymous-takeover.js";
import type { Rule } from "../../rule.js";

export const iisAnonymousTakeover: Rule = {
  id: "iis-anonymous-takeover",
  title: "The anonymous web visitor can change what administrators run or trust",
  severity: "critical",
  frameworks: [
    {
      name: "DISA STIG Windows Server 2022",
      control: "V-254251",
      covers: "part",
      note: "covers write access of the anonymous visitor; the control asks for exact access lists",
    },
    {
      name: "NIST SP 800-53 r5",
      control: "AC-3",
      covers: "part",
      note: "access enforcement on system objects, for the anonymous visitor",
    },
  ],
  rationale:
    "Who can write a program, a service or the web server's configuration that a privileged account uses, has that account's power.",
  remediation: [
    "Take write access away from IUSR and from groups it is in (Everyone, Users, IIS_IUSRS) on system folders and services.",
    "Give write access on a data folder outside of the site instead.",
  ],
  since: "0.1.0",
  question: anonymousTakeover,
  examples: [
    {
      title: "Everyone may write System32",
      script: "icacls C:\\Windows\\System32 /grant 'Everyone:(OI)(CI)F'\n",
      expect: "certain",
      line: 1,
    },
    {
      title: "Everyone may configure a service",
      script: "sc.exe sdset W3SVC 'D:(A;;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;WD)'\n",
      expect: "certain",
      line: 1,
    },
    { title: "A data folder for the site", script: "icacls D:\\data\\guestbook /grant 'IUSR:(OI)(CI)M'\n", expect: "none" },
  ],
};

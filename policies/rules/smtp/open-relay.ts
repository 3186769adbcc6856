import { openRelay } from "../../../host/questions/open-relay.js";
import type { Rule } from "../../rule.js";

export const smtpOpenRelay: Rule = {
  id: "smtp-open-relay",
  title: "The SMTP service relays mail for anyone",
  severity: "critical",
  frameworks: [
    {
      name: "DISA STIG IIS 10.0 Server",
      control: "V-228572",
      covers: "part",
      note: "covers who may relay; that the service also offers TLS is not asked",
    },
    {
      name: "NIST SP 800-53 r5",
      control: "CM-7",
      covers: "part",
      note: "least functionality, for the relay function of the mail service",
    },
  ],
  rationale:
    "Anyone on the Internet can send mail to any address through this host. Spammers find an open relay within days; the host and its network end on block lists and legitimate mail is refused.",
  remediation: [
    "Grant relaying by list: GrantByDefault = False and only loopback and your own addresses in IPGrant.",
    "Leave RelayIpList unset to let only authenticated clients relay (RelayForAuth).",
    "Never write an empty RelayIpList: an empty list means all computers except none.",
  ],
  since: "0.1.0",
  question: openRelay,
  examples: [
    {
      title: "An empty list grants everyone",
      script:
        "$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'\n$list = $smtp.RelayIpList\n$list.GrantByDefault = $true\n$smtp.RelayIpList = $list\n$smtp.SetInfo()\n",
      expect: "certain",
      line: 3,
    },
    {
      title: "The copied repair of the management console, which empties the list",
      script:
        "$server = Get-WmiObject -Namespace root/MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter \"Name='SmtpSvc/1'\"\n$server.RelayIpList = @()\n$server.Put()\n",
      expect: "certain",
      line: 2,
    },
    {
      title: "Only when an old machine is to be served",
      script:
        "if (Test-Path D:\\legacy) {\n  $smtp = [ADSI]'IIS://localhost/SmtpSvc/1'\n  $list = $smtp.RelayIpList\n  $list.GrantByDefault = $true\n  $smtp.RelayIpList = $list\n  $smtp.SetInfo()\n}\n",
      expect: "possible",
      line: 4,
    },
    {
      title: "Only the host itself may relay",
      script:
        "$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'\n$list = $smtp.RelayIpList\n$list.GrantByDefault = $false\n$list.IPGrant = @('127.0.0.1, 255.255.255.255')\n$smtp.RelayIpList = $list\n$smtp.SetInfo()\n",
      expect: "none",
    },
  ],
};

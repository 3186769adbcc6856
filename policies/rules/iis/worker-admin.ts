import { workerAdmin } from "../../../host/questions/worker-admin.js";
import type { Rule } from "../../rule.js";

export const iisWorkerAdmin: Rule = {
  id: "iis-worker-admin",
  title: "The worker process that serves anonymous visitors has administrator power",
  severity: "high",
  frameworks: [
    {
      name: "CIS Microsoft IIS 10",
      control: "1.4",
      covers: "part",
      note: "covers pools that serve anonymous paths; the benchmark asks for ApplicationPoolIdentity on every pool",
    },
    { name: "NIST SP 800-53 r5", control: "AC-6", covers: "part", note: "least privilege, for the worker process" },
  ],
  rationale:
    "Code of the site runs as this process, whoever the visitor is. A flaw in the site is then a flaw of the whole host.",
  remediation: [
    "Run the application pool as ApplicationPoolIdentity.",
    "If it needs one resource, grant that to `IIS AppPool\\<pool>`.",
  ],
  since: "0.1.0",
  question: workerAdmin,
  examples: [
    {
      title: "A pool that runs as LocalSystem",
      script:
        "Install-WindowsFeature Web-Server\nImport-Module WebAdministration\nNew-WebAppPool -Name shop\nSet-ItemProperty IIS:\\AppPools\\shop -Name processModel.identityType -Value LocalSystem\nNew-Website -Name shop -Port 8080 -PhysicalPath C:\\inetpub\\shop -ApplicationPool shop\n",
      expect: "certain",
      line: 4,
    },
    {
      title: "A pool with its own identity",
      script:
        "Install-WindowsFeature Web-Server\nImport-Module WebAdministration\nNew-WebAppPool -Name shop\nNew-Website -Name shop -Port 8080 -PhysicalPath C:\\inetpub\\shop -ApplicationPool shop\n",
      expect: "none",
    },
  ],
};

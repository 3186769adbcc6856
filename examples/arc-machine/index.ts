// The relay of a branch office: a Windows Server 2019 under the desk, which Azure Arc reaches. Scanners there know no passwords.
import { IisHardening } from "lycosa";

const relay = new IisHardening("branch", {
  resourceGroupName: "branches",
  arcMachineName: "branch-7",
  image: "2019-datacenter-gensecond",
  timeZone: "W. Europe Standard Time",
  mail: {
    localDomain: "branch7.contoso.com",
    allowFrom: ["192.168.7.0/24"],
    connectFrom: ["192.168.7.0/24"],
    limits: { messageKilobytes: 20480, recipients: 20 },
    smartHost: { host: "contoso-com.mail.protection.outlook.com", port: 587 },
  },
});

export const command = relay.commandId;

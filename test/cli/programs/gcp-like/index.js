const pulumi = require("@pulumi/pulumi");
class Any extends pulumi.CustomResource { constructor(type, name, args, opts) { super(type, name, args, opts); } }

for (const [name, line] of [["bad", "net localgroup Administrators IUSR /add"], ["good", "net localgroup Administrators svc /add"]]) {
  new Any("gcp:compute/instance:Instance", "g-" + name, { machineType: "n2-standard-2", zone: "europe-west1-b", bootDisk: { initializeParams: { image: "windows-cloud/windows-2022" } }, metadata: { "windows-startup-script-ps1": ["$ErrorActionPreference = 'Stop'", line].join("\n") } });
}

const pulumi = require("@pulumi/pulumi");
class Any extends pulumi.CustomResource { constructor(type, name, args, opts) { super(type, name, args, opts); } }

for (const [name, line] of [["bad", "net localgroup Administrators IUSR /add"], ["good", "net localgroup Administrators svc /add"]]) {
  const instance = new Any("aws:ec2/instance:Instance", "app-" + name, { ami: "ami-123", userData: "<powershell>hostname</powershell>" });
  const doc = new Any("aws:ssm/document:Document", "doc-" + name, { name: undefined, documentType: "Command", content: JSON.stringify({ schemaVersion: "2.2", mainSteps: [{ action: "aws:runPowerShellScript", name: "x", inputs: { runCommand: line.split("\n") } }] }) });
  new Any("aws:ssm/association:Association", "as-" + name, { name: doc.urn.apply(() => doc.id), targets: [{ key: "InstanceIds", values: [instance.id] }] }, { dependsOn: [doc, instance] });
}

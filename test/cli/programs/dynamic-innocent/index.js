// A dynamic provider that asks a service for a number: it reaches no host.
const pulumi = require("@pulumi/pulumi");
const provider = { async create(inputs) { const answer = await fetch(inputs.url); return { id: inputs.url, outs: { number: await answer.text() } }; } };
class Ticket extends pulumi.dynamic.Resource { constructor(name, props, opts) { super(provider, name, props, opts, "contoso", "Ticket"); } }
new Ticket("ticket", { url: "https://tickets.contoso.com/next" });

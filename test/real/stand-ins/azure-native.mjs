#!/usr/bin/env node
// Stand-in for the provider plugin of azure-native: checks, names and "creates" resources as the real one would, and reaches no cloud. Test equipment.
// (Protocol: pulumi/pulumi `proto/pulumi/provider.proto`.)
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.env.LYCOSA_MODULES, "package.json"));
const grpc = require("@grpc/grpc-js");
const provider = require("@pulumi/pulumi/proto/provider_pb");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
const { Struct } = require("google-protobuf/google/protobuf/struct_pb");
const { version } = require("@pulumi/azure-native/package.json");

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** Property that holds the name which the provider makes up when there is none. */
const NAMES = {
  "azure-native:resources:ResourceGroup": "resourceGroupName",
  "azure-native:compute:VirtualMachine": "vmName",
  "azure-native:compute:VirtualMachineScaleSet": "vmScaleSetName",
  "azure-native:network:NetworkSecurityGroup": "networkSecurityGroupName",
  "azure-native:network:VirtualNetwork": "virtualNetworkName",
  "azure-native:storage:StorageAccount": "accountName",
};
const text = { type: "string" };
const any = { $ref: "pulumi.json#/Any" };
const resource = (inputs, required, outputs = {}) => ({
  inputProperties: inputs,
  requiredInputs: required,
  properties: { ...inputs, ...outputs, name: text },
  required: ["name"],
});
/** What YAML programs of the tests use; other languages bring their own declarations. */
const SCHEMA = {
  name: "azure-native",
  version,
  config: { variables: { location: text } },
  provider: { inputProperties: { location: text } },
  resources: {
    "azure-native:resources:ResourceGroup": resource({ resourceGroupName: text, location: text }, []),
    "azure-native:compute:VirtualMachine": resource(
      { resourceGroupName: text, vmName: text, location: text, osProfile: any, storageProfile: any },
      ["resourceGroupName"],
    ),
    "azure-native:compute:VirtualMachineRunCommandByVirtualMachine": resource(
      { resourceGroupName: text, vmName: text, runCommandName: text, location: text, source: any, parameters: any },
      ["resourceGroupName", "vmName"],
    ),
  },
};

let settings = {};
const plain = (struct) => struct?.toJavaScript() ?? {};
const struct = (value) => Struct.fromJavaScript(value);
const typeOf = (urn) => urn.split("::")[2].split("$").pop();
const nameOf = (urn) => urn.split("::").slice(3).join("::");
const given = (value) => Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null));
const ownName = (urn, inputs) => inputs[NAMES[typeOf(urn)]] ?? nameOf(urn);

function response(kind, set) {
  const message = new kind();
  set?.(message);
  return message;
}

const methods = {
  handshake: () => new provider.ProviderHandshakeResponse(),
  attach: () => new Empty(),
  cancel: () => new Empty(),
  delete: () => new Empty(),
  getPluginInfo: () => response(PluginInfo, (message) => message.setVersion(version)),
  getSchema: () => response(provider.GetSchemaResponse, (message) => message.setSchema(JSON.stringify(SCHEMA))),
  checkConfig: (request) => response(provider.CheckResponse, (message) => message.setInputs(request.getNews())),
  diffConfig: () => response(provider.DiffResponse, (message) => message.setChanges(provider.DiffResponse.DiffChanges.DIFF_NONE)),
  configure: (request) => {
    settings = plain(request.getArgs());
    return response(provider.ConfigureResponse, (message) => {
      message.setSupportspreview(true);
      message.setSupportsAutonamingConfiguration(true);
    });
  },
  check: (request) => {
    const urn = request.getUrn();
    const inputs = given(plain(request.getNews()));
    const before = plain(request.getOlds());
    const name = NAMES[typeOf(urn)];
    if (name !== undefined && inputs[name] === undefined) {
      const seed = Buffer.from(request.getRandomseed_asU8());
      inputs[name] = before[name] ?? nameOf(urn) + createHash("sha256").update(seed).digest("hex").slice(0, 8);
      inputs.__createBeforeDelete = true;
    }
    inputs.location ??= before.location ?? settings.location ?? (inputs.resourceGroupName === UNKNOWN ? UNKNOWN : "westeurope");
    return response(provider.CheckResponse, (message) => message.setInputs(struct(inputs)));
  },
  diff: (request) => {
    const before = plain(request.getOldInputs() ?? request.getOlds());
    const after = plain(request.getNews());
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
      (key) => !key.startsWith("__") && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    );
    const { DIFF_SOME, DIFF_NONE } = provider.DiffResponse.DiffChanges;
    return response(provider.DiffResponse, (message) => {
      message.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
      message.setDiffsList(changed);
      // Another name or image makes another machine.
      message.setReplacesList(changed.filter((key) => key === NAMES[typeOf(request.getUrn())] || key === "storageProfile"));
    });
  },
  create: (request) => {
    const inputs = plain(request.getProperties());
    const urn = request.getUrn();
    return response(provider.CreateResponse, (message) => {
      if (request.getPreview()) {
        message.setProperties(struct({ ...inputs, name: UNKNOWN, vmId: UNKNOWN, id: UNKNOWN }));
        return;
      }
      const name = ownName(urn, inputs);
      message.setId(`/subscriptions/0/resourceGroups/${inputs.resourceGroupName ?? name}/providers/${typeOf(urn)}/${name}`);
      message.setProperties(struct({ ...inputs, name, vmId: `vm-${name}` }));
    });
  },
  update: (request) =>
    response(provider.UpdateResponse, (message) =>
      message.setProperties(struct({ ...plain(request.getNews()), name: ownName(request.getUrn(), plain(request.getNews())) })),
    ),
  read: (request) =>
    response(provider.ReadResponse, (message) => {
      message.setId(request.getId());
      message.setProperties(
        struct({ ...plain(request.getProperties()), name: request.getId().split("/").pop(), location: "westeurope" }),
      );
      message.setInputs(request.getInputs() ?? struct({}));
    }),
  invoke: () =>
    response(provider.InvokeResponse, (message) =>
      message.setReturn(struct({ clientId: "c", subscriptionId: "0", tenantId: "t" })),
    ),
};

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 << 20 });
const implementation = Object.fromEntries(
  Object.keys(ResourceProviderService).map((name) => [
    name,
    (call, done) => {
      const method = methods[name];
      if (method === undefined) return done({ code: grpc.status.UNIMPLEMENTED, details: "not part of this stand-in" });
      try {
        done(null, method(call.request));
      } catch (error) {
        done({ code: grpc.status.INTERNAL, details: error.stack });
      }
    },
  ]),
);
server.addService(ResourceProviderService, implementation);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});

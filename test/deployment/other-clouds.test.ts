import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Given, JOIN, LEAVE, verdicts, WINDOWS_2022 } from "./support.js";

/** Shapes that are seldom met: each with a danger and with an innocent twin. */

const base64 = (text: string) => Buffer.from(text).toString("base64");
const vm: Given = {
  type: "azure-native:compute:VirtualMachine",
  name: "web",
  id: "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-web",
  inputs: { vmName: "vm-web", resourceGroupName: "rg", ...WINDOWS_2022 },
};
const azapi = (type: string, inputs: object): Given => ({ type: `azapi:index/${type}`, name: "it", inputs });
const extension = (command: string) => ({
  properties: { publisher: "Microsoft.Compute", type: "CustomScriptExtension", settings: { commandToExecute: command } },
});
const one = (type: string, inputs: object): readonly Given[] => [{ type, name: "it", inputs }];
const template = (userData: unknown) =>
  JSON.stringify({ Resources: { W: { Type: "AWS::EC2::Instance", Properties: { UserData: userData } } } });

const SHAPES: readonly (readonly [string, (command: string) => readonly Given[]])[] = [
  [
    "azapi, a run command",
    (c) => [
      vm,
      azapi("resource:Resource", {
        type: "Microsoft.Compute/virtualMachines/runCommands@2023-03-01",
        parentId: vm.id,
        name: "x",
        body: { properties: { source: { script: c } } },
      }),
    ],
  ],
  [
    "azapi, JSON text",
    (c) => [
      vm,
      azapi("resource:Resource", {
        type: "Microsoft.Compute/virtualMachines/extensions@2023-03-01",
        parentId: vm.id,
        name: "x",
        body: JSON.stringify(extension(c)),
      }),
    ],
  ],
  [
    "azapi, sensitive body",
    (c) => [
      vm,
      azapi("resource:Resource", {
        type: "Microsoft.Compute/virtualMachines/extensions@2023-03-01",
        parentId: vm.id,
        name: "x",
        body: { properties: { publisher: "Microsoft.Compute", type: "CustomScriptExtension" } },
        sensitiveBody: { properties: { protectedSettings: { commandToExecute: c } } },
      }),
    ],
  ],
  [
    "azapi, an update",
    (c) => [
      vm,
      azapi("updateResource:UpdateResource", {
        type: "Microsoft.Compute/virtualMachines/runCommands@2023-03-01",
        resourceId: `${vm.id}/runCommands/x`,
        body: { properties: { source: { script: c } } },
      }),
    ],
  ],
  [
    "azapi, an action",
    (c) => [
      vm,
      azapi("resourceAction:ResourceAction", {
        type: "Microsoft.Compute/virtualMachines@2023-03-01",
        resourceId: vm.id,
        action: "runCommand",
        body: { commandId: "RunPowerShellScript", script: [c] },
      }),
    ],
  ],
  [
    "Terraform's own provider",
    (c) => [
      { type: "azurerm:index/windowsVirtualMachine:WindowsVirtualMachine", name: "w", id: "/w", inputs: { name: "w" } },
      {
        type: "azurerm:index/virtualMachineExtension:VirtualMachineExtension",
        name: "e",
        inputs: { virtualMachineId: "/w", ...extension(c).properties, settings: JSON.stringify({ commandToExecute: c }) },
      },
    ],
  ],
  [
    "an Arc extension of an earlier SDK",
    (c) => one("azure-native:hybridcompute:MachineExtension", { machineName: "m", ...extension(c).properties }),
  ],
  [
    "one instance of a group",
    (c) =>
      one("gcp:compute/perInstanceConfig:PerInstanceConfig", {
        preservedState: { metadata: { "windows-startup-script-cmd": c } },
      }),
  ],
  [
    "all instances of a group",
    (c) =>
      one("gcp:compute/instanceGroupManager:InstanceGroupManager", {
        allInstancesConfig: { metadata: { "windows-startup-script-cmd": c } },
      }),
  ],
  [
    "metadata as a list",
    (c) => one("google-native:compute/v1:Instance", { metadata: { items: [{ key: "windows-startup-script-cmd", value: c }] } }),
  ],
  [
    "an OS policy",
    (c) =>
      one("gcp:osconfig/osPolicyAssignment:OsPolicyAssignment", {
        osPolicies: [
          {
            mode: "ENFORCEMENT",
            resourceGroups: [
              {
                resources: [
                  {
                    exec: {
                      validate: { interpreter: "POWERSHELL", script: "exit 101" },
                      enforce: { interpreter: "POWERSHELL", script: c },
                    },
                  },
                ],
              },
            ],
          },
        ],
      }),
  ],
  [
    "an event",
    (c) =>
      one("aws:cloudwatch/eventTarget:EventTarget", {
        arn: "arn:aws:ssm:eu-west-1::document/AWS-RunPowerShellScript",
        input: JSON.stringify({ commands: [c] }),
        runCommandTargets: [{ key: "tag:Role", values: ["web"] }],
      }),
  ],
  [
    "a launch configuration",
    (c) => one("aws-native:autoscaling:LaunchConfiguration", { userData: base64(`<script>${c}</script>`) }),
  ],
  [
    "packed user data",
    (c) => one("aws:ec2/instance:Instance", { userDataBase64: gzipSync(`<script>${c}</script>`).toString("base64") }),
  ],
  [
    "CloudFormation, joined",
    (c) =>
      one("aws:cloudformation/stack:Stack", {
        templateBody: template({ "Fn::Base64": { "Fn::Join": ["", ["<script>\n", c, "\n</script>"]] } }),
      }),
  ],
  [
    "CloudFormation, substituted",
    (c) =>
      one("aws:cloudformation/stack:Stack", {
        templateBody: template({ "Fn::Base64": { "Fn::Sub": `<script>\nset R=\${AWS::Region}\n${c}\n</script>` } }),
      }),
  ],
  [
    "CloudFormation, a document",
    (c) =>
      one("aws:cloudformation/stack:Stack", {
        templateBody: JSON.stringify({
          Resources: {
            D: {
              Type: "AWS::SSM::Document",
              Properties: {
                Content: {
                  schemaVersion: "2.2",
                  mainSteps: [{ action: "aws:runPowerShellScript", inputs: { runCommand: [c] } }],
                },
              },
            },
          },
        }),
      }),
  ],
  ["OpenStack", (c) => one("openstack:compute/instance:Instance", { userData: `#ps1_sysnative\n${c}` })],
  ["Oracle", (c) => one("oci:Core/instance:Instance", { metadata: { user_data: base64(`#ps1\n${c}`) } })],
  ["another provider", (c) => one("vultr:index/instance:Instance", { userData: `<powershell>${c}</powershell>` })],
  [
    "a runbook that sends a run command",
    (c) => [
      vm,
      {
        type: "azure:automation/runBook:RunBook",
        name: "rb",
        inputs: {
          name: "rb",
          runbookType: "PowerShell",
          content: `Connect-AzAccount -Identity\nInvoke-AzVMRunCommand -ResourceGroupName rg -VMName vm-web -CommandId RunPowerShellScript -ScriptString '${c}'`,
        },
      },
    ],
  ],
];

describe("shapes that are seldom met", () => {
  it.each(SHAPES)("%s", (_name, make) => {
    const found = (command: string) =>
      Object.values(verdicts(make(command)))
        .flat()
        .map((line) => line.split(" ").slice(0, 2).join(" "));
    expect(found(JOIN)).toEqual(["iis-anonymous-admin certain"]);
    expect(found(LEAVE)).toEqual([]);
  });

  it.each([
    [
      "a template without machines",
      one("aws:cloudformation/stack:Stack", { templateBody: "Resources:\n  B:\n    Type: AWS::S3::Bucket\n" }),
    ],
    ["cloud-init", one("openstack:compute/instance:Instance", { userData: "#cloud-config\npackages: [nginx]\n" })],
    [
      "an OS policy for Linux",
      one("gcp:osconfig/osPolicyAssignment:OsPolicyAssignment", {
        osPolicies: [
          {
            resourceGroups: [
              {
                inventoryFilters: [{ osShortName: "debian" }],
                resources: [{ exec: { enforce: { interpreter: "SHELL", script: JOIN } } }],
              },
            ],
          },
        ],
      }),
    ],
    [
      "another resource of Azure",
      [
        vm,
        azapi("resource:Resource", {
          type: "Microsoft.App/containerApps@2023-05-01",
          name: "x",
          body: { properties: { script: JOIN } },
        }),
      ],
    ],
    [
      "an event for a queue",
      one("aws:cloudwatch/eventTarget:EventTarget", {
        arn: "arn:aws:sqs:eu-west-1:1:q",
        input: JSON.stringify({ commands: [JOIN] }),
      }),
    ],
  ])("%s says nothing", (_name, given) => expect(Object.values(verdicts(given)).flat()).toEqual([]));

  it("says what of a template is not read", () => {
    const stack = JSON.stringify({ Resources: { A: { Type: "AWS::SSM::Association", Properties: { Name: "x" } } } });
    expect(Object.values(verdicts(one("aws:cloudformation/stack:Stack", { templateBody: stack }))).flat()).toEqual([
      "host-undecided unmodelled it templateBody",
    ]);
  });
});

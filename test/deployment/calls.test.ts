import { describe, expect, it } from "vitest";
import { Unknown } from "../../deployment/graph.js";
import { type Given, holeText, JOIN, LEAVE, UBUNTU, verdicts, WINDOWS_2022 } from "./support.js";

/** Scripts of the deploying machine and of hosts that send something to another host through a cloud. */

const PS_JOIN = "Add-LocalGroupMember -Group Administrators -Member IUSR";
const PS_WEB = "Install-WindowsFeature Web-Server";

const vm = (name: string, more: object = WINDOWS_2022): Given => ({
  type: "azure-native:compute:VirtualMachine",
  name,
  inputs: { vmName: `vm-${name}`, resourceGroupName: "rg", ...more },
});
const scaleSet: Given = {
  type: "azure-native:compute:VirtualMachineScaleSet",
  name: "farm",
  inputs: { vmScaleSetName: "farm1", resourceGroupName: "rg", virtualMachineProfile: WINDOWS_2022 },
};
const ec2 = (name: string, more: object = {}): Given => ({
  type: "aws:ec2/instance:Instance",
  name,
  id: `i-0${name.length}aa`,
  inputs: { ami: "ami-1", tags: { Role: `role-${name}` }, userData: "<powershell>hostname</powershell>", ...more },
  outputs: { publicIp: `203.0.113.${name.length}` },
});
const google: Given = {
  type: "gcp:compute/instance:Instance",
  name: "gwin",
  inputs: { name: "gwin", bootDisk: { initializeParams: { image: "windows-cloud/windows-2022" } } },
};
const local = (create: string, more: object = {}): Given => ({
  type: "command:local:Command",
  name: "cmd",
  inputs: { create, ...more },
});
const pwsh = (create: string): Given => local(create, { interpreter: ["pwsh", "-Command"] });

/** What is found, without places: `host rule certainty`. */
function found(given: readonly Given[], holes?: readonly Unknown[]): string[] {
  return Object.entries(verdicts(given, holes)).flatMap(([host, lines]) =>
    lines.map((line) => `${host} ${line.split(" ").slice(0, 2).join(" ")}`),
  );
}

const ARM = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm-web";

/** Each with a script that makes IUSR an administrator, and the same with one that does not. */
const SENT: readonly (readonly [string, string, (script: string) => readonly Given[]])[] = [
  [
    "az, by name",
    "web",
    (s) => [vm("web"), local(`az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts "${s}"`)],
  ],
  [
    "az, by id",
    "web",
    (s) => [vm("web"), local(`az vm run-command invoke --ids ${ARM} --command-id RunPowerShellScript --scripts '${s}'`)],
  ],
  [
    "az with =",
    "web",
    (s) => [
      vm("web"),
      local(`az vm run-command invoke --resource-group=rg --name=vm-web --command-id=RunPowerShellScript --scripts="${s}"`),
    ],
  ],
  [
    "az, managed",
    "web",
    (s) => [vm("web"), local(`az vm run-command create -g rg --vm-name vm-web --run-command-name x --script "${s}" --no-wait`)],
  ],
  [
    "az through variables",
    "web",
    (s) => [
      vm("web"),
      local(
        `VM=vm-web\nexport S='${s}'\naz vm run-command invoke -g rg -n "$VM" --command-id RunPowerShellScript --scripts "$S"`,
      ),
    ],
  ],
  [
    "az through the environment",
    "web",
    (s) => [
      vm("web"),
      local('az vm run-command invoke -g rg -n "$VM" --command-id RunPowerShellScript --scripts "${S}"', {
        environment: { VM: "vm-web", S: s },
      }),
    ],
  ],
  [
    "az in a loop",
    "web",
    (s) => [
      vm("web"),
      local(
        `for v in vm-web; do\n  az vm run-command invoke -g rg -n $v --command-id RunPowerShellScript --scripts "${s}"\ndone`,
      ),
    ],
  ],
  [
    "az in a function",
    "web",
    (s) => [
      vm("web"),
      local(
        `run() { az vm run-command invoke -g rg -n "$1" --command-id RunPowerShellScript --scripts "$2"; }\nrun vm-web '${s}'`,
      ),
    ],
  ],
  [
    "az in an if",
    "web",
    (s) => [
      vm("web"),
      local(
        `if [ -n "$CI" ]; then az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts "${s}"; fi`,
      ),
    ],
  ],
  [
    "az with a here-document",
    "web",
    (s) => [
      vm("web"),
      local(
        `cat > /tmp/s.ps1 <<'EOT'\n${s}\nEOT\naz vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts @/tmp/s.ps1`,
      ),
    ],
  ],
  [
    "az with what a file holds",
    "web",
    (s) => [
      vm("web"),
      local(
        `echo '${s}' > s.ps1 && az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts "$(cat s.ps1)"`,
      ),
    ],
  ],
  [
    "az after others",
    "web",
    (s) => [
      vm("web"),
      local(
        `az login --identity && az account set -s x && az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts "Write-Host hi" "${s}"`,
      ),
    ],
  ],
  [
    "az in bash -c",
    "web",
    (s) => [
      vm("web"),
      local(`bash -c "az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts '${s}'"`),
    ],
  ],
  [
    "az from cmd",
    "web",
    (s) => [
      vm("web"),
      local(`az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts "${s}"`, {
        interpreter: ["cmd", "/C"],
      }),
    ],
  ],
  [
    "az from PowerShell",
    "web",
    (s) => [
      vm("web"),
      pwsh(`$s = '${s}'; az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts $s`),
    ],
  ],
  [
    "az extension",
    "web",
    (s) => [
      vm("web"),
      local(
        `az vm extension set -g rg --vm-name vm-web -n CustomScriptExtension --publisher Microsoft.Compute --settings '{"commandToExecute":"powershell ${s}"}'`,
      ),
    ],
  ],
  [
    "az extension of a scale set",
    "farm",
    (s) => [
      scaleSet,
      local(
        `az vmss extension set -g rg --vmss-name farm1 -n CustomScriptExtension --publisher Microsoft.Compute --protected-settings "{\\"commandToExecute\\":\\"powershell ${s}\\"}"`,
      ),
    ],
  ],
  [
    "az rest",
    "web",
    (s) => [
      vm("web"),
      local(
        `az rest --method post --url "https://management.azure.com${ARM}/runCommand?api-version=2023-03-01" --body '{"commandId":"RunPowerShellScript","script":["${s}"]}'`,
      ),
    ],
  ],
  [
    "Invoke-AzVMRunCommand",
    "web",
    (s) => [
      vm("web"),
      pwsh(`Invoke-AzVMRunCommand -ResourceGroupName rg -VMName vm-web -CommandId RunPowerShellScript -ScriptString '${s}'`),
    ],
  ],
  [
    "Invoke-AzVMRunCommand, splatted",
    "web",
    (s) => [
      vm("web"),
      pwsh(
        `$p = @{ ResourceGroupName = 'rg'; Name = 'vm-web'; CommandId = 'RunPowerShellScript'; ScriptString = '${s}' }\nInvoke-AzVMRunCommand @p`,
      ),
    ],
  ],
  [
    "Invoke-AzVMRunCommand with a file",
    "web",
    (s) => [
      vm("web"),
      pwsh(
        `'${s}' | Set-Content ./s.ps1\nInvoke-AzVMRunCommand -ResourceGroupName rg -VMName vm-web -CommandId RunPowerShellScript -ScriptPath ./s.ps1`,
      ),
    ],
  ],
  [
    "Set-AzVMRunCommand",
    "web",
    (s) => [
      vm("web"),
      pwsh(`Set-AzVMRunCommand -ResourceGroupName rg -VMName vm-web -RunCommandName n -Location x -SourceScript @'\n${s}\n'@`),
    ],
  ],
  [
    "Set-AzVMExtension",
    "web",
    (s) => [
      vm("web"),
      pwsh(
        `Set-AzVMExtension -ResourceGroupName rg -VMName vm-web -Name c -Publisher Microsoft.Compute -ExtensionType CustomScriptExtension -Settings @{ commandToExecute = 'powershell ${s}' }`,
      ),
    ],
  ],
  [
    "Set-AzVMExtension with text",
    "web",
    (s) => [
      vm("web"),
      pwsh(
        `Set-AzVMExtension -ResourceGroupName rg -VMName vm-web -Name c -Publisher Microsoft.Compute -ExtensionType CustomScriptExtension -SettingString (@{ commandToExecute = 'powershell ${s}' } | ConvertTo-Json)`,
      ),
    ],
  ],
  [
    "a deployment script of the CLI",
    "web",
    (s) => [
      vm("web"),
      {
        type: "azure-native:resources:AzureCliScript",
        name: "ds",
        inputs: {
          scriptContent: `set -e\naz vm run-command invoke -g rg -n "$1" --command-id RunPowerShellScript --scripts "$S"`,
          arguments: "vm-web",
          environmentVariables: [{ name: "S", secureValue: s }],
        },
      },
    ],
  ],
  [
    "a deployment script of PowerShell",
    "web",
    (s) => [
      vm("web"),
      {
        type: "azure-native:resources:AzurePowerShellScript",
        name: "ds",
        inputs: {
          arguments: "-VmName vm-web",
          scriptContent: `param($VmName)\nInvoke-AzVMRunCommand -ResourceGroupName rg -VMName $VmName -CommandId RunPowerShellScript -ScriptString '${s}'`,
        },
      },
    ],
  ],
  [
    "aws",
    "app",
    (s) => [
      ec2("app"),
      local(
        `aws ssm send-command --instance-ids i-03aa --document-name AWS-RunPowerShellScript --parameters 'commands=["${s}"]'`,
      ),
    ],
  ],
  [
    "aws with JSON",
    "app",
    (s) => [
      ec2("app"),
      local(
        `aws --region eu-west-1 ssm send-command --document-name AWS-RunPowerShellScript --targets Key=instanceids,Values=i-03aa --parameters '{"commands":["${s}"]}'`,
      ),
    ],
  ],
  [
    "aws by tag",
    "app",
    (s) => [
      ec2("app"),
      ec2("other"),
      local(
        `aws ssm send-command --document-name AWS-RunPowerShellScript --targets Key=tag:Role,Values=role-app --parameters commands="${s}"`,
      ),
    ],
  ],
  [
    "Send-SSMCommand",
    "app",
    (s) => [
      ec2("app"),
      pwsh(`Send-SSMCommand -InstanceId i-03aa -DocumentName AWS-RunPowerShellScript -Parameter @{ commands = '${s}' }`),
    ],
  ],
  [
    "gcloud",
    "gwin",
    (s) => [
      google,
      local(`gcloud compute instances add-metadata gwin --zone z --metadata "a=b,windows-startup-script-ps1=${s}"`),
    ],
  ],
  [
    "ssh",
    "app",
    (s) => [
      ec2("app"),
      local(`ssh -i key.pem -o StrictHostKeyChecking=no Administrator@203.0.113.3 'powershell -Command "${s}"'`),
    ],
  ],
  [
    "a remote command",
    "app",
    (s) => [
      ec2("app"),
      {
        type: "command:remote:Command",
        name: "r",
        inputs: { connection: { host: "203.0.113.3" }, create: `powershell -Command "${s}"` },
      },
    ],
  ],
];

describe("commands that send a script to a host", () => {
  it.each(SENT)("%s", (name, host, make) => {
    const certainty = name.endsWith(" if") ? "possible" : "certain";
    expect(found(make(PS_JOIN))).toEqual([`${host} iis-anonymous-admin ${certainty}`]);
    expect(found(make(PS_WEB))).toEqual([]);
  });

  it("point into the script that they send", () => {
    const given = [
      vm("web"),
      local(
        `# set up\naz vm run-command invoke -g rg -n vm-web \\\n  --command-id RunPowerShellScript --scripts "hostname; ${PS_JOIN}"`,
      ),
    ];
    expect(verdicts(given)).toEqual({ web: ["iis-anonymous-admin certain cmd create:3:108"] });
  });

  it("run in the order of their resources", () => {
    const send = (name: string, script: string, after: readonly string[]): Given => ({
      ...local(`az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts "${script}"`),
      name,
      after,
    });
    expect(found([vm("web"), send("a", JOIN, []), send("b", LEAVE, ["a"])])).toEqual(["web iis-anonymous-admin certain"]);
    expect(found([vm("web"), send("a", LEAVE, []), send("b", "whoami", ["a"])])).toEqual([]);
  });
});

describe("what a host sends to another", () => {
  const script = (inner: string) => `Connect-AzAccount -Identity\n${inner}`;
  const onJump = (inner: string): Given[] => [
    vm("jump"),
    vm("web"),
    {
      type: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
      name: "setup",
      inputs: { vmName: "vm-jump", resourceGroupName: "rg", source: { script: script(inner) } },
    },
  ];
  it.each([
    (s: string) => `az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts "${s}"`,
    (s: string) =>
      `Invoke-AzVMRunCommand -ResourceGroupName rg -VMName vm-web -CommandId RunPowerShellScript -ScriptString "${s}"`,
  ])("is judged there: %s", (make) => {
    expect(found(onJump(make(JOIN)))).toEqual(["web iis-anonymous-admin certain"]);
    expect(found(onJump(make(PS_WEB)))).toEqual([]);
  });
});

describe("which host is meant", () => {
  it("is known by what a name comes from", () => {
    const name = new Unknown("deferred", "web.name", "web-name");
    const command = local(
      `az vm run-command invoke -g rg -n ${holeText(0)} --command-id RunPowerShellScript --scripts "${JOIN}"`,
    );
    expect(found([vm("web", { ...WINDOWS_2022, vmName: holeText(0) }), vm("db"), command], [name])).toEqual([
      "web iis-anonymous-admin certain",
    ]);
  });

  it("may be a host that is made elsewhere", () => {
    const command = local(`az vm run-command invoke -g rg -n vm-old --command-id RunPowerShellScript --scripts "${JOIN}"`);
    expect(found([vm("web"), command])).toEqual(["vm-old iis-anonymous-admin certain"]);
  });

  it("is one of several when nobody knows", () => {
    const command = local(
      `az vm run-command invoke --ids $(az vm list -g rg --query "[].id" -o tsv) --command-id RunPowerShellScript --scripts "${JOIN}"`,
    );
    expect(found([vm("web"), vm("db"), command])).toEqual(["hosts of cmd iis-anonymous-admin certain"]);
  });

  it("is told by the address of a public IP", () => {
    const ip: Given = { type: "azure-native:network:PublicIPAddress", name: "ip", outputs: { ipAddress: "20.1.2.3" } };
    const nic: Given = { type: "azure-native:network:NetworkInterface", name: "nic", from: { ipConfigurations: ["ip"] } };
    const web: Given = { ...vm("web"), from: { networkProfile: ["nic"] } };
    const send = (host: string): Given => ({
      type: "command:remote:Command",
      name: "r",
      inputs: { connection: { host }, create: JOIN },
      from: { connection: ["ip"] },
    });
    expect(found([ip, nic, web, vm("db"), send("20.1.2.3")])).toEqual(["web iis-anonymous-admin certain"]);
    const unknown = new Unknown("deferred", "ip.ipAddress", "ip-address");
    expect(found([ip, nic, web, vm("db"), send(holeText(0))], [unknown])).toEqual(["web iis-anonymous-admin certain"]);
  });

  it.each([
    [
      "a Linux machine",
      [vm("lin", UBUNTU), local(`az vm run-command invoke -g rg -n vm-lin --command-id RunShellScript --scripts "${JOIN}"`)],
    ],
    [
      "another command of the CLI",
      [vm("web"), local("az vm list -o table && az vm restart -g rg -n vm-web && az storage blob upload -f x -c y")],
    ],
    ["other tools", [vm("web"), local("gcloud compute instances list; aws s3 cp dist s3://x --recursive; kubectl apply -f k8s")]],
    ["a danger to the deploying machine alone", [vm("web"), pwsh(PS_JOIN)]],
    [
      "a shell script for Linux",
      [
        ec2("lin", { userData: "#!/bin/bash\napt-get update" }),
        local(`aws ssm send-command --instance-ids i-03aa --document-name AWS-RunShellScript --parameters commands="${JOIN}"`),
      ],
    ],
    [
      "Linux over SSH",
      [
        {
          type: "command:remote:Command",
          name: "r",
          inputs: { connection: { host: "10.0.0.4" }, create: "for i in 1 2; do sudo systemctl restart nginx; done" },
        },
      ],
    ],
  ] satisfies readonly (readonly [string, readonly Given[]])[])("is not %s", (_name, given) => expect(found(given)).toEqual([]));

  it.each([
    [
      "a script that is not at hand",
      local("az vm run-command invoke -g rg -n vm-web --command-id RunPowerShellScript --scripts @missing.ps1"),
      "web host-undecided input",
    ],
    ["a script of the program that is not at hand", local("./deploy.sh vm-web"), "hosts of cmd host-undecided opaque"],
    ["code of another language", local("import os", { interpreter: ["python3", "-c"] }), "hosts of cmd host-undecided opaque"],
    ["a deployment", local("az deployment group create -g rg -f main.bicep"), "hosts of cmd host-undecided unmodelled"],
  ] satisfies readonly (readonly [string, Given, string])[])("is noted for %s", (_name, command, line) => {
    expect(found([vm("web"), command])).toEqual([line]);
  });
});

describe("a command over SSH", () => {
  const send = (create: string): Given => ({
    type: "command:remote:Command",
    name: "r",
    inputs: { connection: { host: "203.0.113.3" }, create },
    after: ["app"],
  });

  it("is one of the shell that the host has set", () => {
    expect(found([ec2("app"), send(JOIN)])).toEqual(["app iis-anonymous-admin certain"]);
    const set =
      "New-ItemProperty -Path HKLM:\\SOFTWARE\\OpenSSH -Name DefaultShell -Value C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe";
    expect(found([ec2("app", { userData: `<powershell>${set}</powershell>` }), send(PS_JOIN)])).toEqual([
      "app iis-anonymous-admin certain",
    ]);
    expect(found([ec2("app"), send(PS_JOIN)])).toEqual(["app iis-anonymous-admin possible"]);
  });

  it("may run a file that was copied before", () => {
    const copy = (text: string): Given => ({
      type: "command:remote:CopyToRemote",
      name: "copy",
      inputs: {
        connection: { host: "203.0.113.3" },
        source: { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text },
        remotePath: "C:/setup.ps1",
      },
    });
    const run = send("powershell -ExecutionPolicy Bypass -File C:\\setup.ps1");
    expect(found([ec2("app"), copy(PS_JOIN), run])).toEqual(["app iis-anonymous-admin certain"]);
    expect(found([ec2("app"), copy(PS_WEB), run])).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { Unknown } from "../../deployment/graph.js";
import { type Given, holeText, JOIN, LEAVE, verdicts, WINDOWS_2022 } from "./support.js";

const b64 = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding).toString("base64");
const RUN_COPY =
  'cmd /c "copy /y %SystemDrive%\\AzureData\\CustomData.bin C:\\setup.ps1 && powershell -ExecutionPolicy Bypass -File C:\\setup.ps1"';

function native(osProfile: object, more: object = {}): Given {
  return {
    type: "azure-native:compute:VirtualMachine",
    name: "vm",
    inputs: { vmName: "vm", ...WINDOWS_2022, osProfile, ...more },
  };
}
const classicImage = { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-Datacenter", version: "latest" };
function classic(inputs: object): Given {
  return {
    type: "azure:compute/windowsVirtualMachine:WindowsVirtualMachine",
    name: "vm",
    inputs: { name: "vm", sourceImageReference: classicImage, ...inputs },
  };
}
function runs(commandToExecute: string): Given {
  return {
    type: "azure-native:compute:VirtualMachineExtension",
    name: "ext",
    inputs: { vmName: "vm", publisher: "Microsoft.Compute", type: "CustomScriptExtension", settings: { commandToExecute } },
  };
}
function classicRuns(commandToExecute: string): Given {
  return {
    type: "azure:compute/extension:Extension",
    name: "ext",
    inputs: {
      virtualMachineId: "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm",
      publisher: "Microsoft.Compute",
      type: "CustomScriptExtension",
      protectedSettings: JSON.stringify({ CommandToExecute: commandToExecute }),
    },
  };
}

describe("custom data", () => {
  it("alone it never runs on Windows", () => {
    expect(verdicts([native({ customData: b64(JOIN) })])["vm"]).toEqual([]);
  });

  it.each([
    ["base64", b64(`# first\n${JOIN}`), ["iis-anonymous-admin certain vm osProfile.customData:2:31"]],
    ["UTF-16", b64(`\ufeff${JOIN}`, "utf16le"), ["iis-anonymous-admin certain vm osProfile.customData:1:31"]],
    ["innocent", b64(LEAVE), []],
  ])("runs where an extension copies it: %s", (_, customData, expected) => {
    expect(verdicts([native({ customData }), runs(RUN_COPY)])["vm"]).toEqual(expected);
  });

  it("classic, with another extension and JSON text", () => {
    expect(verdicts([classic({ customData: b64(JOIN) }), classicRuns(RUN_COPY)])["vm"]).toEqual([
      "iis-anonymous-admin certain vm customData:1:31",
    ]);
    expect(verdicts([classic({ customData: b64(LEAVE) }), classicRuns(RUN_COPY)])["vm"]).toEqual([]);
  });

  it("legacy, where the provider encodes it", () => {
    const vm: Given = {
      type: "azure:compute/virtualMachine:VirtualMachine",
      name: "vm",
      inputs: { name: "vm", storageImageReference: classicImage, osProfile: { customData: JOIN }, osProfileWindowsConfig: {} },
    };
    expect(verdicts([vm, classicRuns(RUN_COPY)])["vm"]).toEqual(["iis-anonymous-admin certain vm osProfile.customData:1:31"]);
  });

  it("with a hole in it, the rest is judged", () => {
    const holes = [new Unknown("deferred", "storage.name")];
    const customData = b64(`$account = '${holeText(0)}'\n${JOIN}`);
    expect(verdicts([native({ customData }), runs(RUN_COPY)], holes)["vm"]).toEqual([
      "iis-anonymous-admin certain vm osProfile.customData:2:31",
    ]);
  });
});

describe("user data", () => {
  const READ =
    "powershell -Command \"$d = Invoke-RestMethod -Headers @{Metadata='true'} -Uri 'http://169.254.169.254/metadata/instance/compute/userData?api-version=2021-01-01&format=text'; " +
    '[Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($d)) | Invoke-Expression"';
  it("runs where a script asks for it and runs it", () => {
    expect(
      verdicts([native({}, { userData: b64(JOIN) }), runs(READ)])["vm"]?.map((line) => line.split(" ").slice(0, 2).join(" ")),
    ).toEqual(["iis-anonymous-admin certain"]);
    expect(verdicts([native({}, { userData: b64(LEAVE) }), runs(READ)])["vm"]).toEqual([]);
  });
  it("alone it does not", () => expect(verdicts([native({}, { userData: b64(JOIN) })])["vm"]).toEqual([]));
});

describe("answer files", () => {
  const xml = (command: string) =>
    `<FirstLogonCommands><SynchronousCommand><CommandLine>cmd /c "${command}"</CommandLine><Order>1</Order></SynchronousCommand></FirstLogonCommands>`;
  const content = (text: string) => [
    { passName: "OobeSystem", componentName: "Microsoft-Windows-Shell-Setup", settingName: "FirstLogonCommands", content: text },
  ];
  it.each([
    ["XML", xml(JOIN), 1],
    ["base64", b64(xml(JOIN)), 1],
    ["innocent", xml(LEAVE), 0],
  ])("%s", (_, text, count) => {
    const found = verdicts([native({ windowsConfiguration: { additionalUnattendContent: content(text) } })])["vm"] ?? [];
    expect(found.map((line) => line.split(":")[0])).toEqual(
      Array.from(
        { length: count },
        () => "iis-anonymous-admin certain vm osProfile.windowsConfiguration.additionalUnattendContent[0].content",
      ),
    );
  });
  it("classic", () => {
    const found =
      verdicts([classic({ additionalUnattendContents: [{ setting: "FirstLogonCommands", content: xml(JOIN) }] })])["vm"] ?? [];
    expect(found.map((line) => line.split(":")[0])).toEqual([
      "iis-anonymous-admin certain vm additionalUnattendContents[0].content",
    ]);
  });
  it("custom data that the first logon renames and runs", () => {
    const run = xml(
      "ren %SystemDrive%\\AzureData\\CustomData.bin setup.ps1 &amp;&amp; powershell -File %SystemDrive%\\AzureData\\setup.ps1",
    );
    const vm = native({ customData: b64(JOIN), windowsConfiguration: { additionalUnattendContent: content(run) } });
    expect(verdicts([vm])["vm"]).toEqual(["iis-anonymous-admin certain vm osProfile.customData:1:31"]);
  });
});

describe("classic carriers", () => {
  const run = (source: object): Given => ({
    type: "azure:compute/runCommand:RunCommand",
    name: "run",
    inputs: { virtualMachineId: holeText(0), source },
    from: { virtualMachineId: ["vm"] },
  });
  const holes = [new Unknown("deferred", "vm.id")];
  it("a run command", () => {
    expect(verdicts([classic({}), run({ script: JOIN })], holes)["vm"]).toEqual([
      "iis-anonymous-admin certain run source.script:1:31",
    ]);
    expect(verdicts([classic({}), run({ script: LEAVE })], holes)["vm"]).toEqual([]);
  });
  it("on Linux nothing is said", () => {
    const linux = {
      type: "azure:compute/linuxVirtualMachine:LinuxVirtualMachine",
      name: "vm",
      inputs: { name: "vm", customData: b64(JOIN) },
    };
    expect(verdicts([linux, run({ script: JOIN })], holes)).toEqual({});
  });
  it("extensions of a scale set, in their order", () => {
    const scaleSet = (settings: object): Given => ({
      type: "azure:compute/windowsVirtualMachineScaleSet:WindowsVirtualMachineScaleSet",
      name: "vm",
      inputs: {
        sourceImageReference: classicImage,
        extensions: [
          { name: "a", publisher: "Microsoft.Compute", type: "CustomScriptExtension", settings: JSON.stringify(settings) },
        ],
      },
    });
    expect(verdicts([scaleSet({ commandToExecute: JOIN })])["vm"]).toEqual([
      "iis-anonymous-admin certain vm extensions[0].settings.commandToExecute:1:31",
    ]);
    expect(verdicts([scaleSet({ commandToExecute: LEAVE })])["vm"]).toEqual([]);
  });
});

describe("applications of a gallery", () => {
  const version = (install: string): Given => ({
    type: "azure-native:compute:GalleryApplicationVersion",
    name: "app",
    inputs: { galleryApplicationVersionName: "1.0.0", publishingProfile: { manageActions: { install, remove: JOIN } } },
  });
  const vm = native({}, { applicationProfile: { galleryApplications: [{ packageReferenceId: holeText(0) }] } });
  const holes = [new Unknown("deferred", "app.id")];
  it("run on the machines that name them", () => {
    expect(verdicts([version(JOIN), vm], holes)).toEqual({
      vm: ["iis-anonymous-admin certain app publishingProfile.manageActions.install:1:31"],
    });
    expect(verdicts([version(LEAVE), vm], holes)).toEqual({ vm: [] });
  });
  it("that no machine names are judged alone", () => {
    expect(verdicts([version(JOIN)])["hosts of app"]).toHaveLength(1);
    expect(verdicts([version("msiexec /i app.msi /qn")])).toEqual({ "hosts of app": [] });
  });
  it("from elsewhere are undecided", () => {
    const other = native(
      {},
      { applicationProfile: { galleryApplications: [{ packageReferenceId: "/x/applications/agent/versions/1" }] } },
    );
    expect(verdicts([other])["vm"]).toEqual([
      "host-undecided opaque vm applicationProfile.galleryApplications[0].packageReferenceId",
    ]);
  });
});

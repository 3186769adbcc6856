import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type Given, JOIN, LEAVE, verdicts } from "./support.js";

const b64 = (text: string) => Buffer.from(text).toString("base64");
const instance = (inputs: object): Given => ({
  type: "aws:ec2/instance:Instance",
  name: "web",
  inputs: { ami: "ami-1", ...inputs },
});
const said = (given: readonly Given[], host = "web") => verdicts(given)[host];

describe("user data of EC2", () => {
  const yaml = (command: string) =>
    `version: 1.1\ntasks:\n- task: executeScript\n  inputs:\n  - frequency: always\n    type: powershell\n    runAs: admin\n    content: |-\n      $x = 1\n      ${command}\n`;
  it.each([
    ["tags", { userData: `<powershell>\n${JOIN}\n</powershell>\n<persist>true</persist>` }, "userData:2:31"],
    ["batch", { userData: `<script>\r\n${JOIN}\r\n</script>` }, "userData:2:31"],
    ["base64", { userDataBase64: b64(`<powershell>${JOIN}</powershell>`) }, "userDataBase64:1:43"],
    ["gzip", { userDataBase64: gzipSync(`<powershell>${JOIN}</powershell>`).toString("base64") }, "userDataBase64:1:43"],
    ["tasks", { userData: yaml(JOIN) }, "userData:10:37"],
  ])("%s", (_, inputs, where) => {
    expect(said([instance(inputs)])).toEqual([`iis-anonymous-admin certain web ${where}`]);
  });

  it.each([
    ["tags", { userData: `<powershell>${LEAVE}</powershell>` }],
    ["tasks", { userData: yaml(LEAVE) }],
    ["batch first: PowerShell takes IUSR out again", { userData: `<powershell>${LEAVE}</powershell><script>${JOIN}</script>` }],
  ])("innocent: %s", (_, inputs) => expect(said([instance(inputs)])).toEqual([]));

  it.each([
    ["a shell script", { userData: `#!/bin/bash\necho '${JOIN}'` }],
    ["cloud-config", { userData: `#cloud-config\nruncmd:\n- ${JOIN}\n` }],
    ["PowerShell without tags", { userData: JOIN }],
    ["nothing", {}],
  ])("not for Windows: %s", (_, inputs) => expect(verdicts([instance(inputs)])).toEqual({}));

  it("of a launch template", () => {
    const template: Given = {
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "web",
      inputs: { userData: b64(`<powershell>${JOIN}</powershell>`) },
    };
    expect(said([template])).toEqual(["iis-anonymous-admin certain web userData:1:43"]);
    const native: Given = {
      type: "aws-native:ec2:LaunchTemplate",
      name: "web",
      inputs: { launchTemplateData: { userData: b64(`<powershell>${JOIN}</powershell>`) } },
    };
    expect(said([native])).toEqual(["iis-anonymous-admin certain web launchTemplateData.userData:1:43"]);
  });
});

describe("Systems Manager", () => {
  const steps = (command: string, more = "") =>
    JSON.stringify({
      schemaVersion: "2.2",
      parameters: { group: { type: "String", default: "Administrators" } },
      mainSteps: [{ action: "aws:runPowerShellScript", name: "x", inputs: { runCommand: ["$x = 1", command] } }],
      more,
    });
  const document = (content: unknown): Given => ({
    type: "aws:ssm/document:Document",
    name: "doc",
    inputs: { name: "Contoso-Setup", documentType: "Command", content },
  });
  const association = (inputs: object): Given => ({ type: "aws:ssm/association:Association", name: "assoc", inputs });
  const lines = (given: readonly Given[]) =>
    Object.values(verdicts(given))
      .flat()
      .map((line) => line.replace(/:\d+:\d+$/, ""));

  it.each([
    ["JSON", steps(JOIN), ["iis-anonymous-admin certain doc content"]],
    ["innocent", steps(LEAVE), []],
    ["a parameter's default", steps("net localgroup '{{ group }}' IUSR /add"), ["iis-anonymous-admin certain doc content"]],
    [
      "YAML",
      `schemaVersion: '2.2'\nmainSteps:\n- action: aws:runPowerShellScript\n  name: x\n  inputs:\n    runCommand:\n    - ${JOIN}\n`,
      ["iis-anonymous-admin certain doc content"],
    ],
    [
      "for Linux",
      JSON.stringify({ schemaVersion: "2.2", mainSteps: [{ action: "aws:runShellScript", inputs: { runCommand: [JOIN] } }] }),
      [],
    ],
    [
      "the first schema",
      JSON.stringify({
        schemaVersion: "1.2",
        runtimeConfig: { "aws:runPowerShellScript": { properties: [{ runCommand: [JOIN] }] } },
      }),
      ["iis-anonymous-admin certain doc content"],
    ],
    [
      "automation",
      JSON.stringify({
        schemaVersion: "0.3",
        mainSteps: [
          { action: "aws:runCommand", inputs: { DocumentName: "AWS-RunPowerShellScript", Parameters: { commands: [JOIN] } } },
        ],
      }),
      ["iis-anonymous-admin certain doc content"],
    ],
    ["neither JSON nor YAML", "{", ["host-undecided unreadable doc content"]],
  ])("a document: %s", (_, content, expected) => expect(lines([document(content)])).toEqual(expected));

  it("an association gives the parameters", () => {
    const doc = document(steps("net localgroup '{{ group }}' IUSR /add"));
    expect(lines([doc, association({ name: "Contoso-Setup", parameters: { group: "Guests" } })])).toEqual([]);
    expect(lines([doc, association({ name: "Contoso-Setup" })])).toEqual(["iis-anonymous-admin certain doc content"]);
  });

  it.each([
    [
      { name: "AWS-RunPowerShellScript", parameters: { commands: JOIN } },
      ["iis-anonymous-admin certain assoc parameters.commands"],
    ],
    [{ name: "AWS-RunPowerShellScript", parameters: { commands: LEAVE } }, []],
    [{ name: "AWS-RunRemoteScript", parameters: { sourceInfo: "{}" } }, ["host-undecided opaque assoc parameters"]],
    [{ name: "AWS-UpdateSSMAgent" }, []],
    [{ name: "Elsewhere" }, ["host-undecided opaque assoc name"]],
  ])("%o", (inputs, expected) => expect(lines([association(inputs)])).toEqual(expected));

  it("an association of an instance is that instance's", () => {
    const given = [
      instance({ userData: `<powershell>${JOIN}</powershell>` }),
      { ...association({ name: "AWS-RunPowerShellScript", parameters: { commands: LEAVE }, instanceId: "i-1" }), after: ["web"] },
    ];
    expect(Object.keys(verdicts([{ ...given[0], id: "i-1" } as Given, given[1] as Given]))).toEqual(["web"]);
  });
});

describe("image builder", () => {
  const component = (phase: string, command: string): Given => ({
    type: "aws:imagebuilder/component:Component",
    name: "web",
    inputs: {
      platform: "Windows",
      data: `schemaVersion: 1.0\nphases:\n- name: ${phase}\n  steps:\n  - name: x\n    action: ExecutePowerShell\n    inputs:\n      commands:\n      - ${command}\n`,
    },
  });
  it("what builds counts, what tests does not", () => {
    expect(said([component("build", JOIN)], "hosts of web")).toEqual(["iis-anonymous-admin certain web data:9:39"]);
    expect(said([component("build", LEAVE)], "hosts of web")).toEqual([]);
    expect(verdicts([component("test", JOIN)])).toEqual({});
  });
});

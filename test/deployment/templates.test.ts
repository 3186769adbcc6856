import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Scope } from "../../deployment/arm/evaluate.js";
import { parseExpression } from "../../deployment/arm/syntax.js";
import { PartialText, type PropertyValue, Secret, Unknown } from "../../deployment/graph.js";
import { decodeValue } from "../../deployment/property-value.js";
import { type Given, holeText, JOIN, LEAVE, verdicts } from "./support.js";

const IMAGE = { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" };
const vm = (name = "[parameters('vm')]", more: object = {}) => ({
  type: "Microsoft.Compute/virtualMachines",
  apiVersion: "2024-03-01",
  name,
  properties: { storageProfile: { imageReference: IMAGE }, ...more },
});
const cse = (commandToExecute: unknown, more: object = {}) => ({
  type: "Microsoft.Compute/virtualMachines/extensions",
  name: "[concat(parameters('vm'), '/setup')]",
  dependsOn: ["[resourceId('Microsoft.Compute/virtualMachines', parameters('vm'))]"],
  properties: { publisher: "Microsoft.Compute", type: "CustomScriptExtension", settings: { commandToExecute } },
  ...more,
});
const template = (resources: unknown, more: object = {}) => ({
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { vm: { type: "string", defaultValue: "web" }, group: { type: "string" } },
  resources,
  ...more,
});
const deployment = (content: unknown, parameters: object = {}): Given => ({
  type: "azure-native:resources:Deployment",
  name: "dep",
  inputs: { resourceGroupName: "rg", properties: { mode: "Incremental", template: content, parameters } },
});
const said = (given: readonly Given[], holes: readonly Unknown[] = []) => Object.values(verdicts(given, holes)).flat();
/** A policy's rule; written as an object it would look like a promise. */
const rule = (consequence: object) => JSON.parse(`{"if":{},"then":${JSON.stringify(consequence)}}`) as object;
const AT = "dep properties.template.resources[1].properties.settings.commandToExecute";

describe("templates", () => {
  it.each([
    ["text", JOIN, [`iis-anonymous-admin certain ${AT}:1:31`]],
    ["innocent", LEAVE, []],
    ["concat", "[concat('net localgroup ', 'Administrators', ' IUSR /add')]", [`iis-anonymous-admin certain ${AT}:1:31`]],
    ["format", "[format('net localgroup {0} IUSR /add', variables('group'))]", [`iis-anonymous-admin certain ${AT}:1:31`]],
    ["base64", `[base64ToString('${Buffer.from(JOIN).toString("base64")}')]`, [`iis-anonymous-admin certain ${AT}:1:31`]],
    ["a parameter", "[concat('net localgroup ', parameters('group'), ' IUSR /add')]", [`iis-anonymous-admin certain ${AT}:1:31`]],
    ["a condition", "[if(equals(parameters('vm'), 'web'), variables('leave'), variables('join'))]", []],
    ["a bracket that is none", "[[echo] x", []],
  ])("%s", (_, command, expected) => {
    const content = template([vm(), cse(command)], { variables: { group: "Administrators", join: JOIN, leave: LEAVE } });
    const parameters = { group: { value: "Administrators" } };
    expect(said([deployment(content, parameters)])).toEqual(expected);
    // As JSON text it is the same.
    expect(said([deployment(JSON.stringify(content), parameters)])).toEqual(expected);
  });

  it("a parameter that nobody gives is a hole, and the rest is judged", () => {
    const content = template([vm(), cse(`[concat('echo ', parameters('group'), ' && ', '${JOIN}')]`)]);
    expect(said([deployment(content)]).map((line) => line.replace(/:\d+:\d+$/, ""))).toEqual([
      `iis-anonymous-admin certain ${AT}`,
    ]);
    const open = template([vm(), cse("[concat('net localgroup ', parameters('group'), ' IUSR /add')]")]);
    expect(said([deployment(open)]).map((line) => line.split(" ").slice(0, 2).join(" "))).toContain("host-undecided input");
  });

  it("an output of the program in a parameter", () => {
    const content = template([vm(), cse(`[concat(parameters('group'), '${JOIN}')]`)]);
    const given = deployment(content, { group: { value: `echo ${holeText(0)} && ` } });
    expect(said([given], [new Unknown("deferred", "x.y")]).map((line) => line.replace(/:\d+:\d+$/, ""))).toEqual([
      `iis-anonymous-admin certain ${AT}`,
    ]);
  });

  it.each([
    [
      "a child of the machine",
      [vm("web", {}), { ...vm("db"), resources: [{ ...cse(JOIN), type: "extensions", name: "setup" }] }],
      1,
    ],
    ["a map of symbols", { web: vm(), setup: cse(JOIN) }, 1],
    ["a condition that fails", [vm(), cse(JOIN, { condition: "[equals(parameters('vm'), 'db')]" })], 0],
    ["a condition that nobody knows", [vm(), cse(JOIN, { condition: "[equals(parameters('group'), 'x')]" })], 1],
    [
      "a loop",
      [
        vm(),
        cse("[concat('net localgroup ', createArray('Guests', 'Administrators')[copyIndex()], ' IUSR /add')]", {
          copy: { name: "c", count: 2 },
        }),
      ],
      1,
    ],
    [
      "a loop that stops before",
      [
        vm(),
        cse("[concat('net localgroup ', createArray('Guests', 'Administrators')[copyIndex()], ' IUSR /add')]", {
          copy: { name: "c", count: 1 },
        }),
      ],
      0,
    ],
    [
      "a nested template",
      [
        {
          type: "Microsoft.Resources/deployments",
          name: "inner",
          properties: { mode: "Incremental", template: template([vm(), cse(JOIN)]) },
        },
      ],
      1,
    ],
    [
      "a nested template with a scope of its own",
      [
        {
          type: "Microsoft.Resources/deployments",
          name: "inner",
          properties: {
            expressionEvaluationOptions: { scope: "inner" },
            parameters: { group: { value: "[toLower('ADMINISTRATORS')]" } },
            template: template([vm(), cse("[concat('net localgroup ', parameters('group'), ' IUSR /add')]")]),
          },
        },
      ],
      1,
    ],
    ["an existing resource", { web: { ...vm(), existing: true } }, 0],
    [
      "custom data that an extension runs",
      [
        vm("web", { osProfile: { customData: `[base64('${JOIN}')]` } }),
        cse("copy %SystemDrive%\\AzureData\\CustomData.bin C:\\x.ps1 && powershell -File C:\\x.ps1"),
      ],
      1,
    ],
    ["a storage account", [{ type: "Microsoft.Storage/storageAccounts", name: "x", properties: {} }], 0],
  ])("%s", (_, resources, count) => {
    const found = said([deployment(template(resources))]).filter((line) => !line.startsWith("host-undecided"));
    expect(found).toHaveLength(count);
  });

  it("a condition that nobody knows makes it possible", () => {
    const found = said([deployment(template([vm(), cse(JOIN, { condition: "[equals(parameters('group'), 'x')]" })]))]);
    expect(found.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual(["iis-anonymous-admin possible"]);
  });

  it("a linked template is undecided", () => {
    const linked = {
      type: "Microsoft.Resources/deployments",
      name: "inner",
      properties: { templateLink: { uri: "https://x/y.json" } },
    };
    expect(said([deployment(template([linked]))]).map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "host-undecided opaque",
    ]);
    const dep: Given = {
      type: "azure-native:resources:Deployment",
      name: "dep",
      inputs: { properties: { templateLink: { uri: "https://x" } } },
    };
    expect(said([dep])).toEqual(["host-undecided opaque dep properties.templateLink"]);
  });

  it("a secure parameter's value never comes out", () => {
    const content = template(
      [vm(), cse("[concat('net user x ', parameters('password'), ' /add & net localgroup Administrators IUSR /add')]")],
      {
        parameters: { vm: { type: "string", defaultValue: "web" }, password: { type: "secureString" } },
      },
    );
    const found = said([deployment(content, { password: { value: "canary-1234" } })]);
    expect(found.map((line) => line.split(" ")[0])).toEqual(["iis-anonymous-admin"]);
    expect(JSON.stringify(found)).not.toContain("canary");
  });

  it.each<[string, Given]>([
    [
      "a stack",
      {
        type: "azure-native:resources:DeploymentStackAtResourceGroup",
        name: "dep",
        inputs: { template: template([vm(), cse(JOIN)]) },
      },
    ],
    [
      "classic",
      {
        type: "azure:core/resourceGroupTemplateDeployment:ResourceGroupTemplateDeployment",
        name: "dep",
        inputs: { templateContent: JSON.stringify(template([vm(), cse(JOIN)])) },
      },
    ],
    [
      "a template spec",
      { type: "azure-native:resources:TemplateSpecVersion", name: "dep", inputs: { mainTemplate: template([vm(), cse(JOIN)]) } },
    ],
    [
      "a policy that deploys",
      {
        type: "azure-native:authorization:PolicyDefinition",
        name: "dep",
        inputs: {
          policyRule: rule({
            effect: "deployIfNotExists",
            details: { deployment: { properties: { template: template([vm(), cse(JOIN)]) } } },
          }),
        },
      },
    ],
    [
      "a generic resource",
      {
        type: "azure-native:resources:Resource",
        name: "dep",
        inputs: {
          resourceProviderNamespace: "Microsoft.Compute",
          parentResourcePath: "virtualMachines/web",
          resourceType: "extensions",
          resourceName: "x",
          properties: { publisher: "Microsoft.Compute", type: "CustomScriptExtension", settings: { commandToExecute: JOIN } },
        },
      },
    ],
  ])("%s", (_, given) => {
    expect(said([given]).map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual(["iis-anonymous-admin certain dep"]);
  });

  it.each<[string, Given]>([
    [
      "a policy that only audits",
      {
        type: "azure-native:authorization:PolicyDefinition",
        name: "dep",
        inputs: { policyRule: rule({ effect: "audit" }) },
      },
    ],
    [
      "a generic resource of another kind",
      {
        type: "azure-native:resources:Resource",
        name: "dep",
        inputs: {
          resourceProviderNamespace: "Microsoft.Web",
          resourceType: "sites",
          parentResourcePath: "",
          resourceName: "x",
          properties: {},
        },
      },
    ],
  ])("%s says nothing", (_, given) => expect(said([given])).toEqual([]));
});

describe("expressions", () => {
  const scope = new Scope(
    new Map<string, PropertyValue>([["secret", new Secret("s")]]),
    new Map(),
    decodeValue({ a: { b: [1, 2, { c: "x" }] }, loop: "[variables('loop')]" }) as never,
    new Map(),
    { resourceGroup: "rg", deployment: "dep" },
    { steps: 0 },
  );
  it.each<[string, unknown]>([
    ["variables('a').b[2].c", "x"],
    ["variables('a')['b'][0]", 1],
    ["add(1, mul(2, 3))", 7],
    ["toUpper(substring('abcdef', 1, 3))", "BCD"],
    ["replace('a-b-c', '-', '+')", "a+b+c"],
    ["join(createArray('a', 'b'), ',')", "a,b"],
    ["last(split('a/b/c', '/'))", "c"],
    ["string(createObject('a', 1))", '{"a":1}'],
    ["length(range(0, 5))", 5],
    ["first(skip(createArray(1, 2, 3), 1))", 2],
    ["join(map(range(0, 3), lambda('i', format('vm{0}', lambdaVariables('i')))), ' ')", "vm0 vm1 vm2"],
    ["format('{0:D3}{{}}', 7)", "007{}"],
    ["if(greater(2, 1), 'yes', 'no')", "yes"],
    ["coalesce(null(), 'x')", "x"],
    ["union(createObject('a', 1), createObject('b', 2)).b", 2],
    ["'it''s'", "it's"],
    ["resourceGroup().name", "rg"],
    ["contains(createArray('a'), 'a')", true],
    ["variables('a').?z", null],
  ])("%s", (text, expected) => expect(scope.value(`[${text}]`)).toEqual(expected));

  it("what is not known stays a hole with its reason", () => {
    const made = scope.value("[concat('a', reference('x').y, 'b')]");
    expect(made).toBeInstanceOf(PartialText);
    expect((made as PartialText).parts.filter((part) => typeof part === "string")).toEqual(["a", "b"]);
    expect(scope.value("[variables('loop')]")).toBeInstanceOf(Unknown);
    expect(scope.value("[concat('a', parameters('secret'))]")).toBeInstanceOf(Secret);
  });

  it("no text stops the reader", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."[]().,'ab1 -?concat") }), (text) => {
        scope.value(`[${text}]`);
        try {
          parseExpression(text);
        } catch (error) {
          expect((error as Error).message).toContain("the expression");
        }
      }),
    );
  });
});

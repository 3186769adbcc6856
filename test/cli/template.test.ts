import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lycosa } from "./run.js";

const template = {
  $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: { group: { type: "string", defaultValue: "Guests" } },
  resources: [
    {
      type: "Microsoft.Compute/virtualMachines/runCommands",
      apiVersion: "2024-03-01",
      name: "web/setup",
      properties: { source: { script: "[concat('net localgroup ', parameters('group'), ' IUSR /add')]" } },
    },
  ],
};

async function check(files: Readonly<Record<string, unknown>>) {
  const folder = mkdtempSync(join(tmpdir(), "lycosa-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), JSON.stringify(content));
  const { code, out } = await lycosa(["check", "--format", "json", join(folder, "main.json")]);
  const { findings, inputs, errors } = JSON.parse(out) as {
    readonly inputs: readonly { readonly kind: string }[];
    readonly errors: readonly unknown[];
    readonly findings: readonly { readonly rule: string; readonly at: { readonly property: string; readonly line: number } }[];
  };
  expect(errors).toEqual([]);
  expect(inputs.map(({ kind }) => kind)).toEqual(["arm-template"]);
  return { code, findings: findings.map(({ rule, at }) => `${rule} ${at.property}:${at.line}`) };
}

describe("an Azure template", () => {
  it("with its defaults", async () => expect(await check({ "main.json": template })).toEqual({ code: 0, findings: [] }));
  it("with the parameters beside it", async () => {
    const parameters = {
      $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
      parameters: { group: { value: "Administrators" } },
    };
    expect(await check({ "main.json": template, "main.parameters.json": parameters })).toEqual({
      code: 1,
      findings: ["iis-anonymous-admin resources[0].properties.source.script:1"],
    });
  });
});

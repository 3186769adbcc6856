import type { Carrier, CarrierProperty, Reading } from "../../deployment/carriers/row.js";
import { CARRIERS } from "../../deployment/carriers/table.js";

/** Where each way of reading is tested. */
export const TESTED_IN: Readonly<Record<Reading, string>> = {
  extension: "extensions.test.ts",
  "extension-list": "extensions.test.ts",
  "run-command": "run-commands.test.ts",
  "machine-data": "machine-data.test.ts",
  application: "machine-data.test.ts",
  "ec2-user-data": "aws.test.ts",
  "ssm-document": "aws.test.ts",
  "ssm-association": "aws.test.ts",
  "imagebuilder-component": "aws.test.ts",
  "gce-metadata": "google.test.ts",
  "gce-metadata-item": "google.test.ts",
  template: "templates.test.ts",
  commands: "configuration.test.ts",
  "image-template": "configuration.test.ts",
  "dsc-configuration": "configuration.test.ts",
  "node-configuration": "configuration.test.ts",
  "guest-configuration": "configuration.test.ts",
  runbook: "configuration.test.ts",
  "local-command": "calls.test.ts",
  "deployment-script": "calls.test.ts",
  "remote-command": "calls.test.ts",
  "remote-copy": "calls.test.ts",
  "event-target": "other-clouds.test.ts",
  cloudformation: "other-clouds.test.ts",
  "os-policy": "other-clouds.test.ts",
  unread: "carriers.test.ts",
};

/** The page `docs/carriers.md`, made of the table. */
export function carriersPage(): string {
  const lines = [
    "# Carriers",
    "",
    "A carrier is a property of a resource that holds or names something which runs on a Windows host. This page is made from the table in",
    "`deployment/carriers/`; `test/deployment/carriers.test.ts` checks that it is up to date (`LYCOSA_UPDATE=1` writes it anew).",
    "",
    "- **read**: what it holds is followed, and a finding points into it",
    "- **undecided**: it is noticed, and what it does is not known: a `host-undecided` with the resource and the property, unless the host is known to run Linux",
    "- **irrelevant**: looked at, and it changes nothing that is judged",
    "",
    "| resource type | what | read | undecided | irrelevant | test |",
    "| --- | --- | --- | --- | --- | --- |",
    ...[...CARRIERS].sort(byType).map(row),
  ];
  return `${lines.join("\n")}\n`;
}

function byType(a: Carrier, b: Carrier): number {
  return a.type < b.type ? -1 : a.type > b.type ? 1 : 0;
}

function row({ type, what, properties, reading }: Carrier): string {
  const listed = (state: CarrierProperty["state"]) =>
    properties
      .filter((one) => one.state === state)
      .map(({ path }) => `\`${path}\``)
      .join("<br>");
  const test = TESTED_IN[reading];
  const name = type.split(":").length === 2 ? `azure-native:${type}` : type;
  return `| \`${name}\` | ${what} | ${listed("read")} | ${listed("undecided")} | ${listed("irrelevant")} | [${test}](../test/deployment/${test}) |`;
}

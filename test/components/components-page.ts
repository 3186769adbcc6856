/** The page `docs/components.md`, made of the docstrings as the schema holds them. */

interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly description?: string;
  readonly optional?: boolean;
}

interface TypeSchema {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly enum?: readonly { readonly name: string; readonly value: string; readonly description?: string }[];
}

export interface Schema {
  readonly types: Readonly<Record<string, TypeSchema>>;
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly inputProperties: Readonly<Record<string, Property>>;
        readonly properties: Readonly<Record<string, Property>>;
      }
    >
  >;
}

const short = (token: string): string => token.split(":").pop() as string;
const oneLine = (text: string | undefined): string => (text ?? "").replaceAll(/\s*\n\s*/g, " ").replaceAll("|", "\\|");

function typeOf(property: Property): string {
  if (property.$ref !== undefined) {
    const name = property.$ref.split("/").pop() as string;
    return `[${short(name)}](#${short(name).toLowerCase()})`;
  }
  if (property.items !== undefined) return `list of ${typeOf(property.items)}`;
  if (property.additionalProperties !== undefined) return `${typeOf(property.additionalProperties)} by name`;
  return { string: "text", boolean: "flag", number: "number", integer: "number" }[property.type ?? ""] ?? "any";
}

const table = (properties: Readonly<Record<string, Property>>, needed: boolean): string[] => [
  "| name | type | what |",
  "| --- | --- | --- |",
  ...Object.entries(properties).map(
    ([name, property]) =>
      `| \`${name}\`${needed && property.optional !== true ? " (needed)" : ""} | ${typeOf(property)} | ${oneLine(property.description)} |`,
  ),
];

export function componentsPage(schema: Schema): string {
  const lines = [
    "# Components",
    "",
    "This page is made from the components' docstrings by `test/components/reference.test.ts` (`vitest -u` writes it anew). Arguments that do not",
    "exist, or that do not fit together, are errors: all of them at once, each with its path. Programs in YAML use the same names;",
    "see [yaml-host](../examples/yaml-host/README.md).",
    "",
    ...COMPARISON,
  ];
  for (const [token, { description, inputProperties, properties }] of Object.entries(schema.resources)) {
    lines.push("", `## ${short(token)}`, "", description ?? "", "", "Arguments:", "", ...table(inputProperties, true));
    lines.push("", "Outputs:", "", ...table(properties, false));
  }
  lines.push("", "## Groups of arguments");
  for (const [token, { properties, enum: values }] of Object.entries(schema.types)) {
    lines.push("", `### ${short(token)}`, "");
    if (properties !== undefined) lines.push(...table(properties, true));
    for (const { value, description } of values ?? []) lines.push(`- \`${value}\`: ${oneLine(description)}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Defaults of the Azure Verified Modules for virtual machines, as their documentation gave them (Bicep 0.22, Terraform). */
const COMPARISON = [
  "## Compared with Azure Verified Modules",
  "",
  "Defaults for a Windows virtual machine. The modules make a machine; what runs on it is for their user to say.",
  "",
  "| | `IisHost` | AVM Bicep 0.22 | AVM Terraform |",
  "| --- | --- | --- | --- |",
  "| trusted launch (secure boot, virtual TPM) | on | off | not set |",
  "| encryption at host | on | off | on |",
  "| patches | by the platform, hotpatch where the image has it | as the image has it | as the image has it |",
  "| boot diagnostics | on, managed storage | off | off |",
  "| public address | none; there is no argument for one | as configured | as configured |",
  "| network security group | made; only what is named gets in, port 25 is closed outwards | as configured | as configured |",
  "| identity | the machine's own; more may be added | optional | optional |",
  "| administrator's password | a secret, or refused | a secure parameter | made in Key Vault, or given |",
  "| zone | optional, or an availability set | needed | needed |",
  "| IIS, TLS, certificates, HSTS | yes | no | no |",
  "| SMTP relay | yes | no | no |",
  "| local accounts, lockout | yes | no | no |",
  "| verified after it is set up | yes | no | no |",
  "",
  "Left out on purpose: public addresses, WinRM, passwords in clear, RDP rules (use Bastion), Linux. Not there yet: backup, load balancers,",
  "domain join, monitoring; add them beside the component with its outputs.",
];

// The schema of the components for other languages, inferred from the sources by Pulumi's own analyzer, and what that cannot say:
// which inputs are secrets. Without it a preview would have to work it out every time.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Analyzer } from "@pulumi/pulumi/provider/experimental/analyzer.js";
import { generateSchema } from "@pulumi/pulumi/provider/experimental/schema.js";

const COMPONENTS = new Set(["IisHost", "IisHardening"]);

/** Inputs that the engine keeps encrypted even when a program gives them in clear. */
const SECRETS = [
  ["resources", "lycosa:index:IisHost", "inputProperties", "adminPassword"],
  ["types", "lycosa:index:SmartHostArgs", "properties", "userName"],
  ["types", "lycosa:index:SmartHostArgs", "properties", "password"],
  ["types", "lycosa:index:LocalUserArgs", "properties", "password"],
];

/** @param {string} root @returns {string} JSON */
export function componentSchema(root) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const found = new Analyzer(root, manifest.name, manifest, COMPONENTS).analyze();
  const schema = /** @type {any} */ (
    generateSchema(
      manifest.name,
      manifest.version,
      manifest.description,
      found.components,
      found.typeDefinitions,
      found.dependencies,
      undefined,
    )
  );
  // The analyzer reads these and leaves them out.
  for (const [name, type] of Object.entries(found.typeDefinitions)) {
    const { description } = /** @type {{ description?: string }} */ (type);
    const target = schema.types[`${manifest.name}:index:${name}`];
    if (description !== undefined && target !== undefined) target.description = description;
  }
  for (const path of SECRETS) {
    const property = path.reduce((value, key) => value?.[key], schema);
    if (property === undefined) throw new Error(`the schema has no ${path.join(" ")}, which is a secret`);
    property.secret = true;
  }
  // Read by the engine, not by people: docs/components.md is for them.
  const text = `${JSON.stringify(schema)}\n`;
  const bad = /\[object Object\]|__#\d+@/.exec(text);
  if (bad !== null) throw new Error(`the schema holds ${bad[0]}: a docstring or a member that Pulumi cannot read`);
  return text;
}

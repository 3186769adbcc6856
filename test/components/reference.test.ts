import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { componentsPage, type Schema } from "./components-page.js";

const schema = JSON.parse(readFileSync(join(__dirname, "schema.golden.json"), "utf8")) as Schema;

it("every argument, output and group says what it is for", () => {
  const silent: string[] = [];
  for (const [token, { properties = {}, enum: values = [] }] of Object.entries(schema.types)) {
    for (const [name, { description }] of Object.entries(properties)) if (!description) silent.push(`${token} ${name}`);
    for (const { name, description } of values) if (!description) silent.push(`${token} ${name}`);
  }
  for (const [token, { description, inputProperties, properties }] of Object.entries(schema.resources)) {
    if (!description) silent.push(token);
    for (const [name, property] of [...Object.entries(inputProperties), ...Object.entries(properties)])
      if (!property.description) silent.push(`${token} ${name}`);
  }
  expect(silent).toEqual([]);
});

it("docs/components.md is that of the docstrings", async () => {
  await expect(componentsPage(schema)).toMatchFileSnapshot(join(__dirname, "..", "..", "docs", "components.md"));
});

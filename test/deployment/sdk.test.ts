import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { MACHINES } from "../../deployment/carriers/machines.js";
import { CARRIERS } from "../../deployment/carriers/table.js";
import { SdkTypes } from "./sdk-types.js";

/** An update of an SDK that renames something would otherwise cost coverage in silence. */

const native = new SdkTypes(dirname(require.resolve("@pulumi/azure-native/package.json")));

const carried = CARRIERS.flatMap(({ type, properties, join, name }) => [
  ...properties.map(({ path }) => [type, path] as const),
  ...(join.by === "machine" ? join.properties.map((path) => [type, path] as const) : []),
  ...(name === null ? [] : [[type, name] as const]),
]);
const machines = MACHINES.flatMap(({ type, names, image, imageText, os, windows, linux, administrator, computerName }) =>
  [...names, image, ...imageText, ...os, ...windows, ...linux, administrator, computerName]
    .filter((path) => path !== null && path !== "name")
    .map((path) => [type, path as string] as const),
);

describe("property paths of azure-native exist in its SDK", () => {
  const paths = [...carried, ...machines].filter(([type]) => type.split(":").length === 2);
  it.each(paths)("%s %s", (type, path) => {
    const [module = "", name = ""] = type.split(":");
    expect(native.problem(module, name, path)).toBeUndefined();
  });

  it.each([
    ["compute", "VirtualMachine", "osProfile.customDatum"],
    ["compute", "VirtualMachinne", "osProfile.customData"],
    ["compute", "VirtualMachine", "osProfile.customData.more"],
  ])("%s:%s %s does not", (module, type, path) => expect(native.problem(module, type, path)).toBeDefined());
});

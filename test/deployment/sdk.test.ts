import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { MACHINES } from "../../deployment/carriers/machines.js";
import { CARRIERS } from "../../deployment/carriers/table.js";
import pinned from "./sdk-paths.json";
import { SdkTypes } from "./sdk-types.js";

/** An update of an SDK that renames something would otherwise cost coverage in silence. */

const native = new SdkTypes(dirname(require.resolve("@pulumi/azure-native/package.json")));

const carried = CARRIERS.flatMap(({ type, properties, join, name, below }) => [
  ...(below === "" ? [] : [[type, below] as const]),
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

/**
 * The SDKs of the other providers are too large to install for a test. Their paths were resolved against the declarations of the versions
 * named in `sdk-paths.json`, with the same code; a new path has to be resolved and added there.
 */
const NOT_IN_THESE_VERSIONS: ReadonlyMap<string, string> = new Map([
  ["azure:compute/extension:Extension virtualMachineName", "version 2 and before"],
  ["aws:ssm/association:Association instanceId", "version 6 and before"],
  ...["resource:Resource", "updateResource:UpdateResource", "resourceAction:ResourceAction"].map(
    (type) => [`azapi:index/${type} body`, "a provider that is generated where it is used"] as const,
  ),
  ...[
    "Instance metadata",
    "InstanceTemplate properties.metadata",
    "Instance disks.initializeParams.sourceImage",
    "InstanceTemplate properties.disks.initializeParams.sourceImage",
  ].map((path) => [`google-native:compute/v1:${path}`, "a provider that is no longer published"] as const),
  ["command:remote:CopyFile localPath", "version 1 and 4.5; `CopyToRemote` has replaced it"],
  ["command:remote:CopyFile connection.host", "version 1 and 4.5; `CopyToRemote` has replaced it"],
  ...[
    "guestId",
    "clone.customize.windowsOptions",
    "clone.customize.windowsOptions.runOnceCommandLists[]",
    "clone.customize.windowsSysprepText",
    "clone.customize.linuxOptions",
  ].map(
    (path) =>
      [`vsphere:index/virtualMachine:VirtualMachine ${path}`, "from the documentation of the Terraform provider"] as const,
  ),
]);

describe("property paths of other providers were resolved", () => {
  const known = new Set(pinned.paths);
  const paths = [...carried, ...machines].filter(
    // Dynamic providers are part of the SDK and have no declarations.
    ([type]) => type.split(":").length === 3 && !type.startsWith("pulumi-"),
  );
  it.each(paths.map(([type, path]) => `${type} ${path}`))("%s", (path) => {
    expect(known.has(path) || NOT_IN_THESE_VERSIONS.has(path)).toBe(true);
  });
  it("and none that is not used is listed", () => {
    const used = new Set(paths.map(([type, path]) => `${type} ${path}`));
    expect(pinned.paths.filter((path) => !used.has(path))).toEqual([]);
  });
});

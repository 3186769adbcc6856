import { join } from "node:path";
import { expect, it } from "vitest";
import { runProject } from "../../engine/run.js";
import { everything, find, plain, programs, shortUrn } from "./support.js";

const directory = join(programs, "transforms");

it("applies transforms: a resource's own, its parents' and the stack's", async () => {
  const run = await runProject({ directory });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  const setup = find(run.graph, "RunCommandByVirtualMachine::setup");
  expect(plain(setup.inputs)).toEqual({
    resourceGroupName: "?",
    vmName: "web",
    // A transform sees secrets as outputs, and what it makes of one is one.
    source: { script: { secret: "net user svc canary-password /add\n# by the stack" } },
    parameters: [{ name: "id", value: "?" }],
    own: "by itself",
    order: "by the parent",
    added: ["x"],
  });
  expect(setup.options).toMatchObject({ protect: true, ignoreChanges: ["tags"] });
  expect(setup.dependencies.map(shortUrn)).toEqual(["transforms:index:Host$azure-native:resources:ResourceGroup::group"]);
  expect([...setup.propertyDependencies.keys()]).toEqual(["parameters", "resourceGroupName"]);
  expect(plain(find(run.graph, "ResourceGroup::group").inputs)).toEqual({ managedBy: "old-kind" });
  expect(run.graph.notes).toEqual([]);
  expect(everything(run)).not.toContain("canary");
}, 60_000);

it("reports a transform that throws", async () => {
  const run = await runProject({ directory, set: new Map([["fail", "true"]]) });
  if (run.ok) throw new Error("the run must fail");
  expect(run.error.code).toBe("program-error");
  expect(run.error.message).toContain("this transform refuses setup");
  expect(everything(run)).not.toContain("canary");
}, 60_000);

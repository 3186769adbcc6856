import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runProject } from "../../engine/run.js";
import { everything, find, plain } from "../engine/support.js";

// Whole programs, as users write them, on the embedded engine. They import the built package by its name.
const root = join(__dirname, "..", "..");

describe("a program that gives the password in clear, as an output", () => {
  it("fails with one sentence that does not show it, before the machine is made", async () => {
    const run = await runProject({ directory: join(__dirname, "programs", "clear-password") });
    expect(run.ok).toBe(false);
    if (run.ok) return;
    expect(run.error.message).toContain(
      'IisHost "web": adminPassword is not a secret; expected a secret output such as pulumi.secret(...)',
    );
    expect(everything([run.error, run.graph])).not.toContain("canary");
    expect(run.graph?.resources.some(({ type }) => type.endsWith(":VirtualMachine"))).toBe(false);
  });
});

describe.each(["examples/hardened-host", "."])("the project in %s", (directory) => {
  it("makes one hardened host", async () => {
    const run = await runProject({ directory: join(root, directory) });
    expect(run.ok ? null : run.error).toBe(null);
    if (!run.ok) return;
    const host = "lycosa:index:IisHost";
    expect(plain(find(run.graph, `${host}::web`).inputs.get("quarantine"))).toBe(undefined);
    const machine = find(run.graph, `${host}$azure-native:compute:VirtualMachine::web-vm`);
    expect(plain(machine.inputs.get("osProfile"))).toMatchObject({ adminPassword: { secret: expect.anything() } });
    const command = find(run.graph, `${host}$azure-native:compute:VirtualMachineRunCommandByVirtualMachine::web-provisioning`);
    expect(plain(command.inputs.get("protectedParameters"))).toEqual([{ name: "Secrets", value: { secret: expect.anything() } }]);
    expect(run.graph.resources.some(({ type }) => type.endsWith(":PublicIPAddress"))).toBe(false);
    // A rebuilt host cannot forget: the id of this very machine is in the command, which is replaced when it changes. What the real engine
    // makes of that is in `replacement.test.ts`.
    expect(plain(command.inputs.get("tags"))).toEqual({ vmId: "?" });
    expect(command.options.replaceOnChanges).toEqual(["tags"]);
    expect(command.propertyDependencies.get("tags")).toEqual([machine.urn]);
  });
});

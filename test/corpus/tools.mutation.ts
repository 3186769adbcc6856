import { describe, expect, test, vi } from "vitest";
import { standardToolbox } from "../../interpreter/product.js";
import type { Tool } from "../../interpreter/tools/tool.js";
import { type Case, cases, findingsOf, folders } from "./cases.js";

/**
 * Takes one tool after the other out of the product and asks whether any script of the corpus notices. A tool that nobody misses is
 * one whose model nothing tests. Run by `npm run mutate:tools`; inert tools are left out, since losing one must change nothing.
 */
const toolbox = standardToolbox();
const find = toolbox.find.bind(toolbox);
const usedBy = new Map<Tool, Case[]>();
const verdicts = new Map<Case, string>();

function verdictOf(one: Case): string {
  return JSON.stringify(findingsOf(one).map(({ rule, certainty, cause, at }) => [rule, certainty, cause, at?.line]));
}

for (const one of folders.flatMap((folder) => cases(folder))) {
  const used = new Set<Tool>();
  const spy = vi.spyOn(toolbox, "find").mockImplementation((name) => {
    const tool = find(name);
    if (tool) used.add(tool);
    return tool;
  });
  verdicts.set(one, verdictOf(one));
  spy.mockRestore();
  for (const tool of used) usedBy.set(tool, [...(usedBy.get(tool) ?? []), one]);
}

const tools = [...new Set(toolbox.names().map((name) => find(name) as Tool))].filter(({ effect }) => effect !== "inert");

describe("without this tool a verdict of the corpus changes", () => {
  test.each(tools.map((tool) => [tool.names[0], tool] as const))("%s", (_, tool) => {
    const spy = vi.spyOn(toolbox, "find").mockImplementation((name) => {
      const found = find(name);
      return found === tool ? undefined : found;
    });
    const noticed = (usedBy.get(tool) ?? []).some((one) => verdictOf(one) !== verdicts.get(one));
    spy.mockRestore();
    expect(noticed, `${usedBy.get(tool)?.length ?? 0} scripts use it`).toBe(true);
  });
});

import * as pulumi from "@pulumi/pulumi";
import type { ArgumentProblem } from "../checks/problems.js";

/** Says what is wrong with the arguments of a component: all of it at once, each with its path. */

/** @throws pulumi.InputPropertiesError when there are problems. */
export function refuse(type: string, name: string, problems: readonly ArgumentProblem[]): void {
  if (problems.length === 0) return;
  throw new pulumi.InputPropertiesError({
    message: problems.map(({ path, reason }) => `${type} ${JSON.stringify(name)}: ${path} ${reason}.`).join("\n"),
    errors: problems.map(({ path, reason }) => ({ propertyPath: path, reason })),
  });
}

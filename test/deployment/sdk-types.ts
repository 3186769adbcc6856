/** Property paths against the declarations of an SDK. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One package's declarations; files are read when they are first needed. */
export class SdkTypes {
  private readonly files = new Map<string, ReadonlyMap<string, ts.InterfaceDeclaration>>();

  constructor(private readonly root: string) {}

  /** Undefined when the path exists; else where it ends, in words. */
  problem(module: string, type: string, path: string): string | undefined {
    const file = join(this.root, module, `${type.charAt(0).toLowerCase()}${type.slice(1)}.d.ts`);
    if (!existsSync(file)) return `there is no type ${module}:${type}`;
    let scope = this.interfaces(file);
    let current = scope.get(`${type}Args`);
    if (!current) return `there is no ${type}Args`;
    for (const step of path.split(".")) {
      if (current === undefined) return `nothing is known at ${step}`;
      const name = step.replace("[]", "");
      const member: ts.TypeElement | undefined = current.members.find((one) => one.name?.getText() === name);
      if (!member || !ts.isPropertySignature(member) || !member.type) return `there is no property ${name}`;
      const text = member.type.getText();
      // What is `any` is described by documents alone.
      if (/\bany\b/.test(text)) return undefined;
      const next: string | undefined = /inputs\.([\w.]+)/.exec(text)?.[1];
      if (next === undefined) {
        current = undefined;
        continue;
      }
      scope = this.interfaces(join(this.root, "types", "input.d.ts"));
      current = scope.get(next);
    }
    return undefined;
  }

  /** Interfaces by their name, with the namespaces around them. */
  private interfaces(file: string): ReadonlyMap<string, ts.InterfaceDeclaration> {
    const known = this.files.get(file);
    if (known) return known;
    const found = new Map<string, ts.InterfaceDeclaration>();
    const visit = (node: ts.Node, prefix: string): void => {
      if (ts.isInterfaceDeclaration(node)) found.set(prefix + node.name.text, node);
      else if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body))
        for (const one of node.body.statements) visit(one, `${prefix}${node.name.text}.`);
    };
    const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) visit(statement, "");
    this.files.set(file, found);
    return found;
  }
}

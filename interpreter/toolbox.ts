import type { Tool } from "./tool.js";

/** All tools by the names they answer to (lower case, without `.exe`). */
export class Toolbox {
  private readonly byName = new Map<string, Tool>();

  constructor(tools: readonly Tool[]) {
    for (const tool of tools) {
      for (const name of tool.names) {
        const key = name.toLowerCase();
        const other = this.byName.get(key);
        if (other) throw new Error(`two tools answer to ${key}`);
        this.byName.set(key, tool);
      }
    }
  }

  find(name: string): Tool | undefined {
    return this.byName.get(name.toLowerCase());
  }

  names(): string[] {
    return [...this.byName.keys()].sort();
  }
}

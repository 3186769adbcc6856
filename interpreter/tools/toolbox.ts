import type { Tool } from "./tool.js";

/** All tools by the names they answer to (lower case, without `.exe`). */
export class Toolbox {
  private readonly byName = new Map<string, Tool>();

  /** Families in order of precedence: a family that models a command wins over a later one that only knows it. */
  constructor(...families: readonly (readonly Tool[])[]) {
    for (const family of families) {
      const own = new Map<string, Tool>();
      for (const tool of family) {
        for (const name of tool.names) {
          const key = name.toLowerCase();
          if (own.has(key)) throw new Error(`two tools of one family answer to ${key}`);
          own.set(key, tool);
        }
      }
      for (const [key, tool] of own) if (!this.byName.has(key)) this.byName.set(key, tool);
    }
  }

  find(name: string): Tool | undefined {
    return this.byName.get(name.toLowerCase());
  }

  names(): string[] {
    return [...this.byName.keys()].sort();
  }
}

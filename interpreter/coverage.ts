import type { Trace } from "./source.js";

export type CommandClass = "modelled" | "inert" | "unmodelled";

/** Counts command sites (not runs) by what is known of them, and arguments of modelled commands by whether they are known. */
export class Coverage {
  private readonly sites = new Map<string, CommandClass>();
  private readonly unmodelled = new Map<string, string>();
  private readonly argumentSites = new Map<string, boolean>();

  command(name: string, kind: CommandClass, at: Trace | null): void {
    const site = siteOf(at) + name.toLowerCase();
    const before = this.sites.get(site);
    // A site that was not modelled once stays so: coverage never looks better than it is.
    if (before === "unmodelled" || (before === "inert" && kind === "modelled")) return;
    this.sites.set(site, kind);
    if (kind === "unmodelled") this.unmodelled.set(site, name);
  }

  /**
   * An argument of a modelled command. It counts as known when in every run of its site its value is known, or is a text of which
   * fragments are known (`⟨computer name⟩\\svc-web`): with those most verdicts can be reached.
   */
  argument(at: Trace | null, index: number, known: boolean): void {
    const site = `${siteOf(at)}/${index}`;
    this.argumentSites.set(site, known && this.argumentSites.get(site) !== false);
  }

  summary(): {
    commands: number;
    modelled: number;
    inert: number;
    unmodelled: number;
    arguments: number;
    known: number;
    names: string[];
  } {
    const count = { modelled: 0, inert: 0, unmodelled: 0 };
    for (const kind of this.sites.values()) count[kind]++;
    let known = 0;
    for (const isKnown of this.argumentSites.values()) if (isKnown) known++;
    return {
      commands: this.sites.size,
      ...count,
      arguments: this.argumentSites.size,
      known,
      names: [...new Set(this.unmodelled.values())].sort(),
    };
  }
}

const sourceNumbers = new WeakMap<object, number>();
let nextSource = 0;

function siteOf(at: Trace | null): string {
  if (!at) return "-:";
  let number = sourceNumbers.get(at.source);
  if (number === undefined) sourceNumbers.set(at.source, (number = nextSource++));
  return `${number}:${at.start}:`;
}

import type { Source, Trace } from "./source.js";

export type CommandClass = "modelled" | "inert" | "unmodelled";

interface Site {
  /** Commands that ran here: a name that is computed may be another one each time. */
  readonly commands: { readonly key: string; name: string; kind: CommandClass }[];
  /** By the argument's index: known in every run so far. */
  readonly known: boolean[];
}

/** Counts command sites (not runs) by what is known of them, and arguments of modelled commands by whether they are known. */
export class Coverage {
  private readonly places = new Map<Source | null, Map<number, Site>>();

  /** What is known of a place; places are looked up for every command that runs, so by numbers and not by texts. */
  private site(at: Trace | null): Site {
    const source = at?.source ?? null;
    let sites = this.places.get(source);
    if (!sites) this.places.set(source, (sites = new Map()));
    const start = at?.start ?? 0;
    let site = sites.get(start);
    if (!site) sites.set(start, (site = { commands: [], known: [] }));
    return site;
  }

  command(name: string, kind: CommandClass, at: Trace | null): void {
    const { commands } = this.site(at);
    const key = name.toLowerCase();
    const before = commands.find((one) => one.key === key);
    if (before === undefined) commands.push({ key, name, kind });
    // A site that was not modelled once stays so: coverage never looks better than it is.
    else if (before.kind === "modelled" || (before.kind === "inert" && kind === "unmodelled")) {
      before.kind = kind;
      before.name = name;
    }
  }

  /**
   * An argument of a modelled command. It counts as known when in every run of its site its value is known, or is a text of which
   * fragments are known (`⟨computer name⟩\\svc-web`): with those most verdicts can be reached.
   */
  argument(at: Trace | null, index: number, known: boolean): void {
    const site = this.site(at);
    site.known[index] = known && site.known[index] !== false;
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
    const names = new Set<string>();
    let commands = 0;
    let all = 0;
    let known = 0;
    for (const sites of this.places.values()) {
      for (const site of sites.values()) {
        commands += site.commands.length;
        for (const { kind, name } of site.commands) {
          count[kind]++;
          if (kind === "unmodelled") names.add(name);
        }
        // Arguments are counted as they are met: some of a site may never be.
        for (const isKnown of Object.values(site.known)) {
          all++;
          if (isKnown) known++;
        }
      }
    }
    return {
      commands,
      ...count,
      arguments: all,
      known,
      names: [...names].sort(),
    };
  }
}

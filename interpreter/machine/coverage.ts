import type { Source, Trace } from "../values/source.js";

export type CommandClass = "modelled" | "inert" | "unmodelled";

interface Run {
  name: string;
  kind: CommandClass;
}

/** A script may have very many: a site holds as little as it can. */
interface Site {
  /** The command that ran here first; null: none yet. */
  first: Run | null;
  /** Commands with other names: a name that is computed may be another one each time. */
  others: Run[] | null;
  /** By the argument's index: known in every run so far. */
  known: boolean[] | null;
}

/** Bytes that a site takes, about. */
const SITE = 400;

/** Counts command sites (not runs) by what is known of them, and arguments of modelled commands by whether they are known. */
export class Coverage {
  private readonly places = new Map<Source | null, Map<number, Site>>();
  /** One run for each name and kind, for the sites at which nothing else runs. */
  private readonly runs = new Map<string, Run>();

  /** `weigh` accounts for memory that stays, in bytes. */
  constructor(private readonly weigh: (bytes: number) => void = () => {}) {}

  /** What is known of a place; places are looked up for every command that runs, so by numbers and not by texts. */
  private site(at: Trace | null): Site {
    const source = at?.source ?? null;
    let sites = this.places.get(source);
    if (!sites) this.places.set(source, (sites = new Map()));
    const start = at?.start ?? 0;
    let site = sites.get(start);
    if (!site) {
      this.weigh(SITE);
      sites.set(start, (site = { first: null, others: null, known: null }));
    }
    return site;
  }

  private run(name: string, kind: CommandClass): Run {
    const key = `${kind} ${name}`;
    let run = this.runs.get(key);
    if (!run) this.runs.set(key, (run = { name, kind }));
    return run;
  }

  command(name: string, kind: CommandClass, at: Trace | null): void {
    const site = this.site(at);
    const run = this.run(name, kind);
    const { first, others } = site;
    if (first === run) return;
    if (first === null) site.first = run;
    else if (isSame(first.name, name)) site.first = worse(first, run);
    else if (others === null) site.others = [run];
    else {
      const index = others.findIndex((one) => isSame(one.name, name));
      if (index < 0) others.push(run);
      else others[index] = worse(others[index] as Run, run);
    }
  }

  /**
   * An argument of a modelled command. It counts as known when in every run of its site its value is known, or is a text of which
   * fragments are known (`⟨computer name⟩\\svc-web`): with those most verdicts can be reached.
   */
  argument(at: Trace | null, index: number, known: boolean): void {
    const site = this.site(at);
    // A list that starts empty makes room for many, and most commands have few arguments.
    site.known ??= index === 0 ? [known] : [];
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
        for (const run of site.first === null ? [] : [site.first, ...(site.others ?? [])]) {
          commands++;
          count[run.kind]++;
          if (run.kind === "unmodelled") names.add(run.name);
        }
        // Arguments are counted as they are met: some of a site may never be.
        for (const isKnown of Object.values(site.known ?? [])) {
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

function isSame(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

/** A site that was not modelled once stays so: coverage never looks better than it is. */
function worse(before: Run, run: Run): Run {
  return before.kind === "modelled" || (before.kind === "inert" && run.kind === "unmodelled") ? run : before;
}

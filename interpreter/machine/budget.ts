// Counts that bound the work of one analysis. Never time: the same input gives the same result on every machine.

/**
 * Work that is beyond a limit. Where it is caught nearest, in the statement that is too much work, the statement is left out and
 * the rest is followed; `final` work is beyond all limits, and ends the script.
 */
export class BudgetExceeded extends Error {
  constructor(
    readonly what: "steps" | "depth" | "worlds" | "bytes" | "output",
    readonly final = false,
  ) {
    super(`analysis budget exceeded: ${what}`);
  }
}

export interface BudgetLimits {
  /** Statements, expressions and tool calls evaluated, in all worlds together. */
  readonly steps: number;
  /** Nesting of function calls, scripts within scripts and deep expressions. */
  readonly depth: number;
  /** Characters or bytes of all values built. */
  readonly bytes: number;
}

export const DEFAULT_LIMITS: BudgetLimits = { steps: 80_000, depth: 120, bytes: 64 << 20 };
/** No single string, array or range grows beyond this many characters or elements. */
export const MAXIMUM_SIZE = 4 << 20;
/** So many statements of one text may run beyond the steps. */
const MAXIMUM_STATEMENTS = 2_000_000;
/** A statement may take this part of what is left: so there is always something left for those after it. */
const SHARE = 7 / 8;
/** Every statement may take so many steps, even when nothing is left: a straight script is followed to its end. */
const LEAST = 64;
/** Calls within calls that are still followed when nothing is left. */
const LEAST_DEPTH = 4;
/** Beyond so many times the steps nothing is followed any more. */
const HARD = 1.5;

export class Budget {
  private steps = 0;
  private allowed: number;
  /** Steps that the statement which runs may reach. */
  private limit: number;
  private bytes = 0;
  private depth = 0;

  constructor(readonly limits: BudgetLimits = DEFAULT_LIMITS) {
    this.allowed = limits.steps;
    this.limit = this.allowed;
  }

  /** For the next script of a host: each has the counts of its own. */
  restart(): void {
    this.allowed = this.limits.steps;
    this.limit = this.allowed;
    this.steps = 0;
    this.bytes = 0;
    this.depth = 0;
  }

  /** A script that is long, not busy: each statement that stands in it may run once without being counted. */
  allowStatements(count: number): void {
    const more = this.limits.steps + Math.min(count, MAXIMUM_STATEMENTS) - this.allowed;
    if (more <= 0) return;
    this.allowed += more;
    this.limit += more;
  }

  step(): void {
    if (++this.steps > this.limit) throw new BudgetExceeded("steps", this.steps > HARD * this.allowed);
  }

  /** A statement begins: it may take a part of what is left. Gives what {@link leave} takes when it has ended. */
  enter(): number {
    const before = this.limit;
    const share = this.steps + Math.max(LEAST, Math.floor((before - this.steps) * SHARE));
    this.limit = Math.min(share, HARD * this.allowed);
    return before;
  }

  /** Whether nothing is left for what runs: a loop that goes on then is left. */
  isSpent(): boolean {
    return this.steps >= this.limit;
  }

  leave(before: number): void {
    this.limit = before;
  }

  /** A branch is tried inside of another one. */
  fork(): void {
    this.step();
  }

  /** Accounts for a value of this size; one that is too large on its own is refused at once. */
  size(amount: number): void {
    if (amount > MAXIMUM_SIZE) throw new BudgetExceeded("bytes");
    this.weigh(amount);
  }

  /** Accounts for memory that stays: bytes, about. A list is kept whole for every change of it, so growing one item by item weighs. */
  weigh(amount: number): void {
    this.bytes += amount;
    if (this.bytes > this.limits.bytes) throw new BudgetExceeded("bytes", true);
  }

  nested<T>(run: () => T): T {
    const most = this.steps > this.allowed ? LEAST_DEPTH : this.limits.depth;
    if (++this.depth > most) {
      this.depth--;
      throw new BudgetExceeded("depth");
    }
    try {
      return run();
    } finally {
      this.depth--;
    }
  }

  /** What never ends by itself (steps) ends the script; anything else is too much for the statement that asked for it. */
  exceeded(what: BudgetExceeded["what"]): never {
    throw new BudgetExceeded(what, what === "steps");
  }
}

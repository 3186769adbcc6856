/**
 * Counts that bound the work of one analysis. Never time: the same input gives the same result on every machine.
 */
export class BudgetExceeded extends Error {
  constructor(readonly what: "steps" | "depth" | "worlds" | "bytes" | "output") {
    super(`analysis budget exceeded: ${what}`);
  }
}

export interface BudgetLimits {
  /** Statements, expressions and tool calls evaluated, in all worlds together. */
  readonly steps: number;
  /** Nesting of function calls, scripts within scripts and deep expressions. */
  readonly depth: number;
  /** Branches tried inside of other branches. */
  readonly forks: number;
  /** Characters or bytes of all values built. */
  readonly bytes: number;
}

export const DEFAULT_LIMITS: BudgetLimits = { steps: 80_000, depth: 120, forks: 600, bytes: 64 << 20 };
/** No single string, array or range grows beyond this many characters or elements. */
export const MAXIMUM_SIZE = 4 << 20;
/** So many statements of one text may run beyond the steps. */
const MAXIMUM_STATEMENTS = 2_000_000;

export class Budget {
  private steps = 0;
  private allowed: number;
  private forks = 0;
  private bytes = 0;
  private depth = 0;

  constructor(readonly limits: BudgetLimits = DEFAULT_LIMITS) {
    this.allowed = limits.steps;
  }

  /** For the next script of a host: each has the counts of its own. */
  restart(): void {
    this.allowed = this.limits.steps;
    this.steps = 0;
    this.forks = 0;
    this.bytes = 0;
    this.depth = 0;
  }

  /** A script that is long, not busy: each statement that stands in it may run once without being counted. */
  allowStatements(count: number): void {
    this.allowed = Math.max(this.allowed, this.limits.steps + Math.min(count, MAXIMUM_STATEMENTS));
  }

  step(): void {
    if (++this.steps > this.allowed) throw new BudgetExceeded("steps");
  }

  fork(): void {
    if (++this.forks > this.limits.forks) throw new BudgetExceeded("worlds");
  }

  /** Accounts for a value of this size; one that is too large on its own is refused at once. */
  size(amount: number): void {
    this.bytes += amount;
    if (amount > MAXIMUM_SIZE || this.bytes > this.limits.bytes) throw new BudgetExceeded("bytes");
  }

  /** Accounts for memory that stays: bytes, about. A list is kept whole for every change of it, so growing one item by item weighs. */
  weigh(amount: number): void {
    this.bytes += amount;
    if (this.bytes > this.limits.bytes) throw new BudgetExceeded("bytes");
  }

  nested<T>(run: () => T): T {
    if (++this.depth > this.limits.depth) {
      this.depth--;
      throw new BudgetExceeded("depth");
    }
    try {
      return run();
    } finally {
      this.depth--;
    }
  }

  exceeded(what: BudgetExceeded["what"]): never {
    throw new BudgetExceeded(what);
  }
}

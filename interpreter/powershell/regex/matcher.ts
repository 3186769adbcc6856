import { fold, isWordForBoundary } from "./char-set.js";
import { Inexpressible } from "./options.js";
import { ASSERTIONS, Op, type Program } from "./program.js";

/** Kinds of entries of the trail: places to go back to, and what is to be undone on the way. */
enum Trail {
  /** place, instruction */
  Choice,
  /** value, register */
  Register,
  /** group: its last capture goes */
  Captured,
  /** start, end, group: a capture that was taken comes back */
  Uncaptured,
  /** least place, direction, place, instruction: one character less */
  Greedy,
  /** turns left (-1: no end), set, direction, place, instruction: one character more */
  Lazy,
}

const SIZES = [2, 2, 1, 3, 4, 5];

/** Instructions that one search may take: a pattern that goes through exponentially many ways ends here. */
const MAXIMUM_STEPS = 300_000;
const STEPS_PER_CHARACTER = 40;

/** A search that takes more than this remembers what failed. */
const LONG = 4_000;

/** Counts the instructions that searches take, for the budget of an analysis. */
export class Meter {
  work = 0;
}

/** A text, or what is known of one: a fragment beside something that is not known. */
export interface Subject {
  readonly text: string;
  /** The text begins, ends where the fragment does. */
  readonly startKnown: boolean;
  readonly endKnown: boolean;
}

/** The outcome depends on what is not known. */
export class OpenEdge extends Error {}

/** Runs a program by backtracking, as .NET does, with a stack of its own. */
export class Matcher {
  /** An instruction asked for a character beyond an edge that is not known. */
  touched = false;
  private steps: number;
  private readonly trail: number[] = [];
  private readonly registers: number[];
  /** For each group its captures: start and end, one after the other. */
  private readonly captures: number[][];
  private readonly text: string;
  /**
   * Where the search has been: what is ahead depends on the instruction, the place, and of each loop on how many turns are still owed and
   * whether the turn has taken a character. So a way that comes to the same again fails as it did before, and patterns without
   * references, look-around and the like take time in proportion to the text, not to the number of ways.
   */
  private readonly failed = new Set<string>();
  private readonly memoryFrom: number;

  constructor(
    private readonly program: Program,
    private readonly subject: Subject,
    private readonly from: number,
    private readonly meter: Meter,
  ) {
    this.text = subject.text;
    this.steps = MAXIMUM_STEPS + STEPS_PER_CHARACTER * subject.text.length;
    this.memoryFrom = program.regular ? this.steps - LONG : Number.NEGATIVE_INFINITY;
    this.registers = new Array<number>(program.registers).fill(0);
    this.captures = Array.from({ length: program.groups }, () => []);
  }

  /** The end of the match that begins at a place, or -1. Captures stay until the next call. */
  matchAt(start: number): number {
    this.trail.length = 0;
    for (const list of this.captures) list.length = 0;
    const before = this.steps;
    try {
      return this.run(start);
    } finally {
      this.meter.work += before - this.steps;
    }
  }

  /** The last capture of a group. */
  span(group: number): readonly [number, number] | null {
    const list = this.captures[group] as number[];
    return list.length === 0 ? null : [list[list.length - 2] as number, list[list.length - 1] as number];
  }

  /** All captures of a group, in the order in which they were made. */
  spans(group: number): readonly (readonly [number, number])[] {
    const list = this.captures[group] as number[];
    const spans: [number, number][] = [];
    for (let index = 0; index < list.length; index += 2) spans.push([list[index] as number, list[index + 1] as number]);
    return spans;
  }

  private run(start: number): number {
    const { code, sets } = this.program;
    const { trail, registers } = this;
    let place = start;
    let at = 0;
    let failed = false;
    for (;;) {
      if (--this.steps < 0) throw new Inexpressible("very many ways to match");
      if (failed) {
        failed = false;
        const back = this.backtrack();
        if (back < 0) return -1;
        at = back;
        place = this.place;
      }
      switch (code[at] as Op) {
        case Op.Match:
          // Not all of these failed.
          this.failed.clear();
          return place;
        case Op.Char: {
          const found = this.next(place, code[at + 3] as number);
          if (found < 0 || (code[at + 2] === 1 ? fold(found) : found) !== code[at + 1]) failed = true;
          else {
            place += code[at + 3] as number;
            at += 4;
          }
          break;
        }
        case Op.Set: {
          const found = this.next(place, code[at + 2] as number);
          if (found < 0 || !sets[code[at + 1] as number]?.has(found)) failed = true;
          else {
            place += code[at + 2] as number;
            at += 3;
          }
          break;
        }
        case Op.GreedySet: {
          if (this.hasFailed(at, place)) {
            failed = true;
            break;
          }
          const end = this.greedy(place, at);
          if (end === null) failed = true;
          else {
            place = end;
            at += 5;
          }
          break;
        }
        case Op.LazySet: {
          if (this.hasFailed(at, place)) {
            failed = true;
            break;
          }
          const end = this.lazy(place, at);
          if (end === null) failed = true;
          else {
            place = end;
            at += 5;
          }
          break;
        }
        case Op.Jump:
          at = code[at + 1] as number;
          break;
        case Op.Split:
          if (this.hasFailed(at, place)) {
            failed = true;
            break;
          }
          trail.push(place, code[at + 1] as number, Trail.Choice);
          at += 2;
          break;
        case Op.Mark:
          this.setRegister(code[at + 1] as number, place);
          at += 2;
          break;
        case Op.Capture: {
          const began = registers[code[at + 2] as number] as number;
          this.capture(code[at + 1] as number, Math.min(began, place), Math.max(began, place));
          at += 3;
          break;
        }
        case Op.Balance:
          if (this.balance(code[at + 1] as number, code[at + 2] as number, registers[code[at + 3] as number] as number, place))
            at += 4;
          else failed = true;
          break;
        case Op.LoopStart:
          this.setRegister(code[at + 1] as number, 0);
          this.setRegister((code[at + 1] as number) + 1, -1);
          at += 2;
          break;
        case Op.Loop:
          if (this.hasFailed(at, place)) failed = true;
          else at = this.loop(place, at);
          break;
        case Op.Turn: {
          const register = code[at + 1] as number;
          this.setRegister(register, (registers[register] as number) + 1);
          this.setRegister(register + 1, place);
          at += 2;
          break;
        }
        case Op.Assert:
          if (this.holds(code[at + 1] as number, place)) at += 2;
          else failed = true;
          break;
        case Op.Reference: {
          const end = this.reference(place, code[at + 1] as number, code[at + 2] === 1, code[at + 3] as number);
          if (end === null) failed = true;
          else {
            place = end;
            at += 4;
          }
          break;
        }
        case Op.Barrier:
          this.setRegister((code[at + 1] as number) + 1, place);
          this.setRegister(code[at + 1] as number, trail.length + 3);
          trail.push(place, code[at + 2] as number, Trail.Choice);
          at += 3;
          break;
        case Op.Cut:
          this.decided();
          this.cut((registers[code[at + 1] as number] as number) - 3);
          if (code[at + 2] === 1) place = registers[(code[at + 1] as number) + 1] as number;
          at += 3;
          break;
        case Op.CutAndFail:
          this.decided();
          this.undoTo((registers[code[at + 1] as number] as number) - 3);
          failed = true;
          break;
        case Op.Decided:
          this.decided();
          at++;
          break;
        case Op.Fail:
          failed = true;
          break;
        case Op.IfGroup:
          at = (this.captures[code[at + 1] as number] as number[]).length > 0 ? at + 3 : (code[at + 2] as number);
          break;
      }
    }
  }

  /** Whether the search was here before; remembers it. */
  private hasFailed(at: number, place: number): boolean {
    if (this.steps > this.memoryFrom) return false;
    let key = `${at} ${place}`;
    for (const { register, min, max } of this.program.loops) {
      const count = this.registers[register] as number;
      key += ` ${max < 0 ? Math.min(count, min) : count}${this.registers[register + 1] === place ? "=" : ""}`;
    }
    if (this.failed.has(key)) return true;
    this.failed.add(key);
    return false;
  }

  /** Where a failed attempt goes on, set by {@link backtrack}. */
  private place = 0;

  /** The instruction to go on with; -1: there is none. */
  private backtrack(): number {
    const { trail } = this;
    for (;;) {
      const kind = trail.pop() as Trail | undefined;
      switch (kind) {
        case undefined:
          return -1;
        case Trail.Choice: {
          const at = trail.pop() as number;
          this.place = trail.pop() as number;
          return at;
        }
        case Trail.Greedy: {
          const at = trail.pop() as number;
          const direction = trail[trail.length - 2] as number;
          const place = (trail.pop() as number) - direction;
          trail.pop();
          const least = trail.pop() as number;
          if (place !== least) trail.push(least, direction, place, at, Trail.Greedy);
          this.place = place;
          return at;
        }
        case Trail.Lazy: {
          const at = trail.pop() as number;
          const place = trail.pop() as number;
          const direction = trail.pop() as number;
          const set = trail.pop() as number;
          const left = trail.pop() as number;
          const found = this.next(place, direction);
          if (found < 0 || !this.program.sets[set]?.has(found)) continue;
          if (left !== 1) trail.push(left < 0 ? left : left - 1, set, direction, place + direction, at, Trail.Lazy);
          this.place = place + direction;
          return at;
        }
        default:
          this.undo(kind);
      }
    }
  }

  private undo(kind: Trail): void {
    const { trail } = this;
    switch (kind) {
      case Trail.Register: {
        const register = trail.pop() as number;
        this.registers[register] = trail.pop() as number;
        return;
      }
      case Trail.Captured: {
        const list = this.captures[trail.pop() as number] as number[];
        list.length -= 2;
        return;
      }
      case Trail.Uncaptured: {
        const group = trail.pop() as number;
        const end = trail.pop() as number;
        (this.captures[group] as number[]).push(trail.pop() as number, end);
        return;
      }
      default:
        trail.length -= SIZES[kind] as number;
    }
  }

  private undoTo(height: number): void {
    while (this.trail.length > height) this.undo(this.trail.pop() as Trail);
  }

  /** Forgets the choices above a height; what is to be undone stays. */
  private cut(height: number): void {
    const { trail } = this;
    const kept: number[] = [];
    let top = trail.length;
    while (top > height) {
      const kind = trail[top - 1] as Trail;
      const size = (SIZES[kind] as number) + 1;
      if (kind === Trail.Register || kind === Trail.Captured || kind === Trail.Uncaptured)
        for (let index = 1; index <= size; index++) kept.push(trail[top - index] as number);
      top -= size;
    }
    trail.length = height;
    for (let index = kept.length - 1; index >= 0; index--) trail.push(kept[index] as number);
  }

  private decided(): void {
    if (this.touched) throw new OpenEdge();
  }

  private setRegister(register: number, value: number): void {
    this.trail.push(this.registers[register] as number, register, Trail.Register);
    this.registers[register] = value;
  }

  private capture(group: number, start: number, end: number): void {
    (this.captures[group] as number[]).push(start, end);
    this.trail.push(group, Trail.Captured);
  }

  /** Takes the last capture of a group back; what lies between it and here is captured. */
  private balance(group: number, from: number, began: number, place: number): boolean {
    const list = this.captures[from] as number[];
    if (list.length === 0) return false;
    const end = list.pop() as number;
    const start = list.pop() as number;
    this.trail.push(start, end, from, Trail.Uncaptured);
    if (group >= 0) {
      const low = Math.min(began, place);
      const high = Math.max(began, place);
      if (low >= end) this.capture(group, end, low);
      else if (high <= start) this.capture(group, high, start);
      else this.capture(group, Math.max(low, start), Math.min(high, end));
    }
    return true;
  }

  /** The next code unit in a direction; -1: none is there, or it is not known. */
  private next(place: number, direction: number): number {
    if (direction > 0) {
      if (place < this.text.length) return this.text.charCodeAt(place);
      if (!this.subject.endKnown) this.touched = true;
      return -1;
    }
    if (place > 0) return this.text.charCodeAt(place - 1);
    if (!this.subject.startKnown) this.touched = true;
    return -1;
  }

  private greedy(place: number, at: number): number | null {
    const { code } = this.program;
    const set = this.program.sets[code[at + 1] as number];
    const min = code[at + 2] as number;
    const max = code[at + 3] as number;
    const direction = code[at + 4] as number;
    let end = place;
    let count = 0;
    while (count !== max) {
      const found = this.next(end, direction);
      if (found < 0 || !set?.has(found)) break;
      end += direction;
      count++;
    }
    this.steps -= count >> 3;
    if (count < min) return null;
    if (count > min) this.trail.push(place + min * direction, direction, end, at + 5, Trail.Greedy);
    return end;
  }

  private lazy(place: number, at: number): number | null {
    const { code } = this.program;
    const set = code[at + 1] as number;
    const min = code[at + 2] as number;
    const max = code[at + 3] as number;
    const direction = code[at + 4] as number;
    let end = place;
    for (let count = 0; count < min; count++) {
      const found = this.next(end, direction);
      if (found < 0 || !this.program.sets[set]?.has(found)) return null;
      end += direction;
    }
    if (max !== min) this.trail.push(max < 0 ? -1 : max - min, set, direction, end, at + 5, Trail.Lazy);
    return end;
  }

  /** A turn that matched nothing is the last one. */
  private loop(place: number, at: number): number {
    const { code } = this.program;
    const register = code[at + 1] as number;
    const min = code[at + 2] as number;
    const max = code[at + 3] as number;
    const exit = code[at + 5] as number;
    const count = this.registers[register] as number;
    const began = this.registers[register + 1] as number;
    const turn = at + 6;
    if (count < min) return turn;
    if (count === max || place === began) return exit;
    const lazy = code[at + 4] === 1;
    this.trail.push(place, lazy ? turn : exit, Trail.Choice);
    return lazy ? exit : turn;
  }

  private holds(assertion: number, place: number): boolean {
    const { text } = this;
    const { startKnown, endKnown } = this.subject;
    const atStart = place === 0;
    const atEnd = place === text.length;
    switch (ASSERTIONS[assertion]) {
      case "textStart":
        return atStart && this.isSure(startKnown);
      case "lineStart":
        return atStart ? this.isSure(startKnown) : text.charCodeAt(place - 1) === 10;
      case "textEnd":
        return atEnd && this.isSure(endKnown);
      case "lastLineEnd":
        return (atEnd || (place === text.length - 1 && text.charCodeAt(place) === 10)) && this.isSure(endKnown);
      case "lineEnd":
        return atEnd ? this.isSure(endKnown) : text.charCodeAt(place) === 10;
      case "boundary":
        return this.isBoundary(place) === true;
      case "noBoundary":
        return this.isBoundary(place) === false;
      default:
        return place === this.from && (!atStart || this.isSure(startKnown));
    }
  }

  /** Null: one side is not known. */
  private isBoundary(place: number): boolean | null {
    if (place === 0 && !this.isSure(this.subject.startKnown)) return null;
    if (place === this.text.length && !this.isSure(this.subject.endKnown)) return null;
    const before = place > 0 && isWordForBoundary(this.text.charCodeAt(place - 1));
    return before !== (place < this.text.length && isWordForBoundary(this.text.charCodeAt(place)));
  }

  private isSure(known: boolean): boolean {
    if (!known) this.touched = true;
    return known;
  }

  /** A group that captured nothing matches nowhere. */
  private reference(place: number, group: number, ignoreCase: boolean, direction: number): number | null {
    const span = this.span(group);
    if (span === null) return null;
    const length = span[1] - span[0];
    this.steps -= length >> 3;
    let at = place;
    for (let index = 0; index < length; index++) {
      const wanted = this.text.charCodeAt(direction > 0 ? span[0] + index : span[1] - 1 - index);
      const found = this.next(at, direction);
      if (found < 0 || (ignoreCase ? fold(found) !== fold(wanted) : found !== wanted)) return null;
      at += direction;
    }
    return at;
  }
}

import { bounded } from "../../../host/cache.js";
import { CharSet } from "./char-set.js";
import type { Assertion, Node } from "./syntax.js";

/** Instructions of the matcher, with their operands. */
export enum Op {
  Match,
  /** code, fold (0 or 1), direction (1 or -1) */
  Char,
  /** set, direction */
  Set,
  /** set, min, max, direction; -1: no end */
  GreedySet,
  LazySet,
  /** target */
  Jump,
  /** other target: tried when what follows fails */
  Split,
  /** register: takes the place */
  Mark,
  /** group, register */
  Capture,
  /** group or -1, group that loses its last capture, register */
  Balance,
  /** register of the count; the next holds the place where the last turn began */
  LoopStart,
  /** register, min, max or -1, lazy (0 or 1), exit */
  Loop,
  /** register: a turn of the loop begins */
  Turn,
  /** place in {@link ASSERTIONS} */
  Assert,
  /** group, fold, direction */
  Reference,
  /** register, target when the inside fails: the inside may not be re-entered */
  Barrier,
  /** register, 1: the place goes back to where the inside began */
  Cut,
  /** register: the inside matched, so all of it fails */
  CutAndFail,
  /** nothing may have been left open at an edge that is not known */
  Decided,
  Fail,
  /** group, target when it has no capture */
  IfGroup,
}

export const ASSERTIONS: readonly Assertion[] = [
  "textStart",
  "lineStart",
  "lastLineEnd",
  "lineEnd",
  "textEnd",
  "boundary",
  "noBoundary",
  "matchStart",
];

export interface Program {
  readonly code: readonly number[];
  readonly sets: readonly CharSet[];
  readonly registers: number;
  readonly groups: number;
  /** Whether a place that failed once fails for ever, whatever was captured: see the matcher. */
  readonly regular: boolean;
  readonly loops: readonly Counted[];
}

/** A loop of more than one character. */
export interface Counted {
  /** Holds the number of turns; the next one where the last turn began. */
  readonly register: number;
  readonly min: number;
  /** -1: no end. */
  readonly max: number;
}

/** `backwards`: the whole is matched from its end to its beginning. */
export function compileProgram(root: Node, groups: number, backwards: boolean): Program {
  const compiler = new Compiler();
  compiler.emit(root, backwards ? -1 : 1);
  compiler.code.push(Op.Match);
  const { code, sets, registers, regular, loops } = compiler;
  return { code, sets, registers, groups, regular, loops };
}

/** -1 stands for no end. */
function bound(max: number): number {
  return Number.isFinite(max) ? max : -1;
}

class Compiler {
  readonly code: number[] = [];
  readonly sets: CharSet[] = [];
  registers = 0;
  regular = true;
  readonly loops: Counted[] = [];
  private readonly places = new Map<CharSet, number>();

  private setPlace(set: CharSet): number {
    const known = this.places.get(set);
    if (known !== undefined) return known;
    this.places.set(set, this.sets.length);
    return this.sets.push(set) - 1;
  }

  emit(node: Node, direction: 1 | -1): void {
    const { code } = this;
    switch (node.kind) {
      case "empty":
        return;
      case "char":
        code.push(Op.Char, node.code, node.fold ? 1 : 0, direction);
        return;
      case "set":
        code.push(Op.Set, this.setPlace(node.set), direction);
        return;
      case "sequence":
        for (const item of direction === 1 ? node.items : [...node.items].reverse()) this.emit(item, direction);
        return;
      case "alternatives":
        this.alternatives(node.items, direction);
        return;
      case "group":
        this.group(node, direction);
        return;
      case "loop":
        this.loop(node, direction);
        return;
      case "look":
        this.look(node.inner, node.behind ? -1 : 1, node.negated);
        return;
      case "atomic":
        this.guarded(node.inner, direction, false);
        return;
      case "assertion":
        code.push(Op.Assert, ASSERTIONS.indexOf(node.what));
        return;
      case "reference":
        this.regular = false;
        code.push(Op.Reference, node.group, node.fold ? 1 : 0, direction);
        return;
      case "ifGroup": {
        this.regular = false;
        code.push(Op.IfGroup, node.group, 0);
        const other = code.length - 1;
        this.either(node.yes, node.no, direction, other);
        return;
      }
      case "ifLook": {
        this.regular = false;
        const register = this.registers;
        this.registers += 2;
        code.push(Op.Barrier, register, 0);
        const other = code.length - 1;
        this.emit(node.test, direction);
        code.push(Op.Cut, register, 1);
        this.either(node.yes, node.no, direction, other, true);
      }
    }
  }

  /** `other` is where the place of the second branch is written. */
  private either(yes: Node, no: Node, direction: 1 | -1, other: number, decided = false): void {
    const { code } = this;
    this.emit(yes, direction);
    code.push(Op.Jump, 0);
    const end = code.length - 1;
    code[other] = code.length;
    if (decided) code.push(Op.Decided);
    this.emit(no, direction);
    code[end] = code.length;
  }

  private alternatives(items: readonly Node[], direction: 1 | -1): void {
    const { code } = this;
    const ends: number[] = [];
    items.forEach((item, index) => {
      if (index === items.length - 1) return this.emit(item, direction);
      code.push(Op.Split, 0);
      const other = code.length - 1;
      this.emit(item, direction);
      code.push(Op.Jump, 0);
      ends.push(code.length - 1);
      code[other] = code.length;
    });
    for (const end of ends) code[end] = code.length;
  }

  private group(node: Node & { kind: "group" }, direction: 1 | -1): void {
    const register = this.registers++;
    this.code.push(Op.Mark, register);
    this.emit(node.inner, direction);
    if (node.uncapture >= 0) this.regular = false;
    if (node.uncapture >= 0) this.code.push(Op.Balance, node.number, node.uncapture, register);
    else this.code.push(Op.Capture, node.number, register);
  }

  private loop(node: Node & { kind: "loop" }, direction: 1 | -1): void {
    const { code } = this;
    const { inner, min, max, lazy } = node;
    if (inner.kind === "set" || (inner.kind === "char" && !inner.fold)) {
      const set = inner.kind === "set" ? inner.set : single(inner.code);
      code.push(lazy ? Op.LazySet : Op.GreedySet, this.setPlace(set), min, bound(max), direction);
      return;
    }
    const register = this.registers;
    this.registers += 2;
    code.push(Op.LoopStart, register);
    this.loops.push({ register, min, max: bound(max) });
    const start = code.length;
    code.push(Op.Loop, register, min, bound(max), lazy ? 1 : 0, 0);
    const exit = code.length - 1;
    code.push(Op.Turn, register);
    this.emit(inner, direction);
    code.push(Op.Jump, start);
    code[exit] = code.length;
  }

  private look(inner: Node, direction: 1 | -1, negated: boolean): void {
    this.regular = false;
    if (!negated) return this.guarded(inner, direction, true);
    const { code } = this;
    const register = this.registers;
    this.registers += 2;
    code.push(Op.Barrier, register, 0);
    const other = code.length - 1;
    this.emit(inner, direction);
    code.push(Op.CutAndFail, register);
    code[other] = code.length;
    code.push(Op.Decided);
  }

  /** An inside that is left for good once it has matched. */
  private guarded(inner: Node, direction: 1 | -1, returns: boolean): void {
    this.regular = false;
    const { code } = this;
    const register = this.registers;
    this.registers += 2;
    code.push(Op.Barrier, register, 0);
    const other = code.length - 1;
    this.emit(inner, direction);
    code.push(Op.Cut, register, returns ? 1 : 0, Op.Jump, code.length + 6, Op.Fail);
    code[other] = code.length - 1;
  }
}

const single = bounded(4096, (code: number): CharSet => {
  const set = new CharSet(false, false);
  set.addRange(code, code);
  return set;
});

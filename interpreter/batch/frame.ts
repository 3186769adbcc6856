import { Cell } from "../machine/journal.js";
import type { Machine } from "../machine/machine.js";

/** `%0` to `%9` and `%*` of a running batch script or subroutine. */
export interface BatchArguments {
  readonly script: string;
  readonly args: readonly string[];
}

/** What a batch script or a subroutine of it was called with; `shift` moves the words, `%*` stays. */
export class Frame {
  /** `%0` and the words behind it, as JSON: equal ones of two worlds are equal. */
  private readonly words: Cell<string>;
  private readonly before: string;
  readonly all: string;

  /** `script`: the file, which `%~dp0` tells even in a subroutine, where `%0` is the label. */
  constructor(
    readonly script: string,
    zero: string,
    args: readonly string[],
  ) {
    this.before = JSON.stringify([zero, ...args]);
    this.words = new Cell(this.before);
    this.all = args.join(" ");
  }

  word(machine: Machine, index: number): string {
    return this.list(machine)[index] ?? "";
  }

  /** `%~dp0` and the like: of the file, as long as `%0` is what it was. */
  path(machine: Machine, index: number): string {
    return index === 0 && machine.settled(this.words.value) === this.before ? this.script : this.word(machine, index);
  }

  /** `shift`, `shift /n`: the words from the n-th on move down by one. */
  shift(machine: Machine, from: number): void {
    const list = [...this.list(machine)];
    list.splice(from, 1);
    machine.journal.put(this.words, JSON.stringify(list));
  }

  /** Equal ones: the words are the same. */
  fingerprint(machine: Machine): string {
    return machine.settled(this.words.value);
  }

  private list(machine: Machine): readonly string[] {
    return JSON.parse(machine.settled(this.words.value)) as string[];
  }
}

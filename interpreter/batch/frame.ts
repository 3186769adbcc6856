// What a batch script or a subroutine of it was called with.

import { Cell } from "../machine/journal.js";
import type { Machine } from "../machine/machine.js";
import { standInsOf } from "../values/stand-ins.js";
import { Unknown } from "../values/value.js";

/** `%0` to `%9` and `%*` of a running batch script or subroutine. */
export interface BatchArguments {
  readonly script: string;
  /** Null: nobody knows with which arguments, nor how many, the script is started. */
  readonly args: readonly string[] | null;
}

/** `%1` to `%9` of a script that is started with arguments nobody knows. */
const ARGUMENTS = 9;

/** `shift` moves the words, `%*` stays. */
export class Frame {
  /** `%0` and the words behind it, as JSON: equal ones of two worlds are equal. A number is the argument of that number, which is not known. */
  private readonly words: Cell<string>;
  private readonly before: string;

  /** `script`: the file, which `%~dp0` tells even in a subroutine, where `%0` is the label. */
  constructor(
    readonly script: string,
    zero: string,
    private readonly args: readonly string[] | null,
  ) {
    this.before = JSON.stringify([zero, ...(args ?? Array.from({ length: ARGUMENTS }, (_, index) => index + 1))]);
    this.words = new Cell(this.before);
  }

  /** `%*`. */
  all(machine: Machine): string {
    return this.args === null ? unknownArgument(machine, "*") : this.args.join(" ");
  }

  word(machine: Machine, index: number): string {
    const word = this.list(machine)[index] ?? "";
    return typeof word === "number" ? unknownArgument(machine, word) : word;
  }

  /** `%~dp0` and the like: of the file, as long as `%0` is what it was. */
  path(machine: Machine, index: number): string {
    return index === 0 && machine.settled(this.words.value) === this.before ? this.script : this.word(machine, index);
  }

  /** `shift`, `shift /n`: the words from the n-th on move down by one. */
  shift(machine: Machine, from: number): void {
    const list = [...this.list(machine)];
    list.splice(from, 1);
    const last = list.at(-1);
    if (this.args === null) list.push(typeof last === "number" ? last + 1 : 1);
    machine.journal.put(this.words, JSON.stringify(list));
  }

  /** Equal ones: the words are the same. */
  fingerprint(machine: Machine): string {
    return machine.settled(this.words.value);
  }

  private list(machine: Machine): readonly (string | number)[] {
    return JSON.parse(machine.settled(this.words.value)) as (string | number)[];
  }
}

function unknownArgument(machine: Machine, which: number | "*"): string {
  const why =
    which === "*" ? "the arguments of the script are not given here" : `argument ${which} of the script is not given here`;
  return (
    standInsOf(machine).letterFor(new Unknown("input", why, `cmd:argument:${which}`, null, "System.String")) ??
    machine.budget.exceeded("steps")
  );
}

import type { Machine } from "../../machine/machine.js";
import { Sink } from "../../values/sink.js";
import type { Value } from "../../values/value.js";

/** A sink that hands outputs on at once. */
export class Relay extends Sink {
  constructor(private readonly next: (value: Value) => void) {
    super();
  }

  override push(_machine: Machine, value: Value): void {
    this.next(value);
  }
}

/**
 * Where the letters of a text stand in the text it was made from: a line that is joined from several, or in which variables
 * were replaced. Offsets count from the start of either text.
 */
export class Places {
  private readonly runs: { readonly at: number; readonly from: number; readonly length: number; readonly copied: boolean }[] = [];
  private length = 0;

  /** The next letters were copied from there. */
  copy(from: number, length: number): void {
    const last = this.runs[this.runs.length - 1];
    if (length === 0) return;
    if (last?.copied && last.from + last.length === from)
      this.runs[this.runs.length - 1] = { ...last, length: last.length + length };
    else this.runs.push({ at: this.length, from, length, copied: true });
    this.length += length;
  }

  /** The next letters stand in place of something: all of them have its place. */
  replace(from: number, length: number): void {
    if (length > 0) this.runs.push({ at: this.length, from, length, copied: false });
    this.length += length;
  }

  /** Where the letter at this offset comes from. */
  of(offset: number): number {
    let low = 0;
    let high = this.runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.runs[middle] as { at: number }).at <= offset) low = middle;
      else high = middle - 1;
    }
    const run = this.runs[low];
    if (run === undefined) return 0;
    return run.copied ? run.from + offset - run.at : run.from;
  }

  static same(length: number): Places {
    const places = new Places();
    places.copy(0, length);
    return places;
  }
}

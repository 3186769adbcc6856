/** What a unit is and what ran in it, by the names that reports give files. */
interface Ran {
  readonly inputs: readonly { readonly path: string }[];
  readonly ran: readonly string[];
}

/**
 * A script that another one of the set runs is judged there, with what that one gives it. Of scripts that run each other in a circle, the
 * first is judged. One that was named is always judged.
 */
export function withoutRunByOthers<One extends { readonly named: boolean }>(
  units: readonly One[],
  ran: (unit: One) => Ran,
): One[] {
  const nameOf = (unit: One): string | null => {
    const { inputs } = ran(unit);
    return inputs.length === 1 ? (inputs[0]?.path ?? null) : null;
  };
  const covered = new Set<string>();
  for (const unit of units) {
    const name = nameOf(unit);
    if (name === null || covered.has(name)) continue;
    for (const other of ran(unit).ran) if (other !== name) covered.add(other);
  }
  return units.filter((unit) => unit.named || !covered.has(nameOf(unit) ?? ""));
}

/** On its way from a command that needs no more objects to its pipeline: what stands before the command stops at once. */
export class StopUpstream {
  /** The pipeline, and the place of the command in it; set by the pipeline that hears of it first. */
  owner: { readonly pipeline: object; readonly index: number } | null = null;
}

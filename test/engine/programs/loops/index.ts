interface Unused {
  readonly a: string;
}
let turns = 0;

while (turns >= 0) {
  turns = (turns + 1) % 1000;
}
export const used: Unused = { a: String(turns) };

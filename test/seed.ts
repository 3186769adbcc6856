// The seed of this run's random tests: another one each time, printed, and given back by LYCOSA_FUZZ_SEED.

const given = process.env["LYCOSA_FUZZ_SEED"];
if (given !== undefined && !/^\d{1,9}$/.test(given))
  throw new Error(`LYCOSA_FUZZ_SEED is "${given}"; expected a whole number of at most nine digits`);

export const SEED: number = given === undefined ? Math.floor(Math.random() * 1_000_000_000) : Number(given);

console.log(`random tests: LYCOSA_FUZZ_SEED=${SEED}`);

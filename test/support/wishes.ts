// What whoever runs the tests may ask for through the environment: golden files written anew, more random specs, a
// seed from an earlier run.
import process from 'node:process';

const { UPDATE_GOLDEN, CMG_PROPERTY_RUNS, CMG_PROPERTY_SEED, CMG_FUZZ_RUNS, CMG_TEST_FULL } = process.env;

/** Writes what is shown in place of comparing it. */
export const updatesGolden = UPDATE_GOLDEN === '1';

/** How many random specs are deployed. */
export const propertyRuns = Number(CMG_PROPERTY_RUNS ?? 14);

/** Whether everything is to be tried that is otherwise a sample. */
export const full = CMG_TEST_FULL !== undefined;

/** What `npm test` does with, or the whole. */
export function sized(sample: number, whole: number): number {
  return full ? whole : sample;
}

/** How many specs are spoilt and read: a few hundred, a hundred thousand with CMG_TEST_FULL, or as many as asked. */
export const fuzzRuns = Number(CMG_FUZZ_RUNS ?? sized(300, 100_000));

/** The same seed gives the same specs. */
export const propertySeed = Number(CMG_PROPERTY_SEED ?? 20_261_120);

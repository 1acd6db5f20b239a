/**
 * Before each test file: sets the number of cases of the properties that name none, and the seed of
 * those that name none where FC_SEED gives one. fast-check is loaded only where that is not
 * fast-check's own way, because most files do not need it.
 */
import { FAST_CHECK_RUNS, RUNS_DEFAULT, SEED } from "./property-runs.ts";

if (RUNS_DEFAULT !== FAST_CHECK_RUNS || SEED !== undefined) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({
    numRuns: RUNS_DEFAULT,
    ...(SEED === undefined ? {} : { seed: SEED }),
  });
}

/**
 * Before each test file: sets the number of cases of the properties that name none. fast-check is
 * loaded only where it is not fast-check's own number, because most files do not need it.
 */
import { FAST_CHECK_RUNS, RUNS_DEFAULT } from "./property-runs.ts";

if (RUNS_DEFAULT !== FAST_CHECK_RUNS) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({ numRuns: RUNS_DEFAULT });
}

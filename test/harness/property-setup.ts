/**
 * Before each test file: bounds the properties that name no number of cases. fast-check is loaded
 * only where the bound is lower than its own number, because most files do not need it.
 */
import { propertyRuns, RUNS_DEFAULT } from "./property-runs.ts";

if (propertyRuns(RUNS_DEFAULT) < RUNS_DEFAULT) {
  const { default: fc } = await import("fast-check");
  fc.configureGlobal({ numRuns: propertyRuns(RUNS_DEFAULT) });
}

/**
 * How many cases a property is tried with. FC_RUNS bounds it (`npm test` says how); a suite that
 * wants fewer gets fewer.
 */
const RUNS_MAX = Number(process.env["FC_RUNS"] ?? 500);

export const propertyRuns = (wanted: number): number => Math.min(wanted, RUNS_MAX);

/**
 * How many cases a property is tried with. FC_RUNS bounds it (`npm test` says how); a suite that
 * wants fewer gets fewer. A property that names no number has fast-check's 100, or FC_RUNS where
 * that is less: property-setup.ts, before each file.
 */
const RUNS_MAX = Number(process.env["FC_RUNS"] ?? 500);

/** The number of cases of `fc.assert` without a number. */
export const RUNS_DEFAULT = 100;

/** @param wanted - the most cases that are of use to this property */
export const propertyRuns = (wanted: number): number => Math.min(wanted, RUNS_MAX);

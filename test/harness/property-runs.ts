/** What `npm test` tries where nothing is set. */
const USUAL_RUNS_MAX = 500;

/**
 * How many cases a property is tried with. FC_RUNS bounds it (`npm test` says how); a suite that
 * wants fewer gets fewer. A property that names no number has fast-check's 100, but never more than
 * FC_RUNS, and a tenth of FC_RUNS where that is more, as at night: property-setup.ts, before each
 * file.
 */
const RUNS_MAX = Number(process.env["FC_RUNS"] ?? USUAL_RUNS_MAX);

/** Fast-check's own number for `fc.assert` without one. */
export const FAST_CHECK_RUNS = 100;

/** The number for `fc.assert` without one. */
export const RUNS_DEFAULT = Math.min(
  RUNS_MAX,
  Math.max(FAST_CHECK_RUNS, Math.floor(RUNS_MAX / 10)),
);

/**
 * One seed for all properties that name none. CI sets it: a landing is judged by its change, and
 * not by cases that no run before it has tried. Unset, each run has other seeds.
 */
export const SEED: number | undefined = process.env["FC_SEED"]
  ? Number(process.env["FC_SEED"])
  : undefined;

/** From here on a comparison asks all its questions, as when one of its rules has changed. */
const ALL_FROM = 10_000;

/**
 * How many questions a comparison asks that takes a tenth of a second of a processor for each, such
 * as one with an oracle on the timetable that ships. In CI all runs ask the same ones, so that more
 * of them find more only once: `few` up to the usual number of FC_RUNS, so in CI too, `some` above
 * it, `all` from 10,000 on, as at night.
 */
export function costlyRuns<Count>(
  { few, some, all }: { readonly few: Count; readonly some: Count; readonly all: Count },
  runsMax = RUNS_MAX,
): Count {
  if (runsMax >= ALL_FROM) return all;
  return runsMax > USUAL_RUNS_MAX ? some : few;
}

/** @param wanted - the most cases that are of use to this property */
export const propertyRuns = (wanted: number): number => Math.min(wanted, RUNS_MAX);

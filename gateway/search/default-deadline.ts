/**
 * The deadline of a search that names none: the gateway's default is for one slice, and each
 * further slice adds a configured time.
 *
 * DEADLINE-1 The default deadline grows with the number of slices, up to the longest one allowed.
 * DEADLINE-2 Each further day of a slice adds `DAY_SHARE` of what a further slice adds.
 */
import type { PolicyBounds, PolicyDefaults } from "./search-schema.ts";
import { SLICES_MAX } from "./search-terms.ts";

/** The days of one slice are searched together, and outside sellers are asked for them at once. */
const DAY_SHARE = 1 / 8;

/** @param daysMore of all slices together, beyond the first of each */
export function defaultDeadlineMs(
  { deadlineMs, deadlineMsPerSlice }: PolicyDefaults,
  { deadlineMsMax }: PolicyBounds,
  slices: number,
  daysMore = 0,
): number {
  const parts = Math.max(0, slices - 1) + DAY_SHARE * daysMore;
  return Math.min(deadlineMsMax, deadlineMs + Math.round(parts * deadlineMsPerSlice));
}

/**
 * The deadline of a search that is not validated yet: its own, or the default for its slices,
 * without their further days.
 */
export function expectedDeadlineMs(
  raw: unknown,
  defaults: PolicyDefaults,
  bounds: PolicyBounds,
): number {
  const search = raw as SearchWithDeadline | null | undefined;
  const deadlineMs = search?.policy?.deadlineMs;
  if (typeof deadlineMs === "number") return deadlineMs;
  const slices = search?.slices;
  const count = Array.isArray(slices) ? Math.min(SLICES_MAX, slices.length) : 1;
  return defaultDeadlineMs(defaults, bounds, count);
}

interface SearchWithDeadline {
  readonly policy?: { readonly deadlineMs?: unknown } | null;
  readonly slices?: unknown;
}

/**
 * The deadline of a search that names none: the gateway's default is for one slice, and each
 * further slice adds a configured time.
 *
 * DEADLINE-1 The default deadline grows with the number of slices, up to the longest one allowed.
 */
import type { PolicyBounds, PolicyDefaults } from "./search-schema.ts";
import { SLICES_MAX } from "./search-terms.ts";

export function defaultDeadlineMs(
  { deadlineMs, deadlineMsPerSlice }: PolicyDefaults,
  { deadlineMsMax }: PolicyBounds,
  slices: number,
): number {
  return Math.min(deadlineMsMax, deadlineMs + Math.max(0, slices - 1) * deadlineMsPerSlice);
}

/** The deadline of a search that is not validated yet: its own, or the default for its slices. */
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

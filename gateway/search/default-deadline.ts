/**
 * The deadline of a search that names none: the gateway's default is for one slice, and each further
 * slice adds a configured time.
 *
 * DEADLINE-1 The default deadline grows with the number of slices, up to the longest one allowed.
 */
import type { PolicyBounds, PolicyDefaults } from "./search-schema.ts";

export function defaultDeadlineMs(
  { deadlineMs, deadlineMsPerSlice }: PolicyDefaults,
  { deadlineMsMax }: PolicyBounds,
  slices: number,
): number {
  return Math.min(deadlineMsMax, deadlineMs + Math.max(0, slices - 1) * deadlineMsPerSlice);
}

/**
 * Airports whose code has changed. The timetable that ships has their flights under the new one;
 * the old one stays a place, for files that still have it.
 */
interface RenamedCode {
  /** The code that the airport has now. */
  readonly now: string;
  /** The date of the change, and where it is published. */
  readonly source: string;
}

export const RENAMED_CODES: Readonly<Record<string, RenamedCode>> = {
  FRU: {
    now: "BSZ",
    source: "2025-08-09: github.com/lxndrblz/Airports/issues/810",
  },
  KIV: { now: "RMO", source: "2024-01-18: github.com/lxndrblz/Airports/issues/126" },
  PBI: { now: "DJT", source: "2026-08-18: github.com/lxndrblz/Airports/pull/830" },
  TSE: { now: "NQZ", source: "2020-06-08: github.com/opentraveldata/opentraveldata/issues/162" },
};

/**
 * What can be wrong with an itinerary, as codes with their place and facts. Its texts: see
 * `fault-facts.ts`.
 */

/** Indices into `slices` and `segments`. */
interface InSlice {
  readonly slice: number;
}
interface AtSegment extends InSlice {
  readonly segment: number;
}

export type ItineraryFault =
  | { readonly code: "slice-count"; readonly found: number | undefined }
  /** The slice is not an object. */
  | (InSlice & { readonly code: "no-slice" })
  | (InSlice & { readonly code: "segment-count"; readonly found: number | undefined })
  | (AtSegment & { readonly code: SegmentFault })
  | (InSlice & { readonly code: "ends" | "date" })
  | (InSlice & { readonly code: "stops"; readonly found: number })
  /** The segment does not begin where the one before it ends. */
  | (AtSegment & { readonly code: "connection-airport" })
  /** The segment leaves before the one before it lands. */
  | (AtSegment & { readonly code: "connection-time" })
  | (AtSegment & { readonly code: "unknown-airport" })
  /** The clocks of its airports give other durations, all of which are listed. */
  | (AtSegment & { readonly code: "flight-duration"; readonly byClocks: readonly number[] })
  /** The duration is not a valid one. */
  | (InSlice & { readonly code: "slice-minutes"; readonly found: unknown })
  | (InSlice & { readonly code: "slice-duration"; readonly byClocks: readonly number[] })
  /** The slice leaves before the one before it lands. */
  | (InSlice & { readonly code: "slice-order" });

/** The field of a segment that is wrong by itself. */
export type SegmentFault =
  | "carrier"
  | "flight-number"
  | "airport"
  | "time"
  | "segment-minutes"
  | "aircraft"
  | "terminal"
  | "operating-carrier"
  | "cabin";

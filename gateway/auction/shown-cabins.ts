/** The cabins of offers as results show them. */
import type { Cabin, OfferSlice, Segment } from "../../proto/messages.ts";

/**
 * The slices with the cabin of every segment named: one that names none is in the cabin that the
 * search asks for. A copy, made only for the itineraries that are shown.
 */
export function withCabins(slices: readonly OfferSlice[], asked: Cabin): OfferSlice[] {
  return slices.map(({ durationMinutes, segments }) => ({
    durationMinutes,
    segments: segments.map((segment) => ({ ...segment, cabin: segment.cabin ?? asked })),
  }));
}

/**
 * The cabin of each segment of one seller, slice after slice; undefined where they are those of the
 * seller whose slices are shown.
 *
 * @param shown of that seller, for the same flights
 */
export function otherCabins(
  slices: readonly OfferSlice[],
  shown: readonly OfferSlice[],
  asked: Cabin,
): readonly Cabin[] | undefined {
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    const others = (shown[i] as OfferSlice).segments;
    for (let j = 0; j < segments.length; j++)
      if (cabinOf(segments[j], asked) !== cabinOf(others[j], asked))
        return slices.flatMap((slice) => slice.segments.map(({ cabin = asked }) => cabin));
  }
  return undefined;
}

function cabinOf(segment: Segment | undefined, asked: Cabin): Cabin {
  return segment?.cabin ?? asked;
}

/** One direction of an itinerary in two lines. */
import { Fragment } from "preact";
import type { OfferSlice } from "../../../../proto/messages.ts";
import { mixedCabinWords } from "../../shared/cabins.js";
import { daysLater } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { clock, day, dayMark, duration, stops } from "../ui/format.ts";
import { carriersOf } from "./journey.ts";
import { nameOf } from "./results-state.ts";

interface SliceViewProps {
  readonly slice: OfferSlice;
  /** Whether part of the trip is in a lower cabin than asked for. */
  readonly isMixed: boolean;
}

export function SliceView({ slice, isMixed }: SliceViewProps) {
  const [first, last] = [slice.segments[0], slice.segments.at(-1)];
  if (first === undefined || last === undefined) return null;
  const days = dayMark(daysLater(first.departure, last.arrival));
  const mixed = mixedCabinWords(slice);
  return (
    <div class="slice">
      <p class="times">
        <span class="piece">
          <time dateTime={first.departure}>{clock(first.departure)}</time> {first.origin} →
        </span>{" "}
        <span class="piece">
          <time dateTime={last.arrival}>{clock(last.arrival)}</time>
          {days !== "" && <sup class="days">{days}</sup>} {last.destination}
        </span>
      </p>
      <p class="about">
        {[day(first.departure), duration(slice.durationMinutes), stops(slice)].map((piece) => (
          <Fragment key={piece}>
            <span class="piece">{piece}</span>
            {" · "}
          </Fragment>
        ))}
        <span class="carriers">
          <Foreign text={carriersOf(slice).map(nameOf).join(", ")} />
        </span>
      </p>
      {mixed !== "" && <p class={isMixed ? "mixed-cabins" : "other-cabins"}>{mixed}</p>}
    </div>
  );
}

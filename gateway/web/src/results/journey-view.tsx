/** Each flight of a slice, and each wait between them. */
import { Fragment } from "preact";
import type { OfferSlice } from "../../../../proto/messages.ts";
import { cabinName, mixedCabinWords } from "../../shared/cabins.js";
import { daysLater } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { clock, day, dayMark, duration } from "../ui/format.ts";
import { layoversOf, layoverWords } from "./journey.ts";
import { nameOf } from "./results-state.ts";

type Segment = OfferSlice["segments"][number];

interface JourneyViewProps {
  readonly slice: OfferSlice;
  readonly title: string;
  /** Airports where the cheapest offer changes from one ticket to another. */
  readonly selfTransfers: readonly string[];
}

export function JourneyView({ slice, title, selfTransfers }: JourneyViewProps) {
  const layovers = layoversOf(slice);
  const namesCabins = mixedCabinWords(slice) !== "";
  const [first] = slice.segments;
  return (
    <section class="journey">
      <h3>
        {title}
        <small>{` ${first === undefined ? "" : day(first.departure)} · ${duration(slice.durationMinutes)} in all`}</small>
      </h3>
      <ol class="legs">
        {slice.segments.map((segment, i) => {
          const layover = layovers[i - 1];
          return (
            <Fragment key={`${segment.flightNumber} ${segment.departure}`}>
              {layover !== undefined && (
                <li class="layover">
                  <Foreign
                    text={layoverWords(
                      layover,
                      placeOf,
                      layover.airports.some((airport) => selfTransfers.includes(airport)),
                    )}
                  />
                </li>
              )}
              <Leg segment={segment} namesCabin={namesCabins} />
            </Fragment>
          );
        })}
      </ol>
    </section>
  );
}

/** `Heathrow Airport (LHR)`, or the code where no name is known. */
function placeOf(code: string): string {
  const name = nameOf(code);
  return name === code ? code : `${name} (${code})`;
}

function Leg({ segment, namesCabin }: { segment: Segment; namesCabin: boolean }) {
  const { carrier, departure, arrival, aircraft, operatingCarrier, cabin } = segment;
  const days = dayMark(daysLater(departure, arrival));
  return (
    <li class="leg">
      <p>
        <time dateTime={departure}>{clock(departure)}</time>{" "}
        <Foreign text={placeOf(segment.origin)} />
        <Terminal name={segment.originTerminal} /> →{" "}
        <time dateTime={arrival}>{clock(arrival)}</time>
        {days !== "" && <sup class="days">{days}</sup>}{" "}
        <Foreign text={placeOf(segment.destination)} />
        <Terminal name={segment.destinationTerminal} />
      </p>
      <p class="about">
        <span class="flight">
          <Foreign text={`${carrier} ${numberOf(segment)}`} />
        </span>
        {` · ${nameOf(carrier)} · ${duration(segment.durationMinutes)}`}
        {aircraft !== "" && (
          <>
            {" · aircraft "}
            <Foreign text={aircraft} />
          </>
        )}
        {namesCabin && cabin !== undefined && (
          <>
            {" · "}
            <span class="cabin">{cabinName(cabin)}</span>
          </>
        )}
      </p>
      {operatingCarrier !== undefined && (
        <p class="operated-by">
          operated by <Foreign text={nameOf(operatingCarrier)} />
        </p>
      )}
    </li>
  );
}

function numberOf({ carrier, flightNumber }: Segment): string {
  return flightNumber.startsWith(carrier) ? flightNumber.slice(carrier.length) : flightNumber;
}

/** The text beside an airport; nothing when the terminal is not known. */
function Terminal({ name }: { name: string | undefined }) {
  if (name === undefined) return null;
  return (
    <>
      {" "}
      <small class="terminal">
        <Foreign text={`Terminal ${name}`} />
      </small>
    </>
  );
}

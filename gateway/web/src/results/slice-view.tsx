/**
 * One direction of an itinerary: its times, its flights, and what a traveller must know of them.
 */
import { Fragment } from "preact";
import type { OfferSlice } from "../../../../proto/messages.ts";
import { cabinName, mixedCabinWords } from "../../shared/cabins.js";
import { daysLater, operatedBy } from "../../shared/format.js";
import { Foreign } from "../ui/foreign.tsx";
import { clock, day, dayMark, duration, stops, terminalChanges } from "../ui/format.ts";

type Segment = OfferSlice["segments"][number];

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
        <time dateTime={first.departure}>{clock(first.departure)}</time> {first.origin}
        <Terminal name={first.originTerminal} /> →{" "}
        <time dateTime={last.arrival}>{clock(last.arrival)}</time>
        {days !== "" && <sup class="days">{days}</sup>} {last.destination}
        <Terminal name={last.destinationTerminal} />
      </p>
      <p class="about">
        {`${day(first.departure)} · ${duration(slice.durationMinutes)} · ${stops(slice)}`}
      </p>
      <p class="flights">
        {slice.segments.map((segment, i) => (
          <Fragment key={`${segment.flightNumber} ${segment.departure}`}>
            {i > 0 && " + "}
            <Flight segment={segment} />
            {mixed !== "" && segment.cabin !== undefined && (
              <>
                {" "}
                <small class="cabin">{cabinName(segment.cabin)}</small>
              </>
            )}
          </Fragment>
        ))}
      </p>
      {mixed !== "" && <p class={isMixed ? "mixed-cabins" : "other-cabins"}>{mixed}</p>}
      {operatedBy(slice).map((words) => (
        <p class="operated-by" key={words}>
          <Foreign text={words} />
        </p>
      ))}
      {terminalChanges(slice).map((change) => (
        <p class="terminal-change" key={change}>
          <Foreign text={change} />
        </p>
      ))}
    </div>
  );
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

function Flight({ segment }: { segment: Segment }) {
  const { carrier, flightNumber, departure, arrival, aircraft } = segment;
  const days = dayMark(daysLater(departure, arrival));
  const at = (airport: string, terminal: string | undefined) =>
    terminal === undefined ? airport : `${airport} terminal ${terminal}`;
  const from = `${at(segment.origin, segment.originTerminal)} ${clock(departure)}`;
  const to = `${at(segment.destination, segment.destinationTerminal)} ${clock(arrival)}`;
  const where = `${from} → ${to}${days && ` (${days})`}`;
  const number = flightNumber.startsWith(carrier)
    ? flightNumber.slice(carrier.length)
    : flightNumber;
  return (
    <span class="flight" title={aircraft ? `${where}, aircraft ${aircraft}` : where}>
      <Foreign text={`${carrier} ${number}`} />
    </span>
  );
}

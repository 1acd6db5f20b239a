/** Random small timetables, of real airports, and questions to them: for fast-check. Dense, and on a coarse clock, so that ties are common. */
import fc from "fast-check";
import { airportByCode } from "../../../common/places/airports.ts";
import { CABINS, type Objective } from "../../../proto/messages.ts";
import { buildTimetable, type FlightRow } from "../../flights/timetable/build.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import { type Airport, FLAGS, type Timetable } from "../../flights/timetable/timetable.ts";
import type { Question } from "./questions.fixture.ts";

const REGIONS: readonly string[] = [
  // Both sides of the North Atlantic, with short ways, airports with minimum connecting times of their own, and clocks that differ by the quarter.
  "LHR CDG FRA MUC ZRH VIE HEL EDI DUB LIS OPO MAD BCN AMS CPH OSL KEF LPA FNC PDL BOS JFK EWR ORD IAD YYZ YUL YYT GOH MIA LAX DEN SEA",
  // The Pacific, over the date line, and in Australia domestic flights across half hours.
  "AKL CHC WLG NAN APW PPG TBU HNL OGG LAX SFO SYD MEL ADL DRW PER BNE NRT HND KIX ICN HKG TPE MNL SIN KUL DPS GUM CXI",
  // Asia and Africa: hubs, and zones of 30 and 45 minutes.
  "DXB DOH IST CAI BEY AMM TLV DEL BOM MAA KTM CMB DAC KHI THR KBL TAS ALA SIN BKK HKG ADD NBO JNB CPT LOS CMN MRU",
  // Within one country and one market: what R8 and R9 are about.
  "LHR EDI GLA ABZ INV BHX SOU LGW STN DUB ORK CDG NCE LYS TLS AMS BRU FRA BER MUC ZRH GVA VIE MXP FCO BCN PMI MAD LIS",
];
const CARRIERS = "BA AA IB QF LH UA SQ OS AF KL DL EK FR U2 VY W6 ZZ".split(" ");
/** The last two put their flights on the others' board too: the same flight under a second number. */
const TWICE: Readonly<Record<string, string>> = { BA: "AA", LH: "UA" };
const AIRCRAFT = ["320", "77W", "789", "DH4", "E90"];

/** A row before its place in a world: ends are indices into the world's airports, whatever their number. */
interface Draft {
  /** An index into the world's carriers. */
  readonly carrier: number;
  readonly number: number;
  readonly from: number;
  readonly to: number;
  readonly slot: number;
  readonly slower: number;
  readonly days: number;
  readonly aircraft: string;
  readonly period: readonly [number, number] | undefined;
  readonly twice: boolean;
  /** Of the timetable's row. */
  readonly flags: number;
  /** Flown so many times, each so many minutes after the one before. */
  readonly waves: readonly [times: number, minutes: number];
}

export interface World {
  readonly airports: readonly Airport[];
  readonly rows: readonly FlightRow[];
  readonly timetable: Timetable;
}

export const NOW_MS = Date.UTC(2026, 10, 23, 12);
/** A plain day, today, and those on which clocks change somewhere, or will the night after. */
export const DAYS = [
  "2026-12-15",
  "2026-11-23",
  "2027-03-13",
  "2027-03-14",
  "2027-03-27",
  "2027-03-28",
  "2027-04-03",
  "2027-04-04",
  "2027-09-25",
  "2027-10-31",
].map(dayNumberOf);

/** Every other end is one of the world's first airports: its hubs. */
const place = fc.oneof(fc.nat(3), fc.nat(999));

const draft: fc.Arbitrary<Draft> = fc.record({
  carrier: fc.nat(99),
  number: fc.integer({ min: 1, max: 40 }),
  from: place,
  to: place,
  slot: fc.nat(95),
  slower: fc.constantFrom(0, 0, 5, 30),
  days: fc.oneof({ weight: 3, arbitrary: fc.constant(127) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 127 }) }),
  aircraft: fc.constantFrom(...AIRCRAFT),
  period: fc.oneof(
    { weight: 9, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom<readonly [number, number]>([DAYS[0] as number, DAYS[0] as number], [0, DAYS[4] as number]) },
  ),
  twice: fc.boolean(),
  flags: fc.constantFrom(0, 0, 0, 0, 0, FLAGS.secondPass, FLAGS.localOnly, FLAGS.secondPass | FLAGS.localOnly),
  waves: fc.tuple(fc.constantFrom(1, 1, 3), fc.constantFrom(60, 59, 61, 240)),
});

/** Of so many airports and flights. */
export function worlds(airports: readonly [number, number], flights: readonly [number, number]): fc.Arbitrary<World> {
  return fc
    .constantFrom(...REGIONS.map((codes) => codes.split(" ")))
    .chain((codes) =>
      fc.record({
        places: fc.subarray(codes, { minLength: airports[0], maxLength: Math.min(airports[1], codes.length) }),
        carriers: fc.subarray(CARRIERS, { minLength: 2, maxLength: 7 }),
        drafts: fc.array(draft, { minLength: flights[0], maxLength: flights[1], size: "max" }),
      }),
    )
    .map(({ places, carriers, drafts }) => {
      const airports = places.map((code) => airportByCode(code) as Airport);
      return worldOf(
        airports,
        drafts.flatMap((one) => rowsOf(airports, carriers[one.carrier % carriers.length] as string, one)),
      );
    });
}

export function worldOf(airports: readonly Airport[], rows: readonly FlightRow[]): World {
  return { airports, rows, timetable: buildTimetable(airports, rows) };
}

function rowsOf(airports: readonly Airport[], carrier: string, one: Draft): FlightRow[] {
  const [from, to] = [airports[one.from % airports.length], airports[one.to % airports.length]] as [Airport, Airport];
  if (from === to) return [];
  const [times, minutes] = one.waves;
  const rows = Array.from({ length: times }, (_, i): FlightRow => {
    return {
      carrier,
      number: one.number + 100 * i,
      origin: from.code,
      destination: to.code,
      departure: (15 * one.slot + minutes * i) % 1440,
      blockMinutes: Math.min(1_200, 5 * Math.round((40 + kmBetween(from, to) / 14) / 5) + one.slower),
      days: one.days,
      aircraft: one.aircraft,
      flags: one.flags,
      ...(one.period === undefined ? {} : { validFrom: one.period[0], validTo: one.period[1] }),
    };
  });
  const partner = TWICE[carrier];
  if (!one.twice || partner === undefined) return rows;
  return [...rows, ...rows.map((row) => ({ ...row, carrier: partner, number: 9_000 + row.number }))];
}

/** Haversine. */
export function kmBetween(a: Airport, b: Airport): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = (x: number) => Math.sin(radians(x) / 2) ** 2;
  const square =
    half(b.latitude - a.latitude) + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(b.longitude - a.longitude);
  return 2 * 6371.0088 * Math.asin(Math.sqrt(square));
}

/** The gateway's, or near them: by price, by cost, by time; and with a price on one of the two alone. */
export const OBJECTIVES: readonly Objective[] = [
  { valuePerHour: 3000, penaltyPerStop: 4000 },
  { valuePerHour: 0, penaltyPerStop: 0 },
  { valuePerHour: 600_000_000, penaltyPerStop: 0 },
  { valuePerHour: 0, penaltyPerStop: 2500 },
  { valuePerHour: 1, penaltyPerStop: 0 },
];

/** Ends are drawn as indices, whatever the number of airports: see `asked`. */
export const draftQuestions: fc.Arbitrary<Question> = fc.record({
  origin: fc.nat(999),
  destination: fc.nat(999),
  day: fc.constantFrom(...DAYS),
  cabin: fc.constantFrom("economy" as const, "economy" as const, ...CABINS),
  passengers: fc.record({ adults: fc.integer({ min: 1, max: 5 }), children: fc.nat(4), infants: fc.nat(2) }),
  currency: fc.constantFrom("USD", "EUR", "JPY", "KWD", "INR"),
  objective: fc.constantFrom(...OBJECTIVES),
  stopsMax: fc.constantFrom(1, 2, 3, 3),
  wanted: fc.constantFrom(1, 2, 3, 5, 10, 20, 100),
  similar: fc.boolean(),
  selfTransfer: fc.constantFrom(false, false, true),
  nowMs: fc.constant(NOW_MS),
});

/** A question as one of this world; undefined where it would be to the airport it is from. */
export function asked({ airports }: World, question: Question): Question | undefined {
  const [origin, destination] = [question.origin % airports.length, question.destination % airports.length];
  return origin === destination ? undefined : { ...question, origin, destination };
}

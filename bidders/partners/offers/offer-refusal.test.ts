import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { airportByCode, allAirports } from "../../../common/places/airports.ts";
import { blockMinutesMin, kilometres } from "../../../common/places/flight-time.ts";
import type { FlightOffer, FlightSearch, Segment } from "../../../proto/messages.ts";
import { zoneOf } from "../../flights/timetable/zones.ts";
import { sliceMinutes } from "./flown-spans.ts";
import { expiryOf, offerRefusal as fault } from "./offer-refusal.ts";

const ENDS = Date.parse("2026-11-20T10:00:00Z");
const HELD = { expiresAtMs: ENDS + 1 };
const offerRefusal = (offer: Pick<FlightOffer, "slices">, search: FlightSearch) =>
  fault({ ...HELD, ...offer }, { search, endsAtMs: ENDS });

const flight = (
  origin: string,
  destination: string,
  departure: string,
  arrival: string,
  durationMinutes: number,
): Segment => ({
  carrier: "XX",
  flightNumber: "XX1",
  origin,
  destination,
  departure,
  arrival,
  durationMinutes,
  aircraft: "",
});
const other: typeof flight = (...of) => ({ ...flight(...of), flightNumber: "XX2" });
const search = (
  origin: string,
  destination: string,
  departureDate: string,
  maxStops = 2,
): FlightSearch => ({
  slices: [{ origin, destination, departureDate }],
  passengers: { adults: 1, children: 0, infants: 0 },
  cabin: "economy",
  currency: "USD",
  sort: "best",
  maxStops,
  maxResults: 20,
  selfTransfer: false,
  similar: false,
  policy: { deadlineMs: 800, quorum: null, required: [] },
});
const offer = (...segments: Segment[]) => ({
  slices: [{ durationMinutes: sliceMinutes(segments), segments }],
});

describe("an offer that fits", () => {
  test.each<[string, Segment[], FlightSearch]>([
    [
      "over midnight",
      [flight("SIN", "LHR", "2026-12-01T23:30", "2026-12-02T05:55", 865)],
      search("SIN", "LHR", "2026-12-01"),
    ],
    [
      "over the date line, landing the day before",
      [flight("APW", "HNL", "2026-12-02T00:30", "2026-12-01T06:30", 300)],
      search("APW", "HNL", "2026-12-02"),
    ],
    [
      "with a night between two flights",
      [
        flight("LHR", "DUB", "2026-12-01T20:00", "2026-12-01T21:20", 80),
        flight("DUB", "JFK", "2026-12-02T09:00", "2026-12-02T11:30", 450),
      ],
      search("LHR", "JFK", "2026-12-01", 1),
    ],
    [
      "with 20 minutes to change",
      [
        flight("LHR", "DUB", "2026-12-01T20:00", "2026-12-01T21:20", 80),
        other("DUB", "JFK", "2026-12-01T21:40", "2026-12-02T00:10", 450),
      ],
      search("LHR", "JFK", "2026-12-01", 1),
    ],
    [
      "with a short stop of one flight, at which no traveller changes",
      [
        flight("LHR", "DUB", "2026-12-01T20:00", "2026-12-01T21:20", 80),
        flight("DUB", "JFK", "2026-12-01T21:32", "2026-12-02T00:02", 450),
      ],
      search("LHR", "JFK", "2026-12-01", 1),
    ],
    [
      "that states five minutes more than its clocks give",
      [flight("LHR", "DUB", "2026-12-01T08:00", "2026-12-01T09:20", 85)],
      search("LHR", "DUB", "2026-12-01"),
    ],
    [
      "with a night in which the clocks go back",
      [
        flight("LHR", "DUB", "2026-10-24T20:00", "2026-10-24T21:20", 80),
        other("DUB", "JFK", "2026-10-25T09:00", "2026-10-25T12:30", 450),
      ],
      search("LHR", "JFK", "2026-10-24", 1),
    ],
  ])("%s", (_, segments, asked) => {
    expect(offerRefusal(offer(...segments), asked)).toBeUndefined();
  });

  test("lasts as long as the clocks of its ends give, an hour more in the night in which they go back", () => {
    const night = [
      flight("LHR", "DUB", "2026-10-24T20:00", "2026-10-24T21:20", 80),
      other("DUB", "JFK", "2026-10-25T09:00", "2026-10-25T12:30", 450),
    ];
    expect(sliceMinutes(night)).toBe(80 + (11 * 60 + 40) + 60 + 450);
  });
});

/**
 * One airport of each zone whose clocks are put back in 2027, and when: Lord Howe by half an hour,
 * Troll by two.
 */
const REPEATED = [...new Map(allAirports().map(({ zone, code }) => [zone, code]))].flatMap(
  ([zone, code]) => {
    const [from, to] = [Date.UTC(2027, 0) / 60_000, Date.UTC(2028, 0) / 60_000];
    return [...zoneOf(zone).changesWithin(from, to)].flatMap((change) => {
      const minutes = zoneOf(zone).offsetAt(change - 1) - zoneOf(zone).offsetAt(change);
      return minutes > 0 ? [{ zone, code, change, minutes }] : [];
    });
  },
);

describe("REFUSAL-4: where clocks are put back, and an hour comes twice", () => {
  const local = (zone: string, utc: number) =>
    new Date(zoneOf(zone).toLocal(utc) * 60_000).toISOString().slice(0, 16);
  const day = (time: string) => time.slice(0, 10);
  /** So that no flight is too fast for its distance. */
  const leastMinutes = (from: string, to: string) => {
    const [a, b] = [airportByCode(from), airportByCode(to)];
    return a === undefined || b === undefined ? 0 : Math.ceil(blockMinutesMin(kilometres(a, b)));
  };
  const anywhere = fc.record({
    place: fc.constantFrom(...REPEATED),
    share: fc.nat(99),
    takes: fc.integer({ min: 60, max: 900 }),
  });

  test("there are many such airports", () => {
    expect(REPEATED.length).toBeGreaterThan(50);
    expect(REPEATED.map(({ code }) => code)).toContain("LDH");
    expect(new Set(REPEATED.map(({ minutes }) => minutes))).toEqual(new Set([30, 60]));
  });

  test("a flight that leaves or lands in either pass is sold with its own duration, and with no other", () => {
    fc.assert(
      fc.property(anywhere, fc.boolean(), ({ place, share, takes: more }, leaves) => {
        const { zone, code, change, minutes } = place;
        const takes = more + leastMinutes(code, "SIN");
        // From the beginning of the first pass to the end of the second.
        const there = change - minutes + Math.floor((share * 2 * minutes) / 100);
        const [out, home] = leaves ? [there, there + takes] : [there - takes, there];
        const [from, to] = leaves ? [code, "SIN"] : ["SIN", code];
        const [departs, lands] = [
          local(leaves ? zone : "Asia/Singapore", out),
          local(leaves ? "Asia/Singapore" : zone, home),
        ];
        const asked = search(from, to, day(departs));
        const valid = offer(flight(from, to, departs, lands, takes));
        expect(offerRefusal(valid, asked)).toBeUndefined();
        expect(valid.slices[0]?.durationMinutes).toBe(takes);
        const wrong = takes + 3 * minutes;
        expect(offerRefusal(offer(flight(from, to, departs, lands, wrong)), asked)).toMatch(
          / by the clocks of /,
        );
      }),
    );
  });

  test("a flight from Madrid lands in the second pass in London", () => {
    const asked = search("MAD", "LHR", "2027-10-31");
    const takes = (minutes: number) =>
      offer(flight("MAD", "LHR", "2027-10-31T01:10", "2027-10-31T01:40", minutes));
    expect(offerRefusal(takes(150), asked)).toBeUndefined();
    expect(offerRefusal(takes(90), asked)).toBeUndefined();
    expect(offerRefusal(takes(120), asked)).toBe(
      "has XX1 take 120 minutes, 90 or 150 by the clocks of MAD and LHR",
    );
  });

  test("a flight lands in the first pass and the next leaves in the second: earlier by the clock, 30 minutes later in time", () => {
    const asked = search("DUB", "AMS", "2027-10-31");
    const on = other("LHR", "AMS", "2027-10-31T01:20", "2027-10-31T03:40", 80);
    const both = offer(flight("DUB", "LHR", "2027-10-31T00:40", "2027-10-31T01:50", 70), on);
    expect(offerRefusal(both, asked)).toBeUndefined();
    // 00:40 in summer time is 23:40, and 03:40 in Amsterdam 02:40 UTC.
    expect(both.slices[0]?.durationMinutes).toBe(180);
    const late = flight("DUB", "LHR", "2027-10-31T00:40", "2027-10-31T01:50", 130);
    expect(offerRefusal(offer(late, on), asked)).toBe(
      "goes on at 2027-10-31T01:20, before it has landed at 2027-10-31T01:50",
    );
  });
});

describe("REFUSAL-3: the reason of a refusal is stated", () => {
  const first = flight("LHR", "DUB", "2026-12-01T08:00", "2026-12-01T09:20", 80);
  test.each<[RegExp, Segment[], FlightSearch]>([
    [/^has no flights$/, [], search("LHR", "JFK", "2026-12-01")],
    [
      /^has 1 stops, at most 0/,
      [first, flight("DUB", "JFK", "2026-12-01T11:00", "2026-12-01T13:30", 450)],
      search("LHR", "JFK", "2026-12-01", 0),
    ],
    [
      /before it has landed at 2026-12-01T09:20/,
      [first, flight("DUB", "JFK", "2026-12-01T09:19", "2026-12-01T11:50", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /lands at DUB and goes on from SNN/,
      [first, flight("SNN", "JFK", "2026-12-01T11:00", "2026-12-01T13:30", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^leaves 19 minutes to change at DUB, 20 are the least$/,
      [first, other("DUB", "JFK", "2026-12-01T09:39", "2026-12-01T12:09", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^comes through LHR twice$/,
      [
        first,
        other("DUB", "LHR", "2026-12-01T10:20", "2026-12-01T11:40", 80),
        flight("LHR", "JFK", "2026-12-01T13:00", "2026-12-01T16:00", 480),
      ],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^comes through DUB twice$/,
      [
        first,
        flight("DUB", "DUB", "2026-12-01T10:20", "2026-12-01T11:40", 80),
        other("DUB", "JFK", "2026-12-01T13:00", "2026-12-01T15:30", 450),
      ],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^leaves on 2026-12-01, 2026-12-02 was asked for$/,
      [first],
      search("LHR", "DUB", "2026-12-02"),
    ],
    [
      /take 2161 minutes/,
      [flight("LHR", "DUB", "2026-12-01T08:00", "2026-12-02T20:01", 2161)],
      search("LHR", "DUB", "2026-12-01"),
    ],
    [
      /^has XX1 take 60 minutes, 455 by the clocks of LHR and JFK$/,
      [flight("LHR", "JFK", "2026-12-01T08:30", "2026-12-01T11:05", 60)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^has XX1 take 455 minutes, 755 by the clocks of LHR and JFK$/,
      [flight("LHR", "JFK", "2026-12-01T08:30", "2026-12-01T16:05", 455)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^has XX1 fly LHR-QZX, one of which is not an airport that we know$/,
      [
        flight("LHR", "QZX", "2026-12-01T08:00", "2026-12-01T09:20", 80),
        other("QZX", "JFK", "2026-12-01T12:00", "2026-12-01T14:30", 450),
      ],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^goes on at 2026-12-01T09:20, before it has landed at 2026-12-01T09:20$/,
      [first, flight("DUB", "JFK", "2026-12-01T09:20", "2026-12-01T11:50", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /^takes \d+ minutes, at most 20160 are sold$/,
      [first, other("DUB", "JFK", "2099-12-01T11:00", "2099-12-01T13:30", 450)],
      search("LHR", "JFK", "2026-12-01"),
    ],
    [
      /no two clocks allow/,
      [flight("LHR", "DUB", "2026-12-01T08:00", "nonsense", 80)],
      search("LHR", "DUB", "2026-12-01"),
    ],
  ])("%s", (why, segments, asked) => {
    expect(offerRefusal(offer(...segments), asked)).toMatch(why);
  });

  test("a return trip that begins before the outward one has landed is refused, whole", () => {
    const out = flight("LHR", "JFK", "2026-12-15T20:00", "2026-12-15T23:00", 480);
    const back = flight("JFK", "LHR", "2026-12-15T08:00", "2026-12-15T20:00", 420);
    const asked = {
      ...search("LHR", "JFK", "2026-12-15"),
      slices: [
        ...search("LHR", "JFK", "2026-12-15").slices,
        ...search("JFK", "LHR", "2026-12-15").slices,
      ],
    };
    expect(offerRefusal({ slices: [...offer(out).slices, ...offer(back).slices] }, asked)).toBe(
      "slice 2 leaves JFK at 2026-12-15T08:00, before slice 1 has landed in JFK at 2026-12-15T23:00",
    );
  });

  test("the slice of a return trip that is wrong is named", () => {
    const out = offer(first).slices[0];
    const asked = {
      ...search("LHR", "DUB", "2026-12-01"),
      slices: [
        ...search("LHR", "DUB", "2026-12-01").slices,
        ...search("DUB", "LHR", "2026-12-05").slices,
      ],
    };
    expect(
      offerRefusal(
        { slices: [out as NonNullable<typeof out>, out as NonNullable<typeof out>] },
        asked,
      ),
    ).toBe("slice 2 goes LHR-DUB, DUB-LHR was asked for");
  });
});

test("REFUSAL-2: an offer that expires before the end of its auction is refused: no caller could buy it", () => {
  const one = offer(flight("LHR", "DUB", "2026-12-01T08:00", "2026-12-01T09:20", 80));
  expect(
    fault(
      { ...one, expiresAtMs: ENDS },
      { search: search("LHR", "DUB", "2026-12-01"), endsAtMs: ENDS },
    ),
  ).toBe(
    "holds until 2026-11-20T10:00:00.000Z, not to the end of the auction at 2026-11-20T10:00:00.000Z",
  );
});

describe("slices one after another", () => {
  const slice = (one: Segment) => ({ durationMinutes: sliceMinutes([one]), segments: [one] });
  const out = flight("LHR", "JFK", "2026-12-15T20:00", "2026-12-15T23:00", 480);
  test.each<[string, Segment, Segment, boolean]>([
    [
      "at the minute in which the first lands",
      out,
      other("JFK", "LHR", "2026-12-15T23:00", "2026-12-16T11:00", 420),
      true,
    ],
    [
      "from another airport of the city, later",
      out,
      other("EWR", "LHR", "2026-12-15T23:50", "2026-12-16T11:50", 420),
      true,
    ],
    [
      "from another airport of the city, too early",
      out,
      other("EWR", "LHR", "2026-12-15T22:50", "2026-12-16T10:50", 420),
      false,
    ],
    [
      "from a distant airport, too early",
      out,
      flight("NRT", "SIN", "2026-12-16T12:00", "2026-12-16T18:30", 450),
      false,
    ],
    [
      "over the date line, where it is still the day before",
      flight("SYD", "APW", "2026-12-15T08:00", "2026-12-15T15:00", 300),
      flight("PPG", "HNL", "2026-12-14T23:00", "2026-12-15T05:00", 300),
      true,
    ],
  ])("%s", (_, first, second, isInOrder) => {
    const asked = [first, second].map((s) => ({
      origin: s.origin,
      destination: s.destination,
      departureDate: s.departure.slice(0, 10),
    }));
    const why = offerRefusal(
      { slices: [slice(first), slice(second)] },
      { ...search("LHR", "JFK", "2026-12-15"), slices: asked },
    );
    if (isInOrder) expect(why).toBeUndefined();
    else
      expect(why).toMatch(
        /^slice 2 leaves .*, before slice 1 has landed in JFK at 2026-12-15T23:00$/,
      );
  });
});

describe("REFUSAL-1: as strict as the gateway, which makes the whole bid invalid", () => {
  test("a flight that is too fast for its distance is refused, though clocks allow it", () => {
    const fast = offer(flight("LHR", "JFK", "2026-12-01T08:30", "2026-12-01T04:30", 60));
    expect(offerRefusal(fast, search("LHR", "JFK", "2026-12-01"))).toMatch(
      /^has XX1 fly 55\d\d km in 60 minutes; no airliner takes less than 31\d$/,
    );
  });

  test("an offer that holds for a year is sold as one that holds for six days", () => {
    const day = 86_400_000;
    expect(
      [1, 6, 7, 365, 1e8].map((days) => (expiryOf(ENDS + days * day, ENDS) - ENDS) / day),
    ).toEqual([1, 6, 6, 6, 6]);
    expect(expiryOf(Number.NaN, ENDS)).toBeNaN();
  });
});

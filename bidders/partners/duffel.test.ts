import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { PartnerConfig } from "../kit/bidder.ts";
import { OFFERS_READ_MAX } from "./adapter.ts";
import { duffel } from "./duffel.ts";
import { exhaust } from "./reading.ts";

/** In the shape of Duffel's documentation, every field of it: one flight in two fare brands, its codeshare, a connection in test mode. */
const SAMPLE = readFileSync(join(import.meta.dirname, "testdata", "duffel-offer-request.json"), "utf8");

const SEARCH = flightSearch({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
  policy: { deadlineMs: 800, quorum: null, required: [] },
});
const PARTNER: PartnerConfig = { name: "duffel", adapter: "duffel", url: "http://x", token: "secret", timeoutMs: 600, concurrencyMax: 4 };

const read = (body: string, search: FlightSearch) => exhaust(duffel.offers(body, search));

describe("the request", () => {
  test("says all of the search in Duffel's terms", () => {
    const search: FlightSearch = {
      ...SEARCH,
      slices: [...SEARCH.slices, { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" }],
      passengers: { adults: 2, children: 1, infants: 1 },
      cabin: "premium_economy",
      maxStops: 1,
    };
    const request = duffel.request(search, PARTNER, 5_000.7);
    expect(request).toMatchObject({ method: "POST", path: "/air/offer_requests?return_offers=true&supplier_timeout=5000" });
    expect(request.headers).toMatchObject({ authorization: "Bearer secret", "duffel-version": "v2", "content-type": "application/json" });
    expect(JSON.parse(request.body)).toEqual({
      data: {
        slices: [
          { origin: "LHR", destination: "JFK", departure_date: "2026-12-15" },
          { origin: "JFK", destination: "LHR", departure_date: "2026-12-22" },
        ],
        passengers: [{ type: "adult" }, { type: "adult" }, { age: 11 }, { age: 1 }],
        cabin_class: "premium_economy",
        max_connections: 1,
      },
    });
  });

  test.each([
    [550, 2_000],
    [2_000, 2_000],
    [9_999.9, 9_999],
    [100_000, 60_000],
  ])("a supplier timeout of %s ms is sent as %s: Duffel ignores what is not within 2-60 s", (asked, sent) => {
    expect(duffel.request(SEARCH, PARTNER, asked).path).toContain(`&supplier_timeout=${sent}`);
  });

  test.each([
    [0, 0],
    [2, 2],
    [3, 2],
  ])("at most %s stops are asked for as max_connections %s", (maxStops, sent) => {
    expect(JSON.parse(duffel.request({ ...SEARCH, maxStops }, PARTNER, 600).body).data.max_connections).toBe(sent);
  });
});

describe("the answer", () => {
  test("the documented sample is read whole: A9 integers, local times, the cheapest fare brand", () => {
    const { offers, refused } = read(SAMPLE, SEARCH);
    expect(refused).toEqual([]);
    expect(offers.map((o) => [itineraryKey(o.slices), o.seller, o.price, o.modelled])).toEqual([
      ["BA117-LHRJFK-20261215T0830", "British Airways", { amount: 39115, currency: "GBP" }, false],
      ["AA6143-LHRJFK-20261215T0830", "American Airlines", { amount: 51240, currency: "USD" }, false],
      // Made in test mode, so modelled; and its number 0151 is EI151.
      ["EI151-LHRDUB-20261215T0710+EI105-DUBJFK-20261215T1040", "Aer Lingus", { amount: 30999, currency: "EUR" }, true],
    ]);
    expect(offers[0]?.expiresAtMs).toBe(Date.parse("2026-11-20T10:42:14.545Z"));
    expect(offers[0]?.slices).toEqual([
      {
        durationMinutes: 455,
        segments: [
          {
            carrier: "BA",
            flightNumber: "BA117",
            origin: "LHR",
            destination: "JFK",
            departure: "2026-12-15T08:30",
            arrival: "2026-12-15T11:05",
            durationMinutes: 455,
            aircraft: "772",
          },
        ],
      },
    ]);
    expect(offers[2]?.slices[0]?.durationMinutes).toBe(85 + 125 + 460);
    expect(offers[2]?.slices[0]?.segments[1]?.aircraft).toBe("");
  });

  test("no offers are an answer too", () => {
    expect(read('{"data":{"offers":[]}}', SEARCH)).toEqual({ offers: [], refused: [] });
  });

  type Path = readonly (string | number)[];
  const S0: Path = ["slices", 0, "segments", 0];
  test.each<[what: string, path: Path, value: unknown, why: RegExp]>([
    ["a price as a number", ["total_amount"], 391.15, /total_amount: must be a decimal string/],
    ["a negative price", ["total_amount"], "-391.15", /costs '-391.15', no amount of GBP/],
    ["a price in too small coins", ["total_amount"], "391.155", /no amount of GBP/],
    ["yen with decimals", ["total_currency"], "JPY", /costs '391.15', no amount of JPY/],
    ["an exponent", ["total_amount"], "1e3", /no amount of GBP/],
    ["a price of nothing", ["total_amount"], "0.00", /costs nothing/],
    ["a price beyond integers", ["total_amount"], "9".repeat(30), /no amount of GBP/],
    ["an unknown currency", ["total_currency"], "XQZ", /no amount of XQZ/],
    ["no currency", ["total_currency"], null, /total_currency/],
    ["an expiry that is no instant", ["expires_at"], "soon", /expires_at: is no ISO 8601 instant/],
    ["no owner", ["owner"], undefined, /owner/],
    ["an owner without a name", ["owner", "name"], "  ", /owner.name/],
    ["an owner with a newline", ["owner", "name"], "A\nB", /control characters/],
    ["no word on whether it is real", ["live_mode"], undefined, /live_mode/],
    ["a part of the journey", ["partial"], true, /part of the journey/],
    ["priced for others", ["passengers"], [{}, {}], /for 2 travellers, 1 were asked for/],
    ["no slices", ["slices"], [], /slices/],
    ["another origin", [...S0, "origin", "iata_code"], "LGW", /goes LGW-JFK, LHR-JFK was asked for/],
    ["another destination", [...S0, "destination", "iata_code"], "EWR", /goes LHR-EWR/],
    ["another day", [...S0, "departing_at"], "2026-12-16T08:30:00", /leaves on 2026-12-16, 2026-12-15 was asked for/],
    ["a day that is none", [...S0, "departing_at"], "2026-02-30T08:30:00", /no time on the calendar/],
    ["a time with an offset", [...S0, "departing_at"], "2026-12-15T08:30:00Z", /no local time/],
    ["an arrival no clock allows", [...S0, "arriving_at"], "2026-12-19T08:30:00", /which no two clocks allow/],
    ["a carrier without a code", [...S0, "marketing_carrier", "iata_code"], null, /marketing_carrier.iata_code/],
    ["a flight number of words", [...S0, "marketing_carrier_flight_number"], "BA 117", /no flight number/],
    ["a duration of words", [...S0, "duration"], "7 hours", /no duration like PT7H35M/],
    ["an empty duration", [...S0, "duration"], "P", /no duration/],
    ["no time at all in the air", [...S0, "duration"], "PT0M", /take 0 minutes/],
    ["more stops than were asked for", ["slices", 0, "segments"], "+3", /has 3 stops, at most 2/],
    ["a connection from elsewhere", ["slices", 0, "segments"], "apart", /lands at JFK and goes on from LHR/],
  ])("an offer with %s is refused by name, and the rest is sold", (_, path, value, why) => {
    const answer = JSON.parse(SAMPLE);
    const segment = answer.data.offers[1].slices[0].segments[0];
    const shuttle = { ...segment, origin: segment.destination, departing_at: segment.arriving_at, arriving_at: "2026-12-15T16:00:00" };
    const values: Record<string, unknown> = { "+3": [segment, shuttle, shuttle, shuttle], apart: [segment, segment] };
    change(answer.data.offers[1], path, typeof value === "string" && value in values ? values[value] : value);
    const { offers, refused } = read(JSON.stringify(answer), SEARCH);
    expect(refused).toEqual([expect.stringMatching(why)]);
    expect(refused[0]).toMatch(/^off_0000BA117basic /);
    // What is left of BA117 is its dearer brand.
    expect(offers.map((o) => o.price.amount)).toEqual([47115, 51240, 30999]);
  });

  test("an offer in economy only is no answer to a search for business, one with a flight of it is", () => {
    const business = { ...SEARCH, cabin: "business" } as const;
    expect(read(SAMPLE, business).refused[0]).toMatch(/has no flight in business/);
    const answer = JSON.parse(SAMPLE);
    answer.data.offers = [answer.data.offers[3]];
    answer.data.offers[0].slices[0].segments[1].passengers[0].cabin_class = "business";
    expect(read(JSON.stringify(answer), business).offers).toHaveLength(1);
  });

  test("one slice where two were asked for is refused", () => {
    const twoWays = { ...SEARCH, slices: [...SEARCH.slices, { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" }] };
    const { offers, refused } = read(SAMPLE, twoWays);
    expect(offers).toEqual([]);
    expect(refused[0]).toMatch(/has 1 slices, the search has 2/);
  });

  test("a single flight's duration may come from its slice; a connecting one's may not", () => {
    const answer = JSON.parse(SAMPLE);
    answer.data.offers[1].slices[0].segments[0].duration = null;
    answer.data.offers[3].slices[0].segments[0].duration = null;
    const { offers, refused } = read(JSON.stringify(answer), SEARCH);
    expect(offers.map((o) => o.slices[0]?.durationMinutes)).toEqual([455, 455]);
    expect(refused).toEqual(["off_0000EI105 does not say how long EI151 takes"]);
  });

  test("A6: offers beyond the limit are not read, and said", () => {
    const answer = JSON.parse(SAMPLE);
    answer.data.offers = Array.from({ length: OFFERS_READ_MAX + 7 }, () => answer.data.offers[1]);
    const { offers, refused } = read(JSON.stringify(answer), SEARCH);
    expect(offers).toHaveLength(1);
    expect(refused).toEqual([`7 offers beyond the first ${OFFERS_READ_MAX}`]);
  });

  test("A8: is read in steps of one offer", () => {
    const steps = [...duffel.offers(SAMPLE, SEARCH)].length;
    expect(steps).toBe(JSON.parse(SAMPLE).data.offers.length);
  });

  test("A6: lists within an offer are counted before they are looked at", () => {
    const answer = JSON.parse(SAMPLE);
    const [offer] = answer.data.offers;
    const wrong = Array.from({ length: 1_000 }, () => ({}));
    const [slices, segments, travellers] = [structuredClone(offer), structuredClone(offer), structuredClone(offer)];
    slices.slices = wrong;
    segments.slices[0].segments = wrong;
    travellers.slices[0].segments[0].passengers = Array.from({ length: 1_000 }, () => 0);
    answer.data.offers = [slices, segments, travellers, offer];
    const { offers, refused } = read(JSON.stringify(answer), SEARCH);
    expect(offers).toHaveLength(1);
    // One issue each: that there are too many, and not one for each of them.
    expect(refused).toEqual([
      expect.stringMatching(/ slices: Too big: [^(]*$/),
      expect.stringMatching(/ slices.0.segments: Too big: [^(]*$/),
      expect.stringMatching(/ slices.0.segments.0.passengers: Too big: [^(]*$/),
    ]);
  });

  test("of which nothing has an offer's shape is none, one that is not for the search is one", () => {
    const misfits = { ...SEARCH, slices: [{ origin: "LHR", destination: "BOS", departureDate: "2026-12-15" }] };
    expect(read(SAMPLE, misfits).refused).toHaveLength(JSON.parse(SAMPLE).data.offers.length);
    const shapeless = JSON.stringify({ data: { offers: [{ id: "off_1" }, 2, null] } });
    expect(thrownBy(() => read(shapeless, SEARCH))).toMatchObject({
      code: "partner-failed",
      message: expect.stringMatching(/^refused 3 of 3 offers: off_1 live_mode: .*; offer 1 the body: .*; and 1 more$/),
    });
  });

  test.each([
    ["HTML", "<!doctype html><h1>Maintenance</h1>", /answered HTML where JSON was due/],
    ["nothing", "", /answered nothing/],
    ["truncated JSON", SAMPLE.slice(0, 900), /answered broken JSON/],
    ["a list", "[]", /no list of offers/],
    ["null", "null", /no list of offers/],
    ["no offers", '{"data":{"id":"orq_1"}}', /no list of offers: data.offers/],
    [
      "an error, whatever its status",
      '{"errors":[{"type":"airline_error","code":"airline_internal","title":"Airline error","message":"The airline did\\nnot answer"}],"meta":{"status":502,"request_id":"FZW0H3HdJwKk5HMAAKxB"}}',
      /^airline_internal: The airline did\?not answer \(request FZW0H3HdJwKk5HMAAKxB\)$/,
    ],
    ["an error beside offers", '{"data":{"offers":[]},"errors":[{"title":"Half of it"}]}', /^Half of it$/],
    ["errors of which one beyond the third is none", '{"errors":[{},{},{},7]}', /^an error without a word; .*; and 1 more$/],
    ["many errors", JSON.stringify({ errors: [1, 2, 3, 4, 5].map((n) => ({ code: `e${n}` })) }), /^e1; e2; e3; and 2 more$/],
  ])("%s is a partner's failure with its name", (_, body, why) => {
    expect(thrownBy(() => read(body, SEARCH))).toMatchObject({ code: "partner-failed", message: expect.stringMatching(why) });
  });
});

describe("properties", () => {
  const holds = (body: string) => {
    try {
      const { offers, refused } = read(body, SEARCH);
      for (const offer of offers) {
        expect(Number.isSafeInteger(offer.price.amount) && offer.price.amount > 0).toBe(true);
        expect(offer.slices[0]?.segments[0]?.origin).toBe("LHR");
        expect(offer.slices.every((s) => Number.isInteger(s.durationMinutes) && s.durationMinutes > 0)).toBe(true);
      }
      return [...refused];
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(AuctionError);
      expect((thrown as AuctionError).code).toBe("partner-failed");
      return [];
    }
  };

  test("any text and any JSON value ends as offers, as named refusals or as partner-failed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => void holds(body)),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (offers) => {
        // One that is an offer, so that the answer is one.
        const all = [...offers, JSON.parse(SAMPLE).data.offers[0]];
        expect(holds(JSON.stringify({ data: { offers: all } }))).toHaveLength(offers.length);
      }),
      { numRuns: 1_000 },
    );
  });

  test("a good answer with any one value in it replaced is still one of those", () => {
    const paths = leaves(JSON.parse(SAMPLE).data.offers[1]);
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("-1.00", "1e9", "2026-13-01T00:00:00", "PT-5M", "LHR", Number.MAX_VALUE));
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, replacement) => {
        const answer = JSON.parse(SAMPLE);
        change(answer.data.offers[1], path, replacement);
        for (const line of holds(JSON.stringify(answer))) expect(line.length).toBeLessThan(400);
      }),
      { numRuns: 2_000 },
    );
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

function change(target: Record<string | number, unknown>, path: readonly (string | number)[], value: unknown): void {
  const [step, ...rest] = path;
  if (rest.length === 0) target[step as string] = value;
  else change(target[step as string] as Record<string, unknown>, rest, value);
}

/** The paths of all values, objects and lists among them. */
function leaves(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, child]) => leaves(child, [...path, Array.isArray(value) ? Number(key) : key]));
  return path.length === 0 ? below : [path, ...below];
}

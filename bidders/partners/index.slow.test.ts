/**
 * The whole bidder against the sandbox over real HTTP; what the sandbox sells is set here, or is
 * that of `nonstop` and `stops`.
 */
import { afterEach, describe, expect, test } from "@jest/globals";
import { Metrics } from "../../common/runtime/metrics.ts";
import { AGENCIES } from "../../examples/sandbox/agencies.ts";
import { type Sandbox, type SandboxOverrides, startSandbox } from "../../examples/sandbox/app.ts";
import { SANDBOX_DEFAULTS } from "../../examples/sandbox/config.ts";
import type { SandboxEvent } from "../../examples/sandbox/events.ts";
import {
  LATENCY_MS_MAX,
  NO_FAULTS,
  type SimulatedFaults,
} from "../../examples/sandbox/simulated-faults.ts";
import { messageOf } from "../../proto/errors.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { BidNote, FlightOffer, Money } from "../../proto/messages.ts";
import {
  duffelAnswer,
  duffelOffers,
  duffelSegment,
  NOW,
  partner,
  SEARCH,
  sampleDuffelOffer,
} from "../../test/fixtures/partners/partner.ts";
import {
  answer,
  closeAll,
  inTurn,
  recorded,
  startSeller,
} from "../../test/fixtures/partners/seller.ts";
import type { FailureReporter, SearchContext } from "../kit/bidder.ts";
import { checkPartners, type PartnerEntry, partnerOf } from "./entries.ts";
import { onFeedback, open, type Partners, search } from "./index.ts";
import type { PartnerConfig } from "./partner-config.ts";

function carrierOffer(number: number): FlightOffer {
  const segment = {
    carrier: "BA",
    flightNumber: `BA${number}`,
    origin: "LHR",
    destination: "JFK",
    durationMinutes: 455,
    aircraft: "772",
  };
  const times = { departure: "2026-12-15T08:30", arrival: "2026-12-15T11:05" };
  return {
    seller: "BA",
    price: { amount: 40_000, currency: "GBP" },
    expiresAtMs: NOW + 3_600_000,
    modelled: true,
    slices: [{ durationMinutes: 455, segments: [{ ...segment, ...times }] }],
    fares: [],
    selfTransfers: [],
    similar: 0,
  };
}
const SHELF = Array.from({ length: 20 }, (_, i) => carrierOffer(100 + i));
const KEYS = new Set(SHELF.map((offer) => itineraryKey(offer.slices)));

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await closeAll();
  for (const close of closing.splice(0).reverse()) await close();
});

/** A sandbox whose agencies answer correctly, except those with settings of their own. */
async function sandbox(
  behaviours: Record<string, Partial<SimulatedFaults>> = {},
  overrides: SandboxOverrides = {},
): Promise<Sandbox> {
  const inventory = { find: async () => SHELF, close: async () => {} };
  const started = await startSandbox(SANDBOX_DEFAULTS, { inventory, now: () => NOW, ...overrides });
  closing.push(() => started.stop(0));
  for (const [agency, behaviour] of Object.entries(behaviours))
    await behave(started, { agency, ...behaviour });
  return started;
}

async function behave(one: Sandbox, change: object): Promise<void> {
  const response = await fetch(`${one.url}/sandbox/behaviour`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(change),
  });
  expect(response.status).toBe(200);
}

/** What was logged: `sandbox-alder: partner-error: answered 503: …`. */
const logged: string[] = [];
const record: FailureReporter = (what, error) =>
  void logged.push(`${what.replace(/^partner /, "")}: ${messageOf(error)}`);

async function bidder(
  partners: readonly PartnerConfig[],
  reportFailure: FailureReporter = record,
): Promise<Partners> {
  logged.length = 0;
  const opened = await open({ partners }, { reportFailure });
  closing.push(() => opened.close());
  return opened;
}

/** One auction: the offers, the notes, and the floors of its batches. */
function auction(
  resources: Partners,
  signal = new AbortController().signal,
  remainingMs = 60_000,
  convert: (money: Money) => number | undefined = (money) => money.amount,
  asked = SEARCH,
) {
  const notes: string[] = [];
  const batches: (number | null)[] = [];
  const bidStatus = { stopped: false };
  const leftOut: BidNote[] = [];
  const context: SearchContext<Partners> = {
    resources,
    auctionId: "s1",
    signal,
    remainingMs: () => remainingMs,
    now: () => NOW,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: { date: "2024-12-31", perUnit: new Map() },
    convert,
    cost: (price) => price.amount,
    offersMax: 100,
    note: (text) => notes.push(text),
    leftOut: (note) => void leftOut.push(note),
    markStopped: () => {
      bidStatus.stopped = true;
    },
    sendBatch: async (floor) => void batches.push(floor),
  };
  return { notes, leftOut, batches, bidStatus, offers: collect(search(asked, context)) };
}

async function collect(answer: AsyncIterable<FlightOffer>): Promise<FlightOffer[]> {
  const offers: FlightOffer[] = [];
  for await (const offer of answer) offers.push(offer);
  return offers;
}

/** The sandbox's entries as the bidder's configuration makes partners of them. */
const configured = (one: Sandbox) =>
  checkPartners(one.partners).entries.map((entry) => partnerOf(entry));
const partnersOf = (one: Sandbox, timeoutMs = 30_000) =>
  configured(one).map((partner) => ({ ...partner, timeoutMs }));
const sellers = (offers: readonly FlightOffer[]) =>
  [...new Set(offers.map((offer) => offer.seller))].sort();

describe("agencies that answer correctly", () => {
  test("all sell the carriers' own itineraries, each in its currency at its price, marked as modelled like all test-mode offers", async () => {
    const { offers, notes } = auction(await bidder(partnersOf(await sandbox())));
    const all = await offers;
    expect(notes).toEqual([]);
    expect(sellers(all)).toEqual(AGENCIES.map((agency) => agency.name).sort());
    for (const offer of all) {
      const agency = AGENCIES.find((one) => one.name === offer.seller);
      expect(offer.price.currency).toBe(agency?.currency);
      expect(offer.expiresAtMs).toBe(NOW + (agency?.expiryMinutes ?? 0) * 60_000);
      expect(offer.modelled).toBe(true);
      expect(KEYS).toContain(itineraryKey(offer.slices));
    }
    // Each sells its own part of the itineraries, at its own prices.
    expect(all.length).toBeLessThan(SHELF.length * AGENCIES.length);
    expect(
      new Set(all.filter((o) => o.seller === "Sandbox Agency Alder").map((o) => o.price.amount))
        .size,
    ).toBeGreaterThan(5);
  });

  test("an agency's offers are sent before a slower one has answered", async () => {
    const slow = { latencyMs: LATENCY_MS_MAX };
    const one = await sandbox({
      "sandbox-alder": slow,
      "sandbox-cedar": slow,
      "sandbox-dogwood": slow,
    });
    const resources = await bidder(partnersOf(one));
    const stop = new AbortController();
    const notes: string[] = [];
    const batches = Promise.withResolvers<number | null>();
    const context = {
      resources,
      signal: stop.signal,
      remainingMs: () => 60_000,
      now: () => NOW,
      convert: (money: Money) => money.amount,
      note: (text: string) => notes.push(text),
      markStopped: () => {},
      sendBatch: async (floor: number | null) => batches.resolve(floor),
    };
    const answer = search(SEARCH, context as unknown as SearchContext<Partners>)[
      Symbol.asyncIterator
    ]();
    await expect(answer.next()).resolves.toMatchObject({
      value: { seller: "Sandbox Agency Birch" },
    });
    // The prices of the others are not known yet: no floor.
    const rest = (async () => {
      while (!(await answer.next()).done);
    })();
    await expect(batches.promise).resolves.toBeNull();
    stop.abort();
    await rest;
    expect(notes.sort()).toEqual([
      "sandbox-alder: partner-cancelled",
      "sandbox-cedar: partner-cancelled",
      "sandbox-dogwood: partner-cancelled",
    ]);
  });

  test("each answer that arrives before the last one is a batch; the last batch has the rest", async () => {
    const { offers, batches } = auction(await bidder(partnersOf(await sandbox())));
    await offers;
    // Five pages of four agencies: one of them answers in two pages.
    expect(batches).toEqual([null, null, null, null]);
  });

  test("without partners there are no offers, and a note", async () => {
    const { offers, notes } = auction(await bidder([]));
    await expect(offers).resolves.toEqual([]);
    expect(notes).toEqual(["no partners are configured"]);
  });
});

/** What one partner may be to the public: its name, a code, and counts. */
const PUBLIC = /^[a-z0-9-]+: partner-[a-z-]+( \(\d+ of \d+\))?$/;

describe("agencies that fail", () => {
  test("one that times out is noted, and the others are sold", async () => {
    const one = await sandbox({ "sandbox-birch": { latencyMs: LATENCY_MS_MAX } });
    const partners = configured(one).map((p) => ({
      ...p,
      timeoutMs: p.name === "sandbox-birch" ? 40 : 30_000,
    }));
    const { offers, notes, bidStatus } = auction(await bidder(partners));
    expect(sellers(await offers)).toEqual([
      "Sandbox Agency Alder",
      "Sandbox Agency Cedar",
      "Sandbox Agency Dogwood",
    ]);
    // What it would have offered is not known: the bid states that it is incomplete.
    expect(bidStatus.stopped).toBe(true);
    expect(notes).toEqual(["sandbox-birch: partner-timeout"]);
    expect(logged).toEqual(["sandbox-birch: partner-timeout: timed out after 40 ms"]);
  });

  test("when all fail the bid fails, and each failure is named", async () => {
    const one = await sandbox({
      "sandbox-alder": { errorRate: 1 },
      "sandbox-birch": { errorRate: 1, status: 500 },
      "sandbox-dogwood": { errorRate: 1, status: 502 },
    });
    const partners = partnersOf(one).map((p) =>
      p.name === "sandbox-cedar" ? { ...p, token: "wrong" } : p,
    );
    const { offers, bidStatus } = auction(await bidder(partners));
    const error = await offers.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    // Each was asked, and has answered with a failure.
    expect(bidStatus.stopped).toBe(false);
    expect(error).toMatchObject({ name: "AuctionError", code: "partner-failed" });
    expect((error as Error).message.split("; ").sort()).toEqual([
      "sandbox-alder: partner-error",
      "sandbox-birch: partner-error",
      "sandbox-cedar: partner-unauthorized",
      "sandbox-dogwood: partner-error",
    ]);
    expect(logged.toSorted()).toEqual([
      expect.stringMatching(
        /^sandbox-alder: partner-error: answered 503: internal_server_error: .* \(request [0-9a-f]+\)$/,
      ),
      expect.stringMatching(/^sandbox-birch: partner-error: answered 500: internal_server_error/),
      expect.stringMatching(
        /^sandbox-cedar: partner-unauthorized: answered 401: access_token_not_found: Not signed in: no agency has/,
      ),
      "sandbox-dogwood: partner-error: answered 502: answered an error: something went wrong on our side",
    ]);
  });

  test("when the sandbox does not run, the bid fails and names it", async () => {
    const one = await sandbox();
    const resources = await bidder(partnersOf(one));
    await one.stop(0);
    await expect(auction(resources).offers).rejects.toThrow(
      /sandbox-alder: partner-unreachable; sandbox-birch: partner-unreachable/,
    );
    expect(logged).toContainEqual(
      expect.stringMatching(/^sandbox-alder: partner-unreachable: no answer: connect ECONNREFUSED/),
    );
  });

  test.each([
    ["html", 0, /^sandbox-dogwood: partner-bad-answer: answered HTML where JSON was due$/],
    [
      "truncated",
      1,
      /^sandbox-dogwood: partner-bad-answer: answered broken JSON where JSON was due$/,
    ],
    [
      "float-prices",
      2,
      /^sandbox-dogwood: partner-[a-z-]+: refused \d+ of \d+ offers: T1 costs \d+\.\d+, no whole number of minor units; /,
    ],
    [
      "error-in-200",
      3,
      /^sandbox-dogwood: partner-error: answered an error: the airlines do not answer$/,
    ],
    [
      "wrong-itineraries",
      4,
      /^sandbox-dogwood: partner-offers-refused: refused \d+ of \d+ offers: T1 leaves on 1999-12-15/,
    ],
  ])("invalid answers of a mapped protocol are never sold: %s", async (_, kind, why) => {
    const draws = [0, 0.5, 0, (kind + 0.5) / 6];
    let drawn = 0;
    const one = await sandbox({}, { random: () => draws[drawn++ % draws.length] as number });
    await behave(one, { garbageRate: 1 });
    const { offers } = auction(await bidder(partnersOf(one).slice(3)));
    await expect(offers).rejects.toThrow(PUBLIC);
    expect(logged).toEqual([expect.stringMatching(why)]);
  });

  test("pages that point to each other are read once each, and reported", async () => {
    const draws = [0, 0.5, 0, 5.5 / 6];
    let drawn = 0;
    const one = await sandbox({}, { random: () => draws[drawn++ % draws.length] as number });
    await behave(one, { garbageRate: 1 });
    const { offers, notes } = auction(await bidder(partnersOf(one).slice(3)));
    expect(sellers(await offers)).toEqual(["Sandbox Agency Dogwood"]);
    expect(notes).toEqual(["sandbox-dogwood: partner-error"]);
    expect(logged).toEqual([
      "sandbox-dogwood: partner-error: page 2: answered an error: this page_token is not known",
    ]);
  });

  test.each([
    ["html", 0, /sandbox-alder: partner-bad-answer: answered HTML where JSON was due/],
    ["truncated", 1, /sandbox-alder: partner-bad-answer: answered broken JSON where JSON was due/],
    [
      "float-prices",
      2,
      /sandbox-alder: partner-bad-answer: refused \d+ of \d+ offers: off_\w+ total_amount: must be a decimal string; .*; and \d+ more/,
    ],
    [
      "error-in-200",
      3,
      /sandbox-alder: partner-error: airline_internal: Airline error: the airline did not answer \(request sandbox\)/,
    ],
    [
      "wrong-itineraries",
      4,
      /sandbox-alder: partner-offers-refused: refused \d+ of \d+ offers: off_\w+ .*1999-12-15/,
    ],
  ])("invalid answers are never sold: %s", async (_, kind, why) => {
    const draws = [0, 0.5, 0, (kind + 0.5) / 5];
    let drawn = 0;
    const one = await sandbox({}, { random: () => draws[drawn++ % draws.length] as number });
    await behave(one, { garbageRate: 1 });
    const { offers } = auction(await bidder(partnersOf(one).slice(0, 1)));
    await expect(offers).rejects.toThrow(PUBLIC);
    expect(logged).toEqual([expect.stringMatching(why)]);
  });

  test.each([
    ["expired before they arrived", 86_400_000, "2026-11-19T10:20:00.000Z"],
    [
      "expire before the auction ends, so that no caller can buy them",
      20 * 60_000 - 30_000,
      "2026-11-20T10:00:30.000Z",
    ],
  ])("offers that %s are refused by name", async (_, agoMs, until) => {
    const one = await sandbox({}, { now: () => NOW - agoMs });
    const { offers } = auction(await bidder(partnersOf(one).slice(0, 1)), undefined, 60_000);
    await expect(offers).rejects.toThrow(/^sandbox-alder: partner-offers-refused \((\d+) of \1\)$/);
    const why = `refused \\d+ of \\d+ offers: off_\\w+ holds until ${until}, not to the end of the auction at 2026-11-20T10:01`;
    expect(logged).toEqual([
      expect.stringMatching(new RegExp(`^sandbox-alder: partner-offers-refused: ${why}`)),
    ]);
  });
});

describe("what is not sold, and why", () => {
  const scripted = async (body: string, over: Partial<PartnerEntry> = {}) =>
    partner({ url: await startSeller(answer(201, body)), ...over });

  test("SELLABLE-1: an offer in a currency that has no rate is dropped by name, the others are sold", async () => {
    const offers = [
      sampleDuffelOffer({
        id: "off_1",
        total_amount: "90",
        total_currency: "CLP",
        owner: { name: "Sur" },
      }),
      ...duffelOffers(1),
    ];
    const resources = await bidder([await scripted(duffelAnswer({ offers }))]);
    const {
      offers: sold,
      notes,
      leftOut,
    } = auction(resources, undefined, undefined, (money) =>
      money.currency === "CLP" ? undefined : money.amount,
    );
    expect(sellers(await sold)).toEqual(["Owner 0"]);
    expect(notes).toEqual(["one: partner-no-rate (1 of 2)"]);
    const text = "one: offers in a currency without an exchange rate";
    expect(leftOut).toEqual([{ reason: "partner-no-rate", count: 1, text }]);
    expect(logged).toEqual([
      "one: partner-no-rate: refused 1 of 2 offers: BA117 of Sur costs 90 CLP, for which there is no rate",
    ]);
  });

  test("SELLABLE-2: an offer below the lowest fare is dropped by name here, so that the gateway does not refuse what other sellers offer", async () => {
    const cheap = sampleDuffelOffer({
      id: "off_1",
      total_amount: "3.00",
      total_currency: "USD",
      owner: { name: "Sur" },
    });
    const resources = await bidder([
      await scripted(duffelAnswer({ offers: [cheap, ...duffelOffers(1)] })),
    ]);
    const { offers: sold, notes } = auction(resources);
    expect(sellers(await sold)).toEqual(["Owner 0"]);
    expect(notes).toEqual(["one: partner-offers-refused (1 of 2)"]);
    const why =
      "BA117 of Sur costs 3.00 USD, and no fare is less than 30.69 USD for this distance, cabin and party";
    expect(logged).toEqual([`one: partner-offers-refused: refused 1 of 2 offers: ${why}`]);
  });

  test("a partner is not asked where it does not serve, and that is not a failure", async () => {
    const { script, asked } = recorded(answer(201, duffelAnswer({ offers: duffelOffers(1) })));
    const url = await startSeller(script);
    const resources = await bidder([
      partner({ name: "east", url, markets: ["*.SIN"] }),
      partner({ name: "west", url, markets: ["LHR.*"] }),
    ]);
    const { offers, notes } = auction(resources);
    expect({ offers: (await offers).length, notes, asked: asked.length }).toEqual({
      offers: 1,
      notes: [],
      asked: 1,
    });
  });

  test("where no partner serves, the bid is empty and states so", async () => {
    const { offers, notes } = auction(await bidder([await scripted("", { markets: ["*.SIN"] })]));
    await expect(offers).resolves.toEqual([]);
    expect(notes).toEqual(["no partner serves LHR-JFK"]);
  });

  test("a later page that fails is noted, and the earlier pages are sold", async () => {
    const script = inTurn(
      answer(201, duffelAnswer({ id: "orq_1", offers: duffelOffers(1) }, { after: "p2" })),
      answer(500, "no"),
    );
    const resources = await bidder([partner({ url: await startSeller(script) })]);
    const { offers, notes, batches } = auction(resources);
    expect(sellers(await offers)).toEqual(["Owner 0"]);
    expect(batches).toEqual([null]);
    expect(notes).toEqual(["one: partner-error"]);
    expect(logged).toEqual([
      "one: partner-error: page 2: answered 500: answered broken JSON where JSON was due",
    ]);
  });

  test("ASKEDSEARCH-1, ASKEDSEARCH-2: a seller is asked for the city and for what is near it, and all that it offers is sold", async () => {
    const asked: string[] = [];
    // London is answered from Heathrow.
    const airportOf = (code: string) => (code === "LON" ? "LHR" : code);
    const url = await startSeller(async (request, response) => {
      let body = "";
      for await (const part of request) body += part;
      const { origin, destination } = JSON.parse(body).data.slices[0];
      asked.push(`${origin}-${destination}`);
      const flight = { origin: { iata_code: airportOf(origin) } };
      const slice = { segments: [duffelSegment({ ...flight, duration: "PT7H35M" })] };
      const owner = { name: `Owner of ${origin}` };
      const offers = [sampleDuffelOffer({ id: `off_${origin}`, owner }, slice)];
      response.writeHead(201).end(duffelAnswer({ offers }));
    });
    const [slice = { origin: "", destination: "", departureDate: "" }] = SEARCH.slices;
    const origins = ["LHR", "LGW", "SOU"];
    const originPlace = { city: "LON", nearbyKm: 100, km: [0, 0, 85] };
    const search = { ...SEARCH, slices: [{ ...slice, origins, originPlace }] };
    const resources = await bidder([partner({ url })]);
    const { offers, notes } = auction(resources, undefined, undefined, undefined, search);
    const its = (await offers).map((one) => `${one.seller} ${one.slices[0]?.segments[0]?.origin}`);
    expect({ its: its.sort(), asked: asked.sort(), notes }).toEqual({
      its: ["Owner of LON LHR", "Owner of SOU SOU"],
      asked: ["LON-JFK", "SOU-JFK"],
      notes: [],
    });
    // More choices than a seller is asked for.
    const departureDates = { from: "2026-12-12", to: "2026-12-18" };
    const week = { ...search, slices: [{ ...slice, origins, originPlace, departureDates }] };
    asked.length = 0;
    const second = auction(resources, undefined, undefined, undefined, week);
    await second.offers.catch(() => []);
    expect({ asked: asked.length, notes: second.notes[0] }).toEqual({
      asked: 7,
      notes: expect.stringContaining("asked for the nearest choices alone"),
    });
  });

  test("every partner that fails is named, also when many do", async () => {
    const unreachable = Array.from({ length: 10 }, (_, i) =>
      partner({ name: `gone-${i}`, url: "http://127.0.0.1:1" }),
    );
    const { offers, notes } = auction(
      await bidder([...unreachable, await scripted(duffelAnswer({ offers: duffelOffers(1) }))]),
    );
    expect(sellers(await offers)).toEqual(["Owner 0"]);
    const reason = notes.join("; ").slice(0, 480);
    for (const { name } of unreachable) expect(reason).toContain(name);
    expect(notes.at(-1)).toMatch(/^and of gone-\d, gone-\d, gone-\d$/);
  });

  test("a partner that is not asked for lack of time is named in the reason, and not in the log", async () => {
    const resources = await bidder([await scripted(duffelAnswer({ offers: [] }))]);
    const { offers, bidStatus } = auction(resources, undefined, 20);
    await expect(offers).rejects.toThrow("one: partner-no-time");
    expect(bidStatus.stopped).toBe(true);
    expect(logged).toEqual([]);
  });
});

describe("when the auction ends or its reader stops", () => {
  /** A sandbox that does not answer, and records which requests arrived and which were closed. */
  async function watched() {
    const events: SandboxEvent[] = [];
    const waiting: { type: SandboxEvent["type"]; count: number; done: () => void }[] = [];
    const count = (type: SandboxEvent["type"]) =>
      events.filter((event) => event.type === type).length;
    const one = await sandbox(
      {},
      {
        onEvent: (event) => {
          events.push(event);
          for (const w of waiting) if (count(w.type) >= w.count) w.done();
        },
      },
    );
    await behave(one, { latencyMs: LATENCY_MS_MAX });
    const seen = (type: SandboxEvent["type"], times: number) =>
      new Promise<void>((done) =>
        count(type) >= times ? done() : waiting.push({ type, count: times, done }),
      );
    return { one, seen };
  }

  test("A8: the auction's end closes the requests to all partners", async () => {
    const { one, seen } = await watched();
    const stop = new AbortController();
    const { offers } = auction(await bidder(partnersOf(one)), stop.signal);
    await seen("asked", 4);
    stop.abort();
    await expect(offers).rejects.toMatchObject({ code: "cancelled" });
    await seen("abandoned", 4);
  });

  test("A8: a reader that stops closes the requests that are still open", async () => {
    const { one, seen } = await watched();
    await behave(one, { agency: "sandbox-birch", ...NO_FAULTS });
    const resources = await bidder(partnersOf(one));
    const context = {
      resources,
      signal: new AbortController().signal,
      remainingMs: () => 60_000,
      now: () => NOW,
      convert: (money: Money) => money.amount,
      note: () => {},
    };
    for await (const offer of search(SEARCH, context as unknown as SearchContext<Partners>)) {
      expect(offer.seller).toBe("Sandbox Agency Birch");
      break;
    }
    await seen("abandoned", 3);
  });
});

test("an open circuit closes again when the agency is healthy", async () => {
  const one = await sandbox({ "sandbox-alder": { errorRate: 1 } });
  const partners = partnersOf(one).slice(0, 1);
  const resources = await bidder(
    partners.map((partner) => ({ ...partner, breaker: { faults: 2, trialAfterMs: 0 } })),
  );
  const states: string[] = [];
  resources.clients[0]?.guard.onState((state) => states.push(state));
  for (const _ of [1, 2])
    await expect(auction(resources).offers).rejects.toThrow("sandbox-alder: partner-error");
  await behave(one, { agency: "sandbox-alder", errorRate: 0 });
  await expect(auction(resources).offers).resolves.not.toHaveLength(0);
  expect(states).toEqual(["open", "half-open", "closed"]);
});

test("what gateways tell of its sellers is counted in its metrics, under the partner that has sold (WINRATE-1)", async () => {
  const metrics = new Metrics();
  const partners = partnersOf(await sandbox()).slice(0, 2);
  const resources = await open({ partners }, { reportFailure: record, metrics });
  closing.push(() => resources.close());
  const [seller] = sellers(await auction(resources).offers);
  expect({ seller }).toEqual({ seller: "Sandbox Agency Alder" });
  const told = { shown: 3, won: 1 };
  const sold = [
    { seller, ...told },
    { seller: "a name of nobody", ...told },
  ];
  const feedback = { gateway: "g", late: [], unanswered: [], dropped: 0 };
  onFeedback({ ...feedback, auctions: [{ sellers: sold } as never] }, resources);
  const { values = [] } =
    (await metrics.registry.getSingleMetric("bidder_partner_itineraries_total")?.get()) ?? {};
  expect(
    Object.fromEntries(
      values.map(({ labels, value }) => [`${labels["partner"]} ${labels["what"]}`, value]),
    ),
  ).toEqual({
    ...{ "sandbox-alder shown": 3, "sandbox-alder won": 1 },
    [`${partners[1]?.name} shown`]: 0,
    [`${partners[1]?.name} won`]: 0,
    ...{ "other shown": 3, "other won": 1 },
  });
});

/**
 * Bidders that are silent, slow or missing, or that send wrong or repeated bids, over the real
 * broker: which result the caller gets, and when.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { encodeOffer, LIMITS } from "../../proto/codec/index.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  gatewayOn,
  get,
  post,
  rosterHas,
  type StreamedEvent,
  streamed,
} from "../harness/gateway.ts";
import { flightOffer, flightOffers, flightSearch, PATIENT_MS, sheetOf } from "../harness/offers.ts";
import { SkippingClock } from "../harness/skipping-clock.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let clock: SkippingClock;
let bidders: ScriptedBidder[] = [];

beforeAll(async () => {
  broker = await startBroker();
});

// A gateway for each test: after eight failures of a bidder, a gateway does not wait for it in the
// ninth search.
beforeEach(async () => {
  clock = new SkippingClock();
  gateway = await gatewayOn(broker, [], {}, { clock });
});

afterEach(async () => {
  await gateway?.stop();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  bidders = [];
});

afterAll(() => broker?.stop());

async function withBidders(
  scripts: Record<string, BidderScript>,
): Promise<Record<string, ScriptedBidder>> {
  bidders = await Promise.all(
    Object.entries(scripts).map(([kind, script]) => scriptedBidder(broker, kind, script)),
  );
  await rosterHas(gateway, Object.keys(scripts));
  return Object.fromEntries(bidders.map((bidder) => [bidder.kind, bidder]));
}

const deadlineMs = PATIENT_MS;
const search = (policy: Partial<FlightSearch["policy"]> = {}) =>
  flightSearch({
    sort: "price",
    policy: { deadlineMs, quorum: null, required: ["nonstop"], ...policy },
  });

const three: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 3));
const silent: BidderScript = () => {};

/**
 * The result of a search whose deadline is over as soon as what the test waits for has come: for a
 * bid, or for so many itineraries.
 */
async function atDeadline(isIn: (event: StreamedEvent) => boolean): Promise<SearchResult> {
  for await (const event of streamed(gateway, search())) {
    if (event.event === "result") return event.data;
    if (isIn(event)) clock.skip(deadlineMs);
  }
  throw new Error("the stream ended without a result");
}
const bidOf =
  (kind: string) =>
  ({ event, data }: StreamedEvent): boolean =>
    event === "bid" && data.bidder === kind;

const outcomes = ({ bidders: reports }: SearchResult) =>
  Object.fromEntries(reports.map(({ bidder, outcome }) => [bidder, outcome]));
const reasonOf = ({ bidders: reports }: SearchResult, bidder: string) =>
  reports.find((report) => report.bidder === bidder)?.reason;

describe("a silent bidder", () => {
  test("A1: the deadline ends it, the rest is answered, and the silent one is named", async () => {
    await withBidders({ nonstop: three, stops: silent });
    const body = await atDeadline(bidOf("nonstop"));
    expect({
      endedBy: body.endedBy,
      partial: body.partial,
      itineraries: body.itineraries.length,
    }).toEqual({ endedBy: "deadline", partial: true, itineraries: 3 });
    expect(outcomes(body)).toEqual({ nonstop: "answered", stops: "silent" });
    expect(reasonOf(body, "stops")).toMatch(
      /^nothing had come from it when the auction ended by deadline/,
    );
  });

  test("gets a cancel", async () => {
    const { stops } = await withBidders({ nonstop: three, stops: silent });
    await atDeadline(bidOf("nonstop"));
    await until(() => stops?.cancels.includes(stops.calls[0]?.searchId ?? ""), {
      what: "the cancel",
    });
  });
});

describe("a slow bidder", () => {
  test("A3: it is late, the ledger counts it with its regret, and the result stays as it was", async () => {
    const gate = Promise.withResolvers<void>();
    await withBidders({
      nonstop: three,
      stops: async (call, reply) => {
        await gate.promise;
        reply.offers(flightOffers(call.search, 2, { number: 700, amount: 45_000 }));
      },
    });
    const body = await atDeadline(bidOf("nonstop"));
    expect(outcomes(body)).toEqual({ nonstop: "answered", stops: "silent" });
    gate.resolve();
    interface View extends SearchResult {
      late: { bidder: string; latencyMs: number; offers: number; cheapest: unknown }[];
      regret: unknown;
    }
    const view = await until(async () => {
      const { body: now } = await get<View>(gateway, `/v1/searches/${body.searchId}`);
      return now.late.length > 0 && now;
    });
    expect(view).toMatchObject(body);
    expect(view.late).toEqual([
      {
        bidder: "stops",
        latencyMs: expect.any(Number),
        offers: 2,
        cheapest: { amount: 45_000, currency: "USD" },
      },
    ]);
    expect(view.late[0]?.latencyMs).toBeGreaterThan(deadlineMs / 2);
    expect(view.regret).toEqual({ amount: 51_234 - 45_000, currency: "USD" });
    const { body: metrics } = await get<string>(gateway, "/metrics");
    expect(metrics).toMatch(/auction_late_bids_total\{bidder="stops"\} 1/);
  });

  test("what it had sent in parts before the deadline is in the result", async () => {
    await withBidders({
      nonstop: three,
      stops: (call, reply) =>
        reply.offers(flightOffers(call.search, 1, { number: 700 }), { final: false }),
    });
    const body = await atDeadline(
      ({ event, data }) => event === "snapshot" && data.itineraries.length === 4,
    );
    expect({ outcomes: outcomes(body), itineraries: body.itineraries.length }).toEqual({
      outcomes: { nonstop: "answered", stops: "late" },
      itineraries: 4,
    });
  });
});

describe("A5: a bidder that sends invalid bids delays no search until its deadline", () => {
  const table: [what: string, script: BidderScript, reason: RegExp][] = [
    ["garbage", (_call, reply) => reply.raw(new Uint8Array([255, 255, 255, 255])), /protobuf/],
    ["an empty message", (_call, reply) => reply.raw(new Uint8Array()), /status/],
    [
      "too much",
      (_call, reply) => reply.raw(new Uint8Array(LIMITS.bidBytesMax + 1)),
      /at most 524288/,
    ],
    [
      "too many offers",
      (call, reply) => reply.offers(flightOffers(call.search, LIMITS.offersABidMax + 1)),
      /at most 1000/,
    ],
    [
      "columns of different lengths",
      (call, reply) =>
        reply.bid({
          status: "offers",
          sheet: { ...sheetOf(flightOffers(call.search, 2)), stops: [0] },
        }),
      /column stops/,
    ],
    [
      "a price that is not in its body",
      (call, reply) =>
        reply.bid({
          status: "offers",
          sheet: { ...sheetOf(flightOffers(call.search, 1, { number: 9 })), price: [1] },
        }),
      /listed with price 1/,
    ],
    [
      "another market",
      (call, reply) =>
        reply.offers([
          flightOffer(
            flightSearch({
              slices: [
                {
                  ...(call.search.slices[0] as FlightSearch["slices"][number]),
                  destination: "EWR",
                },
              ],
            }),
            {
              amount: 1,
            },
          ),
        ]),
      /LHR-EWR/,
    ],
    [
      "bodies that are not offers",
      (call, reply) =>
        reply.bid({
          status: "offers",
          sheet: {
            ...sheetOf(flightOffers(call.search, 1, { amount: 1 })),
            body: [encodeOffer({ ...flightOffer(call.search), slices: [] })],
          },
        }),
      /slices/,
    ],
    [
      "the answer to another search",
      (_call, reply) => reply.bid({ searchId: "another" }),
      /another auction/,
    ],
  ];
  test.each(table)("%s", async (_what, script, reason) => {
    await withBidders({ nonstop: three, stops: script });
    const { body } = await post<SearchResult>(gateway, search({ deadlineMs: 10_000 }));
    expect({
      endedBy: body.endedBy,
      partial: body.partial,
      itineraries: body.itineraries.length,
    }).toEqual({ endedBy: "complete", partial: true, itineraries: 3 });
    expect(outcomes(body)).toEqual({ nonstop: "answered", stops: "invalid" });
    expect(reasonOf(body, "stops")).toMatch(reason);
  });

  test("A4: a bid under another's name never arrives", async () => {
    const { stops } = await withBidders({
      nonstop: silent,
      stops(call, reply) {
        reply.raw(new Uint8Array(), { subject: `${reply.inbox}.nonstop.n1` });
        reply.offers(flightOffers(call.search, 1));
      },
    });
    const body = await atDeadline(bidOf("stops"));
    expect(outcomes(body)).toEqual({ nonstop: "silent", stops: "answered" });
    await until(() => stops?.refusals.some((refusal) => /permissions violation/i.test(refusal)));
  });
});

test("a bidder that answers twice: the first final counts, the second changes nothing", async () => {
  await withBidders({
    nonstop(call, reply) {
      reply.offers(flightOffers(call.search, 1, { amount: 51_000 }));
      reply.offers(flightOffers(call.search, 1, { amount: 10_000 }));
    },
    stops: three,
  });
  const { body } = await post<SearchResult>(gateway, search());
  expect(outcomes(body)).toEqual({ nonstop: "answered", stops: "answered" });
  expect(body.itineraries.find(({ key }) => key.startsWith("BA100"))?.price.amount).toBeGreaterThan(
    50_000,
  );
});

test("a declined and a failed bid carry their reason, and end the wait", async () => {
  await withBidders({
    nonstop: three,
    stops: (_call, reply) => reply.declined("overloaded: 16 running"),
    partners: (_call, reply) => reply.failed("partner-failed"),
  });
  const { body } = await post<SearchResult>(gateway, search());
  expect(body.endedBy).toBe("complete");
  expect(body.bidders.map(({ bidder, outcome, reason }) => [bidder, outcome, reason])).toEqual([
    ["nonstop", "answered", null],
    ["partners", "failed", "partner-failed"],
    ["stops", "declined", "overloaded: 16 running"],
  ]);
});

describe("no bidders", () => {
  test("known in milliseconds, not at the deadline: the result is empty and ends with no-bidders", async () => {
    const { status, body } = await post<SearchResult>(gateway, search({ deadlineMs: 10_000 }));
    expect({
      status,
      endedBy: body.endedBy,
      partial: body.partial,
      itineraries: body.itineraries,
    }).toEqual({ status: 200, endedBy: "no-bidders", partial: true, itineraries: [] });
    expect(outcomes(body)).toEqual({ nonstop: "absent" });
    // It takes some 20 ms: this fails only when the 503 was not received.
    expect(body.elapsedMs).toBeLessThan(8_000);
  });

  test("bidders of other markets only: the same", async () => {
    bidders = [await scriptedBidder(broker, "stops", three, { market: "SYD.*" })];
    await rosterHas(gateway, ["stops"]);
    const { body } = await post<SearchResult>(gateway, search({ deadlineMs: 5_000, required: [] }));
    expect(body).toMatchObject({ endedBy: "no-bidders", bidders: [] });
  });

  test("a regional bidder is expected where it serves, and only there", async () => {
    bidders = await Promise.all([
      scriptedBidder(broker, "nonstop", three),
      scriptedBidder(broker, "stops", silent, { market: "SYD.*" }),
    ]);
    await rosterHas(gateway, ["nonstop", "stops"]);
    const { body } = await post<SearchResult>(gateway, search());
    expect({ endedBy: body.endedBy, partial: body.partial, outcomes: outcomes(body) }).toEqual({
      endedBy: "complete",
      partial: false,
      outcomes: { nonstop: "answered" },
    });
  });
});

test("quorum: the first two of three end it, the third gets a cancel and is named", async () => {
  const { partners } = await withBidders({
    nonstop: three,
    stops: (_call, reply) => reply.empty(),
    partners: silent,
  });
  const { body } = await post<SearchResult>(gateway, search({ deadlineMs: 10_000, quorum: 2 }));
  expect({ endedBy: body.endedBy, partial: body.partial, outcomes: outcomes(body) }).toEqual({
    endedBy: "quorum",
    partial: true,
    outcomes: { nonstop: "answered", partners: "silent", stops: "empty" },
  });
  await until(() => partners?.cancels.includes(partners.calls[0]?.searchId ?? ""), {
    what: "the cancel",
  });
});

test("regret: what a cancelled bidder would have offered is unknown, and is not shown as 0", async () => {
  await withBidders({
    nonstop: three,
    stops: async (_call, reply) => {
      await reply.cancelled;
      reply.bid({ status: "declined", reason: "cancelled", stopped: true });
    },
  });
  const { body } = await post<SearchResult>(gateway, search({ deadlineMs: 10_000, quorum: 1 }));
  expect({ endedBy: body.endedBy, outcomes: outcomes(body) }).toEqual({
    endedBy: "quorum",
    outcomes: { nonstop: "answered", stops: "silent" },
  });
  const view = await until(async () => {
    const { body: now } = await get<{ late: unknown[]; regret: unknown }>(
      gateway,
      `/v1/searches/${body.searchId}`,
    );
    return now.late.length > 0 && now;
  });
  expect({ late: view.late, regret: view.regret }).toEqual({
    late: [{ bidder: "stops", latencyMs: expect.any(Number), offers: 0, cheapest: null }],
    regret: null,
  });
  const { body: metrics } = await get<string>(gateway, "/metrics");
  expect(metrics).toContain('auction_regret_searches_total{regret="unknown"} 1');
  expect(metrics).toContain("auction_ledger_entries 1");
});

describe("a caller that disconnects", () => {
  test("closing the event stream cancels the auction, and the bidders receive a cancel", async () => {
    const { stops } = await withBidders({ nonstop: three, stops: silent });
    let searchId = "";
    for await (const { event, data } of streamed(gateway, search({ deadlineMs: 10_000 }))) {
      if (event === "opened") searchId = data.searchId;
      if (event === "bid") break;
    }
    const id = stops?.calls.at(-1)?.searchId as string;
    await until(() => stops?.cancels.includes(id), { what: "the cancel" });
    const { body } = await get<SearchResult>(gateway, `/v1/searches/${searchId}`);
    expect({ endedBy: body.endedBy, outcomes: outcomes(body) }).toEqual({
      endedBy: "cancelled",
      outcomes: { nonstop: "answered", stops: "silent" },
    });
  });

  test("closing a plain request does too", async () => {
    const { stops } = await withBidders({ stops: silent });
    const gone = new AbortController();
    const request = post(gateway, search({ deadlineMs: 10_000 }), { signal: gone.signal });
    const id = (await until(() => stops?.calls.at(-1))).searchId;
    gone.abort();
    await expect(request).rejects.toThrow();
    await until(() => stops?.cancels.includes(id), { what: "the cancel" });
  });
});

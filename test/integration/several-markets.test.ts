/**
 * A search between cities is in several markets: every bidder of any of them takes part, and each
 * is called once (MARKET-2).
 */
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import { cityByCode } from "../../common/places/cities.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { FlightSearch, SearchResult, SearchSlice } from "../../proto/messages.ts";
import { type BidderScript, type ScriptedOptions, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch, inDays } from "../harness/offers.ts";

let broker: Broker;
const stops: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  broker = await startBroker();
});

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
  await broker.stop();
});

const departureDate = inDays(30);
const LONDON = cityByCode("LON")?.airports ?? [];
const NEW_YORK = cityByCode("NYC")?.airports ?? [];

/** The offers of a bidder that flies from one airport only. */
function from(origin: string, amount: number): BidderScript {
  return (call, reply) => reply.offers(offersFrom(call.search, origin, amount));
}

function offersFrom(search: FlightSearch, origin: string, amount: number) {
  const slices = search.slices.map((slice): SearchSlice => {
    return { origin, destination: slice.destination, departureDate: slice.departureDate };
  });
  return flightOffers({ ...search, slices }, 1, { amount });
}

async function scripted(kind: string, script: BidderScript, options: ScriptedOptions) {
  const started = await scriptedBidder(broker, kind, script, options);
  stops.push(() => started.kill());
  return started;
}

async function gatewayWith(bidders: readonly string[]): Promise<Gateway> {
  const gateway = await gatewayOn(broker, bidders, { AUCTION_REQUIRED: "" });
  stops.push(() => gateway.stop());
  return gateway;
}

async function between(gateway: Gateway, origin: unknown, destination: unknown) {
  const { body } = await post<SearchResult>(gateway, {
    ...flightSearch(),
    slices: [{ origin, destination, departureDate }],
    policy: { deadlineMs: 10_000, required: [] },
  });
  return {
    endedBy: body.endedBy,
    outcomes: Object.fromEntries(body.bidders.map((one) => [one.bidder, one.outcome])),
    from: body.itineraries.map(({ slices }) => slices[0]?.segments[0]?.origin),
  };
}

describe("a search from London to New York", () => {
  test("is called once at a bidder of all markets, of the first, and of another alone", async () => {
    const all = await scripted("nonstop", from("LHR", 30_000), { direct: true });
    const first = await scripted("stops", from("LHR", 40_000), { market: "LHR.*", direct: true });
    const calls: FlightSearch[] = [];
    const regional = await startBidder(
      await readConfig(
        {
          NATS_URL: broker.url,
          NATS_USER: "partners",
          NATS_PASSWORD: broker.passwords["partners"],
          MARKETS: "LGW.*,*.EWR",
          LOG_LEVEL: "silent",
        },
        "partners",
      ),
      {
        module: {
          search: (request) => {
            calls.push(request);
            return offersFrom(request, "LGW", 20_000);
          },
        },
      },
    );
    stops.push(() => regional.stop());
    const gateway = await gatewayWith(["nonstop", "partners", "stops"]);
    await rosterHas(gateway, ["nonstop", "partners", "stops"]);

    expect(await between(gateway, "LON", "NYC")).toEqual({
      endedBy: "complete",
      outcomes: { nonstop: "answered", stops: "answered", partners: "answered" },
      from: ["LGW", "LHR"],
    });
    expect({ all: all.calls.length, first: first.calls.length, regional: calls.length }).toEqual({
      all: 1,
      first: 1,
      regional: 1,
    });
    const slice = {
      origin: "LHR",
      origins: LONDON,
      originPlace: { city: "LON" },
      destination: "JFK",
      destinations: NEW_YORK,
      destinationPlace: { city: "NYC" },
      departureDate,
    };
    expect(calls[0]?.slices).toEqual([slice]);
    expect(all.calls[0]?.search.slices).toEqual([slice]);

    // From one airport alone, that bidder is not expected.
    const { outcomes } = await between(gateway, "LHR", "JFK");
    expect(outcomes).toEqual({ nonstop: "answered", stops: "answered" });
    expect(calls.length).toBe(1);
  });

  test("is answered where no bidder serves the first market", async () => {
    const regional = await scripted("nonstop", from("STN", 20_000), {
      market: "STN.JFK",
      direct: true,
    });
    const gateway = await gatewayWith(["nonstop"]);
    expect(await between(gateway, "LON", "NYC")).toEqual({
      endedBy: "complete",
      outcomes: { nonstop: "answered" },
      from: ["STN"],
    });
    expect(regional.calls.length).toBe(1);
  });

  test("goes to another instance where the first takes no calls of its own", async () => {
    const gone = await scripted("nonstop", from("STN", 20_000), {
      market: "STN.JFK",
      instance: "a",
    });
    const there = await scripted("nonstop", from("STN", 20_000), {
      market: "STN.JFK",
      instance: "b",
      direct: true,
    });
    const gateway = await gatewayWith(["nonstop"]);
    for (let search = 1; search <= 3; search++) {
      const { outcomes } = await between(gateway, "LON", "NYC");
      expect({ outcomes, calls: there.calls.length }).toEqual({
        outcomes: { nonstop: "answered" },
        calls: search,
      });
    }
    expect(gone.calls).toEqual([]);
  });

  test("does not wait for one that takes no calls of its own at any instance", async () => {
    const old = await scripted("nonstop", from("STN", 20_000), { market: "STN.JFK" });
    await scripted("stops", from("LHR", 40_000), {});
    const gateway = await gatewayWith(["nonstop", "stops"]);
    expect(await between(gateway, "LON", "NYC")).toEqual({
      endedBy: "complete",
      outcomes: { nonstop: "silent", stops: "answered" },
      from: ["LHR"],
    });
    expect(old.calls).toEqual([]);
  });
});

test("an old bidder, which knows one airport of each end, takes part (A5)", async () => {
  await scripted(
    "nonstop",
    (call, reply) => {
      const slices = call.search.slices.map(({ origin, destination, departureDate: date }) => ({
        origin,
        destination,
        departureDate: date,
      }));
      reply.offers(flightOffers({ ...call.search, slices }, 2));
    },
    {},
  );
  const gateway = await gatewayWith(["nonstop"]);
  const { outcomes, from: origins } = await between(gateway, "LON", "NYC");
  expect({ outcomes, origins }).toEqual({
    outcomes: { nonstop: "answered" },
    origins: ["LHR", "LHR"],
  });
});

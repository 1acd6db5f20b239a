/** What a bidder does before it joins. */
import { describe, expect, test } from "@jest/globals";
import type { Clock } from "../common/runtime/clock.ts";
import type { FlightOffer, FlightSearch } from "../proto/messages.ts";
import { warmUp as flightsWarmUp } from "./flights/warm-up-searches.ts";
import type { SearchContext } from "./kit/bidder.ts";
import { partnerEntry, partnerOf } from "./partners/entries.ts";
import { open, warmUp as partnersWarmUp } from "./partners/index.ts";
import { type BidderWarmUpOptions, warmUp } from "./warm-up.ts";

const NOW_MS = Date.UTC(2026, 10, 23, 12);
const [search] = flightsWarmUp(NOW_MS).searches as [FlightSearch];

/** A steady clock that moves with each search. */
function stepping(stepMs: number) {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs, wall: () => NOW_MS, at: () => () => {} };
  const step = () => {
    nowMs += stepMs;
  };
  return { clock, step };
}

async function warmed(
  answer: () => readonly FlightOffer[],
  { stepMs, ...options }: Partial<BidderWarmUpOptions<undefined>> & { readonly stepMs: number },
): Promise<number> {
  const { clock, step } = stepping(stepMs);
  let asked = 0;
  async function* found(): AsyncGenerator<FlightOffer> {
    asked++;
    step();
    yield* answer();
  }
  await warmUp({
    module: { search: found, warmUp: () => ({ searches: [search] }) },
    resources: undefined,
    parallel: 1,
    offersMax: 20,
    clock,
    limitMs: 100,
    workedMs: () => 0,
    onError: (thrown) => {
      throw thrown;
    },
    ...options,
  });
  return asked;
}

const boom = () => {
  throw new Error("boom");
};

/** A bidder that finds nothing. */
const module = (searches: () => readonly FlightSearch[]) => ({
  search: () => [],
  warmUp: (nowMs: number) => {
    // As the shipped ones, which make dates of it.
    new Date(nowMs).toISOString();
    return { searches: searches() };
  },
});

describe("WARM-1: a warm-up ends, whatever the bidder does", () => {
  test("with the search that has begun before the end of its time", async () => {
    expect(await warmed(() => [], { stepMs: 100 })).toBe(3);
  });

  test("after some rounds, where searches take no time", async () => {
    expect(await warmed(() => [], { stepMs: 0 })).toBe(10);
  });

  test("with the search that has begun when its share of work is done", async () => {
    const worked = [0, 0, 40, 80, 120];
    const workedMs = () => worked.shift() as number;
    expect(await warmed(() => [], { stepMs: 0, workedMs })).toBe(3);
  });

  test("as many at a time as the bidder has threads", async () => {
    expect(await warmed(() => [], { stepMs: 100, parallel: 2 })).toBe(4);
  });

  test("with a search that throws, and with one that yields what is not an offer", async () => {
    const throwing = () => {
      throw new Error("no");
    };
    expect(await warmed(throwing, { stepMs: 300 })).toBe(1);
    expect(await warmed(() => [{} as FlightOffer], { stepMs: 300 })).toBe(1);
  });

  test.each<[string, Partial<BidderWarmUpOptions<undefined>>]>([
    ["a hook that throws", { module: module(() => boom()) }],
    ["a currency without a rate", { module: module(() => [{ ...search, currency: "XXQ" }]) }],
    [
      "a wall clock without a date",
      { module: module(() => [search]), clock: { ...stepping(1).clock, wall: () => Number.NaN } },
    ],
  ])("with %s, which is reported", async (_what, options) => {
    const errors: unknown[] = [];
    const onError = (thrown: unknown) => void errors.push(thrown);
    expect(await warmed(() => [], { stepMs: 100, onError, ...options })).toBe(0);
    expect(errors).toHaveLength(1);
  });

  test("at once when its signal fires, in a search that waits for another service", async () => {
    const stop = new AbortController();
    const stopped: unknown[] = [];
    let asked = 0;
    async function* find(_: FlightSearch, { signal }: SearchContext): AsyncGenerator<FlightOffer> {
      asked++;
      setImmediate(() => stop.abort());
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      stopped.push(signal.reason);
    }
    const waiting = { search: find, warmUp: () => ({ searches: [search] }) };
    await warmed(() => [], { stepMs: 0, module: waiting, signal: stop.signal });
    expect({ asked, stopped: stopped.length }).toEqual({ asked: 1, stopped: 1 });
  });

  test("without a time limit, or without searches, nothing is asked", async () => {
    expect(await warmed(() => [], { stepMs: 1, limitMs: 0 })).toBe(0);
    const module = { search: () => Promise.reject(new Error("asked")) as never };
    const { clock } = stepping(1);
    const options = { resources: undefined, parallel: 1, offersMax: 1, clock, limitMs: 300 };
    const work = { ...options, workedMs: () => 0, onError: () => {} };
    await expect(warmUp({ module, ...work })).resolves.toBeUndefined();
  });
});

const partner = partnerOf(
  partnerEntry.parse({ name: "one", adapter: "duffel", url: "http://127.0.0.1:1", token: "x" }),
);

test.each([
  ["an answer of their own, all of whose offers can be sold", [partner], 48],
  ["nothing, where there are none: neither thread nor server is started for it", [], 0],
])("partners warm up by %s", async (_what, partners, count) => {
  const resources = await open({ partners });
  const { searches, search: find } = partnersWarmUp(NOW_MS);
  const context = {
    resources,
    signal: new AbortController().signal,
    now: () => NOW_MS,
    remainingMs: () => 60_000,
    convert: ({ amount }) => amount,
    cost: (price) => price.amount,
    note: () => {},
    markStopped: () => {},
    sendBatch: () => Promise.resolve(),
  } satisfies Partial<SearchContext<typeof resources>>;
  const offers: FlightOffer[] = [];
  const found = (find as NonNullable<typeof find>)(
    searches[0] as FlightSearch,
    context as unknown as SearchContext<typeof resources>,
  ) as AsyncIterable<FlightOffer> | Iterable<FlightOffer>;
  for await (const offer of found) offers.push(offer);
  expect(offers).toHaveLength(count);
  await resources.close();
});

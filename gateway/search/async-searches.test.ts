import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import {
  asyncSearches,
  bid,
  type DrivenSearch,
  opened,
  snapshot,
} from "../../test/fixtures/gateway/async-searches.ts";
import { PATIENT_MS } from "../../test/harness/offers.ts";
import type { AsyncSearches, SearchView } from "./async-searches.ts";
import type { RecordedEvent } from "./recorded-event.ts";
import { STEPS_MAX } from "./search-record.ts";

const nobody = new AbortController().signal;
const codeOf = (act: () => unknown) => {
  try {
    act();
    return "none";
  } catch (thrown) {
    return (thrown as AuctionError).code;
  }
};

/** Follows the search from its beginning. */
function followed(
  searches: AsyncSearches,
  { searchId }: DrivenSearch,
  position: number | "end" = 0,
) {
  const events: RecordedEvent[] = [];
  const stop = searches.follow(searchId, { position }, (event) => void events.push(event));
  return { events, stop };
}

describe("an asynchronous search", () => {
  test("ASYNC-1 runs whoever waits or leaves: only `cancel` ends it early", async () => {
    const { searches, begin, clock } = asyncSearches();
    const search = begin();
    const leaving = new AbortController();
    const waiting = searches.wait(search.searchId, 5_000, leaving.signal);
    const { stop } = followed(searches, search);
    leaving.abort();
    stop?.();
    expect(await waiting).toBeNull();
    await clock.advance(5_000);
    expect({ aborted: search.signal.aborted, state: searches.view(search.searchId) }).toEqual({
      aborted: false,
      state: expect.objectContaining({ state: "running", elapsedMs: 5_000 }),
    });
    searches.cancel(search.searchId);
    expect(search.signal.aborted).toBe(true);
  });

  test("ASYNC-2 shows what is known while it runs, and then its result", async () => {
    const { searches, begin, clock } = asyncSearches();
    const search = begin();
    const { searchId } = search;
    const view = () => searches.view(searchId);
    const base = {
      searchId,
      state: "running",
      deadlineMs: PATIENT_MS,
      itineraries: [],
      bidders: [],
    };
    expect(view()).toEqual({ ...base, elapsedMs: 0 });
    search.observe(opened(searchId));
    await clock.advance(12.34);
    const expected = ["nonstop", "stops"];
    expect(view()).toEqual({ ...base, elapsedMs: 12.3, expected });
    search.observe(bid("stops"));
    search.observe(snapshot("a"));
    search.observe(bid("nonstop"));
    search.observe(snapshot("b", "a"));
    expect(view()).toMatchObject({
      state: "running",
      itineraries: [{ key: "b" }, { key: "a" }],
      bidders: [{ bidder: "nonstop" }, { bidder: "stops" }],
    });
    const result = await search.end();
    expect(view()).toEqual({ ...result, late: [], regret: null, state: "ended" });
  });

  test("ASYNC-2 is not found as soon as the ledger has dropped its result", async () => {
    const { searches, begin, ledger } = asyncSearches();
    const search = begin();
    search.observe(opened(search.searchId));
    await search.end();
    ledger.clear();
    expect({
      view: codeOf(() => searches.view(search.searchId)),
      follow: codeOf(() => followed(searches, search)),
      cancel: codeOf(() => searches.cancel(search.searchId)),
    }).toEqual({ view: "not-found", follow: "not-found", cancel: "not-found" });
  });

  test("ASYNC-2 shows its error for as long as a result is kept, and it is counted once", async () => {
    const { searches, begin, clock, refused } = asyncSearches();
    const search = begin();
    await clock.advance(1_000);
    await search.fail(new AuctionError("no-broker", "the broker is away"));
    const failed: SearchView = {
      searchId: search.searchId,
      state: "ended",
      problem: {
        type: "about:blank",
        title: "Service Unavailable",
        status: 503,
        code: "no-broker",
        detail: "the broker is away",
      },
    };
    expect(searches.view(search.searchId)).toEqual(failed);
    expect(await searches.wait(search.searchId, 5_000, nobody)).toEqual(failed);
    expect(followed(searches, search).events).toEqual([
      { id: "end", type: "error", data: (failed as { problem: object }).problem },
    ]);
    await clock.advance(300_000);
    expect(searches.view(search.searchId)).toEqual(failed);
    await clock.advance(1);
    expect(codeOf(() => searches.view(search.searchId))).toBe("not-found");
    expect(refused.map(({ code }) => code)).toEqual(["no-broker"]);
  });

  test("an error of ours says no more than that", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    await search.fail(new Error("a secret"));
    expect(searches.view(search.searchId)).toMatchObject({
      problem: { code: "internal", detail: "an internal error; the log has it" },
    });
  });

  test("one that is cancelled before its turn says so: nobody has disconnected", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    await search.fail(new AuctionError("cancelled", "the caller disconnected"));
    expect(searches.view(search.searchId)).toMatchObject({
      problem: { code: "cancelled", detail: "the search was cancelled before it began" },
    });
  });
});

describe("a request that waits (ASYNC-4)", () => {
  test("is answered at the end of the search, and leaves no timer", async () => {
    const { searches, begin, clock } = asyncSearches();
    const search = begin();
    const waiting = searches.wait(search.searchId, 5_000, nobody);
    await clock.advance(100);
    expect({ timers: clock.timers, waiters: searches.size.waiters }).toEqual({
      timers: 1,
      waiters: 1,
    });
    const result = await search.end();
    expect(await waiting).toEqual({ ...result, late: [], regret: null, state: "ended" });
    expect({ timers: clock.timers, waiters: searches.size.waiters }).toEqual({
      timers: 0,
      waiters: 0,
    });
  });

  test("is answered at the end of its time, and is no listener any more", async () => {
    const { searches, begin, clock } = asyncSearches();
    const search = begin();
    const waiting = searches.wait(search.searchId, 200, nobody);
    await clock.advance(199);
    expect(searches.size.waiters).toBe(1);
    await clock.advance(1);
    expect(await waiting).toMatchObject({ state: "running", elapsedMs: 200 });
    expect({ timers: clock.timers, waiters: searches.size.waiters }).toEqual({
      timers: 0,
      waiters: 0,
    });
  });

  test("whose caller leaves, or has left already, leaves nothing behind", async () => {
    const { searches, begin, clock } = asyncSearches();
    const search = begin();
    const leaving = new AbortController();
    const waiting = searches.wait(search.searchId, 5_000, leaving.signal);
    leaving.abort();
    expect(await waiting).toBeNull();
    expect(await searches.wait(search.searchId, 5_000, leaving.signal)).toBeNull();
    expect({ timers: clock.timers, waiters: searches.size.waiters }).toEqual({
      timers: 0,
      waiters: 0,
    });
  });

  test("for no time, or for a search that has ended, is answered at once", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    expect(await searches.wait(search.searchId, 0, nobody)).toMatchObject({ state: "running" });
    await search.end();
    expect(await searches.wait(search.searchId, 5_000, nobody)).toMatchObject({ state: "ended" });
  });

  test("gets a result that the ledger could not keep", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    const waiting = searches.wait(search.searchId, 5_000, nobody);
    const result = await search.end({}, false);
    expect(await waiting).toEqual({ ...result, late: [], regret: null, state: "ended" });
    await expect(searches.wait(search.searchId, 5_000, nobody)).rejects.toMatchObject({
      code: "not-found",
    });
  });

  test("a follower that stops gets no more; stopping twice counts once", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    const [one, other] = [followed(searches, search), followed(searches, search)];
    search.observe(opened(search.searchId));
    one.stop?.();
    one.stop?.();
    expect(searches.size.waiters).toBe(1);
    await search.end();
    other.stop?.();
    expect({
      one: one.events.map(({ type }) => type),
      other: other.events.map(({ type }) => type),
      waiters: searches.size.waiters,
    }).toEqual({ one: ["opened"], other: ["opened", "result"], waiters: 0 });
  });
});

describe("bounds (ASYNC-3)", () => {
  test("requests that wait for one search", async () => {
    const { searches, begin } = asyncSearches({ waitersPerSearchMax: 2 });
    const [search, another] = [begin(), begin()];
    const first = followed(searches, search);
    void searches.wait(search.searchId, 5_000, nobody);
    const refused = () => followed(searches, search);
    expect(codeOf(refused)).toBe("rate-limited");
    await expect(searches.wait(search.searchId, 5_000, nobody)).rejects.toMatchObject({
      code: "rate-limited",
    });
    expect(codeOf(() => followed(searches, another))).toBe("none");
    first.stop?.();
    expect(codeOf(refused)).toBe("none");
  });

  test("requests that wait in all", async () => {
    const { searches, begin } = asyncSearches({ waitersMax: 2 });
    const [one, other] = [begin(), begin()];
    const first = followed(searches, one);
    searches.checkRoom();
    followed(searches, other);
    expect({
      follow: codeOf(() => followed(searches, other)),
      room: codeOf(() => searches.checkRoom()),
    }).toEqual({ follow: "overloaded", room: "overloaded" });
    // Who does not wait is answered.
    expect(searches.view(one.searchId)).toMatchObject({ state: "running" });
    first.stop?.();
    expect(codeOf(() => searches.checkRoom())).toBe("none");
  });

  /** The events of these searches that are still kept, as a follower gets them. */
  const keptOf = (searches: AsyncSearches, all: readonly DrivenSearch[]) =>
    all.map((one) =>
      followed(searches, one)
        .events.map(({ type }) => type)
        .join(" "),
    );

  test("records of searches that have ended: the oldest go first, however they were read", async () => {
    const { searches, begin } = asyncSearches({ recordsMax: 2 });
    const [running, ...ended] = [begin(), begin(), begin(), begin()];
    for (const one of ended) {
      one.observe(opened(one.searchId));
      await one.end();
      // Reading the first one again does not make it newer.
      followed(searches, ended[0] as DrivenSearch);
    }
    expect(keptOf(searches, ended)).toEqual(["result", "opened result", "opened result"]);
    expect(searches.view((running as DrivenSearch).searchId)).toMatchObject({ state: "running" });
    expect(searches.size.records).toBe(3);
  });

  test("their bytes", async () => {
    const { searches, begin } = asyncSearches({ recordBytesMax: 5_000 });
    const small = [begin(), begin(), begin()];
    for (const one of small) {
      one.observe(opened(one.searchId));
      await one.end();
    }
    expect(keptOf(searches, small)).toEqual(Array(3).fill("opened result"));
    const large = begin();
    for (let count = 0; count < 10; count++) large.observe(bid(`bidder${count}`));
    await large.end();
    expect(keptOf(searches, [...small, large])).toEqual([
      "result",
      "result",
      "result",
      `${"bid ".repeat(10)}result`,
    ]);
    // One that is larger than all of it is not kept: its result is.
    const largest = begin();
    for (let count = 0; count < 100; count++) largest.observe(bid(`bidder${count}`));
    await largest.end();
    expect(keptOf(searches, [largest])).toEqual(["result"]);
  });

  test("their time", async () => {
    const { searches, begin, clock } = asyncSearches({ keepMs: 1_000 });
    const search = begin();
    search.observe(opened(search.searchId));
    await search.end();
    await clock.advance(1_000);
    expect(keptOf(searches, [search])).toEqual(["opened result"]);
    await clock.advance(1);
    expect(keptOf(searches, [search])).toEqual(["result"]);
    expect(searches.size.records).toBe(0);
  });

  test("RECORD-2 no snapshot is kept after the end, and one at most before it", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    search.observe(opened(search.searchId));
    for (const key of ["a", "b", "c"]) search.observe(snapshot(key));
    const first = followed(searches, search);
    expect(first.events.map(({ id, type }) => `${id} ${type}`)).toEqual(["1 opened", "4 snapshot"]);
    await search.end();
    expect(keptOf(searches, [search])).toEqual(["opened result"]);
  });
});

describe("the steps of an auction", () => {
  const stepsOf = (searches: AsyncSearches, { searchId }: DrivenSearch) => {
    const events: RecordedEvent[] = [];
    const reading = { position: 0, withSteps: true };
    searches.follow(searchId, reading, (event) => void events.push(event));
    return events;
  };

  test("are events of those who ask for them, while it runs and after its end (RECORD-3)", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin(true);
    search.observe(opened(search.searchId));
    const running = stepsOf(searches, search);
    search.step({ calledAtMs: 2 });
    search.observe(bid("stops"));
    await search.end();
    const all = ["1 opened", "2 progress", "3 bid", "end result"];
    const named = (events: readonly RecordedEvent[]) =>
      events.map(({ id, type }) => `${id} ${type}`);
    expect({
      running: named(running),
      ended: named(stepsOf(searches, search)),
      data: stepsOf(searches, search)[1]?.data,
      unasked: named(followed(searches, search).events),
      resumed: named(followed(searches, search, 1).events),
    }).toEqual({
      running: all,
      ended: all,
      data: { calledAtMs: 2 },
      unasked: ["1 opened", "3 bid", "end result"],
      resumed: ["3 bid", "end result"],
    });
  });

  test("are refused by name where the search was begun without them (RECORD-3)", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    search.observe(opened(search.searchId));
    const refused = /progress must be none for this search: it was begun without progress=all/;
    expect(() => stepsOf(searches, search)).toThrow(refused);
    await search.end();
    expect(() => stepsOf(searches, search)).toThrow(refused);
    expect(searches.size.waiters).toBe(0);
  });

  test(`only the first ${STEPS_MAX} are recorded, and no event before the end is missing (RECORD-3, A6)`, async () => {
    const { searches, begin } = asyncSearches();
    const search = begin(true);
    for (let atMs = 0; atMs < STEPS_MAX + 40; atMs++) search.step({ calledAtMs: atMs });
    search.observe(bid("stops"));
    const events = stepsOf(searches, search);
    expect({ count: events.length, last: events.at(-1)?.id, before: events.at(-2)?.data }).toEqual({
      count: STEPS_MAX + 1,
      last: STEPS_MAX + 1,
      before: { calledAtMs: STEPS_MAX - 1 },
    });
  });
});

describe("an event that a search has not had", () => {
  test.each([
    [5, "invalid-search"],
    ["end", "invalid-search"],
    [4, "none"],
  ] as const)("%j of a search that runs: %s", (position, code) => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    search.observe(opened(search.searchId));
    for (const bidder of ["a", "b", "c"]) search.observe(bid(bidder));
    expect(codeOf(() => followed(searches, search, position))).toBe(code);
  });

  test("after the end there is one more: `end`, behind which nothing comes", async () => {
    const { searches, begin } = asyncSearches();
    const search = begin();
    search.observe(opened(search.searchId));
    await search.end();
    expect(followed(searches, search, "end")).toEqual({ events: [], stop: null });
    expect(followed(searches, search, 1).events.map(({ id }) => id)).toEqual(["end"]);
    expect(codeOf(() => followed(searches, search, 2))).toBe("invalid-search");
  });
});

/** Asynchronous searches of other gateways, at one that is asked for them (ASYNC-6). */
import { describe, expect, test } from "@jest/globals";
import { asyncSearches, bid, opened } from "../../test/fixtures/gateway/async-searches.ts";
import { PATIENT_MS } from "../../test/harness/offers.ts";
import type { AsyncCopy } from "./async-copy.ts";
import type { RecordedEvent } from "./recorded-event.ts";
import { SILENT_MS_MAX } from "./searches-elsewhere.ts";

const nobody = new AbortController().signal;
const running = (startedWallMs: number): AsyncCopy => ({
  ...{ state: "running", owner: "acme", gateway: "g1", startedWallMs, deadlineMs: 800 },
});

function thrownBy(act: () => unknown) {
  try {
    act();
    return "none";
  } catch (thrown) {
    const { code, message } = thrown as { code: string; message: string };
    return { code, message };
  }
}

describe("a search of another gateway", () => {
  test("ELSEWHERE-1 runs until its end is told, or long after its deadline: then it is lost", async () => {
    const { searches, clock } = asyncSearches();
    searches.adopt("s9", running(clock.wall()), false);
    await clock.advance(800 + SILENT_MS_MAX);
    expect(searches.view("s9")).toEqual({
      ...{ searchId: "s9", state: "running", elapsedMs: 800 + SILENT_MS_MAX, deadlineMs: 800 },
      ...{ itineraries: [], bidders: [] },
    });
    await clock.advance(1);
    expect(searches.view("s9")).toMatchObject({
      state: "lost",
      problem: {
        code: "gateway-lost",
        status: 502,
        detail:
          "the gateway 'g1', which ran the search, has not said how it ended, long after its deadline",
      },
    });
    searches.adopt("s8", running(clock.wall()), true);
    expect(searches.view("s8")).toMatchObject({
      state: "lost",
      problem: {
        detail: "the gateway 'g1', which ran the search, is not connected to the broker any more",
      },
    });
    expect({ owner: searches.ownerOf("s8"), other: searches.ownerOf("s7") }).toEqual({
      owner: "acme",
      other: undefined,
    });
  });

  test("ASYNC-6 is ended by the gateway that runs it alone", async () => {
    const { searches, clock } = asyncSearches();
    searches.adopt("s9", running(clock.wall()), false);
    expect(thrownBy(() => searches.cancel("s9"))).toEqual({
      code: "misdirected",
      message: "the search runs at the gateway 'g1', which alone can end it",
    });
    // One that has ended stays as it is.
    searches.adopt("s9", running(clock.wall()), true);
    expect(thrownBy(() => searches.cancel("s9"))).toBe("none");
  });

  test("ASYNC-6 that has ended is told with its events, as by the gateway that ran it", async () => {
    const its = asyncSearches();
    const search = its.begin();
    const { searchId } = search;
    search.observe(opened(searchId));
    search.observe(bid("stops"));
    await search.end();
    const { searches, ledger } = asyncSearches();
    const copy = its.searches.copyOf(searchId) as AsyncCopy;
    searches.adopt(searchId, JSON.parse(JSON.stringify(copy)), false);
    ledger.set(searchId, its.ledger.get(searchId) as never);
    const followed = (from: typeof searches) => {
      const events: RecordedEvent[] = [];
      from.follow(searchId, { position: 1 }, (event) => void events.push(event));
      return events;
    };
    expect(followed(searches).map(({ id }) => id)).toEqual([2, "end"]);
    expect(followed(searches)).toEqual(followed(its.searches));
    expect(searches.view(searchId)).toEqual(its.searches.view(searchId));
    // A mark that was read before its end is taken after it.
    searches.adopt(searchId, running(its.clock.wall()), true);
    expect(searches.view(searchId)).toEqual(its.searches.view(searchId));
  });

  test("ASYNC-6 one that was begun here is never replaced by what another gateway says", async () => {
    const { searches, begin, clock } = asyncSearches();
    const search = begin();
    searches.adopt(search.searchId, running(clock.wall()), true);
    expect(searches.view(search.searchId).state).toBe("running");
    expect(searches.copyOf(search.searchId)).toMatchObject({
      state: "running",
      deadlineMs: PATIENT_MS,
    });
  });

  test("ASYNC-4 who waits for it waits for its end, or for as long as asked, and leaves nothing", async () => {
    let looks = 0;
    const end = { at: Number.POSITIVE_INFINITY };
    const { searches, clock } = asyncSearches({}, async (searchId) => {
      looks++;
      if (clock.now() < end.at) return;
      const problem = JSON.stringify({ code: "no-broker" });
      const told = { state: "ended", count: 0, hasSteps: false, events: "[]", problem } as const;
      searches.adopt(searchId, told, false);
    });
    searches.adopt("s9", running(clock.wall()), false);
    const short = searches.wait("s9", 600, nobody);
    await clock.advance(600);
    expect((await short)?.state).toBe("running");
    const leaving = new AbortController();
    const left = searches.wait("s9", 5_000, leaving.signal);
    leaving.abort();
    expect(await left).toBeNull();
    end.at = clock.now() + 500;
    const long = searches.wait("s9", 5_000, nobody);
    const stream = searches.endElsewhere("s9", nobody);
    expect(searches.size.waiters).toBe(2);
    for (let i = 0; i < 4; i++) await clock.advance(250);
    expect(await long).toMatchObject({ state: "ended", problem: { code: "no-broker" } });
    expect({ stream: await stream, waiters: searches.size.waiters }).toEqual({
      stream: true,
      waiters: 0,
    });
    expect(looks).toBeLessThan(12);
    expect(await searches.endElsewhere("unknown", nobody)).toBe(true);
  });

  test("ELSEWHERE-2, ASYNC-3: a limited number waits for it, and none when the gateway closes", async () => {
    const { searches, clock } = asyncSearches({ waitersPerSearchMax: 2 }, async () => {});
    for (const id of ["s8", "s9"]) searches.adopt(id, running(clock.wall()), false);
    const waiting = searches.wait("s9", 5_000, nobody);
    const stream = searches.endElsewhere("s9", nobody).catch(({ code }) => code);
    await expect(searches.wait("s9", 5_000, nobody)).rejects.toMatchObject({
      ...{ code: "rate-limited", message: expect.stringContaining("2 requests wait") },
    });
    const leaving = new AbortController();
    const left = searches.wait("s8", 5_000, leaving.signal);
    leaving.abort();
    expect({ left: await left, waiters: searches.size.waiters }).toEqual({
      left: null,
      waiters: 2,
    });
    searches.close();
    expect(await waiting).toMatchObject({ searchId: "s9", state: "running" });
    expect({ stream: await stream, waiters: searches.size.waiters }).toEqual({
      ...{ stream: "shutting-down", waiters: 0 },
    });
    expect(await searches.wait("s9", 5_000, nobody)).toMatchObject({ state: "running" });
  });

  test("ELSEWHERE-2, A6 are bounded: the one that was told longest ago is forgotten first", () => {
    const { searches, clock } = asyncSearches({ recordsMax: 2 });
    for (const id of ["s7", "s8", "s9"]) searches.adopt(id, running(clock.wall()), false);
    expect(["s7", "s8", "s9"].map((id) => searches.isWithoutResult(id))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import type { OfferColumns } from "../kit/offer-columns.ts";
import { PendingSearch } from "./pending-search.ts";
import type { SearchQuery, TaskEnd } from "./thread-messages.ts";

const NO_OFFERS: OfferColumns = {
  rows: 0,
  numbers: new Float64Array(0),
  texts: "",
  bodies: new Uint8Array(0),
  invalid: 0,
  firstFault: null,
};

const newSearch = () =>
  new PendingSearch(
    { costMs: 0 } as SearchQuery,
    { remainingMs: () => 800, signal: new AbortController().signal },
    0,
  );
const batch = (floor: number | null) => ({
  offers: NO_OFFERS,
  floor,
  final: false,
  notes: [],
});
const done = (batches: number): TaskEnd => ({
  how: "done",
  batches,
  workMs: 1,
  batch: { offers: NO_OFFERS, floor: null, final: true, notes: ["noted"] },
});

/** Reads to the end: floors, then what ended it. */
async function read(search: PendingSearch): Promise<unknown[]> {
  const seen: unknown[] = [];
  try {
    for (;;) {
      const { floor, final, notes } = await search.next();
      seen.push(final ? notes.join() : floor);
      if (final) return [...seen, "over"];
    }
  } catch (thrown) {
    return [...seen, thrown];
  }
}

describe("a search as the thread that bids reads it", () => {
  test.each<[string, (search: PendingSearch) => void]>([
    ["all before it is read", () => {}],
    ["while its reader waits", (search) => void search],
  ])("POOL-3: batches, and then the end: %s", async (when) => {
    const search = newSearch();
    const receiveAll = () => {
      search.receive(batch(10));
      search.receive(batch(null));
      search.end(done(2));
    };
    if (when.startsWith("all")) receiveAll();
    const reading = read(search);
    if (!when.startsWith("all")) receiveAll();
    expect(await reading).toEqual([10, null, "noted", "over"]);
  });

  test("POOL-3: an end that overtakes the batches before it waits for them", async () => {
    const search = newSearch();
    const seen: unknown[] = [];
    const reading = (async () => {
      for (let isFinal = false; !isFinal; ) {
        const { floor, final } = await search.next();
        seen.push(final ? "final" : floor);
        isFinal = final;
      }
    })();
    search.end(done(2));
    search.receive(batch(10));
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([10]);
    search.receive(batch(20));
    await reading;
    expect(seen).toEqual([10, 20, "final"]);
  });

  test.each<[string, TaskEnd, string, string]>([
    [
      "that stopped by itself",
      { how: "stopped", batches: 1, workMs: 1 },
      "cancelled",
      "the search ran out of time",
    ],
    [
      "that failed",
      {
        how: "failed",
        batches: 1,
        workMs: 1,
        code: "too-large",
        message: "much",
        stack: "Error: much\n at x",
      },
      "too-large",
      "much",
    ],
  ])("one %s throws after its batches", async (_, end, code, message) => {
    const search = newSearch();
    search.end(end);
    search.receive(batch(10));
    const [first, thrown] = await read(search);
    expect(first).toBe(10);
    expect(thrown).toBeInstanceOf(AuctionError);
    expect(thrown).toMatchObject({ code, message });
    if (end.how === "failed") expect((thrown as Error).cause).toMatchObject({ stack: end.stack });
  });

  test("one that is cut short throws at once, and what was found is not read", async () => {
    const search = newSearch();
    search.receive(batch(10));
    search.fail("cancelled");
    search.fail("something else");
    search.receive(batch(20));
    search.end(done(2));
    expect(await read(search)).toEqual(["cancelled"]);
  });

  test("what fails after its end is over", async () => {
    const search = newSearch();
    search.end(done(0));
    search.fail("too late");
    expect(await read(search)).toEqual(["noted", "over"]);
  });
});

import { describe, expect, jest, test } from "@jest/globals";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { finderOf, type Inventory, SearchTimeoutError, share } from "./inventory.ts";

const SEARCH = {
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
} as unknown as FlightSearch;
const OTHER = {
  slices: [{ origin: "LHR", destination: "BOS", departureDate: "2026-12-15" }],
} as unknown as FlightSearch;
const NEVER = new AbortController().signal;

function held() {
  const out = Promise.withResolvers<readonly FlightOffer[]>();
  const signals: AbortSignal[] = [];
  const find = jest.fn<Inventory["find"]>((_, signal) => {
    signals.push(signal);
    return out.promise;
  });
  return { find, out, signals };
}

describe("searches of the inventory", () => {
  test("equal ones at once are one, others are others, and a later one is made again", async () => {
    const { find, out } = held();
    const shared = share(find);
    const answers = Promise.all([
      shared(SEARCH, NEVER),
      shared({ ...SEARCH }, NEVER),
      shared(OTHER, NEVER),
    ]);
    expect(find).toHaveBeenCalledTimes(2);
    out.resolve([]);
    await expect(answers).resolves.toEqual([[], [], []]);
    await shared(SEARCH, NEVER);
    expect(find).toHaveBeenCalledTimes(3);
  });

  test("one who leaves does not stop the others; the last who leaves stops the search", async () => {
    const { find, signals } = held();
    const shared = share(find);
    const [first, second] = [new AbortController(), new AbortController()];
    const a = shared(SEARCH, first.signal);
    const b = shared(SEARCH, second.signal);
    first.abort(new Error("first left"));
    await expect(a).rejects.toThrow("first left");
    expect(signals[0]?.aborted).toBe(false);
    second.abort(new Error("second left"));
    await expect(b).rejects.toThrow("second left");
    expect(signals[0]?.aborted).toBe(true);
    // What comes after is a search of its own, not the one that was stopped.
    void shared(SEARCH, NEVER);
    expect(find).toHaveBeenCalledTimes(2);
  });

  test("one that fails fails for all who wait, and is not kept", async () => {
    const find = jest
      .fn<Inventory["find"]>()
      .mockRejectedValueOnce(new Error("broken"))
      .mockResolvedValueOnce([]);
    const shared = share(find);
    await expect(Promise.all([shared(SEARCH, NEVER), shared(SEARCH, NEVER)])).rejects.toThrow(
      "broken",
    );
    await expect(shared(SEARCH, NEVER)).resolves.toEqual([]);
  });
});

describe("a finder that reaches its time limit", () => {
  const offer = { key: "one" } as unknown as FlightOffer;
  /** Yields what it has, and then waits until it is told to stop. */
  const finder = (has: readonly FlightOffer[]) =>
    finderOf<undefined>(
      async function* (_, { signal }) {
        yield* has;
        await new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason)),
        );
      },
      undefined,
      () => 0,
      20,
    );
  const search = { ...SEARCH, currency: "USD" } as FlightSearch;

  test("gives what it has found", () =>
    expect(finder([offer]).find(search, NEVER)).resolves.toEqual([offer]));

  test("without an offer says that it had no time", () =>
    expect(finder([]).find(search, NEVER)).rejects.toThrow(SearchTimeoutError));

  test("whose caller leaves ends with the caller's reason", async () => {
    const caller = new AbortController();
    const found = finder([offer]).find(search, caller.signal);
    caller.abort(new Error("left"));
    await expect(found).rejects.toThrow("left");
  });
});

/** The properties of every auction, on 10,000 random ones each, with a driven clock. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SearchResult } from "../../proto/messages.ts";
import { propertyRuns } from "../harness/property-runs.ts";
import {
  inOrder,
  MISMATCH_SELLER,
  type PlayedWorld,
  playWorld,
  type ScriptedMessage,
  type SheetRow,
  sheetRow,
} from "./world.ts";

const RUNS = { numRuns: propertyRuns(10_000) };
const MINUTES_2 = 120_000;
const SELLERS = ["BA", "AA", "Alder", MISMATCH_SELLER];
const DEADLINE_MS = 100;

type UntimedMessage = Omit<ScriptedMessage, "at">;

/** All messages of one bidder, in order: some bids that are not final, and mostly a final one. */
function sequenceOf(
  bidder: string,
  floors: fc.Arbitrary<number | null>,
): fc.Arbitrary<UntimedMessage[]> {
  const rows = fc.array(sheetRow(SELLERS), { maxLength: 3 });
  const message = (
    sends: ScriptedMessage["sends"],
    its: readonly SheetRow[],
    floor: number | null,
  ): UntimedMessage => ({
    bidder,
    instance: `${bidder}-1`,
    sends,
    rows: its,
    floor,
  });
  const parts = fc.array(fc.tuple(rows, floors), { maxLength: 3 });
  const ends = fc.constantFrom<ScriptedMessage["sends"] | null>(
    "offers",
    "offers",
    "empty",
    "failed",
    "declined",
    "garbage",
    "elsewhere",
    null,
  );
  return fc
    .tuple(parts, ends, rows)
    .map(([before, end, last]) => [
      ...before.map(([its, floor]) => message("part", its, floor)),
      ...(end === null ? [] : [message(end, end === "offers" ? last : [], null)]),
    ]);
}

/** Gives each message a time in [0, before), in ascending order. */
function timed(
  sequence: readonly UntimedMessage[],
  before: number,
): fc.Arbitrary<ScriptedMessage[]> {
  return fc
    .array(fc.nat(before - 1), { minLength: sequence.length, maxLength: sequence.length })
    .map((times) =>
      [...times].sort((a, b) => a - b).map((at, i) => ({ ...(sequence[i] as UntimedMessage), at })),
    );
}

const someFloors = fc.option(fc.integer({ min: 100, max: 900 }));

/** The parts of a result that do not depend on the times of the bids. */
function timeless({ itineraries, bidders, endedBy, partial }: SearchResult) {
  const when = / when the auction ended .*/;
  return {
    endedBy,
    partial,
    itineraries,
    bidders: bidders.map(({ latencyMs: _, reason, ...rest }) => ({
      ...rest,
      reason: reason?.replace(when, ""),
    })),
  };
}

test(
  "A2: the result does not depend on the order and the times in which the bids came in",
  async () => {
    // The final bid of "blocker" is the last message, so that both auctions have the same bids when
    // it comes. An unexpected bidder takes part too.
    const both = fc
      .tuple(...["alpha", "beta", "unexpected"].map((bidder) => sequenceOf(bidder, someFloors)))
      .chain((sequences) => {
        const once = fc
          .tuple(...sequences.map((sequence) => timed(sequence, 80)))
          .map((lists) => inOrder(...lists) as ScriptedMessage[]);
        return fc.tuple(
          once,
          once,
          fc.constantFrom<ScriptedMessage["sends"] | null>("empty", null),
        );
      });
    await fc.assert(
      fc.asyncProperty(both, async ([one, other, lastWord]) => {
        const played = async (messages: readonly ScriptedMessage[]): Promise<PlayedWorld> => {
          const last: ScriptedMessage = {
            at: 85,
            bidder: "blocker",
            instance: "blocker-1",
            sends: lastWord ?? "empty",
            rows: [],
            floor: null,
          };
          return playWorld({
            setup: {
              expected: ["alpha", "beta", "blocker"],
              policy: { deadlineMs: DEADLINE_MS, required: [] },
              search: { maxResults: 3 },
            },
            events: lastWord === null ? messages : [...messages, last],
          });
        };
        const [first, second] = [await played(one), await played(other)];
        expect([85, 95]).toContain(first.endedAtMs);
        expect(second.endedAtMs).toBe(first.endedAtMs);
        expect(timeless(second.result)).toEqual(timeless(first.result));
      }),
      RUNS,
    );
  },
  MINUTES_2,
);

test(
  "A2: nor on the order of the bids of one bidder without floors",
  async () => {
    const both = sequenceOf("alpha", fc.constant(null)).chain((sequence) => {
      const parts = sequence.filter(({ sends }) => sends === "part");
      const shuffled = fc.shuffledSubarray(parts, { minLength: parts.length });
      return fc.tuple(
        fc.constant(sequence),
        shuffled.map((its) => [...its, ...sequence.filter(({ sends }) => sends !== "part")]),
      );
    });
    await fc.assert(
      fc.asyncProperty(both, async (sequences) => {
        const [one, other] = await Promise.all(
          sequences.map((sequence) =>
            playWorld({
              setup: {
                expected: ["alpha"],
                policy: { deadlineMs: DEADLINE_MS, required: [] },
                search: { maxResults: 3 },
              },
              events: sequence.map((message, i) => ({ ...message, at: i })),
            }),
          ),
        );
        expect(timeless((other as PlayedWorld).result)).toEqual(
          timeless((one as PlayedWorld).result),
        );
      }),
      RUNS,
    );
  },
  MINUTES_2,
);

const anything = fc
  .tuple(
    ...["alpha", "beta", "gamma", "unexpected"].map((bidder) => sequenceOf(bidder, someFloors)),
  )
  .chain((sequences) => fc.tuple(...sequences.map((sequence) => timed(sequence, 400))))
  .map((lists) => inOrder(...lists));
const setups = fc.record({
  deadlineMs: fc.integer({ min: 50, max: 400 }),
  quorum: fc.option(fc.integer({ min: 1, max: 3 })),
  required: fc.subarray(["alpha", "absent"]),
  grace: fc.record({
    share: fc.double({ min: 0, max: 2, noNaN: true }),
    msMin: fc.nat(400),
    msMax: fc.nat(400),
  }),
  waitedMs: fc.nat(12),
  lookupMs: fc.nat(500),
  hedgeAfterMs: fc.nat(400),
});

test(
  "A1, A3: one result, never past the deadline, with one outcome for every expected bidder",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        setups,
        anything,
        async ({ deadlineMs, quorum, required, hedgeAfterMs, ...rest }, events) => {
          const absent = required.filter((bidder) => bidder === "absent");
          let results = 0;
          const { result, endedAtMs, timersLeft } = await playWorld(
            {
              setup: {
                ...rest,
                expected: ["alpha", "beta"],
                skipped: ["gamma"],
                absent,
                hedgeAfterMs: { alpha: hedgeAfterMs },
                hedgeTo: { alpha: "alpha-2" },
                policy: { deadlineMs, quorum, required },
              },
              events,
            },
            () => results++,
          );
          expect({ results, timersLeft }).toEqual({ results: 1, timersLeft: 0 });
          expect(endedAtMs).toBeLessThanOrEqual(deadlineMs - rest.waitedMs);
          expect(result.elapsedMs).toBeLessThanOrEqual(deadlineMs);
          const names = result.bidders.map(({ bidder }) => bidder);
          expect(names.filter((bidder) => bidder !== "unexpected")).toEqual([
            ...absent,
            "alpha",
            "beta",
            "gamma",
          ]);
          expect(new Set(names).size).toBe(names.length);
          const missing = result.bidders.some(
            ({ bidder, outcome }) =>
              bidder !== "unexpected" && outcome !== "answered" && outcome !== "empty",
          );
          expect(result.partial).toBe(missing);
        },
      ),
      RUNS,
    );
  },
  MINUTES_2,
);

test(
  "A3: the ledger never changes a result, whatever bids are late",
  async () => {
    let late = 0;
    await fc.assert(
      fc.asyncProperty(anything, async (events) => {
        let before = "";
        const { result, view } = await playWorld(
          {
            setup: {
              expected: ["alpha", "beta"],
              skipped: ["gamma"],
              policy: { deadlineMs: DEADLINE_MS, required: [] },
            },
            events,
          },
          (ended) => {
            before = JSON.stringify(ended);
          },
        );
        const { late: entries, regret, ...shown } = view;
        expect([JSON.stringify(result), JSON.stringify(shown)]).toEqual([before, before]);
        late += entries.length;
        // A late bid comes from a bidder that had not finished.
        for (const { bidder } of entries)
          expect(result.bidders.find((one) => one.bidder === bidder)?.outcome).not.toBe("empty");
        // When it is known: test/properties/regret.test.ts.
        if (result.itineraries.length === 0) expect(regret).toBeNull();
        expect(regret?.amount ?? 0).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
    expect(late).toBeGreaterThan(RUNS.numRuns / 5);
  },
  MINUTES_2,
);

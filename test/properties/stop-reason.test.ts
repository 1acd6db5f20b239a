/**
 * The stop reason and everything that depends on it agree with a slow, simple oracle (oracle.ts).
 */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { EndedBy } from "../../proto/messages.ts";
import { propertyRuns } from "../harness/property-runs.ts";
import { type Game, truthOf } from "./oracle.ts";
import {
  type AuctionEvent,
  flightName,
  inOrder,
  MISMATCH_SELLER,
  minutesOfFlight,
  playWorld,
  type ScriptedMessage,
  sheetRow,
} from "./world.ts";

const DEADLINE_MS = 100;
/** The gateway reserves a twentieth of 100 ms. */
const UNTIL = 95;
const RUNS = propertyRuns(10_000);

const time = fc.integer({ min: 0, max: DEADLINE_MS + 5 });
const sends = fc.constantFrom<ScriptedMessage["sends"]>(
  ...([
    "part",
    "part",
    "part",
    "part",
    "offers",
    "offers",
    "offers",
    "empty",
    "empty",
    "declined",
    "failed",
    "garbage",
    "elsewhere",
  ] as const),
);
const messageOf = (bidders: readonly string[]): fc.Arbitrary<ScriptedMessage> =>
  fc
    .record({
      at: time,
      bidder: fc.constantFrom(...bidders),
      second: fc.nat(3),
      sends,
      rows: fc.array(sheetRow(["BA", "AA", "AA", "Alder", MISMATCH_SELLER], 6), { maxLength: 3 }),
      floor: fc.option(fc.integer({ min: 1, max: 9 }), { freq: 4 }),
    })
    .map(({ second, floor, ...rest }) => ({
      ...rest,
      instance: `${rest.bidder}-${second === 0 ? 2 : 1}`,
      floor: floor === null ? null : 100 * floor + 1,
    }));

/** An event in one game of ten. */
const rare = (event: (at: number) => AuctionEvent): fc.Arbitrary<AuctionEvent[]> =>
  fc.tuple(fc.nat(9), time).map(([dice, at]) => (dice === 0 ? [event(at)] : []));

const games: fc.Arbitrary<Game> = fc
  .record({
    expected: fc.subarray(["alpha", "beta", "gamma"]),
    skipped: fc.subarray(["delta"]),
    absent: fc.subarray(["epsilon"]),
    unexpected: fc.subarray(["zeta"]),
    quorum: fc.option(fc.integer({ min: 1, max: 3 })),
    grace: fc.constantFrom(
      { share: 0.25, msMin: 5, msMax: 8 },
      { share: 0.5, msMin: 0, msMax: 100 },
    ),
    maxResults: fc.integer({ min: 1, max: 3 }),
    valuePerHour: fc.constantFrom(0, 600),
    hedgeAt: fc.integer({ min: 0, max: 60 }),
  })
  .chain((game) => {
    const bidders = [
      ...game.expected,
      ...game.expected,
      ...game.skipped,
      ...game.absent,
      ...game.unexpected,
    ];
    const messages =
      bidders.length === 0
        ? fc.constant([])
        : fc.array(messageOf(bidders), { minLength: 2, maxLength: 14, size: "medium" });
    const rarities = [
      rare((at) => ({ at, caller: "disconnects" })),
      rare((at) => ({ at, broker: "no subscribers" })),
      rare((at) => ({ at, lost: "alpha" })),
    ];
    return fc
      .tuple(
        messages,
        fc.tuple(...rarities),
        fc.subarray([...game.expected, ...game.absent]),
        fc.subarray(game.expected),
      )
      .map(([received, rest, required, slow]): Game => {
        const { unexpected: _, hedgeAt, ...terms } = game;
        // A floor is a cost, so it includes the cost of the time of an average flight.
        const time = Math.round((game.valuePerHour * minutesOfFlight(3)) / 60);
        const costly = received.map((one) => ({
          ...one,
          floor: one.floor === null ? null : one.floor + time,
        }));
        return {
          ...terms,
          until: UNTIL,
          required,
          // Between two milliseconds, so that no hedge and no end have the same time.
          hedgeAfterMs: Object.fromEntries(slow.map((bidder) => [bidder, hedgeAt + 0.3])),
          hedgeTo: Object.fromEntries(slow.map((bidder) => [bidder, `${bidder}-2`])),
          // When the broker reports no subscribers, no bidder sends a message.
          events: rest[1]?.length ? inOrder(...rest) : inOrder(costly, ...rest),
        };
      });
  });

test("A1, A3: every auction stops at the instant, for the reason, with the outcomes and with the offers that the rules give", async () => {
  const seen = new Map<EndedBy, number>();
  await fc.assert(
    fc.asyncProperty(games, async (game) => {
      const { events, until: _, quorum, required, maxResults, valuePerHour, ...setup } = game;
      const truth = truthOf(game);
      const { result, endedAtMs, timersLeft } = await playWorld({
        setup: {
          ...setup,
          required,
          policy: { deadlineMs: DEADLINE_MS, quorum, required },
          search: { maxResults },
          objective: { valuePerHour },
        },
        events,
      });
      seen.set(truth.endedBy, (seen.get(truth.endedBy) ?? 0) + 1);
      expect({
        endedBy: result.endedBy,
        at: endedAtMs,
        outcomes: Object.fromEntries(
          result.bidders.map(({ bidder, outcome }) => [bidder, outcome]),
        ),
        shown: result.itineraries.map(({ slices, cost, sellers }) => ({
          flight: slices[0]?.segments[0]?.flightNumber,
          cost,
          sellers: sellers.map(({ seller, bidder }) => `${seller}@${bidder}`).sort(),
        })),
        timersLeft,
      }).toEqual({
        ...truth,
        shown: truth.shown.map((one) => ({ ...one, flight: flightName(one.flight) })),
        timersLeft: 0,
      });
    }),
    { numRuns: RUNS },
  );
  // A reason that almost never occurs would not be tested.
  for (const endedBy of [
    "complete",
    "settled",
    "quorum",
    "deadline",
    "cancelled",
    "no-bidders",
  ] as const) {
    const isFrequent = (seen.get(endedBy) ?? 0) > RUNS / 100;
    expect({ endedBy, isFrequent }).toEqual({ endedBy, isFrequent: true });
  }
});

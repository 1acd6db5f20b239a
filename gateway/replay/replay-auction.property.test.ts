/** A record that is replayed gives the result that was recorded. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { decodeResult, encodeResult } from "../../proto/codec/index.ts";
import { randomMarkets } from "../../test/fixtures/replay/random-market.ts";
import { recordWorld } from "../../test/fixtures/replay/recorded-world.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { replayAsRecorded, replayAuction } from "./replay-auction.ts";
import { AS_RECORDED } from "./replay-policy.ts";

const places = { elapsed, kilometres: kilometresBetween };

test("REPLAY-1: 10,000 records, replayed under their own policies, give their results to the byte", async () => {
  await fc.assert(
    fc.asyncProperty(randomMarkets({ faulty: true, hedged: true }), async (world) => {
      const { recorded, result, isAmbiguous } = await recordWorld(world);
      fc.pre(!isAmbiguous);
      const replayed = await replayAsRecorded(recorded, places);
      expect(decodeResult(replayed)).toEqual(result);
      expect(Buffer.from(replayed).equals(recorded.result as Uint8Array)).toBe(true);
    }),
    { numRuns: propertyRuns(10_000) },
  );
});

// A hedge that was tried and not sent leads to a check for `settled` too, and is in no record.
test("and so they do with timers that fire at their own times (REPLAY-1)", async () => {
  await fc.assert(
    fc.asyncProperty(randomMarkets({ faulty: true, hedged: false }), async (world) => {
      const { recorded, result, endedAtMs } = await recordWorld({ ...world, timersLateMs: 0 });
      const replayed = await replayAuction(recorded, AS_RECORDED, places);
      expect(replayed).toEqual({ result, endedAtMs });
    }),
    { numRuns: propertyRuns(2_000) },
  );
});

test("REPLAY-1: however long the gateway took to read the bid that completed an auction", async () => {
  let shifted = 0;
  await fc.assert(
    fc.asyncProperty(
      randomMarkets({ faulty: false, hedged: false }),
      fc.integer({ min: 1, max: 400 }),
      async (world, tookMs) => {
        const { recorded, result, isAmbiguous } = await recordWorld({ ...world, timersLateMs: 0 });
        const endedAtUs = recorded.endedAtUs + tookMs * 1_000;
        const isNext = ({ atUs }: { atUs: number }) =>
          atUs > recorded.endedAtUs && atUs <= endedAtUs;
        // The words of a report name the time of the end.
        const isNamed = result.bidders.some(({ reason }) => reason?.includes("ended by"));
        if (isAmbiguous || isNamed || recorded.events.some(isNext)) return;
        if (recorded.endedBy !== "complete") return;
        shifted++;
        const later = {
          ...result,
          elapsedMs: Math.round(result.elapsedMs * 10 + tookMs * 10) / 10,
        };
        const slow = { ...recorded, endedAtUs, result: encodeResult(later) };
        expect(decodeResult(await replayAsRecorded(slow, places))).toEqual(later);
      },
    ),
    { numRuns: propertyRuns(500), seed: 15 },
  );
  expect(shifted).toBeGreaterThan(0);
});

test("REPLAY-2: whatever bytes are in a record, a replay has a result", async () => {
  const events = fc.array(
    fc.record({
      kind: fc.constant("bid" as const),
      atUs: fc.nat(1_000_000),
      bidder: fc.constantFrom("alpha", "beta", "__proto__", ""),
      instance: fc.string(),
      bytes: fc.uint8Array({ maxLength: 200 }),
    }),
    { maxLength: 8 },
  );
  const { recorded } = await recordWorld({
    ...{ setup: { expected: ["alpha", "beta"] }, events: [], timersLateMs: 0, lateWanted: false },
  });
  await fc.assert(
    fc.asyncProperty(events, async (any) => {
      const sorted = [...any].sort((a, b) => a.atUs - b.atUs);
      const { result } = await replayAuction({ ...recorded, events: sorted }, AS_RECORDED, places);
      expect({ itineraries: result.itineraries }).toEqual({ itineraries: [] });
    }),
  );
});

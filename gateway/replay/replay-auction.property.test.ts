/** A record that is replayed gives the result that was recorded. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { decodeResult, encodeResult } from "../../proto/codec/index.ts";
import type { EndedBy, SearchResult } from "../../proto/messages.ts";
import { randomMarkets } from "../../test/fixtures/replay/random-market.ts";
import { type RecordedWorld, recordWorld } from "../../test/fixtures/replay/recorded-world.ts";
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

/** As a gateway records it that took so long to read the event that ended the auction. */
async function slowlyRead(world: RecordedWorld, tookMs: number) {
  const { recorded, result, isAmbiguous } = await recordWorld({ ...world, timersLateMs: 0 });
  const endedAtUs = recorded.endedAtUs + tookMs * 1_000;
  const isNext = ({ atUs }: { atUs: number }) => atUs > recorded.endedAtUs && atUs <= endedAtUs;
  const isOfEvent = recorded.events.some(({ atUs }) => atUs === recorded.endedAtUs);
  fc.pre(isOfEvent && !isAmbiguous && !recorded.events.some(isNext));
  const later: SearchResult = {
    ...result,
    elapsedMs: Math.round(result.elapsedMs * 10 + tookMs * 10) / 10,
    // The words of a report name the time of the end.
    bidders: result.bidders.map((one) => ({
      ...one,
      reason:
        one.reason?.replace(`at ${result.elapsedMs} ms`, `at ${result.elapsedMs + tookMs} ms`) ??
        null,
    })),
  };
  return { slow: { ...recorded, endedAtUs, result: encodeResult(later) }, later };
}

test.each<[by: EndedBy, grace: object]>([
  ["complete", {}],
  ["settled", { grace: { share: 0, msMin: 0, msMax: 0 } }],
  ["quorum", { grace: { share: 0, msMin: 0, msMax: 0 } }],
  ["cancelled", {}],
])("REPLAY-1: however long the gateway took to read the event that ended an auction: %s", async (by, changes) => {
  await fc.assert(
    fc.asyncProperty(
      randomMarkets({ faulty: false, hedged: false }),
      fc.integer({ min: 2, max: 400 }),
      async (world, tookMs) => {
        const setup = { ...world.setup, ...changes };
        const { slow, later } = await slowlyRead({ ...world, setup }, tookMs);
        fc.pre(slow.endedBy === by);
        expect(decodeResult(await replayAsRecorded(slow, places))).toEqual(later);
        // A check for `settled` is a timer, which fires at the recorded end in any case.
        if (by === "settled") return;
        // An end for another reason is another end: its time is that of the replay.
        const other = { ...slow, endedBy: "deadline" as const };
        const { elapsedMs } = decodeResult(await replayAsRecorded(other, places));
        expect(elapsedMs).toBeLessThan(later.elapsedMs);
      },
    ),
    { numRuns: propertyRuns(20), seed: 15, maxSkipsPerRun: 500 },
  );
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

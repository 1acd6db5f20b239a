/** A late allowance changes no result: a bid that was cut ends its attempt as the final one. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { randomMarkets } from "../../test/fixtures/replay/random-market.ts";
import { type RecordedWorld, recordWorld } from "../../test/fixtures/replay/recorded-world.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { AuctionEvent } from "../../test/properties/world.ts";

/** The same messages, of bidders whose bids are final where they were cut. */
function withoutAllowance(world: RecordedWorld): RecordedWorld {
  const events = world.events.map((event): AuctionEvent => {
    if (!("bidder" in event)) return event;
    const { cut: _, ...final } = event;
    return final;
  });
  return { ...world, events };
}

test("CUTBID-1: a result is the same with a late allowance and without", async () => {
  const kinds = fc.record({ faulty: fc.boolean(), hedged: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      kinds.chain((kind) => randomMarkets(kind)),
      async (world) => {
        const allowed = await recordWorld(world);
        const ordinary = await recordWorld(withoutAllowance(world));
        expect({ result: allowed.result, endedAtMs: allowed.endedAtMs }).toEqual({
          result: ordinary.result,
          endedAtMs: ordinary.endedAtMs,
        });
      },
    ),
    { numRuns: propertyRuns(500) },
  );
});

/** Shadow bidders: called, heard, accounted for, and no part of the result. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SearchEvent } from "../../proto/messages.ts";
import {
  AUCTION_ID,
  type AuctionSetup,
  auctionOf,
  DEADLINE_MS,
  SEARCH_ID,
} from "../../test/fixtures/auction/auction.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { ShadowEvent } from "./ports.ts";

const EXPECTED = ["nonstop", "stops"];

function withShadow(setup: AuctionSetup = {}) {
  const events: ShadowEvent[] = [];
  const onShadows = (event: ShadowEvent) => void events.push(event);
  const auction = auctionOf({ expected: EXPECTED, shadow: ["new"], ...setup, onShadows });
  return { ...auction, events };
}

describe("what is accounted for (SHADOW-4)", () => {
  test("its outcome, and what would have been shown of it", async () => {
    const { clock, offers, send, result, events, ledger, wire } = withShadow();
    clock.moveTo(5);
    offers("new", [{ amount: 40_000 }, { amount: 90_000, number: 9 }]);
    offers("nonstop", [{ amount: 50_000 }]);
    send("stops");
    expect((await result).itineraries.map(({ price }) => price.amount)).toEqual([50_000]);
    const report = { bidder: "new", outcome: "answered", offers: 2, instance: "new-1" };
    expect(events).toMatchObject([
      { auctionId: AUCTION_ID, bidders: [{ report, shown: 2, won: 2 }] },
    ]);
    expect(ledger.kept(SEARCH_ID)?.shadows).toMatchObject([{ report }]);
    expect(wire.learned?.reports.map(({ bidder }) => bidder)).toContain("new");
  });

  test("an invalid one, and one of which nothing came", async () => {
    const { offers, raw, send, result, events } = withShadow({ shadow: ["bad", "new"] });
    raw("bad", Buffer.from([255, 255, 255]));
    offers("nonstop", [{ amount: 50_000 }]);
    send("stops");
    await result;
    expect(events[0]?.bidders.map(({ report }) => [report.bidder, report.outcome])).toEqual([
      ["bad", "invalid"],
      ["new", "silent"],
    ]);
  });

  test("what comes after the end changes nothing, and is no regret", async () => {
    const { clock, offers, send, result, ledger } = withShadow();
    offers("nonstop", [{ amount: 50_000 }]);
    send("stops");
    await result;
    clock.moveTo(20);
    offers("new", [{ amount: 10_000 }]);
    expect(ledger.view(SEARCH_ID)).toMatchObject({ late: [], regret: { amount: 0 } });
  });
});

describe("no auction waits for it (SHADOW-2)", () => {
  test("it ends as complete without it, and asks it to stop", async () => {
    const { clock, offers, send, result, wire } = withShadow();
    clock.moveTo(12);
    offers("nonstop", [{ amount: 50_000 }]);
    send("stops");
    expect(await result).toMatchObject({ endedBy: "complete", partial: false, elapsedMs: 12 });
    expect(wire.cancelSent).toBe(true);
  });

  test("it is in no quorum", async () => {
    const { clock, offers, send, result } = withShadow({
      policy: { quorum: 2, required: [] },
    });
    send("new");
    offers("nonstop", [{ amount: 50_000 }]);
    clock.moveTo(DEADLINE_MS);
    expect((await result).endedBy).toBe("deadline");
  });
});

test("where it is alone, the search ends as no-bidders (SHADOW-3)", async () => {
  const { offers, result } = withShadow({ expected: [], policy: { required: [] } });
  offers("new", [{ amount: 40_000 }]);
  expect(await result).toMatchObject({ endedBy: "no-bidders", itineraries: [], bidders: [] });
});

const message = fc.record({
  at: fc.nat(DEADLINE_MS - 1),
  bidder: fc.constantFrom("nonstop", "stops", "new"),
  amounts: fc.array(fc.integer({ min: 10_000, max: 99_999 }), { maxLength: 3 }),
  final: fc.boolean(),
  floor: fc.option(fc.integer({ min: 1, max: 99_999 })),
});
const worlds = fc.record({
  messages: fc.array(message, { maxLength: 12 }),
  quorum: fc.option(fc.integer({ min: 1, max: 2 })),
  maxResults: fc.integer({ min: 1, max: 3 }),
});

test("property: result and events with a shadow bidder are those without it (SHADOW-1)", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async ({ messages, quorum, maxResults }) => {
      const played = async (shadow: readonly string[]) => {
        const observed: SearchEvent[] = [];
        const { clock, offers, result } = auctionOf({
          ...{ expected: EXPECTED, shadow, search: { maxResults } },
          policy: { quorum, required: [] },
          observe: (event) => void observed.push(event),
        });
        for (const one of messages.toSorted((a, b) => a.at - b.at)) {
          if (one.bidder === "new" && shadow.length === 0) continue;
          clock.moveTo(one.at);
          const traits = one.amounts.map((amount, i) => ({ amount, number: i + 1 }));
          const { final, floor } = one;
          offers(one.bidder, traits, { final, floor: final ? null : floor });
        }
        clock.moveTo(DEADLINE_MS);
        return { result: await result, observed };
      };
      expect(await played(["new"])).toEqual(await played([]));
    }),
    { numRuns: propertyRuns(150) },
  );
});

/** The invariants of the handler, whatever strategies, callers and the clock do. */

import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeCancel } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import { createHandler, hang, never, offer, search } from "../../test/fixtures/kit/call-handler.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { BIDS_A_CALL_MAX } from "./bid-sender.ts";
import type { SearchContext } from "./bidder.ts";

/**
 * What an arbitrary strategy does, step by step: a number below 0 is a batch with that floor (made
 * positive), another an offer's price.
 */
const STEPS = [
  "invalid",
  "throw",
  "wait",
  "waitLong",
  "compute",
  "hang",
  "ignoreSignal",
  "note",
  "batch",
] as const;
type CallStep = (typeof STEPS)[number] | number;
const step: fc.Arbitrary<CallStep> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...STEPS) },
  { weight: 8, arbitrary: fc.integer({ min: -60, max: 60 }) },
);
const steps = fc.array(step, { maxLength: 40 });
/** What happens around the strategies. */
type Act =
  | { readonly do: "call" | "hedge" | "cancel" | "close" | "abort"; readonly id: string }
  | { readonly do: "pass"; readonly ms: number };
const ids = fc.constantFrom("a", "b", "c", "d", "e", "f");
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("call" as const), id: ids }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("hedge" as const), id: ids }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), id: ids }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.integer({ min: 0, max: 500 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("close" as const, "abort" as const),
      id: fc.constant(""),
    }),
  },
);

/**
 * Checks the bids of one call, in order: exactly one final, last (A7); numbers without a gap; no
 * row twice; floors that rise and are true.
 */
function checkBids(bids: readonly Bid[], offersMax: number): void {
  expect(bids.map(({ final }) => final)).toEqual(bids.map((_, i) => i === bids.length - 1));
  expect(bids.map(({ sequence }) => sequence)).toEqual(bids.map((_, i) => i));
  expect(bids.length).toBeLessThanOrEqual(BIDS_A_CALL_MAX);
  const rows = bids.flatMap(({ sheet }) => sheet.itinerary);
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows.length).toBeLessThanOrEqual(offersMax);
  let floor = Number.NEGATIVE_INFINITY;
  for (const bid of bids) {
    // The objective weighs prices alone, in one currency: a row's cost is its price.
    for (const price of bid.sheet.price) expect(price).toBeGreaterThanOrEqual(floor);
    if (floor > Number.NEGATIVE_INFINITY && !bid.final)
      expect(bid.floor).toBeGreaterThanOrEqual(floor);
    floor = Math.max(floor, bid.floor ?? Number.NEGATIVE_INFINITY);
  }
}

type Handler = ReturnType<typeof createHandler>;

/** Does one step of a strategy, yielding its offer. */
async function* doStep(
  step: CallStep,
  number: number,
  context: SearchContext,
  clock: Handler["clock"],
): AsyncGenerator<unknown> {
  const pass = (ms: number) => new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));
  if (typeof step === "number" && step < 0) await context.sendBatch(-step);
  if (typeof step === "number" && step >= 0) yield offer({ number, amount: step });
  if (step === "batch") await context.sendBatch(null);
  if (step === "invalid") yield { price: Number.NaN };
  if (step === "throw") throw new Error("thrown");
  if (step === "wait") await pass(4);
  if (step === "waitLong") await pass(70);
  if (step === "compute") clock.spend(30);
  if (step === "hang") yield* hang(undefined, context);
  if (step === "ignoreSignal") await never;
  if (step === "note") context.note("a note");
}

/** Does what happens around the strategies. Returns how many calls each search had. */
async function doActs(
  { handler, clock, deliver, hedged }: Handler,
  acts: readonly Act[],
  maxResults: number,
  check: () => void,
): Promise<Map<string, number>> {
  const calls = new Map<string, number>();
  let held = 0;
  for (const act of acts) {
    if (act.do === "pass") await clock.advance(act.ms);
    if (act.do === "close") handler.close();
    if (act.do === "abort") handler.abort();
    if (act.do === "cancel") handler.cancel(encodeCancel(act.id));
    if (act.do === "call" || act.do === "hedge") {
      deliver(act.id, { search: { ...search, maxResults } }, act.do === "hedge" ? null : "LHR.*");
      const isHeld = hedged.filter((what) => what === "held").length > held;
      if (isHeld) held++;
      else calls.set(act.id, (calls.get(act.id) ?? 0) + 1);
    }
    check();
  }
  return calls;
}

/** Nothing is left over, and every report is of a final bid that was sent. */
function checkEnd({ handler, clock, reports, sent }: Handler): void {
  expect(reports.length).toBe(sent.filter(({ bid }) => bid.final).length);
  expect(
    reports.every(
      (report) => report.error === undefined || (report.error as Error).message === "thrown",
    ),
  ).toBe(true);
  expect({ running: handler.running, waiting: handler.waiting, timers: clock.timers }).toEqual({
    running: 0,
    waiting: 0,
    timers: 0,
  });
}

test("whatever strategies do and whatever happens: one final bid a call, the last (KIT-1, A7), no start without budget (A8), no row twice, no false floor, nothing left over", async () => {
  const world = fc.record({
    strategies: fc.array(steps, { minLength: 1, maxLength: 8 }),
    acts: fc.array(act, { maxLength: 25 }),
    queueMax: fc.integer({ min: 0, max: 3 }),
    offersMax: fc.integer({ min: 1, max: 40 }),
    maxResults: fc.integer({ min: 1, max: 20 }),
  });
  let [batches, floors] = [0, 0];
  await fc.assert(
    fc.asyncProperty(world, async ({ strategies, acts, queueMax, offersMax, maxResults }) => {
      let searches = 0;
      const strategy = async function* (_: unknown, context: SearchContext) {
        expect(context.remainingMs()).toBeGreaterThan(0);
        expect(context.signal.aborted).toBe(false);
        const steps = strategies[searches++ % strategies.length] ?? [];
        for (const [i, step] of steps.entries()) yield* doStep(step, 1 + i, context, it.clock);
      };
      const it: Handler = createHandler(strategy, { concurrencyMax: 2, queueMax, offersMax });
      const calls = await doActs(it, acts, maxResults, () => {
        expect(it.handler.running).toBeLessThanOrEqual(2);
        expect(it.handler.waiting).toBeLessThanOrEqual(queueMax);
      });
      await it.clock.advance(10_000);
      await it.handler.idle();
      for (const [id, count] of calls) {
        const bids = it.bidsFor(id);
        expect(bids.filter(({ final }) => final).length).toBe(count);
        // Calls for one search that overlap are answered side by side, in one inbox.
        if (count === 1) checkBids(bids, offersMax);
        batches += bids.filter(({ final, sheet }) => !final && sheet.rows > 0).length;
        floors += bids.filter((bid) => bid.floor !== null).length;
      }
      checkEnd(it);
    }),
    { numRuns: propertyRuns(300) },
  );
  // Few cases may have far fewer than the average.
  const enough = propertyRuns(300) < 300 ? propertyRuns(300) / 10 : 100;
  expect(Math.min(batches, floors)).toBeGreaterThan(enough);
});

test("whatever is yielded, in however many batches: all bids together have the best offers, except for those that were sent early (A6)", async () => {
  const world = fc.record({
    // Distinct prices: so which are the best does not depend on ties.
    yields: fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }),
    cuts: fc.array(
      fc.record({
        at: fc.nat(60),
        floor: fc.constantFrom("none" as const, "true" as const, "low" as const),
      }),
      {
        maxLength: 6,
      },
    ),
    offersMax: fc.integer({ min: 1, max: 70 }),
    maxResults: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ yields: amounts, cuts, offersMax, maxResults }) => {
      const { clock, deliver, bidsFor } = createHandler(
        async function* (_: unknown, { sendBatch }: SearchContext) {
          for (const [i, amount] of amounts.entries()) {
            for (const { at, floor } of cuts) {
              const truth = Math.min(...amounts.slice(i));
              if (at === i)
                await sendBatch(floor === "none" ? null : floor === "true" ? truth : truth - 10);
            }
            yield offer({ number: 1 + i, amount });
          }
        },
        { offersMax },
      );
      deliver("s", { search: { ...search, maxResults } });
      for (let turns = 0; turns < 6; turns++) await clock.settle();
      const bids = bidsFor("s");
      checkBids(bids, offersMax);
      const ranked = [...amounts].sort((a, b) => a - b);
      const sent = bids.flatMap(({ sheet }) => sheet.price).sort((a, b) => a - b);
      expect(sent.length).toBe(Math.min(offersMax, amounts.length));
      const sure = Math.min(cuts.length > 0 ? Math.ceil(offersMax / 2) : offersMax, sent.length);
      expect(sent.slice(0, sure)).toEqual(ranked.slice(0, sure));
    }),
    { numRuns: propertyRuns(300) },
  );
});

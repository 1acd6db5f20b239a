/** The gateway's counted metrics beside prom-client's own, which are the oracle. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Counter, Histogram, Registry } from "prom-client";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { ByText, CountedCounter, CountedHistogram } from "./counted-metrics.ts";

const words = fc.constantFrom("nonstop", "stops", 'a"b\\c\nd', "7", "__proto__", "");

test("METRICS-1 property: a counter shows what prom-client's shows, at any time", async () => {
  const labelNames = ["bidder", "outcome"] as const;
  const description = { name: "bids_total", help: "Bids\nof bidders" };
  const events = fc.array(fc.tuple(words, words, fc.nat(3)), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(events, events, async (first, then) => {
      const [own, theirs] = [new Registry(), new Registry()];
      const counted = new CountedCounter({ ...description, labelNames }, own);
      const of = new ByText(
        (bidder) => new ByText((outcome) => counted.child({ bidder, outcome })),
      );
      const counter = new Counter({ ...description, labelNames, registers: [theirs] });
      for (const part of [first, then]) {
        for (const [bidder, outcome, count] of part) {
          of.of(bidder).of(outcome).value += count;
          counter.inc({ bidder, outcome }, count);
        }
        expect(await own.metrics()).toBe(await theirs.metrics());
      }
    }),
    { numRuns: propertyRuns(200) },
  );
});

test("METRICS-1 property: a histogram shows what prom-client's shows, at any time", async () => {
  const labelNames = ["bidder"] as const;
  const description = { name: "bid_seconds", help: "From call to bid" };
  const buckets = [0.005, 0.05, 1, 10];
  const values = fc.oneof(
    fc.double({ min: -1, max: 20, noNaN: true }),
    fc.constantFrom(...buckets, 0, -0, 1e300),
  );
  const events = fc.array(fc.tuple(words, values), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(events, events, async (first, then) => {
      const [own, theirs] = [new Registry(), new Registry()];
      const counted = new CountedHistogram({ ...description, labelNames }, buckets, own);
      const of = new ByText((bidder) => counted.child({ bidder }));
      const histogram = new Histogram({
        ...description,
        labelNames,
        buckets,
        registers: [theirs],
      });
      for (const part of [first, then]) {
        for (const [bidder, value] of part) {
          of.of(bidder).observe(value);
          histogram.observe({ bidder }, value);
        }
        expect(await own.metrics()).toBe(await theirs.metrics());
      }
    }),
    { numRuns: propertyRuns(200) },
  );
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])("%d is not observed", (value) => {
  const histogram = new CountedHistogram(
    { name: "a", help: "b", labelNames: [] },
    [1],
    new Registry(),
  );
  expect(() => histogram.child({}).observe(value)).toThrow(TypeError);
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createBidReason, describeFailures } from "./bid-reason.ts";

const names = (count: number) => Array.from({ length: count }, (_, i) => `partner-${i}`);

describe("what a bid says of its partners", () => {
  test("is all of it, while there is room", () => {
    const notes: string[] = [];
    const reason = createBidReason(names(3), (text) => notes.push(text));
    reason.add("partner-1", "timed out after 600 ms");
    reason.add("partner-0", "answered 503");
    reason.end();
    expect(notes).toEqual(["partner-1: timed out after 600 ms", "partner-0: answered 503"]);
  });

  test("names each, whatever the first ones say, in what the kit keeps", () => {
    const told = fc.array(fc.record({ who: fc.nat(6), text: fc.string({ maxLength: 600 }) }), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(told, (all) => {
        const notes: string[] = [];
        const reason = createBidReason(names(7), (text) => notes.push(text));
        for (const { who, text } of all) reason.add(`partner-${who}`, text);
        reason.end();
        const kept = notes.slice(0, 8).join("; ").slice(0, 480);
        for (const { who } of all) expect(kept).toContain(`partner-${who}: `);
      }),
    );
  });

  test("leaves room for those who are still to come, and takes all of it when nobody is", () => {
    const notes: string[] = [];
    const reason = createBidReason(names(3), (text) => notes.push(text));
    for (const name of names(3)) reason.add(name, "x".repeat(600));
    expect(notes.map(({ length }) => length)).toEqual([344, 48, 48]);
    expect(notes.map((text) => text.slice(0, 11))).toEqual([
      "partner-0: ",
      "partner-1: ",
      "partner-2: ",
    ]);
    const last: string[] = [];
    createBidReason(["one"], (text) => last.push(text)).add("one", "x".repeat(600));
    expect(last[0]).toHaveLength(440);
  });

  test("names those together for whom there is no note left", () => {
    const notes: string[] = [];
    const reason = createBidReason(names(12), (text) => notes.push(text));
    for (const name of names(12)) reason.add(name, "timed out after 600 ms");
    expect(notes).toHaveLength(7);
    reason.end();
    expect(notes[7]).toBe("and of partner-7, partner-8, partner-9, partner-10, partner-11");
  });

  test("when all failed, gives each its share", () => {
    const faults = names(4).map((name) => `${name}: ${"x".repeat(500)}`);
    const text = describeFailures(faults);
    expect(`partner-failed: ${text}`.length).toBeLessThanOrEqual(480);
    for (const name of names(4)) expect(text).toContain(`${name}: xxx`);
    expect(describeFailures(["one: short"])).toBe("one: short");
    // The others leave room for the one that has much to say.
    const uneven = describeFailures([...names(3), "long: ".padEnd(350, "x")]);
    expect(uneven).toBe(`partner-0; partner-1; partner-2; ${"long: ".padEnd(350, "x")}`);
  });

  test("when all failed, is never more than the kit keeps, for as many as have a share", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 300 }), { minLength: 1, maxLength: 8 }),
        (faults) => {
          const text = describeFailures(faults);
          expect(`partner-failed: ${text}`.length).toBeLessThanOrEqual(480);
          if (faults.join("; ").length <= 420) expect(text).toBe(faults.join("; "));
        },
      ),
    );
  });
});

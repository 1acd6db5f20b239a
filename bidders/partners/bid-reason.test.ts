import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createBidReason, describeFailures } from "./bid-reason.ts";

const names = (count: number) => Array.from({ length: count }, (_, i) => `partner-${i}`);

describe("the reason of a bid about its partners", () => {
  test("has every remark, while there is room", () => {
    const notes: string[] = [];
    const reason = createBidReason(names(3), (text) => notes.push(text));
    reason.add("partner-1", "timed out after 600 ms");
    reason.add("partner-0", "answered 503");
    reason.end();
    expect(notes).toEqual(["partner-1: timed out after 600 ms", "partner-0: answered 503"]);
  });

  test("names each partner within what the kit keeps, however long the first remarks are", () => {
    const remarks = fc.array(fc.record({ who: fc.nat(6), text: fc.string({ maxLength: 600 }) }), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(remarks, (all) => {
        const notes: string[] = [];
        const reason = createBidReason(names(7), (text) => notes.push(text));
        for (const { who, text } of all) reason.add(`partner-${who}`, text);
        reason.end();
        const kept = notes.slice(0, 8).join("; ").slice(0, 480);
        for (const { who } of all) expect(kept).toContain(`partner-${who}: `);
      }),
    );
  });

  test("leaves room for partners that have not answered yet, and uses all of it when there are none", () => {
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

  test("names in one note the partners for which no note is left", () => {
    const notes: string[] = [];
    const reason = createBidReason(names(12), (text) => notes.push(text));
    for (const name of names(12)) reason.add(name, "timed out after 600 ms");
    expect(notes).toHaveLength(7);
    reason.end();
    expect(notes[7]).toBe("and of partner-7, partner-8, partner-9, partner-10, partner-11");
  });

  test("gives each partner its share when all failed", () => {
    const faults = names(4).map((name) => `${name}: ${"x".repeat(500)}`);
    const text = describeFailures(faults);
    expect(`partner-failed: ${text}`.length).toBeLessThanOrEqual(480);
    for (const name of names(4)) expect(text).toContain(`${name}: xxx`);
    expect(describeFailures(["one: short"])).toBe("one: short");
    // Short failures leave room for a long one.
    const uneven = describeFailures([...names(3), "long: ".padEnd(350, "x")]);
    expect(uneven).toBe(`partner-0; partner-1; partner-2; ${"long: ".padEnd(350, "x")}`);
  });

  test("is never longer than the kit keeps when all failed, for as many partners as have a share", () => {
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

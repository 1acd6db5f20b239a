/** KIT-7, KITPARAMS-1 and KITPARAMS-2: who is asked, and what is said to this bidder alone. */
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import type { BidderChoice } from "../../proto/messages.ts";
import { createHandler, offer, search } from "../../test/fixtures/kit/call-handler.ts";
import type { BidderModule, SearchContext } from "./bidder.ts";

describe("a call (KIT-7)", () => {
  const table: [what: string, bidders: BidderChoice | undefined, answers: string[]][] = [
    ["that asks all", undefined, ["offers: 1"]],
    ["that asks this kind", { only: ["stops", "nonstop"] }, ["offers: 1"]],
    ["that leaves out others", { except: ["stops"] }, ["offers: 1"]],
    ["that asks others", { only: ["stops"] }, []],
    ["that leaves out this kind", { except: ["nonstop"] }, []],
    ["that does both", { only: ["nonstop"], except: ["nonstop"] }, []],
  ];
  test.each(table)("%s", async (_, bidders, expected) => {
    let searches = 0;
    const { clock, deliver, answers, reports } = createHandler(() => {
      searches++;
      return [offer()];
    });
    deliver("s", bidders === undefined ? {} : { search: { ...search, bidders } });
    await clock.settle();
    const count = expected.length;
    expect({ answers: answers("s"), searches, reports: reports.length }).toEqual({
      answers: expected,
      searches: count,
      reports: count,
    });
  });
});

describe("what is said to this bidder alone", () => {
  const params = z.strictObject({
    code: z.string().regex(/^[A-Z]{3}$/, { error: ({ input }) => `must not be ${input}` }),
    numbers: z.array(z.int("must be a whole number")).default([]),
  });

  async function answerTo(said: string, more: Pick<BidderModule, "params"> = { params }) {
    const read: unknown[] = [];
    const { clock, deliver, answers, hedged, reports } = createHandler(
      (_: unknown, context: SearchContext) => {
        read.push(context.params);
        return [offer()];
      },
      {},
      more,
    );
    deliver("s", { params: said }, null);
    await clock.settle();
    return { answers: answers("s"), read, hedged, reports };
  }

  test("KITPARAMS-1 reaches the strategy as the schema reads it, and is no hedge", async () => {
    expect(await answerTo('{"code":"ABC"}')).toMatchObject({
      answers: ["offers: 1"],
      read: [{ code: "ABC", numbers: [] }],
      hedged: [],
    });
  });

  test("KITPARAMS-1 a schema may be made of the resources", async () => {
    const made = { params: () => z.object({ a: z.literal(1) }) };
    expect(await answerTo('{"a":1}', made)).toMatchObject({ read: [{ a: 1 }] });
  });

  test("nothing said is undefined", async () => {
    const read: unknown[] = [];
    const { clock, deliver } = createHandler(
      (_: unknown, context: SearchContext) => {
        read.push(context.params);
        return [];
      },
      {},
      { params },
    );
    deliver("s");
    await clock.settle();
    expect(read).toEqual([undefined]);
  });

  const faults: [what: string, said: string, reason: string][] = [
    ["a value", '{"code":"sesame-street"}', "params: code must not be …"],
    [
      "a value in a list",
      '{"code":"ABC","numbers":[4111.5]}',
      "params: numbers.0 must be a whole number",
    ],
    ["a field", '{"code":"ABC","sesame":1}', "params: has a field that is not known"],
    ["no JSON", '{"code":"sesame', "params: what was said cannot be read"],
  ];
  test.each(faults)("KITPARAMS-2 a fault names no value: %s", async (_, said, reason) => {
    const { answers, read, reports } = await answerTo(said);
    expect({ answers, read, reason: reports[0]?.reason }).toEqual({
      answers: [`declined: ${reason}`],
      read: [],
      reason,
    });
  });

  test("a bidder without a schema declines", async () => {
    const { answers } = await answerTo('{"code":"ABC"}', {});
    expect(answers).toEqual(["declined: params: nothing can be said to this bidder alone"]);
  });

  test("a schema that throws is a fault", async () => {
    const throwing = z.any().refine(() => {
      throw new Error("sesame");
    });
    const { answers } = await answerTo("{}", { params: throwing });
    expect(answers).toEqual(["declined: params: what was said cannot be read"]);
  });
});

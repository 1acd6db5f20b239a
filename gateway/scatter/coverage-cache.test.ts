import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Coverage } from "../../proto/coverage.ts";
import { coverageWith } from "../../test/fixtures/coverage.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { ANSWER_MS_MAX, ASK_AGAIN_MS, CoverageCache } from "./coverage-cache.ts";

/** Live instances by bidder, what was asked, and what was refused. */
class CacheSetup {
  readonly clock = new DrivenClock();
  readonly live = new Map<string, string[]>();
  readonly asked: string[] = [];
  readonly refused: string[] = [];
  readonly cache = new CoverageCache(this.clock, {
    live: () => [...this.live].map(([bidder, instances]) => ({ bidder, instances })),
    ask: (bidder, instance) => void this.asked.push(`${bidder} ${instance}`),
    refused: (bidder, reason) => void this.refused.push(`${bidder}: ${reason}`),
  });

  answer(bidder: string, id: string, coverage?: unknown): void {
    this.cache.answered(bidder, new TextEncoder().encode(JSON.stringify({ id, coverage })));
  }
}

let setup: CacheSetup;
beforeEach(() => {
  setup = new CacheSetup();
  setup.live.set("nonstop", ["n1", "n2"]);
});
const coverage = coverageWith();

describe("STATED-3: each live bidder is in one list", () => {
  test("those that state the same are together; one that states none, and one that is silent", async () => {
    for (const bidder of ["partners", "sleepy", "stops"]) setup.live.set(bidder, [`${bidder}-1`]);
    const view = setup.cache.view();
    setup.answer("nonstop", "n1", coverage);
    setup.answer("stops", "stops-1", coverage);
    setup.answer("partners", "partners-1");
    await setup.clock.advance(ANSWER_MS_MAX);
    expect(await view).toEqual({
      stated: [{ bidders: ["nonstop", "stops"], coverage }],
      unstated: ["partners"],
      unanswered: ["sleepy"],
    });
  });

  test("those that state different ones are apart", async () => {
    setup.live.set("stops", ["s1"]);
    const view = setup.cache.view();
    const other: Coverage = coverageWith({ departuresPerWeek: 15 });
    setup.answer("nonstop", "n1", coverage);
    setup.answer("stops", "s1", other);
    expect((await view).stated).toEqual([
      { bidders: ["nonstop"], coverage },
      { bidders: ["stops"], coverage: other },
    ]);
  });

  test("nobody is alive: nobody is asked, and the view is empty", async () => {
    setup.live.clear();
    expect(await setup.cache.view()).toEqual({ stated: [], unstated: [], unanswered: [] });
    expect(setup.asked).toEqual([]);
  });
});

describe("STATED-1: one instance of each bidder is asked, once in its life", () => {
  test("a second view asks nobody", async () => {
    const first = setup.cache.view();
    setup.answer("nonstop", "n1", coverage);
    expect(await setup.cache.view()).toEqual(await first);
    expect(setup.asked).toEqual(["nonstop n1"]);
  });

  test("when the instance has gone, another one is asked", async () => {
    const first = setup.cache.view();
    setup.answer("nonstop", "n1", coverage);
    await first;
    setup.live.set("nonstop", ["n2"]);
    const second = setup.cache.view();
    setup.answer("nonstop", "n2");
    expect(await second).toEqual({ stated: [], unstated: ["nonstop"], unanswered: [] });
    expect(setup.asked).toEqual(["nonstop n1", "nonstop n2"]);
  });

  test("A6: what nobody has asked for is not kept", async () => {
    setup.answer("nonstop", "n1", coverage);
    const view = setup.cache.view();
    setup.answer("nonstop", "n2", coverage); // n1 was asked
    await setup.clock.advance(ANSWER_MS_MAX);
    expect(await view).toMatchObject({ stated: [], unanswered: ["nonstop"] });
  });
});

describe("STATED-2: one inquiry at a time", () => {
  test("all who want to know it wait for the same inquiry", async () => {
    const views = [setup.cache.view(), setup.cache.view(), setup.cache.view()];
    setup.answer("nonstop", "n1", coverage);
    for (const view of await Promise.all(views)) expect(view.stated).toHaveLength(1);
    expect(setup.asked).toEqual(["nonstop n1"]);
    expect(setup.clock.timers).toBe(0);
  });

  test("a bidder that joins during an inquiry is asked in the next one", async () => {
    const first = setup.cache.view();
    setup.live.set("stops", ["s1"]);
    const second = setup.cache.view();
    setup.answer("nonstop", "n1", coverage);
    expect((await first).stated).toHaveLength(1);
    expect((await second).unanswered).toEqual(["stops"]);
    expect(setup.asked).toEqual(["nonstop n1"]);
    const third = setup.cache.view();
    setup.answer("stops", "s1", coverage);
    expect((await third).stated).toEqual([{ bidders: ["nonstop", "stops"], coverage }]);
  });

  test("one that did not answer is asked again after a while, through another instance", async () => {
    const first = setup.cache.view();
    await setup.clock.advance(ANSWER_MS_MAX);
    expect((await first).unanswered).toEqual(["nonstop"]);
    expect((await setup.cache.view()).unanswered).toEqual(["nonstop"]);
    expect(setup.asked).toEqual(["nonstop n1"]);
    await setup.clock.advance(ASK_AGAIN_MS - ANSWER_MS_MAX);
    const again = setup.cache.view();
    setup.answer("nonstop", "n2", coverage);
    expect((await again).stated).toHaveLength(1);
    expect(setup.asked).toEqual(["nonstop n1", "nonstop n2"]);
  });

  test("A5: a refused answer ends the wait, and its reason is reported", async () => {
    const view = setup.cache.view();
    setup.answer("nonstop", "n1", { week: 1 });
    expect((await view).unanswered).toEqual(["nonstop"]);
    expect(setup.refused).toEqual([
      expect.stringMatching(/^nonstop: its coverage: coverage\.week/),
    ]);
    expect((await setup.cache.view()).unanswered).toEqual(["nonstop"]);
    expect(setup.asked).toHaveLength(1);
  });
});

import { beforeEach, describe, expect, test } from "@jest/globals";
import { RosterSetup } from "../../test/fixtures/scatter/roster-setup.ts";
import { UNANSWERED_PROBES_MAX } from "./liveness-probe.ts";

let setup: RosterSetup;
beforeEach(() => {
  setup = new RosterSetup();
});

describe("PROBE-1, A10: a probe that was not sent does not count", () => {
  beforeEach(async () => {
    setup.connect("nonstop", "n1");
    setup.connect("stops", "s1");
    setup.roster.start();
    await setup.passProbes(6);
    setup.log.length = 0;
  });

  test("a gateway that was stalled removes no bidder", async () => {
    // All its timers fire, and no message that arrived meanwhile has been read: as after SIGSTOP or
    // with a blocked event loop.
    setup.broker.bidders.clear();
    setup.clock.moveTo(setup.clock.now() + 60_000);
    expect({ log: setup.log, expected: setup.expected }).toEqual({
      log: [],
      expected: ["nonstop", "stops"],
    });
    setup.connect("nonstop", "n1");
    await setup.passProbes(UNANSWERED_PROBES_MAX + 2);
    expect(setup.log).toEqual(["lost stops s1", "lost the last stops"]);
  });

  test("while the broker stands still no bidder is removed, and no second probe is sent", async () => {
    setup.broker.up = false;
    const before = setup.broker.asked.length;
    await setup.passProbes(20);
    // PING and one STATS for each bidder.
    expect({ log: setup.log, asked: setup.broker.asked.length - before }).toEqual({
      log: [],
      asked: 3,
    });
  });

  test("after an outage longer than the silence limit the same bidders are expected, and one that has died is lost soon after", async () => {
    setup.broker.up = false;
    setup.roster.pause();
    await setup.passProbes(20);
    expect({ log: setup.log, expected: setup.expected }).toEqual({
      log: [],
      expected: ["nonstop", "stops"],
    });
    setup.broker.bidders.delete("s1");
    setup.broker.restore();
    setup.roster.resume();
    expect(setup.expected).toEqual(["nonstop", "stops"]);
    const backAtMs = setup.clock.now();
    for (let left = UNANSWERED_PROBES_MAX; setup.log.length === 0; left--) {
      if (left < 0) throw new Error("no instance was lost");
      await setup.passProbes(1);
    }
    expect({ log: setup.log, afterMs: setup.clock.now() - backAtMs }).toEqual({
      log: ["lost stops s1", "lost the last stops"],
      afterMs: 2_000,
    });
  });

  test("a bidder that was silent before the outage has its whole time after it", async () => {
    setup.broker.bidders.delete("s1");
    await setup.passProbes(UNANSWERED_PROBES_MAX);
    setup.roster.pause();
    setup.roster.resume();
    await setup.passProbes(UNANSWERED_PROBES_MAX - 1);
    expect(setup.log).toEqual([]);
    await setup.passProbes(1);
    expect(setup.log).toEqual(["lost stops s1", "lost the last stops"]);
  });

  test("resumed without a pause, it asks no more often than before", () => {
    setup.roster.resume();
    setup.roster.resume();
    expect(setup.clock.timers).toBe(1);
  });

  test("a bidder that was absent before the outage need not return for the roster to be known", () => {
    setup.announce("stops", "s1", "left");
    setup.broker.bidders.clear();
    setup.roster.resume();
    setup.announce("nonstop", "n1");
    expect(setup.roster.known).toBe(true);
  });

  test("the first probe after it is sent at once; the roster is known when all that were alive have sent something", async () => {
    setup.roster.pause();
    setup.broker.bidders.clear();
    const before = setup.broker.asked.length;
    setup.roster.resume();
    expect({ asked: setup.broker.asked.length - before, known: setup.roster.known }).toEqual({
      asked: 3,
      known: false,
    });
    setup.announce("nonstop", "n1");
    setup.announce("partners", "p1");
    expect(setup.roster.known).toBe(false);
    setup.announce("stops", "s1");
    expect(setup.roster.known).toBe(true);
  });

  test("the roster is known also when a probe interval has passed", async () => {
    setup.roster.pause();
    setup.broker.bidders.clear();
    setup.roster.resume();
    await setup.passProbes(1);
    expect({ known: setup.roster.known, expected: setup.expected }).toEqual({
      known: true,
      expected: ["nonstop", "stops"],
    });
  });

  test("without a pause: a probe that was lost does not count, and is sent again", async () => {
    setup.broker.up = false;
    await setup.passProbes(20);
    setup.broker.restore();
    await setup.passProbes(1);
    expect({ log: setup.log, expected: setup.expected }).toEqual({
      log: [],
      expected: ["nonstop", "stops"],
    });
    const before = setup.broker.asked.length;
    await setup.passProbes(1);
    expect(setup.broker.asked.length).toBeGreaterThan(before);
  });

  test("resumed after its stop it sends nothing", () => {
    setup.roster.stop();
    const before = setup.broker.asked.length;
    setup.roster.resume();
    expect({ asked: setup.broker.asked.length - before, timers: setup.clock.timers }).toEqual({
      asked: 0,
      timers: 0,
    });
  });
});

test("resumed before its start it sends nothing", () => {
  setup.roster.pause();
  setup.roster.resume();
  expect({ asked: setup.broker.asked, timers: setup.clock.timers }).toEqual({
    asked: [],
    timers: 0,
  });
});

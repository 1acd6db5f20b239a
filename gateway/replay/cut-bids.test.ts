/** What is known of an auction under a longer deadline after a bid was cut at its budget. */
import { expect, test } from "@jest/globals";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { recordWorld } from "../../test/fixtures/replay/recorded-world.ts";
import type { ScriptedMessage } from "../../test/properties/world.ts";
import { timelineOf } from "./auction-timeline.ts";
import { judge } from "./judge.ts";
import type { ReplayPolicy } from "./replay-policy.ts";

const DEADLINE_MS = 200;
const CUT_AT_MS = 150;
const LAST_AT_MS = 260;

const bid = (
  bidder: string,
  at: number,
  price: number,
  more: Partial<ScriptedMessage> = {},
): ScriptedMessage => ({
  ...{ bidder, instance: `${bidder}-1`, at, sends: "offers", floor: null },
  rows: [{ flight: 1, price, seller: "BA" }],
  ...more,
});

const ofBeta = bid("beta", 50, 400);
const isCut = bid("alpha", CUT_AT_MS, 300, { cut: true, stopped: true });
const last = (more: Partial<ScriptedMessage> = {}) => bid("alpha", LAST_AT_MS, 200, more);
const EARLY: ReplayPolicy = {
  ...{ name: "early", deadlineMs: 1_000, quorum: 1, required: [] },
  grace: { share: 0, msMin: 0, msMax: 0 },
};
const upTo = (deadlineMs: number): ReplayPolicy => ({ name: "drawn", deadlineMs });

const PLACES = { elapsed, kilometres: kilometresBetween };
const SETUP = { expected: ["alpha", "beta"], policy: { deadlineMs: DEADLINE_MS } };

async function timelineOfBids(ofAlpha: readonly ScriptedMessage[], setup: object = SETUP) {
  const { recorded } = await recordWorld({
    ...{ setup, events: [ofBeta, ...ofAlpha], timersLateMs: 0, lateWanted: true },
  });
  return timelineOf(recorded, PLACES);
}

test.each([
  ["ends before the cut", EARLY, [last()], { endedAtMs: 50, isPartial: true, bestCost: 400 }],
  [
    "is that of the call",
    upTo(DEADLINE_MS),
    [last()],
    { endedAtMs: 150, bestCost: 300, regret: 100 },
  ],
  ["ends between the cut and the last bid", upTo(240), [last()], null],
  ["ends with the last bid", upTo(1_000), [last()], { endedAtMs: 260, bestCost: 200, regret: 0 }],
  ["ends after a last bid that was stopped", upTo(1_000), [last({ stopped: true })], null],
  ["ends after a last bid that failed", upTo(1_000), [last({ sends: "failed" })], null],
  ["ends after a last bid that cannot be read", upTo(1_000), [last({ sends: "garbage" })], null],
  ["has no last bid", upTo(1_000), [], null],
] as const)("MARKS-5, JUDGE-2: a policy that %s", async (_, policy, ofAlpha, expected) => {
  const judged = judge(await timelineOfBids([isCut, ...ofAlpha]), policy);
  if (expected === null) expect(judged).toBeNull();
  else expect(judged).toMatchObject({ isPartial: false, ...expected });
});

test("MARKS-2: a bidder that does not know the late allowance has ended with its final bid that is stopped, and its regret is not known", async () => {
  const timeline = await timelineOfBids([bid("alpha", CUT_AT_MS, 300, { stopped: true })]);
  const judged = [upTo(DEADLINE_MS), upTo(1_000)].map((policy) => judge(timeline, policy));
  const its = { endedAtMs: CUT_AT_MS, bestCost: 300, isPartial: false, regret: null };
  expect(judged).toMatchObject([its, its]);
});

test("MARKS-5: of a bidder whose other instance answers, all is known from then on", async () => {
  // It is hedged before its bid is cut, which has failed: so the other instance is waited for.
  const hedged = { ...SETUP, hedgeAfterMs: { alpha: 100 }, hedgeTo: { alpha: "alpha-2" } };
  const bids = [
    { ...isCut, sends: "failed" as const },
    bid("alpha", 180, 250, { instance: "alpha-2" }),
  ];
  const { marks, longer } = await timelineOfBids(bids, hedged);
  const unknown = [marks, longer?.marks ?? []].map((all) =>
    all.filter(({ isUnknown }) => isUnknown).map(({ atMs }) => atMs),
  );
  expect(unknown).toEqual([[], [CUT_AT_MS]]);
  expect(longer?.marks.at(-1)).toMatchObject({ atMs: 180, outstanding: 0, best: { cost: 250 } });
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { collectUntilMs } from "./budget.ts";
import { newParticipant, type Participant } from "./participant.ts";
import { type graceEnd, quorumCount, verdict } from "./policy.ts";
import { type EndedAuction, type ShadowPolicy, shadowResult } from "./shadow-policy.ts";
import { FINAL, SHEET } from "./timeline/bid-times.ts";

const START = 1_000;
const GRACE = { share: 0, msMin: 5, msMax: 5 };
const POLICY: ShadowPolicy = {
  ...{ name: "p", deadlineMs: 800, quorum: null, required: [], grace: GRACE },
};

/** A bidder that answered after so long with one sheet of this cost; null: it has not answered. */
function bidder(name: string, afterMs: number | null, isGood = true): Participant {
  const participant = newParticipant(name, "awaited");
  if (afterMs === null) return participant;
  const atMs = START + afterMs;
  const attempt = {
    ...{ instance: "i", sheets: [{ cost: afterMs }], lastAtMs: atMs, ended: {} },
    times: [atMs, 1, Number.NaN, FINAL | SHEET, 0, 0],
  };
  participant.attempts.push(attempt as never);
  participant.answer = attempt as never;
  participant.outcome = isGood ? "answered" : "failed";
  return participant;
}

type Shown = EndedAuction["itineraries"];

/** The cheapest sheet is what is shown: the later, the cheaper. */
const shownOf = (entries: EndedAuction["entries"]): Shown => {
  const costs = entries.flatMap(({ sheets }) => sheets as unknown as { cost: number }[]);
  const latest = Math.max(...costs.map(({ cost }) => cost), -1);
  const amount = 10_000 - latest;
  return latest < 0 ? [] : [{ cost: amount, price: { amount, currency: "USD" } }];
};

function ended(
  participants: readonly Participant[],
  endedBy: EndedAuction["endedBy"],
  afterMs: number,
): EndedAuction {
  const entries = participants.map(({ bidder: name, answer }) => ({
    bidder: name,
    sheets: answer?.sheets ?? [],
  }));
  const good = new Set(
    participants.filter(({ outcome }) => outcome === "answered").map((one) => one.bidder),
  );
  return {
    ...{ startedAtMs: START, endedAtMs: START + afterMs, endedBy, participants, good, entries },
    ...{ partial: good.size < participants.length, itineraries: shownOf(entries), rank: shownOf },
  };
}

const answered = [bidder("a", 100), bidder("b", 200), bidder("c", 500)];
const complete = ended(answered, "complete", 500);
const cut = ended([bidder("a", 100), bidder("b", 200), bidder("c", null)], "deadline", 785);

describe("what an auction would have been (SHADOWPOLICY-2, SHADOWPOLICY-3)", () => {
  test.each<[string, Partial<ShadowPolicy>, EndedAuction, unknown]>([
    [
      "earlier, by a quorum",
      { quorum: 2 },
      complete,
      { endedBy: "quorum", elapsedMs: 205, partial: true, cost: 9_800 },
    ],
    [
      "a quorum that includes a required bidder",
      { quorum: 1, required: ["b"] },
      complete,
      { endedBy: "quorum", elapsedMs: 205, partial: true, cost: 9_800 },
    ],
    [
      "a required bidder of another market",
      { quorum: 1, required: ["x"] },
      complete,
      { endedBy: "quorum", elapsedMs: 105, partial: true, cost: 9_900 },
    ],
    [
      "a quorum as a share",
      { quorum: "50%" },
      complete,
      { endedBy: "quorum", elapsedMs: 205, partial: true, cost: 9_800 },
    ],
    [
      "earlier, by a deadline",
      { deadlineMs: 160 },
      complete,
      { endedBy: "deadline", elapsedMs: 152, partial: true, cost: 9_900 },
    ],
    [
      "nothing had come by then",
      { deadlineMs: 50 },
      complete,
      { endedBy: "deadline", elapsedMs: 47, partial: true, cost: null },
    ],
    [
      "no earlier: all were in",
      { quorum: 3 },
      complete,
      { endedBy: "complete", elapsedMs: 500, partial: false, cost: 9_500 },
    ],
    [
      "a longer deadline, when all were in",
      { deadlineMs: 5_000 },
      complete,
      { endedBy: "complete", elapsedMs: 500, partial: false, cost: 9_500 },
    ],
    ["a longer deadline, when one was out", { deadlineMs: 5_000 }, cut, null],
    ["a quorum that it had not, when one was out", { quorum: 3, deadlineMs: 5_000 }, cut, null],
    [
      "the policy that was served",
      {},
      cut,
      { endedBy: "deadline", elapsedMs: 785, partial: true, cost: 9_800 },
    ],
    [
      "a caller that left",
      { deadlineMs: 5_000 },
      { ...cut, endedBy: "cancelled" },
      { endedBy: "cancelled", elapsedMs: 785, partial: true, cost: 9_800 },
    ],
  ])("%s", (_what, policy, auction, right) => {
    const { end } = shadowResult({ ...POLICY, ...policy }, auction);
    const found = end === null ? null : { ...end, cost: end.best?.cost ?? null, best: undefined };
    expect(found).toEqual(right);
  });

  test("a bidder that failed is no part of a quorum", () => {
    const auction = ended(
      [bidder("a", 100, false), bidder("b", 200), bidder("c", 500)],
      "complete",
      500,
    );
    const { end } = shadowResult({ ...POLICY, quorum: 1 }, auction);
    expect({ elapsedMs: end?.elapsedMs }).toEqual({ elapsedMs: 205 });
  });

  test("a fallback was there from the start", () => {
    const entries = [{ bidder: "c", sheets: [{ cost: 900 }] as never, staleAgeMs: 1 }];
    const auction = { ...cut, entries: [...cut.entries.slice(0, 2), ...entries] };
    const { end } = shadowResult({ ...POLICY, deadlineMs: 160 }, auction);
    expect({ cost: end?.best?.cost }).toEqual({ cost: 9_100 });
  });
});

test("SHADOWPOLICY-1: what was collected stays as it is", () => {
  const auction = ended(answered, "complete", 500);
  const { participants, entries, itineraries } = auction;
  const before = structuredClone({ participants, entries, itineraries });
  for (const changes of [{ deadlineMs: 160 }, { quorum: 2 }, { quorum: 1, required: ["b"] }, {}])
    shadowResult({ ...POLICY, ...changes }, auction);
  expect({ participants, entries, itineraries }).toEqual(before);
});

test("it ends as the rules of a stop say of the same events (SHADOWPOLICY-2)", () => {
  const times = fc.array(fc.option(fc.integer({ min: 1, max: 900 })), {
    minLength: 1,
    maxLength: 5,
  });
  const policies = fc.record({
    deadlineMs: fc.integer({ min: 50, max: 900 }),
    quorum: fc.option(fc.integer({ min: 1, max: 5 })),
    required: fc.subarray(["b0", "b1", "b2"]),
    grace: fc.record({
      share: fc.constantFrom(0, 0.5),
      msMin: fc.nat(20),
      msMax: fc.integer({ min: 20, max: 90 }),
    }),
  });
  fc.assert(
    fc.property(times, policies, (answers, drawn) => {
      const policy = { ...drawn, name: "p" };
      // The rules, event by event, of an auction that waits for everything.
      const until = collectUntilMs(START, policy.deadlineMs);
      const terms = { startedAtMs: START, collectUntilMs: until, grace: policy.grace };
      const expected = endByRules(answers, policy, terms);
      const all = answers.map((after, i) => bidder(`b${i}`, after));
      const isAll = answers.every((one) => one !== null);
      const longest = isAll ? Math.max(...(answers as number[])) : 2_000;
      const auction = ended(all, isAll ? "complete" : "deadline", longest);
      const { end } = shadowResult(policy, auction);
      expect({ by: end?.endedBy, ms: end?.elapsedMs }).toEqual(expected);
    }),
    { numRuns: propertyRuns(500) },
  );
});

function endByRules(
  answers: readonly (number | null)[],
  { quorum, required }: ShadowPolicy,
  terms: Parameters<typeof graceEnd>[0],
) {
  const events = answers
    .flatMap((after, i) => (after === null ? [] : [{ atMs: START + after, name: `b${i}` }]))
    .sort((a, b) => a.atMs - b.atMs);
  const count = quorumCount(quorum, answers.length);
  const names = answers.map((_, i) => `b${i}`);
  const missing = new Set(required.filter((name) => names.includes(name)));
  let [answeredCount, quorumAtMs] = [0, null as number | null];
  const progress = () => ({
    ...{ awaited: answers.length, outstanding: answers.length - answeredCount, quorumAtMs },
    ...{ settled: false, notWorthAtMs: null, cancelled: false, noSubscribers: false },
  });
  let now = START;
  for (;;) {
    const decided = verdict(terms, progress(), now);
    if ("stop" in decided) return { by: decided.stop, ms: now - START };
    const next = events.find(({ atMs }) => atMs > now);
    // Of an event and a timer at one time, the collector takes the event first.
    if (next === undefined || next.atMs > decided.wakeAtMs) now = decided.wakeAtMs;
    else {
      now = next.atMs;
      for (const { name } of events.filter(({ atMs }) => atMs === now)) {
        answeredCount++;
        missing.delete(name);
      }
      if (count !== null && quorumAtMs === null && answeredCount >= count && missing.size === 0)
        quorumAtMs = now;
    }
  }
}

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { drawLanes, MARKS } from "./auction-lanes.ts";
import { auctionText } from "./auction-text.ts";
import { refusedText } from "./kept-answers.ts";
import { columnsOf } from "./layout.ts";
import { idLast } from "./search-asked.ts";
import { type Lane, readTimeline, type Timeline } from "./timeline.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const lane = (changes: Partial<Lane>): Lane => ({
  bidder: "nonstop",
  outcome: "answered",
  reason: null,
  intended: false,
  calledAtMs: 0,
  hedges: [],
  bids: [],
  cancelledAtMs: null,
  late: [],
  ...changes,
});
const bid = (atMs: number, final: boolean, floor: number | null = null) => ({
  ...{ atMs, final, instance: "i1", offers: 3 },
  floor: floor === null ? null : usd(floor),
  queuedMs: null as number | null,
  workMs: null as number | null,
});

/** A quorum of two: one bidder was hedged, one was left out, and one came late. */
const quorum: Timeline = {
  searchId: "abc",
  startedAt: "2026-12-01T10:00:00.000Z",
  deadlineMs: 800,
  endedAtMs: 100,
  endedBy: "quorum",
  partial: true,
  why: "Two of four bidders had answered, and the grace was over.",
  quorum: { bidders: 2, required: ["nonstop"], metAtMs: 80, graceEndMs: 100 },
  lanes: [
    lane({ bids: [bid(20, false, 30_000), bid(40, true)] }),
    lane({ bidder: "stops", hedges: [{ atMs: 50, instance: "i2" }], bids: [bid(80, true)] }),
    lane({
      ...{ bidder: "partners", outcome: "silent", intended: true, cancelledAtMs: 100 },
      late: [{ atMs: 150, offers: 1, cheapest: usd(25_000) }],
      reason: "nothing had come from it",
    }),
    lane({ bidder: "gone", outcome: "absent", calledAtMs: null, reason: "it had no process" }),
  ],
  best: [
    { atMs: 20, price: usd(30_000), shown: 3 },
    { atMs: 80, price: usd(26_000), shown: 6 },
  ],
  regret: usd(1_000),
};
const asText = (timeline: Timeline, width: number) =>
  auctionText(timeline, { width, paint: (_style, text) => text });

test("an auction with a quorum, a hedge, a late bid and an absent bidder", () => {
  expect(`\n${asText(quorum, 80)}\n`).toMatchInlineSnapshot(`
"
search abc, 2026-12-01T10:00:00.000Z
ended by quorum after 100.0 ms of 800 ms, partial: Two of four bidders had
answered, and the grace was over.

0 to 150.0 ms; the deadline of 800 ms is further right
nonstop   >·······o······●                       |                     answered
stops     >··················H···········●       |                     answered
partners  >······································x                  L  silent*
gone                                             |                     absent
auction                                  Q       |                     quorum
· waited for · | the end · > called · H called a second instance · o bid ·
● final bid · x told to stop · L too late · Q quorum met ·
* left out on purpose, which is no fault

quorum of 2, nonstop among them: met at 80.0 ms, grace until 100.0 ms
partners silent: nothing had come from it
gone absent: it had no process

      at  bidder    bid    offers       floor  instance
───────────────────────────────────────────────────────
 20.0 ms  nonstop   part        3  300.00 USD  i1
 40.0 ms  nonstop   final       3           –  i1
 80.0 ms  stops     final       3           –  i1
150.0 ms  partners  late        1  250.00 USD  –

best price: 300.00 USD of 3 at 20.0 ms, then 260.00 USD of 6 at 80.0 ms
Regret: 10.00 USD, by which the best of it beats the best shown.
"
`);
});

test("60 columns", () => {
  expect(`\n${asText(quorum, 60)}\n`).toMatchInlineSnapshot(`
"
search abc, 2026-12-01T10:00:00.000Z
ended by quorum after 100.0 ms of 800 ms, partial: Two of
four bidders had answered, and the grace was over.

0 to 150.0 ms; the deadline of 800 ms is further right
nonstop   >····o····●              |               answered
stops     >············H······●    |               answered
partners  >························x            L  silent*
gone                               |               absent
auction                       Q    |               quorum
· waited for · | the end · > called ·
H called a second instance · o bid · ● final bid ·
x told to stop · L too late · Q quorum met ·
* left out on purpose, which is no fault

quorum of 2, nonstop among them: met at 80.0 ms, grace until
100.0 ms
partners silent: nothing had come from it
gone absent: it had no process

      at  bidder    bid    offers       floor  instance
───────────────────────────────────────────────────────
 20.0 ms  nonstop   part        3  300.00 USD  i1
 40.0 ms  nonstop   final       3           –  i1
 80.0 ms  stops     final       3           –  i1
150.0 ms  partners  late        1  250.00 USD  –

best price: 300.00 USD of 3 at 20.0 ms, then 260.00 USD of 6
at 80.0 ms
Regret: 10.00 USD, by which the best of it beats the best
shown.
"
`);
});

describe("the lanes (LANES-1)", () => {
  test("queue and work fill the columns of their times; the table has both", () => {
    const timed: Timeline = {
      ...quorum,
      endedAtMs: 50,
      quorum: null,
      regret: null,
      best: [],
      lanes: [lane({ bids: [{ ...bid(40, true), queuedMs: 10, workMs: 20 }] })],
    };
    // 50 ms on 51 columns.
    const { lines, marks } = drawLanes(timed, "nonstop".length + 51 + 9 + 4);
    expect(lines[0]?.slice("nonstop".length + 2)).toBe(
      `>${"·".repeat(9)}${"~".repeat(10)}${"=".repeat(20)}●${" ".repeat(9)}|  answered`,
    );
    expect(marks).toEqual(["waiting", "queue", "work", "end", "called", "final"]);
    expect(asText(timed, 80)).toMatch(/~ in its queue · = at work/);
    expect(asText(timed, 80)).toMatch(/40\.0 ms {2}nonstop {2}final +3 +10\.0 ms +20\.0 ms +– +i1/);
    expect(asText(timed, 40)).toMatch(/queue 10\.0 ms,\s+work 20\.0 ms/);
  });

  test("the deadline is drawn where it is near, and is said to be further right elsewhere", () => {
    expect(asText(quorum, 80)).toMatch(/; the deadline of 800 ms is further right/);
    expect(asText({ ...quorum, deadlineMs: 200 }, 80)).not.toMatch(/further right/);
    expect(drawLanes({ ...quorum, deadlineMs: 200 }, 80).marks).toContain("deadline");
  });

  test("every bidder has one lane, marks are in the order of their times, late ones after the end", () => {
    const ms = fc.integer({ min: 0, max: 2_000 });
    const timelines = fc
      .record({
        endedAtMs: ms,
        width: fc.integer({ min: 40, max: 200 }),
        lanes: fc.array(
          fc.record({
            called: ms,
            bids: fc.array(ms, { maxLength: 4 }),
            hedges: fc.array(ms, { maxLength: 1 }),
            late: fc.array(ms, { maxLength: 2 }),
          }),
          { maxLength: 5 },
        ),
      })
      .map(({ endedAtMs, width, lanes }) => ({
        width,
        timeline: {
          ...quorum,
          endedAtMs,
          quorum: null,
          lanes: lanes.map(({ called, bids, hedges, late }, i) =>
            lane({
              bidder: `b${i}`,
              calledAtMs: Math.min(called, endedAtMs),
              bids: bids.map((at, n) => bid(Math.min(at, endedAtMs), n === bids.length - 1)),
              hedges: hedges.map((at) => ({ atMs: Math.min(at, endedAtMs), instance: "i" })),
              late: late.map((at) => ({ atMs: endedAtMs + at, offers: 1, cheapest: null })),
            }),
          ),
        },
      }));
    fc.assert(
      fc.property(timelines, ({ width, timeline }) => {
        const { lines, endMs } = drawLanes(timeline, width);
        expect(lines).toHaveLength(timeline.lanes.length + 1);
        const nameWidth = Math.max("auction".length, ...timeline.lanes.map(() => 2));
        const axis = lines.map((line) => line.slice(nameWidth + 2));
        const end = axis.at(-1)?.indexOf(MARKS.end) ?? -1;
        const axisWidth = Math.max(10, width - nameWidth - 9 - 4);
        const column = (at: number) => Math.round((at * (axisWidth - 1)) / endMs);
        expect(end).toBe(column(timeline.endedAtMs));
        for (const [i, { late, bids }] of timeline.lanes.entries()) {
          const drawn = axis[i] ?? "";
          for (const { atMs } of late) {
            expect({ late: drawn[column(atMs)] }).toEqual({ late: MARKS.late });
            expect(column(atMs)).toBeGreaterThanOrEqual(end);
          }
          const last = bids.at(-1);
          if (last !== undefined && !late.some(({ atMs }) => column(atMs) === column(last.atMs)))
            expect({ last: drawn[column(last.atMs)] }).toEqual({ last: MARKS.final });
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test.each([40, 60, 80, 120, 200])("%d columns: no line is wider (FIT-1)", (width) => {
    const reason = "a long reason ".repeat(20);
    const wide = { ...quorum, lanes: quorum.lanes.map((one) => ({ ...one, reason })) };
    for (const line of asText(wide, width).split("\n"))
      expect({ line, fits: columnsOf(line) <= width }).toEqual({ line, fits: true });
  });

  test("an auction without bidders has no picture, and says why it ended", () => {
    const none = { ...quorum, lanes: [], best: [], quorum: null, endedAtMs: 0, regret: null };
    expect(asText({ ...none, endedBy: "no-bidders", why: "No bidder serves it." }, 80)).toBe(
      "search abc, 2026-12-01T10:00:00.000Z\nended by no-bidders after 0.0 ms of 800 ms, partial: No bidder serves it.",
    );
  });

  test("texts of others do not control the terminal (TERM-1)", () => {
    const text = JSON.stringify(quorum).replaceAll(
      /"(nonstop|i1|abc|USD|silent)"/g,
      '"\\u001b[2J\\u009b"',
    );
    const written = asText(readTimeline(JSON.parse(text)), 80);
    expect(written).toContain("\\x1b[2J\\x9b");
    expect(written.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });
});

test.each([
  [
    ["-R0wI6Q7kWC_4abc", "--json"],
    ["--json", "--", "-R0wI6Q7kWC_4abc"],
  ],
  [["fR-gR0wI6Q7kWC_4"], ["fR-gR0wI6Q7kWC_4"]],
  [["--json"], ["--json"]],
])("an id that begins with a hyphen is no option: %j", (args, read) =>
  expect(idLast(args)).toEqual(read));

test("an answer that is none: exit 3, and where it is wrong", () => {
  expect(() => readTimeline({ ...quorum, lanes: [{ bidder: 1 }] })).toThrow(
    expect.objectContaining({
      exitCode: 3,
      message: expect.stringMatching(/^the gateway's answer is no timeline: lanes\.0\.bidder: /),
    }) as unknown as Error,
  );
});

test.each([
  [
    '{"detail":"the token does not count: it has expired"}',
    ": the token does not count: it has expired",
  ],
  ['{"detail":"a\\u001b[31mb"}', ": a\\x1b[31mb"],
  ["<html>", ""],
  ["null", ""],
  ['{"detail":1}', ""],
])("a refusal of the key says what the gateway says: %s", (body, reason) => {
  expect(refusedText("http://g", 401, body)).toBe(
    `the gateway at http://g answers 401${reason}; a key with the scope 'search' is what SCATTER_KEY or --key-file must have`,
  );
});

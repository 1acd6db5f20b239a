/** Which auctions are recorded, with what, and what of them is left out. */
import { describe, expect, test } from "@jest/globals";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import {
  decodeFallbackRecord,
  decodeResult,
  EMPTY_SHEET,
  encodeBid,
} from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import {
  AUCTION_ID,
  type AuctionSetup,
  DEADLINE_MS,
  outcomesOf,
  quiet,
  scriptedAuction,
} from "../../test/fixtures/auction/auction.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { sheetOf } from "../../test/harness/offers.ts";
import type { AuctionRequest, Ports } from "../auction/ports.ts";
import { run } from "../auction/run.ts";
import { timelineOf } from "../replay/auction-timeline.ts";
import { judge } from "../replay/judge.ts";
import { replayAsRecorded } from "../replay/replay-auction.ts";
import { encodeRecordsSync, HEADER_BYTES, plainContent, readHeader } from "./block-codec.ts";
import type { RecordedAuction } from "./recorded-auction.ts";
import { type DropReason, HEARD_MS, HELD_BYTES_MAX, Recorder } from "./recorder.ts";
import { RecordingScatter } from "./recording-scatter.ts";
import type { RecordingTerms } from "./recording-settings.ts";

const TERMS: RecordingTerms = { share: 1, slowMs: 1_000, lateShare: 0, lateMs: 2_000 };

interface RecorderSetup extends Partial<RecordingTerms> {
  readonly random?: () => number;
  readonly take?: (auction: RecordedAuction) => void;
  readonly later?: (work: () => void) => void;
}

/** A recorder whose auctions are in a list. */
function recorderOf(clock: DrivenClock, { random, take, later, ...terms }: RecorderSetup = {}) {
  const auctions: RecordedAuction[] = [];
  const dropped: DropReason[] = [];
  const cancelled: string[] = [];
  const recorder = new Recorder(
    {
      clock,
      gateway: "g1",
      random: random ?? (() => 0.5),
      cancel: (auctionId) => void cancelled.push(`${auctionId} at ${clock.now()}`),
      take: take ?? ((auction) => void auctions.push(auction)),
      later: later ?? ((work) => work()),
      dropped: (reason) => void dropped.push(reason),
    },
    { ...TERMS, ...terms },
  );
  return { recorder, auctions, dropped, cancelled };
}

/** An auction that is recorded. `changes`: of its request. */
function recordedOf(
  setup: AuctionSetup,
  its: RecorderSetup = {},
  changes: Partial<AuctionRequest> = {},
) {
  const clock = setup.clock ?? new DrivenClock();
  const record = recorderOf(clock, its);
  const { recorder } = record;
  const auction = scriptedAuction({ ...setup, clock }, (request, ports: Ports) =>
    run(
      { ...request, ...changes },
      {
        ...ports,
        scatter: new RecordingScatter(ports.scatter, recorder, clock),
      },
    ),
  );
  /** As the inbox: what comes for an auction that is over goes to both. */
  const late = (bidder: string, bid: Parameters<typeof auction.send>[1]) => {
    auction.send(bidder, bid);
    recorder.late(AUCTION_ID, bidder, `${bidder}-1`, encodeBid({ ...DONE, ...bid }));
  };
  return { ...auction, ...record, late };
}

const DONE: Bid = {
  searchId: AUCTION_ID,
  sequence: 0,
  final: true,
  status: "empty",
  reason: null,
  sheet: EMPTY_SHEET,
  floor: null,
};

/** The request and the result of some auction. */
async function resultOfOne() {
  let request: AuctionRequest | undefined;
  const auction = scriptedAuction({ expected: ["nonstop"] }, (its, ports) => {
    request = its;
    return run(its, ports);
  });
  auction.send("nonstop");
  return { request: request as unknown as AuctionRequest, result: await auction.result };
}

const kindsOf = ({ events }: RecordedAuction) =>
  events.map((event) => ("bidder" in event ? `${event.kind} ${event.bidder}` : event.kind));

test("RECORDED-2 nothing said to one bidder, no id of an offer, no tenant and nothing of travellers is in the bytes", async () => {
  const auction = recordedOf(
    {
      params: { nonstop: '{"account":"secret-params"}' },
      search: {
        locale: "xx-Secret",
        passengers: { adults: 1, children: 1, infants: 0, ages: [11] },
      },
      offerIds: { common: "secretcommon", own: () => "secretown" },
      expected: ["nonstop"],
    },
    {},
    { owner: "secret-tenant", traceparent: "secret-trace" },
  );
  auction.clock.moveTo(20);
  auction.offers("nonstop", [{ seller: "BA", amount: 10_000 }]);
  const result = await auction.result;
  const ids = result.itineraries.flatMap(({ sellers }) => sellers.map(({ offerId }) => offerId));
  expect(ids).toHaveLength(1);
  const block = encodeRecordsSync(auction.auctions);
  const header = readHeader(block) as NonNullable<ReturnType<typeof readHeader>>;
  const plain = plainContent(header, block.subarray(HEADER_BYTES)).toString("latin1");
  expect(plain).toContain("LHR");
  expect(plain).not.toMatch(/secret/i);
  for (const id of ids) expect(plain).not.toContain(id);
  const [recorded] = auction.auctions as [RecordedAuction];
  expect(recorded.search.passengers).toEqual({ adults: 1, children: 1, infants: 0 });
  expect(decodeResult(recorded.result as Uint8Array).itineraries).toHaveLength(1);
});

test("nothing of a shadow bidder is in the record, which replays without it (RECORDED-3)", async () => {
  const auction = recordedOf({ expected: ["nonstop"], shadow: ["new"] });
  auction.offers("new", [{ amount: 5_000 }]);
  auction.offers("nonstop", [{ amount: 10_000 }]);
  await auction.result;
  auction.late("new", { final: true });
  await auction.clock.advance(HEARD_MS);
  const alone = recordedOf({ expected: [], shadow: ["new"], policy: { required: [] } });
  alone.offers("new", [{ amount: 5_000 }]);
  await alone.result;
  await alone.clock.advance(HEARD_MS);
  expect({
    beside: auction.auctions.map(kindsOf),
    alone: alone.auctions.map((one) => [one.endedBy, ...kindsOf(one)]),
  }).toEqual({ beside: [["bid nonstop"]], alone: [["no-bidders", "no-subscribers"]] });
});

test("what passed on the wire is recorded with its times, and how the auction ended", async () => {
  const auction = recordedOf(
    {
      hedgeAfterMs: { stops: 50 },
      hedgeTo: { stops: "stops-2" },
      policy: { deadlineMs: 400 },
    },
    {},
    { arm: "patient" },
  );
  auction.clock.moveTo(20);
  auction.offers("nonstop", [{ seller: "BA", amount: 10_000 }]);
  auction.raw("partners", Uint8Array.of(255));
  auction.clock.moveTo(60);
  auction.hedgeLost("stops");
  auction.lost("stops");
  const result = await auction.result;
  await auction.clock.advance(HEARD_MS);
  const [recorded] = auction.auctions as [RecordedAuction];
  expect(kindsOf(recorded)).toEqual([
    "bid nonstop",
    "bid partners",
    "hedged stops",
    "hedge-lost stops",
    "hedged stops",
    "lost stops",
  ]);
  expect(recorded.events.map(({ atUs }) => atUs)).toEqual([
    20_000, 20_000, 50_000, 60_000, 60_000, 60_000,
  ]);
  expect(recorded.events[1]).toMatchObject({ bytes: Uint8Array.of(255), instance: "partners-1" });
  expect(recorded).toMatchObject({
    searchId: result.searchId,
    auctionId: AUCTION_ID,
    gateway: "g1",
    arm: "patient",
    wallMs: Date.parse("2026-11-23T12:00:00Z"),
    endedBy: result.endedBy,
    endedAtUs: 60_000,
    bidders: result.bidders,
    expectation: { expected: ["nonstop", "partners", "stops"], hedgeAfterMs: [["stops", 50]] },
  });
});

describe("RECORDER-1", () => {
  test.each([
    ["one of the share", { random: (): number => 0.04, share: 0.05 }, {}, true],
    ["not one of the share", { random: (): number => 0.05, share: 0.05 }, {}, false],
    ["a partial one", { share: 0 }, { silent: true }, true],
    ["a slow one", { share: 0, slowMs: 300 }, { answerMs: 300 }, true],
    ["one that is fast enough", { share: 0, slowMs: 300 }, { answerMs: 299 }, false],
    ["one whose late bids are wanted", { share: 0, lateShare: 1 }, {}, true],
    ["a calendar", { share: 1 }, { calendar: true }, false],
  ] as const)("%s", async (_what, its, how, isRecorded) => {
    const {
      silent,
      answerMs = 20,
      calendar,
    } = how as {
      silent?: true;
      answerMs?: number;
      calendar?: true;
    };
    const auction = recordedOf(
      { expected: ["nonstop"], search: calendar === undefined ? {} : { calendar } },
      its,
    );
    auction.clock.moveTo(answerMs);
    if (silent !== true) auction.send("nonstop");
    await auction.clock.advance(1_000);
    await auction.result;
    await auction.clock.advance(HEARD_MS);
    expect(auction.auctions).toHaveLength(isRecorded ? 1 : 0);
    expect(auction.clock.timers).toBe(0);
  });
});

describe("late bids", () => {
  const QUORUM_OF_ALL = { expected: ["nonstop", "stops"] } as const;
  const QUORUM = { ...QUORUM_OF_ALL, policy: { quorum: 1 } } as const;

  async function endedByQuorum(its: RecorderSetup, setup: AuctionSetup = QUORUM) {
    const auction = recordedOf(setup, its);
    auction.clock.moveTo(20);
    auction.offers("nonstop", [{ seller: "BA", amount: 10_000, number: 1 }]);
    await auction.clock.advance(5);
    expect((await auction.result).endedBy).toBe("quorum");
    return auction;
  }
  const cheaper = (auction: ReturnType<typeof recordedOf>) => ({
    status: "offers" as const,
    sheet: sheetOf([auction.offer({ seller: "U2", amount: 9_000, number: 2 })]),
  });

  test("are recorded for a while after the end, of bidders that were told to stop", async () => {
    const auction = await endedByQuorum({});
    expect(auction.wire.cancelSent).toBe(true);
    await auction.clock.advance(10);
    auction.late("stops", { status: "declined" });
    expect(auction.auctions).toHaveLength(0);
    await auction.clock.advance(HEARD_MS);
    auction.late("stops", {});
    const [recorded] = auction.auctions as [RecordedAuction];
    expect(kindsOf(recorded)).toEqual(["bid nonstop", "bid stops"]);
    expect(recorded).toMatchObject({ lateWanted: false, heardUntilUs: (25 + HEARD_MS) * 1_000 });
    expect(auction.cancelled).toEqual([]);
  });

  test("RECORDER-5 of bidders that work on after their budget are heard, and the regret is then a number (REGRET-5, CUTBID-2)", async () => {
    const auction = recordedOf(QUORUM_OF_ALL, { lateShare: 1 });
    auction.clock.moveTo(20);
    auction.offers("nonstop", [{ seller: "BA", amount: 10_000, number: 1 }]);
    auction.clock.moveTo(DEADLINE_MS - 20);
    auction.send("stops", { final: false, cut: true, stopped: true, status: "failed" });
    const result = await auction.result;
    await quiet();
    expect({ by: result.endedBy, ...outcomesOf(result) }).toEqual({
      ...{ by: "complete", nonstop: "answered", stops: "failed" },
    });
    expect(auction.wire).toMatchObject({ cancelSent: false, lateAllowanceMs: 1_980 });
    expect(auction.ledger.view("s1")?.regret).toBeNull();
    auction.clock.moveTo(DEADLINE_MS + 1_900);
    auction.late("stops", cheaper(auction));
    await auction.clock.advance(100);
    expect(auction.ledger.view("s1")?.regret).toMatchObject({ amount: 1_000 });
    const [recorded] = auction.auctions as [RecordedAuction];
    expect(kindsOf(recorded)).toEqual(["bid nonstop", "bid stops", "bid stops"]);
    const timeline = timelineOf(recorded, { elapsed, kilometres: kilometresBetween });
    const judged = [DEADLINE_MS, 4_000].map((deadlineMs) =>
      judge(timeline, { name: "longer", deadlineMs }),
    );
    expect(judged).toMatchObject([
      { endedBy: "complete", isPartial: true, bestCost: 10_000, regret: 1_000 },
      { endedBy: "complete", isPartial: false, bestCost: 9_000, regret: 0 },
    ]);
  });

  test("what a bidder that works on sends before the end counts for regret alone (CUTBID-1)", async () => {
    const auction = recordedOf(QUORUM_OF_ALL, { lateShare: 1 });
    auction.send("stops", { final: false, cut: true, stopped: true, status: "empty" });
    auction.clock.moveTo(20);
    auction.send("stops", cheaper(auction));
    auction.offers("nonstop", [{ seller: "BA", amount: 10_000, number: 1 }]);
    const { itineraries } = await auction.result;
    await quiet();
    expect(itineraries.map(({ cost }) => cost)).toEqual([10_000]);
    expect(auction.ledger.view("s1")?.regret).toMatchObject({ amount: 1_000 });
  });

  test("RECORDER-4 are waited for where they are wanted, and the regret is then a number", async () => {
    const auction = await endedByQuorum({ lateShare: 1 });
    expect(auction.wire.cancelSent).toBe(false);
    expect(auction.ledger.view("s1")?.regret ?? null).toBeNull();
    await auction.clock.advance(1_500);
    auction.late("stops", cheaper(auction));
    expect(auction.ledger.view("s1")?.regret).toMatchObject({ amount: 1_000 });
    expect(auction.cancelled).toEqual([]);
    auction.clock.moveTo(DEADLINE_MS + 1_999);
    expect(auction.cancelled).toEqual([]);
    await auction.clock.advance(1);
    expect(auction.cancelled).toEqual([`${AUCTION_ID} at ${DEADLINE_MS + 2_000}`]);
    const [recorded] = auction.auctions as [RecordedAuction];
    expect(kindsOf(recorded)).toEqual(["bid nonstop", "bid stops"]);
    expect(recorded).toMatchObject({
      lateWanted: true,
      heardUntilUs: (DEADLINE_MS + 2_000) * 1_000,
    });
  });

  test("RECORDER-4 bidders are told to stop when the gateway ends, and of an auction that finds no room", async () => {
    const first = await endedByQuorum({ lateShare: 1 });
    first.recorder.close();
    expect(first.cancelled).toEqual([`${AUCTION_ID} at 25`]);
    expect(first.auctions).toHaveLength(1);
    expect(first.clock.timers).toBe(0);
  });

  test("RECORDER-2 auctions whose waits end together are recorded as the event loop has time", async () => {
    const works: (() => void)[] = [];
    const auction = await endedByQuorum({ later: (work) => void works.push(work) });
    await auction.clock.advance(HEARD_MS);
    expect({ works: works.length, recorded: auction.auctions.length }).toEqual({
      works: 1,
      recorded: 0,
    });
    for (const work of works) work();
    // The gateway may have ended meanwhile.
    auction.recorder.close();
    for (const work of works) work();
    expect(auction.auctions).toHaveLength(1);
  });

  test("RECORDER-4 bidders are told to stop once where an auction cannot be recorded", async () => {
    const { recorder, dropped, cancelled } = recorderOf(new DrivenClock(), { lateShare: 1 });
    const { request, result } = await resultOfOne();
    const expectation = {
      ...{ expected: ["stops"], skipped: [], required: [], absent: [] },
      hedgeAfterMs: new Map<string, number>(),
    };
    const capture = recorder.begin(request, expectation);
    capture.hasOutstanding = true;
    const broken = { ...result, itineraries: null as never };
    recorder.ended(capture, { request, result: broken, endedBy: "quorum", endedAtMs: 1 });
    recorder.released(capture);
    expect({ dropped, cancelled }).toEqual({
      dropped: ["failed"],
      cancelled: [`${AUCTION_ID} at 0`],
    });
  });

  test("CHOICE-1 of a bidder that is not asked nothing is recorded, and where some are not asked no late bids are wanted", async () => {
    const auction = await endedByQuorum(
      { lateShare: 1 },
      { ...QUORUM, expected: ["nonstop", "stops"], search: { bidders: { except: ["rail"] } } },
    );
    auction.late("rail", {});
    expect(auction.wire.cancelSent).toBe(true);
    await auction.clock.advance(HEARD_MS);
    expect(auction.auctions.map(kindsOf)).toEqual([["bid nonstop"]]);
  });

  test("RECORDER-3 more late bytes of all auctions than may be held are not held, and counted", async () => {
    const { clock, recorder, auctions, dropped } = await endedByQuorum({});
    const { request, result } = await resultOfOne();
    const expectation = {
      ...{ expected: ["stops"], skipped: [], required: [], absent: [] },
      hedgeAfterMs: new Map<string, number>(),
    };
    const large = new Uint8Array(HELD_BYTES_MAX / 64);
    const count = 80;
    for (let i = 0; i < count; i++) {
      const its = { ...request, auctionId: `b${i}` };
      const capture = recorder.begin(its, expectation);
      capture.hasOutstanding = true;
      recorder.ended(capture, { request: its, result, endedBy: "quorum", endedAtMs: clock.now() });
      recorder.late(its.auctionId, "stops", "stops-1", large);
    }
    await clock.advance(HEARD_MS);
    expect(new Set(dropped)).toEqual(new Set(["too-large"]));
    expect(auctions.length - 1).toBeLessThan(64);
    expect(auctions.length - 1 + dropped.length).toBe(count);
  });
});

describe("A6", () => {
  const expectation = {
    ...{ expected: ["nonstop"], skipped: [], required: [], absent: [] },
    hedgeAfterMs: new Map<string, number>(),
  };
  const bytesOf = ([recorded]: readonly RecordedAuction[]) =>
    (recorded?.events ?? []).map((event) => (event.kind === "bid" ? event.bytes : null));

  test("an auction whose late bids are waited for keeps its messages, and not what they were read with", async () => {
    const clock = new DrivenClock();
    const { recorder, auctions } = recorderOf(clock);
    const { request, result } = await resultOfOne();
    const capture = recorder.begin(request, expectation);
    const read = new Uint8Array(1_000).fill(1);
    capture.noteBid("nonstop", "nonstop-1", read.subarray(0, 10), 0);
    recorder.ended(capture, { request, result, endedBy: "quorum", endedAtMs: 1 });
    read.fill(2);
    await clock.advance(HEARD_MS + 1);
    const [bytes] = bytesOf(auctions);
    expect(bytes).toEqual(new Uint8Array(10).fill(1));
    expect(bytes?.buffer.byteLength).toBe(10);
    const encoded = auctions[0]?.result as Uint8Array;
    expect(encoded.buffer.byteLength).toBe(encoded.length);
    expect(capture.bytes).toBeGreaterThan(10 + encoded.length);
  });

  test("beyond the first messages, small parts of what was read are copied as they come", async () => {
    const { recorder, auctions } = recorderOf(new DrivenClock());
    const { request, result } = await resultOfOne();
    const capture = recorder.begin(request, expectation);
    const read = new Uint8Array(1_000).fill(1);
    for (let i = 0; i < 50; i++)
      capture.noteBid("nonstop", "nonstop-1", read.subarray(10 * i, 10 * i + 10), 0);
    read.fill(2);
    recorder.ended(capture, { request, result, endedBy: "complete", endedAtMs: 1 });
    const views = bytesOf(auctions).filter((bytes) => bytes?.[0] === 2);
    expect(views.length).toBeLessThan(10);
    expect(bytesOf(auctions).filter((bytes) => bytes?.[0] === 1)).toHaveLength(50 - views.length);
  });
});

test("A5: a bidder that sends without end does not keep an auction out of the record (NOTED-1)", async () => {
  const auction = recordedOf({ expected: ["nonstop", "stops"] });
  for (let i = 0; i < 5_000; i++)
    auction.send("stops", { final: false, sequence: i }, `stops-${i % 9}`);
  auction.offers("nonstop", [{ amount: 10_000 }]);
  const result = await auction.result;
  await auction.clock.advance(HEARD_MS);
  const [recorded] = auction.auctions as [RecordedAuction];
  expect({ dropped: auction.dropped, bids: recorded.events.length < 100 }).toEqual({
    ...{ dropped: [], bids: true },
  });
  const replayed = await replayAsRecorded(recorded, { elapsed, kilometres: kilometresBetween });
  expect(decodeResult(replayed).bidders).toEqual(result.bidders);
  expect(Buffer.compare(replayed, recorded.result as Uint8Array)).toBe(0);
});

/** Time passes at every reading: no two of them are the same. */
class MovingClock extends DrivenClock {
  readonly #stepMs: number;

  constructor(stepMs: number) {
    super();
    this.#stepMs = stepMs;
  }

  override now(): number {
    this.spend(this.#stepMs);
    return super.now();
  }
}

test.each([
  0.07, 0.013_7, 0.049_999_9,
])("a record replays to the byte where %d ms pass between two readings of the clock (REPLAY-1)", async (stepMs) => {
  const clock = new MovingClock(stepMs);
  const auction = recordedOf({
    clock,
    expected: ["nonstop", "partners", "rail", "stops"],
    policy: { deadlineMs: 400 },
  });
  auction.clock.moveTo(20);
  auction.send("rail");
  auction.offers("nonstop", [{ seller: "BA", amount: 10_000 }]);
  auction.clock.moveTo(40);
  auction.send("partners", { final: false, floor: 20_000 });
  await auction.clock.advance(400);
  const result = await auction.result;
  await auction.clock.advance(2 * HEARD_MS);
  const [recorded] = auction.auctions as [RecordedAuction];
  const replayed = await replayAsRecorded(recorded, { elapsed, kilometres: kilometresBetween });
  expect(decodeResult(replayed)).toEqual(decodeResult(recorded.result as Uint8Array));
  expect(result.endedBy).toBe("deadline");
  expect(Buffer.compare(replayed, recorded.result as Uint8Array)).toBe(0);
});

test("the bids of an earlier search that were shown are recorded, and replay to the byte (REPLAY-1)", async () => {
  const clock = new DrivenClock();
  const { offer } = scriptedAuction({}, run);
  const sheets = [sheetOf([offer({ amount: 51_000, number: 117 })])];
  const takenAtMs = clock.wall() - 61_234;
  const auction = recordedOf({
    clock,
    expected: ["nonstop", "stops"],
    fallbackBids: { nonstop: { takenAtMs, sheets } },
  });
  auction.clock.moveTo(20);
  auction.offers("stops", [{ seller: "BA", amount: 60_000 }]);
  await auction.clock.advance(DEADLINE_MS);
  const { itineraries } = await auction.result;
  expect(itineraries.map(({ sellers }) => sellers[0]?.stale)).toEqual([true, false]);
  await auction.clock.advance(2 * HEARD_MS);
  const [{ fallbacks, ...recorded }] = auction.auctions as [RecordedAuction];
  expect(fallbacks).toMatchObject([{ bidder: "nonstop" }]);
  expect(decodeFallbackRecord(fallbacks[0]?.record as Uint8Array).takenAtMs).toBe(takenAtMs);
  const places = { elapsed, kilometres: kilometresBetween };
  const replayed = await replayAsRecorded({ ...recorded, fallbacks }, places);
  expect(decodeResult(replayed)).toEqual(decodeResult(recorded.result as Uint8Array));
  expect(Buffer.compare(replayed, recorded.result as Uint8Array)).toBe(0);
  // REPLAY-2: what cannot be read is not shown.
  const broken = fallbacks.map((one) => ({ ...one, record: Uint8Array.of(255) }));
  const without = await replayAsRecorded({ ...recorded, fallbacks: broken }, places);
  expect(decodeResult(without).itineraries).toHaveLength(1);
});

test("RECORDER-2 what throws while an auction is recorded does not fail it", async () => {
  const take = () => {
    throw new Error("broken");
  };
  const auction = recordedOf({ expected: ["nonstop"] }, { take });
  auction.send("nonstop");
  expect((await auction.result).endedBy).toBe("complete");
  await quiet();
  expect(auction.dropped).toEqual(["failed"]);
});

import { describe, expect, test } from "@jest/globals";
import { drawnAuction, usd } from "../../../../test/fixtures/auction/drawn.ts";
import type { DrawnAuction } from "./drawn-auction.ts";
import { pictureOf } from "./picture-layout.ts";
import { isMark, legendOf } from "./picture-legend.ts";

const WIDTH = 700;

/** The legend of an auction that is drawn, and the kinds of what is drawn. */
function drawn(facts: Partial<DrawnAuction>, nowMs: number | null = null) {
  const one = { ...drawnAuction, ...facts };
  const picture = pictureOf(one, WIDTH, nowMs);
  const legend = legendOf(one, picture);
  const { lines, grace, lanes, prices } = picture;
  const inPicture = new Set<string>([
    ...lines.map(({ kind }) => kind).filter((kind) => kind !== "now"),
    ...(grace === null ? [] : ["grace"]),
    ...lanes.flatMap(({ spans, marks }) => [...spans, ...marks].map(({ kind }) => kind)),
    ...(prices === null ? [] : ["best"]),
    ...(prices !== null && prices.late.length > 0 ? ["regret"] : []),
  ]);
  inPicture.delete("call");
  return { legend, inPicture };
}

test("the legend names each line and each mark of the picture, with what it is", () => {
  const { legend } = drawn({ regret: usd(2_000), deadlineMs: 90 });
  expect(legend.map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
    "quorum: quorum at 40.0 ms",
    "grace: grace until 50.0 ms",
    "end: stopped at 50.0 ms",
    "deadline: deadline 90 ms",
    "queue: in the bidder's queue, as it says",
    "work: at work, as it says",
    "hedge: hedge: another instance called too",
    "part: a bid, more may follow",
    "final: last bid",
    "floor: lowest price promised from there on",
    "cancel: told to stop",
    "late: too late, the cheapest at $490.00",
    "best: price of the best $700.00, then $510.00",
    "last: last of 2 shown $700.00",
    "regret: regret $20.00: price of a bid that was too late",
  ]);
});

describe("the legend has what the picture has, and nothing else (LEGEND-1)", () => {
  const lanes = drawnAuction.lanes.map((lane) => ({ ...lane, late: [] }));
  test.each<[string, Partial<DrawnAuction>, number | null]>([
    ["all of it", {}, null],
    ["a deadline that is near", { deadlineMs: 90 }, null],
    ["a deadline that is off the axis", { deadlineMs: 10_000 }, null],
    ["while it runs", { endedAtMs: null, endedBy: null }, 20],
    ["without a quorum", { quorum: null }, null],
    ["regret that is known", { regret: usd(2_000) }, null],
    ["no regret, and nothing came late", { regret: usd(0), lanes }, null],
    ["no prices", { best: [], lanes }, null],
    ["nothing but the deadline", { endedAtMs: null, quorum: null, best: [], lanes: [] }, 5],
  ])("%s", (_what, facts, nowMs) => {
    const { legend, inPicture } = drawn(facts, nowMs);
    // The curve of the last that is shown is explained where it is another than that of the best.
    const kinds = legend.map(({ kind }) => kind).filter((kind) => kind !== "last");
    expect(new Set(kinds.filter((kind) => kind !== "no-sample"))).toEqual(inPicture);
    expect(kinds).toHaveLength(new Set(kinds).size);
    expect(isMark("regret")).toBe(false);
  });

  test("that there is no regret is said, without a sample", () => {
    expect(drawn({ regret: usd(0), lanes }).legend.at(-1)).toEqual({
      kind: "no-sample",
      words: "no regret",
    });
  });
});

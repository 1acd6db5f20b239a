import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeBid } from "../../proto/codec/index.ts";
import type { Bid } from "../../proto/messages.ts";
import { readRepositoryFile } from "../documents/files.ts";
import { anchorsOf } from "../documents/links.ts";
import { CHECKS, exchangesOf, judge, PROTOCOL } from "./catalogue.ts";
import { EXCHANGES, type Exchange, type ExchangeName, type Observed } from "./observed.ts";
import { gatewayRules } from "./rules.ts";
import { plainSearch } from "./searches.ts";

const NOW_MS = Date.parse("2026-11-30T08:00:00Z");
const { rulesOf, ratesInto } = gatewayRules([]);
const ALL = new Set(CHECKS.map(({ id }) => id));
const REPLY = "_INBOX.gw.conf.t1";
const SEARCH = plainSearch("own", { origin: "LHR", destination: "JFK", isByRegion: false }, NOW_MS);

const NOTHING: Observed = {
  ...{ kind: "own", instance: null, instances: [], markets: [], ratesId: null, service: [] },
  ...{ serviceAsked: [], presence: [], exchanges: new Map(), unplayed: new Map(), price: null },
  ...{ garbage: [], takesDirect: null, slackMs: 0 },
};

/** A message that came after so many milliseconds; its order is its place in the list. */
interface Message {
  readonly data: Uint8Array;
  readonly atMs?: number;
  readonly from?: string;
}

function exchange(
  name: ExchangeName,
  messages: readonly Message[],
  changes: Partial<Exchange> = {},
): Exchange {
  return {
    ...{ name, replies: [REPLY], sentAtMs: 0, sentWallMs: NOW_MS, unkept: 0, pongOrder: null },
    cancelledAtMs: null,
    asked: {
      ...{ searchId: "id", search: SEARCH, budgetMs: 1_000, rates: ratesInto("USD") },
      objective: { valuePerHour: 0, penaltyPerStop: 0 },
    },
    received: messages.map(({ data, atMs = 1, from = "own.i1" }, i) => ({
      ...{ data, atMs, order: i + 1, isNobody: false },
      subject: from === "" ? REPLY : `${REPLY}.${from}`,
    })),
    ...changes,
  };
}

function bid(changes: Partial<Bid> = {}): Uint8Array {
  const sheet = {
    rows: 0,
    currencies: [],
    sellers: [],
    price: [],
    currency: [],
    seller: [],
    body: [],
  };
  return encodeBid({
    ...{ searchId: "id", sequence: 0, final: true, status: "empty", reason: null, floor: null },
    sheet: { ...sheet, durationMinutes: [], departure: [], stops: [], itinerary: [] },
    ...changes,
  });
}

const seen = (...exchanges: readonly Exchange[]): Observed => ({
  ...NOTHING,
  ...{ instance: "i1", instances: ["i1"], markets: ["LHR.JFK"] },
  exchanges: new Map(exchanges.map((one) => [one.name, one])),
});

const stateOf = (observed: Observed, id: string) =>
  judge(observed, rulesOf, new Set([id]))[0]?.verdict.state;

describe("the list of checks", () => {
  test("each follows from a section that the protocol has (CONFORM-3)", () => {
    const anchors = anchorsOf(readRepositoryFile(PROTOCOL));
    expect(CHECKS.filter(({ section }) => !anchors.has(section)).map(({ id }) => id)).toEqual([]);
  });

  test("no name is there twice, and each needs calls that are known", () => {
    expect(new Set(CHECKS.map(({ id }) => id)).size).toBe(CHECKS.length);
    expect([...exchangesOf(ALL)].filter((name) => !EXCHANGES.includes(name))).toEqual([]);
  });

  test("docs/conformance.md has a row for each, as it is here", () => {
    const rows = [
      ...readRepositoryFile("docs/conformance.md").matchAll(/^\| `([a-z-]+)` \| (.*?) \| \[/gm),
    ];
    expect(rows.map(([, id, what]) => `${id}: ${what}`)).toEqual(
      CHECKS.map(({ id, what }) => `${id}: ${what.replaceAll(/<\S+>/g, "`$&`")}`),
    );
  });
});

test("where nothing was seen, no check has passed, and each says why (CONFORM-1)", () => {
  const results = judge(NOTHING, rulesOf, ALL);
  expect(results.filter(({ verdict }) => verdict.state === "passed")).toEqual([]);
  for (const { verdict } of results)
    expect(verdict.state === "not-checked" ? verdict.why : "").not.toBe("undefined");
});

const declined = { status: "declined" } as const;
const more = { final: false } as const;
const cut = { final: false, cut: true, stopped: true } as const;

test.each<[string, string, "passed" | "failed" | "not-checked", Exchange]>([
  ["one final bid", "one-final", "passed", exchange("plain", [{ data: bid() }])],
  [
    "two",
    "one-final",
    "failed",
    exchange("plain", [{ data: bid() }, { data: bid({ sequence: 1 }) }]),
  ],
  ["none", "one-final", "failed", exchange("plain", [{ data: bid(more) }])],
  ["nothing at all", "one-final", "failed", exchange("plain", [])],
  [
    "one behind it",
    "one-final",
    "failed",
    exchange("plain", [{ data: bid() }, { data: bid({ ...more, sequence: 1 }) }]),
  ],
  [
    "a bid at the end of its budget",
    "budget",
    "passed",
    exchange("plain", [{ data: bid(), atMs: 1_000 }]),
  ],
  ["a bid beyond it", "budget", "failed", exchange("plain", [{ data: bid(), atMs: 1_001 }])],
  [
    "a decline without time",
    "budget-spent",
    "passed",
    exchange("spent", [{ data: bid(declined) }]),
  ],
  [
    "a search without time",
    "budget-spent",
    "failed",
    exchange("spent", [{ data: bid({ status: "failed" }) }]),
  ],
  ["the bare inbox", "reply-subject", "failed", exchange("plain", [{ data: bid(), from: "" }])],
  [
    "another instance",
    "reply-subject",
    "failed",
    exchange("plain", [{ data: bid(), from: "own.i2" }]),
  ],
  [
    "another name alone",
    "reply-subject",
    "failed",
    exchange("plain", [{ data: bid(), from: "x.i1" }]),
  ],
  [
    "another bidder beside it",
    "reply-subject",
    "passed",
    exchange("plain", [{ data: bid() }, { data: bid(), from: "other.i9" }]),
  ],
  ["what is no bid", "readable", "failed", exchange("plain", [{ data: Buffer.from("no") }])],
  ["another id", "search-id", "failed", exchange("plain", [{ data: bid({ searchId: "x" }) }])],
  ["a number left out", "sequence", "failed", exchange("plain", [{ data: bid({ sequence: 1 }) }])],
  [
    "a floor that falls",
    "floors",
    "failed",
    exchange("plain", [{ data: bid({ ...more, floor: 9 }) }, { data: bid({ ...more, floor: 8 }) }]),
  ],
  [
    "a floor that rises",
    "floors",
    "passed",
    exchange("plain", [{ data: bid({ ...more, floor: 8 }) }, { data: bid({ ...more, floor: 9 }) }]),
  ],
  [
    "65 bids",
    "limits",
    "failed",
    exchange(
      "plain",
      Array.from({ length: 65 }, (_, sequence) => ({ data: bid({ ...more, sequence }) })),
    ),
  ],
  ...(
    [
      ["a final bid by its budget", "passed", [{ data: bid(), atMs: 1_000 }]],
      ["a cut bid and a final one", "passed", [{ data: bid(cut) }, { data: bid(), atMs: 2_000 }]],
      ["nothing by its budget", "failed", [{ data: bid(), atMs: 1_001 }]],
      ["a cut bid beyond it", "failed", [{ data: bid(cut), atMs: 1_001 }, { data: bid() }]],
      ["a cut bid alone", "failed", [{ data: bid(cut) }]],
      ["a part alone", "failed", [{ data: bid(more) }]],
      [
        "a cut bid that is not marked as stopped",
        "failed",
        [{ data: bid({ final: false, cut: true }) }, { data: bid() }],
      ],
      ["a cut bid that is final", "failed", [{ data: bid({ ...cut, final: true }) }]],
      ["a late final bid", "failed", [{ data: bid(cut) }, { data: bid(), atMs: 2_001 }]],
      ["two cut bids", "failed", [{ data: bid(cut) }, { data: bid(cut) }, { data: bid() }]],
      ["nothing", "not-checked", []],
    ] as const
  ).map(([what, state, messages]): [string, string, typeof state, Exchange] => [
    `${what} of a call with an allowance`,
    "late-allowance",
    state,
    exchange("late", messages),
  ]),
  [
    "a stop at once",
    "cancel",
    "passed",
    exchange("cancelled", [{ data: bid({ ...declined, stopped: true }), atMs: 400 }], {
      cancelledAtMs: 0,
    }),
  ],
  [
    "a stop that comes late",
    "cancel",
    "failed",
    exchange("cancelled", [{ data: bid({ ...declined, stopped: true }), atMs: 600 }], {
      cancelledAtMs: 0,
    }),
  ],
  [
    "an answer that was there before the cancel",
    "cancel",
    "not-checked",
    exchange("cancelled", [{ data: bid() }], { cancelledAtMs: 0, pongOrder: 2 }),
  ],
  [
    "two answers to a call that it held",
    "hedge",
    "failed",
    exchange("hedged", [{ data: bid() }, { data: bid() }], { pongOrder: 0 }),
  ],
  [
    "two answers, the first of them before the second call came",
    "hedge",
    "not-checked",
    exchange("hedged", [{ data: bid() }, { data: bid() }], { pongOrder: 2 }),
  ],
])("%s: %s has %s (CONFORM-1, CONFORM-2)", (_name, id, state, one) => {
  const plain = exchange("plain", [{ data: bid() }]);
  const observed = one.name === "plain" ? seen(one) : seen(plain, one);
  expect({ id, state: stateOf(observed, id) }).toEqual({ id, state });
});

test.each<[string, number | null, "passed" | "failed" | "not-checked"]>([
  ["that has left before it", 9, "failed"],
  ["that leaves while it is under way", 11, "passed"],
  ["that does not leave", null, "not-checked"],
])("a call behind the drain is answered by one %s: drain is %s", (_name, leftAtMs, state) => {
  const exchanges = seen(
    exchange("drained", [{ data: bid() }]),
    exchange("after-drain", [{ data: bid(), atMs: 12 }], { sentAtMs: 10 }),
  );
  const data = Buffer.from('{"presence":"left"}');
  const left = { subject: "auction.presence.own.i1", order: 0, data, isNobody: false };
  const presence = leftAtMs === null ? [] : [{ ...left, atMs: leftAtMs }];
  expect({ state: stateOf({ ...exchanges, presence }, "drain") }).toEqual({ state });
});

test("a check that failed says what was expected and what came, with the bytes (CONFORM-2)", () => {
  const data = bid({ searchId: "x" });
  const [result] = judge(seen(exchange("plain", [{ data }])), rulesOf, new Set(["search-id"]));
  expect(result).toEqual({
    ...{ id: "search-id", what: "every bid repeats the id of its call" },
    where: "docs/wire-protocol.md#a-bid",
    verdict: {
      ...{ state: "failed", expected: "search_id 'id'", came: "'x' (the call 'plain')" },
      bytes: data,
    },
  });
});

test("whatever a bidder sends, each check comes to an end (CONFORM-4)", () => {
  const message = fc.record({
    data: fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.record({ sequence: fc.nat(3), final: fc.boolean() }).map((changes) => bid(changes)),
    ),
    atMs: fc.nat(5_000),
    from: fc.constantFrom("own.i1", "own.i2", "other.i1", "", "own", "own.i1.x"),
  });
  const answers = fc.uniqueArray(fc.tuple(fc.constantFrom(...EXCHANGES), fc.array(message)), {
    selector: ([name]) => name,
    maxLength: 4,
  });
  fc.assert(
    fc.property(
      answers,
      fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 3 }),
      (all, said) => {
        const observed: Observed = {
          ...seen(...all.map(([name, messages]) => exchange(name, messages, { cancelledAtMs: 0 }))),
          service: said.map((data) => ({ verb: "INFO", asked: "$SRV.INFO", data })),
          serviceAsked: [{ verb: "INFO", subject: "$SRV.INFO" }],
          presence: said.map((data) => ({
            ...{ subject: "auction.presence.own.i1", atMs: 0, order: 0, data, isNobody: false },
          })),
        };
        const results = judge(observed, rulesOf, ALL);
        expect(results.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id));
        const ended = results.filter(
          ({ verdict }) => verdict.state === "failed" && verdict.came.startsWith("the check ended"),
        );
        expect(ended).toEqual([]);
      },
    ),
  );
});

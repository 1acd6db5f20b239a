import { describe, expect, test } from "@jest/globals";
import { headers } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import {
  DEADLINE_HEADER,
  SENT_AT_HEADER,
  STREAM_HEADER,
  TAKE_WITHIN_HEADER,
} from "../../proto/subjects.ts";
import { readCaller, waitedMs, whyExpired } from "./caller-headers.ts";

const message = (about: Record<string, string>) => {
  const set = headers();
  for (const [name, value] of Object.entries(about)) set.set(name, value);
  return { headers: set };
};

describe("what a caller says in headers", () => {
  test("nothing: it is not known how long it waits", () => {
    expect(readCaller({})).toEqual({ wantsEvents: false });
    expect(readCaller(message({ [STREAM_HEADER]: "1" }))).toEqual({ wantsEvents: true });
  });

  test("all of it", () => {
    const about = {
      [DEADLINE_HEADER]: "1800",
      [TAKE_WITHIN_HEADER]: "250",
      [SENT_AT_HEADER]: "1795852800123",
    };
    expect(readCaller(message(about))).toEqual({
      wantsEvents: false,
      waitsMs: 1_800,
      takeWithinMs: 250,
      sentAtMs: 1_795_852_800_123,
    });
  });

  const wrong = [
    "0",
    "-1",
    "1.5",
    "1e3",
    "800 ms",
    "NaN",
    "600001",
    "99999999999999999999",
    "x".repeat(500),
  ];
  test.each(wrong)("a deadline of '%.20s' is named, with what would be right", (value) => {
    const read = () => readCaller(message({ [DEADLINE_HEADER]: value, [SENT_AT_HEADER]: "today" }));
    expect(read).toThrow(AuctionError);
    expect(read).toThrow(
      /Scatter-Deadline-Ms must be a whole number from 1 to 600000, not '.{1,64}'; Scatter-Sent-At must be/,
    );
  });
});

describe("how long a request has waited: by two clocks that are not assumed equal, and one steady one", () => {
  const table: [
    what: string,
    sentAgoMs: number | undefined,
    unseenMsMax: number,
    waited: number,
  ][] = [
    [
      "the gateway is on time: a caller's clock that is slow by a minute does no harm",
      60_000,
      0,
      0,
    ],
    ["nor one that is fast", -60_000, 0, 0],
    ["after a freeze of 15 s: sent 12 s ago", 12_000, 15_000, 12_000],
    ["sent after the thaw", 1, 15_000, 1],
    [
      "by a clock that is slow by an hour: no longer than it can have waited here",
      3_600_000,
      15_000,
      15_000,
    ],
    ["by a clock that is fast", -3_600_000, 15_000, 0],
    ["the caller does not say: what is to be expected is assumed", undefined, 15_000, 7_500],
    ["the caller does not say, and the gateway is on time", undefined, 0, 0],
  ];
  test.each(table)("%s", (_what, sentAgoMs, unseenMsMax, waited) => {
    const now = 1_795_852_800_000;
    expect(
      waitedMs(sentAgoMs === undefined ? undefined : now - sentAgoMs, now, {
        maxMs: unseenMsMax,
        expectedMs: unseenMsMax / 2,
      }),
    ).toBe(waited);
  });
});

describe("a request whose caller has given up is not run", () => {
  const caller = { wantsEvents: false, waitsMs: 1_000, takeWithinMs: 250 };
  test.each([
    [0, undefined],
    [249, undefined],
    [250, /taken within 250 ms/],
    [1_000, /its caller waits 1000 ms/],
  ])("after %i ms", (waited, why) => {
    const said = whyExpired(caller, waited);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(why);
  });

  test("one that does not say how long it waits is left to its search's own deadline", () => {
    expect(whyExpired({ wantsEvents: false }, 15_000)).toBeUndefined();
  });
});

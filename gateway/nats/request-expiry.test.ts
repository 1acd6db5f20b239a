import { describe, expect, test } from "@jest/globals";
import { waitedMs, whyExpired } from "./request-expiry.ts";

describe("how long a request has waited: by two wall clocks that may differ, and one monotonic clock", () => {
  const table: [
    what: string,
    sentAgoMs: number | undefined,
    unreadMsMax: number,
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
    ["sent after the freeze", 1, 15_000, 1],
    [
      "by a clock that is slow by an hour: no longer than it can have waited here",
      3_600_000,
      15_000,
      15_000,
    ],
    ["by a clock that is fast", -3_600_000, 15_000, 0],
    ["the caller does not state it: the expected time is assumed", undefined, 15_000, 7_500],
    ["the caller does not state it, and the gateway is on time", undefined, 0, 0],
  ];
  test.each(table)("%s", (_what, sentAgoMs, unreadMsMax, waited) => {
    const now = 1_795_852_800_000;
    expect(
      waitedMs(sentAgoMs === undefined ? undefined : now - sentAgoMs, now, {
        msMax: unreadMsMax,
        expectedMs: unreadMsMax / 2,
      }),
    ).toBe(waited);
  });
});

describe("a request whose caller no longer waits is not run", () => {
  const caller = {
    wantsEvents: false,
    wantsCalendar: false,
    waitsMs: 1_000,
    takeWithinMs: 250,
  };
  test.each([
    [0, undefined],
    [249, undefined],
    [250, /taken within 250 ms/],
    [1_000, /its caller waits 1000 ms/],
  ])("after %i ms", (waited, why) => {
    const reason = whyExpired(caller, waited);
    if (why === undefined) expect(reason).toBeUndefined();
    else expect(reason).toMatch(why);
  });

  test("without a stated wait, only the search's own deadline counts", () => {
    expect(whyExpired({ wantsEvents: false, wantsCalendar: false }, 15_000)).toBeUndefined();
  });
});

import { describe, expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { BYTES_MAX, MESSAGES_MAX, NAMES_MAX, PresenceLimiter } from "./presence-limiter.ts";

function setUp() {
  const clock = new DrivenClock();
  const reports: string[] = [];
  const limiter = new PresenceLimiter(
    clock,
    (subject, error) => void reports.push(`${subject}: ${error.message}`),
  );
  /** How many of so many messages are read. */
  const read = (bidder: string, messages: number, bytes = 1) =>
    Array.from({ length: messages }, () => limiter.tryAcquire(bidder, "a.subject", bytes)).filter(
      Boolean,
    ).length;
  return { clock, reports, limiter, read };
}

describe("A6: how many messages of one bidder are read in a probe interval", () => {
  test.each([
    ["messages", MESSAGES_MAX + 10, 1, MESSAGES_MAX],
    ["bytes", 10, BYTES_MAX / 4, 4],
    ["one message with all the bytes", 2, BYTES_MAX, 1],
    ["one message with a byte more", 1, BYTES_MAX + 1, 0],
  ])("%s", (_, messages, bytes, admitted) => {
    const { read, limiter } = setUp();
    expect({ flooder: read("stops", messages, bytes), other: read("nonstop", 1) }).toEqual({
      flooder: admitted,
      other: 1,
    });
    limiter.newInterval();
    expect(read("stops", messages, bytes)).toBe(admitted);
  });

  test("of more names than the limit, the last are not read", () => {
    const { read } = setUp();
    const names = Array.from({ length: NAMES_MAX + 44 }, (_, i) => `k${i}`);
    expect(names.filter((name) => read(name, 1) === 1)).toEqual(names.slice(0, NAMES_MAX));
    expect(read("k0", 1)).toBe(1);
  });
});

describe("a refused message", () => {
  test("is reported once a minute for each bidder", () => {
    const { clock, reports, limiter } = setUp();
    const all = () => {
      for (const bidder of ["stops", "", "stops"]) limiter.report(bidder, "s", "it is not JSON");
    };
    all();
    expect(reports).toEqual([
      "s: presence message of stops refused: it is not JSON",
      "s: presence message of an unknown sender refused: it is not JSON",
    ]);
    clock.moveTo(59_999);
    all();
    expect(reports).toHaveLength(2);
    clock.moveTo(60_000);
    all();
    expect(reports).toHaveLength(4);
  });

  test("A6: the last reports of so many bidders are remembered; the oldest is reported again", () => {
    const { reports, limiter } = setUp();
    for (let i = 0; i <= NAMES_MAX; i++) limiter.report(`k${i}`, "s", "wrong");
    expect(reports).toHaveLength(NAMES_MAX + 1);
    for (const bidder of ["k1", `k${NAMES_MAX}`, "k0"]) limiter.report(bidder, "s", "wrong");
    expect(reports.slice(NAMES_MAX + 1)).toEqual(["s: presence message of k0 refused: wrong"]);
  });
});

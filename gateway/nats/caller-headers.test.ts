import { describe, expect, test } from "@jest/globals";
import { headers } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import {
  DEADLINE_HEADER,
  PROGRESS_HEADER,
  SENT_AT_HEADER,
  STREAM_HEADER,
  TAKE_WITHIN_HEADER,
} from "../../proto/subjects.ts";
import { readCallerHeaders } from "./caller-headers.ts";

const message = (about: Record<string, string>) => {
  const set = headers();
  for (const [name, value] of Object.entries(about)) set.set(name, value);
  return { headers: set };
};

describe("what a caller states in headers", () => {
  test("nothing: it is unknown how long it waits", () => {
    expect(readCallerHeaders({})).toEqual({
      wantsEvents: false,
      wantsCalendar: false,
    });
    expect(readCallerHeaders(message({ [STREAM_HEADER]: "1" }))).toEqual({
      wantsEvents: true,
      wantsCalendar: false,
    });
  });

  test("events, and the steps between them", () => {
    const about = { [STREAM_HEADER]: "1", [PROGRESS_HEADER]: "1" };
    expect(readCallerHeaders(message(about))).toEqual({
      wantsEvents: true,
      wantsProgress: true,
      wantsCalendar: false,
    });
  });

  test("all of it", () => {
    const about = {
      [DEADLINE_HEADER]: "1800",
      [TAKE_WITHIN_HEADER]: "250",
      [SENT_AT_HEADER]: "1795852800123",
    };
    expect(readCallerHeaders(message(about))).toEqual({
      wantsEvents: false,
      wantsCalendar: false,
      waitsMs: 1_800,
      takeWithinMs: 250,
      sentAtMs: 1_795_852_800_123,
    });
  });

  test.each([
    ["zero", "0"],
    ["a negative number", "-1"],
    ["a fraction", "1.5"],
    ["a number with an exponent", "1e3"],
    ["a number with its unit", "800 ms"],
    ["no number", "NaN"],
    ["a number that is too large", "600001"],
    ["a number of twenty digits", "99999999999999999999"],
    ["a text of 500 characters", "x".repeat(500)],
  ])("a deadline that is %s is named, with what would be right", (_, value) => {
    const read = () =>
      readCallerHeaders(message({ [DEADLINE_HEADER]: value, [SENT_AT_HEADER]: "today" }));
    expect(read).toThrow(AuctionError);
    expect(read).toThrow(
      /Scatter-Deadline-Ms must be a whole number from 1 to 600000, not '.{1,64}'; Scatter-Sent-At must be/,
    );
  });
});

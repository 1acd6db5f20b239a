import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { DETAIL_CHARACTERS_MAX, problemOf, quoted, retryAfterS } from "./problem.ts";

describe("a problem", () => {
  test("has the fields of RFC 9457, and our code", () => {
    const faults = [{ path: "sort", message: "must be one of best, price, duration" }];
    expect(
      problemOf(
        new AuctionError("invalid-search", "the search has a fault", {
          faults,
          cause: new Error("inner"),
        }),
      ),
    ).toEqual({
      type: "about:blank",
      title: "Bad Request",
      status: 400,
      code: "invalid-search",
      detail: "the search has a fault",
      errors: faults,
    });
  });

  test("keeps the finer status of HTTP", () => {
    expect(problemOf(new AuctionError("malformed", "x"), 412)).toMatchObject({
      status: 412,
      title: "Precondition Failed",
      code: "malformed",
    });
  });

  test("A6: its detail is bounded", () => {
    expect(problemOf(new AuctionError("malformed", "x".repeat(1e6))).detail).toHaveLength(
      DETAIL_CHARACTERS_MAX,
    );
  });

  test("only a busy or ending gateway states when to try again", () => {
    expect(retryAfterS(new AuctionError("overloaded", ""))).toBe(1);
    expect(retryAfterS(new AuctionError("result-too-large", ""))).toBeUndefined();
  });
});

describe("quoting", () => {
  test("short texts as they are, long ones by their beginning", () => {
    expect(quoted("XAU")).toBe("XAU");
    expect(quoted("A".repeat(60_000))).toBe(`${"A".repeat(63)}…`);
  });
});

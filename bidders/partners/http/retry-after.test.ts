import { describe, expect, test } from "@jest/globals";
import { retryAfterMs } from "./retry-after.ts";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const IN_5_S = "Fri, 20 Nov 2026 10:00:05 GMT";

describe("the delay for which a partner asks", () => {
  test.each<[string, number, Record<string, string>, number]>([
    ["429 with Retry-After in seconds", 429, { "retry-after": "3" }, 3_000],
    ["429 with Retry-After as a date", 429, { "retry-after": IN_5_S }, 5_000],
    ["429 with a reset", 429, { "ratelimit-reset": IN_5_S }, 5_000],
    ["429 with both: Retry-After", 429, { "retry-after": "2", "ratelimit-reset": IN_5_S }, 2_000],
    ["429 in words", 429, { "retry-after": "later" }, 1_000],
    [
      "429 with a date that has passed",
      429,
      { "retry-after": "Fri, 20 Nov 2026 09:00:00 GMT" },
      1_000,
    ],
    ["429 for a day", 429, { "retry-after": "86400" }, 60_000],
    ["503 with Retry-After in seconds", 503, { "retry-after": "3" }, 3_000],
    ["503 with Retry-After as a date", 503, { "retry-after": IN_5_S }, 5_000],
    [
      "503 with Retry-After as a date of RFC 850",
      503,
      { "retry-after": "Friday, 20-Nov-26 10:00:05 GMT" },
      5_000,
    ],
    ["503 for a day", 503, { "retry-after": "86400" }, 60_000],
    ["503 with more digits than a number has", 503, { "retry-after": "9".repeat(400) }, 60_000],
    ["503 with a date that has passed", 503, { "retry-after": "Fri, 20 Nov 2026 09:00:00 GMT" }, 0],
    ["503 with a negative delay", 503, { "retry-after": "-3" }, 0],
    ["503 without a delay", 503, {}, 0],
    ["502 with Retry-After", 502, { "retry-after": "3" }, 0],
    ["429 with more digits than a number has", 429, { "retry-after": "9".repeat(400) }, 60_000],
    ["429 with a reset in seconds since 1970", 429, { "ratelimit-reset": "1795168805" }, 1_000],
    [
      "none left, until a date",
      201,
      { "ratelimit-remaining": "0", "ratelimit-reset": IN_5_S },
      5_000,
    ],
    [
      "none left, until an ISO date",
      201,
      { "ratelimit-remaining": "0", "ratelimit-reset": "2026-11-20T10:00:05Z" },
      5_000,
    ],
    ["none left, for seconds", 200, { "ratelimit-remaining": "0", "ratelimit-reset": "7" }, 7_000],
    ["none left, without a time", 200, { "ratelimit-remaining": "0" }, 0],
    [
      "none left, until it has passed",
      200,
      { "ratelimit-remaining": "0", "ratelimit-reset": "Fri, 20 Nov 2026 09:59:59 GMT" },
      0,
    ],
    ["one left", 200, { "ratelimit-remaining": "1", "ratelimit-reset": IN_5_S }, 0],
    ["ten left", 200, { "ratelimit-remaining": "10", "ratelimit-reset": IN_5_S }, 0],
    ["no header", 200, {}, 0],
    ["a reset, and not how many are left", 200, { "ratelimit-reset": IN_5_S }, 0],
    ["Retry-After without a refusal", 200, { "retry-after": "3" }, 0],
  ])("%s", (_, status, headers, ms) => {
    expect(retryAfterMs(status, headers, NOW)).toBe(ms);
  });
});

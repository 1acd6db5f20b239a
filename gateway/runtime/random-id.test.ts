import { describe, expect, test } from "@jest/globals";
import { isToken } from "../../proto/subjects.ts";
import { randomId, shortRandomId } from "./random-id.ts";

describe.each([
  ["ids", randomId, 16],
  ["short ids", shortRandomId, 8],
] as const)("%s", (_what, draw, length) => {
  test(`are ${length} characters of a token, and no two are the same, over several pools`, () => {
    const ids = Array.from({ length: 5_000 }, draw);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => isToken(id) && id.length === length)).toBe(true);
  });

  test("have every bit drawn: each is set in about half of them", () => {
    const ids = Array.from({ length: 5_000 }, () => Buffer.from(draw(), "base64url"));
    for (let bit = 0; bit < 6 * length; bit++) {
      const set = ids.filter((id) => ((id[bit >> 3] as number) >> (bit & 7)) & 1).length;
      expect(Math.abs(set - 2_500)).toBeLessThan(500); // 14 standard deviations
    }
  });
});

test("ids and short ids that are drawn in turn have no bits in common", () => {
  const all = Array.from({ length: 5_000 }, () => [randomId(), shortRandomId()]).flat();
  const parts = all.flatMap((id) => (id.length === 8 ? [id] : [id.slice(0, 8), id.slice(8)]));
  expect(new Set(parts).size).toBe(parts.length);
});

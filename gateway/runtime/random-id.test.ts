import { expect, test } from "@jest/globals";
import { isToken } from "../../proto/subjects.ts";
import { randomId } from "./random-id.ts";

test("ids are 16 characters of a token, and no two are the same, over several pools", () => {
  const ids = Array.from({ length: 5_000 }, randomId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => isToken(id) && id.length === 16)).toBe(true);
});

test("every bit of an id is drawn: each is set in about half of them", () => {
  const ids = Array.from({ length: 5_000 }, () => Buffer.from(randomId(), "base64url"));
  for (let bit = 0; bit < 96; bit++) {
    const set = ids.filter((id) => ((id[bit >> 3] as number) >> (bit & 7)) & 1).length;
    expect(Math.abs(set - 2_500)).toBeLessThan(500); // 14 standard deviations
  }
});

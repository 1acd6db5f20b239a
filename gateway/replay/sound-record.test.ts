import { expect, test } from "@jest/globals";
import { recordWorld } from "../../test/fixtures/replay/recorded-world.ts";
import type { RecordedAuction } from "../recording/recorded-auction.ts";
import { unsoundness } from "./sound-record.ts";

const { recorded } = await recordWorld({
  ...{ setup: {}, events: [], timersLateMs: 0, lateWanted: false },
});
const { search, grace } = recorded;

test("a record of a gateway is sound (SOUND-1)", () => {
  expect({ wrong: unsoundness(recorded) }).toEqual({ wrong: undefined });
});

test.each<[string, Partial<RecordedAuction>, RegExp]>([
  ["a deadline that is none", { search: withDeadline(Number.NaN) }, /deadline/],
  ["a deadline without end", { search: withDeadline(Number.POSITIVE_INFINITY) }, /deadline/],
  ["a search without slices", { search: { ...search, slices: [] } }, /slice/],
  ["a grace that is none", { grace: { ...grace, share: Number.NaN } }, /grace/],
  ["a grace below zero", { grace: { ...grace, msMin: -1 } }, /grace/],
  ["a call without a time", { calledAtUs: Number.NaN }, /times/],
  ["an end without end", { endedAtUs: Number.POSITIVE_INFINITY }, /times/],
  ["no date", { wallMs: Number.NaN }, /date/],
  ["an event without a time", { events: [{ kind: "cancelled", atUs: Number.NaN }] }, /event/],
])("SOUND-1: %s is named, and not replayed", (_what, wrong, says) => {
  expect(unsoundness({ ...recorded, ...wrong })).toMatch(says);
});

function withDeadline(deadlineMs: number): RecordedAuction["search"] {
  return { ...search, policy: { ...search.policy, deadlineMs } };
}

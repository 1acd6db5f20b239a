import { expect, test } from "@jest/globals";
import { attemptOf, newParticipant, worksOn } from "./participant.ts";

const END = { outcome: "answered", reason: null, stopped: false } as const;
const CUT = { ...END, stopped: true, isCut: true } as const;

test.each([
  ["has not finished, and one attempt was cut", null, CUT, null, true],
  ["has not finished, and none was cut", null, END, null, false],
  ["has finished with the attempt that was cut", "answered", CUT, END, true],
  ["has finished with the other attempt", "answered", END, CUT, false],
] as const)("CUTBID-1: a bidder that %s", (_, outcome, answer, other, isAtWork) => {
  const participant = { ...newParticipant("stops", "awaited"), hedgedTo: "two" };
  const [one, two] = ["one", "two"].map((instance) => attemptOf(participant, instance));
  if (one === undefined || two === undefined) throw new Error("both have the call");
  one.ended = answer;
  two.ended = other;
  expect(worksOn({ ...participant, outcome, answer: one })).toBe(isAtWork);
});

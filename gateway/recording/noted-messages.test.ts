/** Which messages of a bidder are noted, and that what is not noted changes nothing. */
import { expect, test } from "@jest/globals";
import { BIDS_AN_ATTEMPT_MAX, BYTES_AN_ATTEMPT_MAX } from "../auction/fold-bid.ts";
import { LEDGER_LIMITS } from "../auction/ledger.ts";
import { NotedMessages } from "./noted-messages.ts";

const one = Uint8Array.of(1);
const [BIDS, LATE] = [BIDS_AN_ATTEMPT_MAX, LEDGER_LIMITS.lateBidsMax];

/** How many of so many messages are noted. */
function notedOf(
  messages: NotedMessages,
  instances: readonly string[],
  { isLate = false, bytes = one } = {},
): number {
  return instances.filter((instance) => messages.take("a", instance, bytes, isLate) !== null)
    .length;
}

const times = (count: number, of: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => of(i));

test("NOTED-1: of one instance as many messages as make it invalid, and of no third one", () => {
  const messages = new NotedMessages();
  expect({
    first: notedOf(
      messages,
      times(1_000, () => "a-1"),
    ),
  }).toEqual({ first: BIDS + 1 });
  expect({
    others: notedOf(
      messages,
      times(1_000, (i) => `x-${i}`),
    ),
  }).toEqual({ others: 0 });
  messages.hedged("a", "a-2");
  expect({
    hedged: notedOf(
      messages,
      times(1_000, () => "a-2"),
    ),
  }).toEqual({ hedged: BIDS + 1 });
  const late = notedOf(
    messages,
    times(1_000, (i) => `y-${i}`),
    { isLate: true },
  );
  expect({ late }).toEqual({ late: LATE });
});

test("NOTED-1: where the hedge answered first, another instance may answer the call", () => {
  const messages = new NotedMessages();
  // It was thought to be the first before the call was hedged to it.
  expect(notedOf(messages, ["a-2"])).toBe(1);
  messages.hedged("a", "a-2");
  expect(notedOf(messages, ["a-1", "a-2", "a-3"])).toBe(2);
});

test("NOTED-1: of the message with which an instance has sent too much, so much that it has", () => {
  const messages = new NotedMessages();
  const half = new Uint8Array(BYTES_AN_ATTEMPT_MAX / 2);
  expect(notedOf(messages, ["a-1", "a-1"], { bytes: half })).toBe(2);
  expect(messages.take("a", "a-1", half, false)).toHaveLength(1);
  expect(messages.take("a", "a-1", one, false)).toBeNull();
  // Late ones are whole, or left out.
  const large = new Uint8Array(BYTES_AN_ATTEMPT_MAX);
  const late = [large, one].map((bytes) => messages.take("a", "a-9", bytes, true)?.length);
  expect({ late }).toEqual({ late: [large.length, undefined] });
});

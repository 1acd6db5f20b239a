import { expect, test } from "@jest/globals";
import { LateMessageList } from "./late-messages.ts";
import { LEDGER_LIMITS } from "./ledger.ts";
import { BIDDERS_MAX } from "./limits.ts";

test("late messages are kept in the order in which they came", () => {
  const late = new LateMessageList();
  const [first, second] = [new Uint8Array([1]), new Uint8Array([2])];
  late.add("nonstop", "n1", first, true);
  late.add("stops", "s1", second, true);
  expect(late.messages).toEqual([
    { bidder: "nonstop", instance: "n1", bytes: first },
    { bidder: "stops", instance: "s1", bytes: second },
  ]);
  expect(late.unread.size).toBe(0);
});

test.each([
  { limit: "as many as there may be bidders", fits: BIDDERS_MAX, bytes: 1 },
  { limit: "4 MB", fits: 4, bytes: 1024 * 1024 },
])("A6: $limit are kept; of an expected bidder the rest is unread", ({ fits, bytes }) => {
  const late = new LateMessageList();
  for (let i = 0; i < fits; i++) late.add(`b${i}`, "n1", new Uint8Array(bytes), true);
  expect(late.unread.size).toBe(0);
  late.add("stops", "s1", new Uint8Array(bytes), true);
  late.add("unknown", "u1", new Uint8Array(bytes), false);
  expect(late.messages).toHaveLength(fits);
  expect([...late.unread]).toEqual(["stops"]);
});

test("A6: of one bidder no more are kept than the ledger reads, and no other loses its place", () => {
  const late = new LateMessageList();
  for (let i = 0; i < BIDDERS_MAX * 2; i++)
    late.add(
      "many",
      "m1",
      new Uint8Array(1024 * 1024 * (i < LEDGER_LIMITS.lateBidsMax ? 0 : 1)),
      true,
    );
  late.add("one", "o1", new Uint8Array(1), true);
  expect(late.messages).toHaveLength(LEDGER_LIMITS.lateBidsMax + 1);
  expect(late.messages.at(-1)?.bidder).toBe("one");
  expect([...late.unread]).toEqual(["many"]);
});

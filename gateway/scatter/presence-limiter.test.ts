import { describe, expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { BYTES_MAX, Hearing, MESSAGES_MAX } from "./presence-limiter.ts";

function setUp() {
  const clock = new DrivenClock();
  const told: string[] = [];
  const hearing = new Hearing(clock, (subject, error) => told.push(`${subject}: ${error.message}`));
  /** How many of so many messages are read. */
  const read = (kind: string, messages: number, bytes = 1) =>
    Array.from({ length: messages }, () => hearing.admits(kind, "a.subject", bytes)).filter(Boolean)
      .length;
  return { clock, told, hearing, read };
}

describe("A6: how much of one kind is read in a round", () => {
  test.each([
    ["messages", MESSAGES_MAX + 10, 1, MESSAGES_MAX],
    ["bytes", 10, BYTES_MAX / 4, 4],
    ["one message of all the bytes", 2, BYTES_MAX, 1],
    ["one of a byte more", 1, BYTES_MAX + 1, 0],
  ])("%s", (_, messages, bytes, heard) => {
    const { read, hearing } = setUp();
    expect([read("stops", messages, bytes), read("nonstop", 1)]).toEqual([heard, 1]);
    hearing.newRound();
    expect(read("stops", messages, bytes)).toBe(heard);
  });

  test("of more names than can be, the last are not heard", () => {
    const { read } = setUp();
    const names = Array.from({ length: 300 }, (_, i) => `k${i}`);
    expect(names.filter((name) => read(name, 1) === 1)).toEqual(names.slice(0, 256));
    expect(read("k0", 1)).toBe(1);
  });
});

describe("what is wrong with a kind", () => {
  test("is told once a minute for each kind", () => {
    const { clock, told, hearing } = setUp();
    const all = () => {
      for (const kind of ["stops", "", "stops"]) hearing.complain(kind, "s", "it is not JSON");
    };
    all();
    expect(told).toEqual([
      "s: what stops says of itself is refused: it is not JSON",
      "s: what somebody says of itself is refused: it is not JSON",
    ]);
    clock.moveTo(59_999);
    all();
    expect(told).toHaveLength(2);
    clock.moveTo(60_000);
    all();
    expect(told).toHaveLength(4);
  });

  test("A6: of so many kinds is remembered that they were told of; the oldest is told of again", () => {
    const { told, hearing } = setUp();
    for (let i = 0; i <= 256; i++) hearing.complain(`k${i}`, "s", "wrong");
    expect(told).toHaveLength(257);
    for (const kind of ["k1", "k256", "k0"]) hearing.complain(kind, "s", "wrong");
    expect(told.slice(257)).toEqual(["s: what k0 says of itself is refused: wrong"]);
  });
});

import { describe, expect, test } from "@jest/globals";
import { LateQueue, type QueuedMessage, WAITING_BYTES_MAX, WAITING_MAX } from "./late-queue.ts";

/** A queue whose jobs the test runs. */
function setUp() {
  const jobs: (() => void)[] = [];
  const read: string[] = [];
  const queue = new LateQueue<string>(
    (job) => jobs.push(job),
    ({ entry, bidder, bytes }) => read.push(`${entry} ${bidder}${bytes === null ? " unread" : ""}`),
  );
  const add = (entry: string, bidder: string, bytes = 1) =>
    queue.add({
      entry,
      bidder,
      instance: "i",
      bytes: { length: bytes } as unknown as QueuedMessage<string>["bytes"],
      arrivedAtMs: 0,
    });
  const run = () => {
    for (const job of jobs.splice(0)) job();
  };
  return { queue, read, add, run };
}

describe("late messages", () => {
  test("are read in their order, each once, when there is time; those of an entry at once when it is needed (LATE-1)", () => {
    const { queue, read, add, run } = setUp();
    add("a", "stops");
    add("b", "stops");
    add("a", "partners");
    expect(read).toEqual([]);
    queue.readAllOf("a");
    expect(read).toEqual(["a stops", "a partners"]);
    add("b", "partners");
    run();
    expect(read).toEqual(["a stops", "a partners", "b stops", "b partners"]);
    queue.readAllOf("b");
    expect(read).toHaveLength(4);
  });

  test.each([
    ["messages", WAITING_MAX, 1],
    ["bytes", 4, WAITING_BYTES_MAX / 4],
  ])("are bounded in %s: one more is not read; later there is room again (LATE-2)", (_, count, bytes) => {
    const { read, add, run } = setUp();
    for (let i = 0; i < count; i++) add("a", "stops", bytes);
    add("a", "partners", bytes);
    expect(read).toEqual(["a partners unread"]);
    run();
    add("a", "nonstop", bytes);
    run();
    expect({ read: read.length, last: read.at(-1) }).toEqual({
      read: count + 2,
      last: "a nonstop",
    });
  });
});

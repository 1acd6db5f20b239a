import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import type { OfferColumns } from "../kit/packed-batch.ts";
import { Job, type Told } from "./pending-search.ts";
import type { Ending, Question } from "./thread-messages.ts";

const NO_OFFERS: OfferColumns = {
  rows: 0,
  numbers: new Float64Array(0),
  texts: "",
  bodies: new Uint8Array(0),
  invalid: 0,
  firstFault: null,
};

const newJob = () =>
  new Job(
    { costMs: 0 } as Question,
    { remainingMs: () => 800, signal: new AbortController().signal },
    0,
  );
const part = (floor: number | null) => ({ id: 1, columns: NO_OFFERS, floor });
const done = (parts: number): Ending => ({
  how: "done",
  parts,
  workMs: 1,
  columns: NO_OFFERS,
  notes: ["noted"],
});

/** Reads to the end: floors, then what ended it. */
async function read(told: AsyncIterable<Told>): Promise<unknown[]> {
  const seen: unknown[] = [];
  try {
    for await (const { floor, notes } of told)
      seen.push(floor === undefined ? notes.join() : floor);
    seen.push("over");
  } catch (thrown) {
    seen.push(thrown);
  }
  return seen;
}

describe("a search as its reader sees it", () => {
  test.each<[string, (job: Job) => void]>([
    ["all before it is read", () => {}],
    ["while its reader waits", (job) => void job],
  ])("POOL-3: parts, and then the end: %s", async (when) => {
    const job = newJob();
    const tell = () => {
      job.takePart(part(10));
      job.takePart(part(null));
      job.takeEnding(done(2));
    };
    if (when.startsWith("all")) tell();
    const reading = read(job.told());
    if (!when.startsWith("all")) tell();
    expect(await reading).toEqual([10, null, "noted", "over"]);
  });

  test("POOL-3: an end that overtakes the parts before it waits for them", async () => {
    const job = newJob();
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const { floor } of job.told()) seen.push(floor);
    })();
    job.takeEnding(done(2));
    job.takePart(part(10));
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toEqual([10]);
    job.takePart(part(20));
    await reading;
    expect(seen).toEqual([10, 20, undefined]);
  });

  test.each<[string, Ending, string, string]>([
    [
      "that stopped by itself",
      { how: "stopped", parts: 1, workMs: 1 },
      "cancelled",
      "the search ran out of time",
    ],
    [
      "that failed",
      {
        how: "failed",
        parts: 1,
        workMs: 1,
        code: "too-large",
        message: "much",
        stack: "Error: much\n at x",
      },
      "too-large",
      "much",
    ],
  ])("one %s throws after what it had told", async (_, ending, code, message) => {
    const job = newJob();
    job.takeEnding(ending);
    job.takePart(part(10));
    const [first, thrown] = await read(job.told());
    expect(first).toBe(10);
    expect(thrown).toBeInstanceOf(AuctionError);
    expect(thrown).toMatchObject({ code, message });
    if (ending.how === "failed")
      expect((thrown as Error).cause).toMatchObject({ stack: ending.stack });
  });

  test("one that is cut short throws at once, and what was found is not read", async () => {
    const job = newJob();
    job.takePart(part(10));
    job.fail("cancelled");
    job.fail("something else");
    job.takePart(part(20));
    job.takeEnding(done(2));
    expect(await read(job.told())).toEqual(["cancelled"]);
  });

  test("what fails after its end is over", async () => {
    const job = newJob();
    job.takeEnding(done(0));
    job.fail("too late");
    expect(await read(job.told())).toEqual(["noted", "over"]);
  });
});

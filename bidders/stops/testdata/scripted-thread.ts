/** A searching thread that does what the question's destination says, for the tests of the pool. */
import { parentPort, threadId, workerData } from "node:worker_threads";
import { AuctionError } from "../../../proto/errors.ts";
import type { OfferColumns } from "../../kit/packed.ts";
import type { Answer } from "../answer.ts";
import { Run } from "../run.ts";
import type { Ending, Task, ThreadData, ToldPart } from "../task.ts";
import { threadCpuMs } from "../thread-cpu.ts";
import { Turns } from "../turns.ts";

export interface Script {
  /** Not 0: threads do not start. */
  readonly refuses: Int32Array;
}

const { shared, cancels } = workerData as ThreadData<Script>;
if (Atomics.load(shared.refuses, 0) !== 0) throw new Error("this thread was told not to start");

const here = (): string => `thread ${threadId}`;

const acts: Readonly<Record<string, () => Answer>> = {
  *parts() {
    for (const floor of [10, 20, null]) {
      yield { offers: [], floor };
      yield;
    }
    return { offers: [], notes: [here()] };
  },
  /** Says that it runs, and then does so until it is stopped. */
  *endless() {
    yield { offers: [], floor: null };
    for (;;) yield;
  },
  *refused() {
    yield;
    throw new AuctionError("result-too-large", "too much was found");
  },
  *wrong() {
    yield;
    throw new TypeError("a mistake in the search");
  },
  *exits() {
    yield;
    process.exit(3);
  },
  *crashes() {
    process.nextTick(() => {
      throw new Error("thrown where nobody can catch it");
    });
    yield { offers: [], floor: null };
    return { offers: [], notes: [] };
  },
  *hoards() {
    yield;
    const hoard: number[][] = [];
    for (;;) hoard.push(Array.from({ length: 100_000 }, (_, i) => i));
  },
};

const NO_OFFERS: OfferColumns = {
  rows: 0,
  numbers: new Float64Array(0),
  texts: "",
  bodies: new Uint8Array(0),
  invalid: 0,
  firstFault: null,
};

/** Says that it runs, and hears nothing from then on. */
function deaf({ id }: Task): never {
  parentPort?.postMessage({ id, columns: NO_OFFERS, floor: null } satisfies ToldPart);
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

const turns = new Turns(() => new Promise((resolve) => setImmediate(resolve)));

export async function answer(task: Task | null): Promise<Ending | null> {
  if (task === null) return null;
  if (task.request.slices[0]?.destination === "deaf") return deaf(task);
  const act = acts[task.request.slices[0]?.destination as string] as () => Answer;
  const tell = (part: ToldPart) => parentPort?.postMessage(part);
  const run = new Run(task, act(), { cancels, nowMs: () => performance.now(), cpuMs: threadCpuMs, tell });
  turns.add(run);
  const ending = await run.ended;
  // What was thrown beside it is noticed before the end is told.
  await new Promise((resolve) => setImmediate(resolve));
  return ending;
}

/**
 * A target that never ends blocks the thread that it runs in, so another thread looks on: it prints
 * the input and ends the process (FUZZ-3).
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** What each input is told to; the fuzzer works without it. */
export interface InputWatch {
  began(target: string, input: Uint8Array): void;
  ended(): void;
}

/** What the two threads share: four whole numbers, then the name of the target and the input. */
export const SHARED = { count: 0, isRunning: 1, nameBytes: 2, inputBytes: 3 } as const;
export const HEAD_BYTES = 16;
export const NAME_BYTES_MAX = 64;
/** Seeds may be longer than mutants; of what is longer still, the beginning is printed. */
const WATCHED_BYTES_MAX = 1_048_576;

export interface WatchdogData {
  readonly shared: SharedArrayBuffer;
  readonly seconds: number;
  readonly seed: number;
}

export class Watchdog implements InputWatch {
  readonly #numbers: Int32Array;
  readonly #name: Uint8Array;
  readonly #input: Uint8Array;

  private constructor(shared: SharedArrayBuffer) {
    this.#numbers = new Int32Array(shared, 0, HEAD_BYTES / 4);
    this.#name = new Uint8Array(shared, HEAD_BYTES, NAME_BYTES_MAX);
    this.#input = new Uint8Array(shared, HEAD_BYTES + NAME_BYTES_MAX);
  }

  /** @param options `seconds` that one input may take at the most; `seed` is printed */
  static async start({ seconds, seed }: Omit<WatchdogData, "shared">): Promise<Watchdog> {
    const shared = new SharedArrayBuffer(HEAD_BYTES + NAME_BYTES_MAX + WATCHED_BYTES_MAX);
    const workerData: WatchdogData = { shared, seconds, seed };
    const worker = new Worker(new URL("watchdog-thread.ts", import.meta.url), { workerData });
    await once(worker, "online");
    // The process ends when its inputs have.
    worker.unref();
    return new Watchdog(shared);
  }

  began(target: string, input: Uint8Array): void {
    const name = Buffer.from(target).subarray(0, NAME_BYTES_MAX);
    const bytes = input.subarray(0, WATCHED_BYTES_MAX);
    this.#name.set(name);
    this.#input.set(bytes);
    this.#numbers[SHARED.nameBytes] = name.length;
    this.#numbers[SHARED.inputBytes] = bytes.length;
    Atomics.store(this.#numbers, SHARED.isRunning, 1);
    Atomics.add(this.#numbers, SHARED.count, 1);
  }

  ended(): void {
    Atomics.store(this.#numbers, SHARED.isRunning, 0);
  }
}

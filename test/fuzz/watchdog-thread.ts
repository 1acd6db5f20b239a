/** The thread that looks on: see watchdog.ts. */
import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { HEAD_BYTES, NAME_BYTES_MAX, SHARED, type WatchdogData } from "./watchdog.ts";

const { shared, seconds, seed } = workerData as WatchdogData;
const numbers = new Int32Array(shared, 0, HEAD_BYTES / 4);
const STDERR = 2;
const TICKS_A_SECOND = 4;

let lastCount = 0;
/** Of this thread, so that a process that was stopped for a while is not taken for a slow one. */
let ticks = 0;
setInterval(() => {
  const count = Atomics.load(numbers, SHARED.count);
  const isSame = count === lastCount && Atomics.load(numbers, SHARED.isRunning) === 1;
  lastCount = count;
  ticks = isSame ? ticks + 1 : 0;
  if (ticks >= seconds * TICKS_A_SECOND) end(count);
}, 1_000 / TICKS_A_SECOND);

function end(count: number): void {
  const [nameBytes = 0, inputBytes = 0] = [numbers[SHARED.nameBytes], numbers[SHARED.inputBytes]];
  const name = Buffer.from(shared, HEAD_BYTES, nameBytes).toString();
  const input = Buffer.from(shared, HEAD_BYTES + NAME_BYTES_MAX, inputBytes).toString("base64");
  const which = `seed ${seed}, input ${count} of this process`;
  // The stream of a thread is written by the main thread, which is blocked.
  writeSync(STDERR, `${name}: not ended after ${seconds} s (${which})\ninput (base64): ${input}\n`);
  // No other way ends a process from a thread while its main thread is blocked.
  process.kill(process.pid, "SIGKILL");
}

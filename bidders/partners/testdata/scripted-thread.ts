/** A reading thread that does what the task's cabin says, for the tests of its keeper. */
import { parentPort } from "node:worker_threads";
import type { Cabin } from "../../../proto/messages.ts";
import type { FromThread, ToThread } from "../reading.ts";

const post = (message: FromThread): void => parentPort?.postMessage(message);
let parts = 0;

const acts: Readonly<Record<Cabin, () => void>> = {
  economy: () => {
    parts = 0;
    part();
  },
  premium_economy: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
  business: () => process.exit(3),
  first: () => {
    const hoard: number[][] = [];
    for (;;) hoard.push(Array.from({ length: 100_000 }, (_, i) => i));
  },
};

function part(): void {
  parts++;
  post({ offers: [], refused: [`part ${parts}`], read: 0, next: null, isLast: parts === 3 });
}

parentPort?.on("message", (message: ToThread) => (message === "next" ? part() : acts[message.search.cabin]()));
post("ready");

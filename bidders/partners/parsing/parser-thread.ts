/**
 * The reading thread's entry: one task at a time, its parts handed over one by one as they are
 * asked for.
 */
import { parentPort } from "node:worker_threads";
import { loadAirportClocks } from "../../../common/places/airport-clocks.ts";
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFault } from "../partner-failure.ts";
import { type FromThread, type Part, readWhole, type ToThread } from "./parse-answer.ts";

if (parentPort === null) throw new Error("this file is a worker thread's; createReader starts it");
const port = parentPort;
const post = (message: FromThread): void => port.postMessage(message);

let parts: Generator<Part> | undefined;

function answer(message: ToThread): FromThread {
  try {
    if (message !== "next") parts = readWhole(message);
    return (
      parts?.next().value ?? {
        fault: "nothing is left to be handed over",
        verdict: "unknown",
        reason: "partner-internal",
      }
    );
  } catch (thrown) {
    const { verdict, reason } =
      thrown instanceof PartnerFault
        ? thrown
        : ({ verdict: "sick", reason: "partner-internal" } as const);
    return { fault: messageOf(thrown), verdict, reason };
  }
}

port.on("message", (message: ToThread) => post(answer(message)));
loadAirportClocks(Date.now());
post("ready");

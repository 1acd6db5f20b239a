/**
 * The reading thread's entry: one task at a time, its parts handed over one by one as they are
 * asked for.
 */
import { parentPort } from "node:worker_threads";
import { loadAirportClocks } from "../../../common/places/airport-clocks.ts";
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure } from "../partner-failure.ts";
import {
  type MessageFromThread,
  type MessageToThread,
  type Part,
  parseWhole,
} from "./parse-answer.ts";

if (parentPort === null) throw new Error("this file is a worker thread's; createReader starts it");
const port = parentPort;
const post = (message: MessageFromThread): void => port.postMessage(message);

let parts: Generator<Part> | undefined;

function answer(message: MessageToThread): MessageFromThread {
  try {
    if (message !== "next") parts = parseWhole(message);
    return (
      parts?.next().value ?? {
        fault: "nothing is left to be handed over",
        health: "unknown",
        reason: "partner-internal",
      }
    );
  } catch (thrown) {
    const { health, reason } =
      thrown instanceof PartnerFailure
        ? thrown
        : ({ health: "unhealthy", reason: "partner-internal" } as const);
    return { fault: messageOf(thrown), health, reason };
  }
}

port.on("message", (message: MessageToThread) => post(answer(message)));
loadAirportClocks(Date.now());
post("ready");

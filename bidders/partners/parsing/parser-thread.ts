/** The entry of the parser's thread: one task at a time, its parts sent one by one on request. */
import { parentPort } from "node:worker_threads";
import { loadAirportClocks } from "../../../common/places/airport-clocks.ts";
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure } from "../partner-failure.ts";
import {
  type AnswerPart,
  type MessageFromThread,
  type MessageToThread,
  parseWhole,
} from "./parse-answer.ts";

if (parentPort === null)
  throw new Error("this file is a worker thread's; startParserWorker starts it");
const port = parentPort;
const post = (message: MessageFromThread): void => port.postMessage(message);

let parts: Generator<AnswerPart> | undefined;

function answer(message: MessageToThread): MessageFromThread {
  try {
    if (message !== "next") parts = parseWhole(message);
    return (
      parts?.next().value ?? {
        failure: "no part is left",
        health: "unknown",
        reason: "partner-internal",
      }
    );
  } catch (thrown) {
    const { health, reason } =
      thrown instanceof PartnerFailure
        ? thrown
        : ({ health: "unhealthy", reason: "partner-internal" } as const);
    return { failure: messageOf(thrown), health, reason };
  }
}

port.on("message", (message: MessageToThread) => post(answer(message)));
loadAirportClocks(Date.now());
post("ready");

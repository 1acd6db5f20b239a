/**
 * Parses answers so that none of them blocks the event loop: small ones in place, in steps; large
 * ones, and those that turn out to be large when they are decompressed, on a thread. An answer
 * comes from an outside seller, and 8 kB of gzip decompress to 8 MB of JSON, which take most of a
 * second to parse.
 */
import { siblingModule } from "../../../common/runtime/sibling-module.ts";
import { messageOf } from "../../../proto/errors.ts";
import { runInTurns } from "../../flights/itineraries/event-loop-turns.ts";
import type { PartnerPage } from "../adapter.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { decodedBody, type ParseTask, parseText } from "./parse-answer.ts";
import { closed, ThreadedParser, type ThreadedParserOptions } from "./threaded-parser.ts";

export interface AnswerParserOptions extends ThreadedParserOptions {
  /**
   * Answers of more bytes, compressed or not, go to the thread. JSON of that size takes 5 ms at
   * worst (lists within lists, the first time), and usual answers of some 30 offers are below it.
   */
  readonly inPlaceBytesMax: number;
}

export const ANSWER_PARSER: AnswerParserOptions = {
  inPlaceBytesMax: 32 * 1024,
  queueMax: 8,
  readMsMax: 1_000,
  heapMbMax: 256,
  threadPath: siblingModule(import.meta, "parser-thread"),
};

export interface AnswerParser {
  /** Starts the thread before it is needed: it takes a tenth of a second. */
  start(): void;
  /**
   * The bytes must not be used afterwards. @throws PartnerFailure, or the signal's reason once it
   * has fired
   */
  parse(task: ParseTask, signal: AbortSignal): Promise<PartnerPage>;
  close(): Promise<void>;
}

export function createAnswerParser(options: AnswerParserOptions = ANSWER_PARSER): AnswerParser {
  const threaded = new ThreadedParser(options);
  let isClosed = false;
  return {
    start: () => threaded.start(),
    async parse(task, signal) {
      signal.throwIfAborted();
      if (isClosed) throw closed();
      try {
        const text = decodedBody(task.body, options.inPlaceBytesMax);
        return await (text === undefined
          ? threaded.parse(task, signal)
          : runInTurns(parseText(task, text), signal));
      } catch (thrown) {
        signal.throwIfAborted();
        if (thrown instanceof PartnerFailure) throw thrown;
        throw new PartnerFailure(messageOf(thrown), "unhealthy", "partner-internal", {
          cause: thrown,
        });
      }
    },
    async close() {
      isClosed = true;
      await threaded.close();
    },
  };
}

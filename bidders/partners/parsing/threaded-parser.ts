/**
 * Parses large answers on a thread, so that none of them blocks the event loop.
 *
 * PARSER-1 The thread parses one answer at a time; a few may wait, more are refused (A6). One whose
 *          auction has ended leaves at once (A8).
 * PARSER-2 An answer that takes more processor time than `readMsMax` (`reading-time.ts`), or all
 *          the memory that the thread has, ends the thread and counts against the partner. The
 *          next large answer starts a new thread.
 * PARSER-3 A thread that ends for any other reason is a fault of this bidder, not of a partner.
 */
import type { FlightOffer } from "../../../proto/messages.ts";
import type { PartnerPage } from "../adapter.ts";
import { PartnerFailure } from "../partner-failure.ts";
import type { AnswerPart, ParseTask, SerializedFailure } from "./parse-answer.ts";
import { type ParseJob, type ParseOutcome, ParseQueue } from "./parse-queue.ts";
import {
  type ParserWorker,
  type ParserWorkerEvents,
  type ParserWorkerOptions,
  startParserWorker,
} from "./parser-worker.ts";
import { ELAPSED_FACTOR_MAX, ReadingTime } from "./reading-time.ts";

export interface ThreadedParserOptions extends ParserWorkerOptions {
  /** Large answers that may wait for the thread. Each has 8 MB at most. */
  readonly queueMax: number;
  /** Processor time that the thread may take for one. A thousand right offers take 0.1 s. */
  readonly readMsMax: number;
}

interface ThreadedParseJob extends ParseJob {
  readonly offers: FlightOffer[];
  /** Also by the end of its auction: what the thread still sends of it is then not needed. */
  isSettled: boolean;
}

export class ThreadedParser {
  readonly #options: ThreadedParserOptions;
  readonly #queue: ParseQueue<ThreadedParseJob>;
  #worker: ParserWorker | undefined;
  #running: ThreadedParseJob | undefined;
  #isClosed = false;
  #time: ReadingTime | undefined;

  constructor(options: ThreadedParserOptions) {
    this.#options = options;
    this.#queue = new ParseQueue(options.queueMax);
  }

  /** Starts the thread before it is needed. */
  start(): void {
    if (!this.#isClosed) this.#worker ??= this.#launch();
  }

  /**
   * The bytes must not be used afterwards. @throws PartnerFailure, or the signal's reason once it
   * has fired
   */
  parse(task: ParseTask, signal: AbortSignal): Promise<PartnerPage> {
    return new Promise((resolve, reject) => {
      const job: ThreadedParseJob = {
        task,
        offers: [],
        isSettled: false,
        settle: (outcome) => {
          this.#queue.remove(job);
          job.isSettled = true;
          signal.removeEventListener("abort", leave);
          if ("failure" in outcome) reject(outcome.failure);
          else resolve(outcome);
        },
      };
      const leave = () => job.settle({ failure: signal.reason });
      this.#queue.add(job);
      signal.addEventListener("abort", leave, { once: true });
      this.#startNext();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#time?.stop();
    const ending = this.#worker;
    this.#worker = undefined;
    const left = [...this.#queue.jobs, ...(this.#running === undefined ? [] : [this.#running])];
    this.#running = undefined;
    for (const job of left) job.settle({ failure: closed() });
    await ending?.terminate();
  }

  #launch(): ParserWorker {
    const events: ParserWorkerEvents = {
      onReady: () => this.#startNext(),
      onMessage: (message) => this.#receive(message),
      onExit: (exit) => this.#exited(exit),
    };
    return startParserWorker(this.#options, events);
  }

  /** Starts the next waiting answer when the thread is free. */
  #startNext(): void {
    if (this.#running !== undefined || this.#isClosed || this.#queue.isEmpty) return;
    this.#worker ??= this.#launch();
    const worker = this.#worker;
    if (!worker.isReady) return;
    const job = this.#queue.takeNext();
    if (job === undefined) return;
    this.#running = job;
    this.#time = new ReadingTime({
      limitMs: this.#options.readMsMax,
      usedMs: () => worker.usedMs(),
      onOver: (isCostly) => this.#tookTooLong(isCostly),
    });
    worker.parse(job.task);
  }

  /**
   * The limit applies up to the first part: sending the others also takes time of the event loop.
   */
  #receive(message: AnswerPart | SerializedFailure): void {
    const job = this.#running;
    if (job === undefined) return;
    this.#time?.stop();
    if ("failure" in message) {
      const { failure, health, reason } = message;
      this.#end(job, { failure: new PartnerFailure(failure, health, reason) });
      return;
    }
    const { isLast, ...page } = message;
    job.offers.push(...page.offers);
    if (isLast || job.isSettled) this.#end(job, { ...page, offers: job.offers });
    else this.#worker?.requestNextPart();
  }

  #end(job: ThreadedParseJob, outcome: ParseOutcome): void {
    this.#running = undefined;
    job.settle(outcome);
    this.#startNext();
  }

  /** PARSER-2 */
  #tookTooLong(isCostly: boolean): void {
    void this.#worker?.terminate();
    this.#worker = undefined;
    if (this.#running === undefined) return;
    const limit = `${this.#options.readMsMax} ms`;
    this.#end(this.#running, { failure: isCostly ? tooCostly(limit) : tooBusy(limit) });
  }

  /** PARSER-2 where its memory was used up, else PARSER-3. */
  #exited({ wasReady, error }: Parameters<ParserWorkerEvents["onExit"]>[0]): void {
    this.#time?.stop();
    this.#worker = undefined;
    const job = this.#running;
    const isOutOfMemory =
      (error as { code?: unknown } | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY";
    const failure =
      isOutOfMemory && job !== undefined
        ? tooCostly(`${this.#options.heapMbMax} MB`)
        : new PartnerFailure(
            `the reading thread ended: ${error?.message ?? "the reason is not known"}`,
            "unknown",
            "partner-internal",
            { cause: error },
          );
    // A thread that cannot start would not start for the others either.
    if (!wasReady) for (const waiting of this.#queue.jobs) waiting.settle({ failure });
    if (job === undefined) this.#startNext();
    else this.#end(job, { failure });
  }
}

export function closed(): PartnerFailure {
  return new PartnerFailure("closed", "unknown", "partner-cancelled");
}

function tooCostly(limit: string): PartnerFailure {
  return new PartnerFailure(
    `its answer took more than ${limit} to read`,
    "unhealthy",
    "partner-bad-answer",
  );
}

function tooBusy(limit: string): PartnerFailure {
  return new PartnerFailure(
    `its answer was not read: in ${ELAPSED_FACTOR_MAX} times ${limit} the reading thread had a processor core for less than ${limit}`,
    "unknown",
    "partner-no-capacity",
  );
}

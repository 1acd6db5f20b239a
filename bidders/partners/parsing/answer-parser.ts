/**
 * Who reads answers, so that no answer whatever holds the event loop: small ones are read in place,
 * at a pace; large ones, and those that turn out to be large when they are unpacked, by a thread of
 * their own. An answer is an outsider's, and 8 kB of gzip unpack to 8 MB of JSON, which take most
 * of a second to parse.
 *
 * R1 The thread reads one answer at a time; a few may wait, more are refused (A6). One whose
 *    auction has ended leaves at once (A8).
 * R2 An answer that takes longer than `readMsMax`, or all the memory that the thread has, costs the
 *    thread its life and counts against the partner. The next large answer starts a new thread.
 * R3 A thread that ends for any other reason is our fault, not a partner's.
 * R4 Partners take turns. When no more may wait, one with fewer answers there than another has
 *    takes the place of that one's latest: who sends large answers without end costs the others the
 *    time of one of them, and no answer of theirs.
 */
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { messageOf } from "../../../proto/errors.ts";
import type { FlightOffer } from "../../../proto/messages.ts";
import { paced } from "../../flights/itineraries/pace.ts";
import type { PartnerPage } from "../adapter.ts";
import { PartnerFailure } from "../partner-failure.ts";
import {
  decodedBody,
  type MessageFromThread,
  type MessageToThread,
  type Part,
  parseText,
  type Task,
} from "./parse-answer.ts";

export interface AnswerParserOptions {
  /**
   * Answers of more bytes, packed or not, go to the thread. JSON of that size takes 5 ms at worst
   * (lists within lists, the first time), and usual answers of some 30 offers are below it.
   */
  readonly inPlaceBytesMax: number;
  /** Large answers that may wait for the thread. Each has 8 MB at most. */
  readonly queueMax: number;
  /** How long the thread may take for one. A thousand sound offers take it 0.1 s. */
  readonly readMsMax: number;
  /** The thread's own heap. `VALUES_MAX` values need some 30 MB of it, beside 16 for the text. */
  readonly heapMbMax: number;
  readonly threadPath: string;
}

export const ANSWER_PARSER: AnswerParserOptions = {
  inPlaceBytesMax: 32 * 1024,
  queueMax: 8,
  readMsMax: 1_000,
  heapMbMax: 256,
  threadPath: join(import.meta.dirname, "parser-thread.ts"),
};

export interface AnswerParser {
  /** Starts the thread before it is needed: it takes a tenth of a second. */
  start(): void;
  /** Takes the bytes over. @throws PartnerFailure, or the signal's reason once it has fired */
  read(task: Task, signal: AbortSignal): Promise<PartnerPage>;
  close(): Promise<void>;
}

interface Job {
  readonly task: Task;
  readonly offers: FlightOffer[];
  /** Settled already, by the end of its auction: what the thread still says of it is not wanted. */
  hasLeft: boolean;
  settle(outcome: PartnerPage | { readonly fault: unknown }): void;
}

interface Thread {
  readonly worker: Worker;
  isReady: boolean;
  /** What it has said of its own death. */
  error: Error | undefined;
}

export function createAnswerParser(options: AnswerParserOptions = ANSWER_PARSER): AnswerParser {
  const waiting = new Set<Job>();
  /** When it was each partner's turn last, by a count of all turns. */
  const turns = new Map<string, number>();
  let turn = 0;
  let running: Job | undefined;
  let thread: Thread | undefined;
  let isClosed = false;
  let stopTimer = () => {};

  function launch(): Thread {
    const worker = new Worker(options.threadPath, {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: options.heapMbMax },
    });
    const started: Thread = { worker, isReady: false, error: undefined };
    worker.unref();
    worker.on("message", (message: MessageFromThread) => {
      if (thread === started) heard(started, message);
    });
    worker.on("error", (error: Error) => {
      started.error = error;
    });
    worker.on("exit", () => {
      if (thread === started) died(started);
    });
    return started;
  }

  /** The next that waits, when the thread is free. */
  function next(): void {
    if (running !== undefined || isClosed) return;
    const lastTurn = ({ task }: Job) => turns.get(task.partner) ?? 0;
    const [job] = [...waiting].sort((a, b) => lastTurn(a) - lastTurn(b));
    if (job === undefined) return;
    thread ??= launch();
    if (!thread.isReady) return;
    waiting.delete(job);
    turns.set(job.task.partner, ++turn);
    running = job;
    const timer = setTimeout(tooLong, options.readMsMax);
    stopTimer = () => clearTimeout(timer);
    send(thread, job.task);
  }

  function heard(from: Thread, message: MessageFromThread): void {
    if (message === "ready") {
      from.isReady = true;
      next();
    } else if (running !== undefined) {
      stopTimer();
      if ("fault" in message)
        end(running, { fault: new PartnerFailure(message.fault, message.health, message.reason) });
      else take(from, running, message);
    }
  }

  function take({ worker }: Thread, job: Job, part: Part): void {
    job.offers.push(...part.offers);
    const { isLast, ...page } = part;
    if (isLast || job.hasLeft) end(job, { ...page, offers: job.offers });
    else worker.postMessage("next" satisfies MessageToThread);
  }

  function end(job: Job, outcome: PartnerPage | { readonly fault: unknown }): void {
    running = undefined;
    job.settle(outcome);
    next();
  }

  function tooLong(): void {
    void thread?.worker.terminate();
    thread = undefined;
    if (running !== undefined)
      end(running, {
        fault: new PartnerFailure(
          `its answer took more than ${options.readMsMax} ms to read`,
          "unhealthy",
          "partner-bad-answer",
        ),
      });
  }

  function died({ isReady, error }: Thread): void {
    stopTimer();
    thread = undefined;
    const isOutOfMemory =
      (error as { code?: unknown } | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY";
    const fault =
      isOutOfMemory && running !== undefined
        ? new PartnerFailure(
            `its answer took more than ${options.heapMbMax} MB to read`,
            "unhealthy",
            "partner-bad-answer",
          )
        : new PartnerFailure(
            `the reading thread ended: ${error?.message ?? "it does not say why"}`,
            "unknown",
            "partner-internal",
            {
              cause: error,
            },
          );
    // One that cannot even start would not start for the others either.
    if (!isReady) for (const job of waiting) job.settle({ fault });
    if (running === undefined) next();
    else end(running, { fault });
  }

  /**
   * @throws PartnerFailure when no other partner has more answers waiting than this one would have
   */
  function makeRoom(partner: string): void {
    const jobsOf = (name: string) => [...waiting].filter(({ task }) => task.partner === name);
    const most = [...waiting]
      .map(({ task }) => jobsOf(task.partner))
      .reduce((a, b) => (b.length > a.length ? b : a), []);
    const fault = new PartnerFailure(
      `${waiting.size} large answers wait to be read, no room for more`,
      "unknown",
      "partner-no-capacity",
    );
    if (most.length <= jobsOf(partner).length + 1) throw fault;
    most.at(-1)?.settle({ fault });
  }

  function onThread(task: Task, signal: AbortSignal): Promise<PartnerPage> {
    if (waiting.size >= options.queueMax) makeRoom(task.partner);
    return new Promise((resolve, reject) => {
      const job: Job = {
        task,
        offers: [],
        hasLeft: false,
        settle(outcome) {
          waiting.delete(job);
          job.hasLeft = true;
          signal.removeEventListener("abort", leave);
          if ("fault" in outcome) reject(outcome.fault);
          else resolve(outcome);
        },
      };
      const leave = () => job.settle({ fault: signal.reason });
      signal.addEventListener("abort", leave, { once: true });
      waiting.add(job);
      next();
    });
  }

  return {
    start() {
      if (!isClosed) thread ??= launch();
    },
    async read(task, signal) {
      signal.throwIfAborted();
      if (isClosed) throw new PartnerFailure("closed", "unknown", "partner-cancelled");
      try {
        const text = decodedBody(task.packed, options.inPlaceBytesMax);
        return await (text === undefined
          ? onThread(task, signal)
          : paced(parseText(task, text), signal));
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
      stopTimer();
      const ending = thread?.worker;
      thread = undefined;
      const left = [...waiting, ...(running === undefined ? [] : [running])];
      running = undefined;
      for (const job of left)
        job.settle({ fault: new PartnerFailure("closed", "unknown", "partner-cancelled") });
      await ending?.terminate();
    },
  };
}

/** The bytes are moved, not copied, where nothing else lives in their buffer. */
function send({ worker }: Thread, { packed, ...task }: Task): void {
  const bytes =
    packed.bytes.length === packed.bytes.buffer.byteLength
      ? packed.bytes
      : new Uint8Array(packed.bytes);
  const message: MessageToThread = { ...task, packed: { ...packed, bytes } };
  worker.postMessage(message, [bytes.buffer]);
}

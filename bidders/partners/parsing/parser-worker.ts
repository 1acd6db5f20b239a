/** One worker thread that parses answers: how it is started, fed and ended. */
import { Worker } from "node:worker_threads";
import type {
  AnswerPart,
  MessageFromThread,
  MessageToThread,
  ParseTask,
  SerializedFailure,
} from "./parse-answer.ts";

export interface ParserWorkerOptions {
  /** The thread's own heap. `VALUES_MAX` values need some 30 MB of it, beside 16 for the text. */
  readonly heapMbMax: number;
  readonly threadPath: string;
}

/** None of them is called after `terminate`. */
export interface ParserWorkerEvents {
  onReady(): void;
  onMessage(message: AnswerPart | SerializedFailure): void;
  /** It ended by itself. */
  onExit(exit: { readonly wasReady: boolean; readonly error: Error | undefined }): void;
}

export interface ParserWorker {
  readonly isReady: boolean;
  parse(task: ParseTask): void;
  /** Asks for the next part of the answer that is parsed. */
  requestNextPart(): void;
  /** Its processor time until now, in milliseconds. Not settled within one call of the engine. */
  usedMs(): Promise<number>;
  terminate(): Promise<void>;
}

export function startParserWorker(
  { heapMbMax, threadPath }: ParserWorkerOptions,
  events: ParserWorkerEvents,
): ParserWorker {
  const worker = new Worker(threadPath, {
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax },
  });
  let isReady = false;
  let isTerminated = false;
  let error: Error | undefined;
  worker.unref();
  worker.on("message", (message: MessageFromThread) => {
    if (isTerminated) return;
    if (message !== "ready") return events.onMessage(message);
    isReady = true;
    events.onReady();
  });
  worker.on("error", (thrown: Error) => {
    error = thrown;
  });
  worker.on("exit", () => {
    if (!isTerminated) events.onExit({ wasReady: isReady, error });
  });
  return {
    get isReady() {
      return isReady;
    },
    parse: (task) => post(worker, task),
    requestNextPart: () => worker.postMessage("next" satisfies MessageToThread),
    async usedMs() {
      const { user, system } = await worker.cpuUsage();
      return (user + system) / 1_000;
    },
    async terminate() {
      isTerminated = true;
      await worker.terminate();
    },
  };
}

/** The bytes are moved, not copied, where their buffer holds nothing else. */
function post(worker: Worker, { body, ...task }: ParseTask): void {
  const bytes =
    body.bytes.length === body.bytes.buffer.byteLength ? body.bytes : new Uint8Array(body.bytes);
  const message: MessageToThread = { ...task, body: { ...body, bytes } };
  worker.postMessage(message, [bytes.buffer]);
}

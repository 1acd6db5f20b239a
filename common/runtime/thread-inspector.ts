/**
 * The inspector of a worker thread of this process, asked through that of the main thread (the
 * domain NodeWorker of Node's inspector). The thread needs no code for it.
 */
import type { Session } from "node:inspector/promises";
import { basename } from "node:path";

/** What of the inspector of a thread is used: it is that of the main thread too. */
export interface Inspector {
  post(method: string): Promise<object>;
}

/** A worker thread that runs. */
export interface ThreadInfo {
  /** As Node counts them (`threadId`), from 1 on. */
  readonly id: number;
  /** Of what it runs: the name of its file. */
  readonly title: string;
  readonly sessionId: string;
}

interface Attached {
  readonly sessionId: string;
  readonly workerInfo: { readonly title: string; readonly url: string };
}

/** All worker threads, by their ids. The session is attached to them until `detachThreads`. */
export async function attachThreads(session: Session): Promise<readonly ThreadInfo[]> {
  const threads: ThreadInfo[] = [];
  session.on("NodeWorker.attachedToWorker", ({ params }: { params: Attached }) => {
    const { sessionId, workerInfo } = params;
    // Its `workerId` counts what this session has met; the title has the id of the thread.
    const [, id] = /^\[worker (\d+)\]/.exec(workerInfo.title) ?? [];
    const title = basename(workerInfo.url) || "a worker";
    if (id !== undefined) threads.push({ id: Number(id), title, sessionId });
  });
  // Those that run are reported before it is answered.
  await session.post("NodeWorker.enable", { waitForDebuggerOnStart: false });
  return threads.sort((a, b) => a.id - b.id);
}

/** Without it the next session would know the threads of this one. */
export async function detachThreads(session: Session): Promise<void> {
  await session.post("NodeWorker.disable");
}

interface Answer {
  readonly id?: number;
  readonly result?: object;
  readonly error?: { readonly message: string };
}

/** Rejects what is asked, and all that waits, when the thread has ended. */
export function inspectorOf(session: Session, { sessionId }: ThreadInfo): Inspector {
  const waiting = new Map<number, PromiseWithResolvers<object>>();
  let asked = 0;
  let hasEnded = false;
  const ended = () => new Error("the thread has ended");
  session.on("NodeWorker.receivedMessageFromWorker", ({ params }) => {
    if (params.sessionId !== sessionId) return;
    const { id = 0, result = {}, error } = JSON.parse(params.message) as Answer;
    const answer = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) answer?.resolve(result);
    else answer?.reject(new Error(error.message));
  });
  session.on("NodeWorker.detachedFromWorker", ({ params }) => {
    if (params.sessionId !== sessionId) return;
    hasEnded = true;
    for (const answer of waiting.values()) answer.reject(ended());
    waiting.clear();
  });
  return {
    async post(method) {
      if (hasEnded) throw ended();
      const answer = Promise.withResolvers<object>();
      const id = ++asked;
      waiting.set(id, answer);
      const message = JSON.stringify({ id, method });
      // The answer to this says only that it is on its way; the end of a thread is handled above.
      session.post("NodeWorker.sendMessageToWorker", { sessionId, message }).catch(answer.reject);
      return answer.promise;
    },
  };
}

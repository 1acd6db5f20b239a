/**
 * What takes a thread of a process its time: a CPU profile, for the listener of monitoring (`GET
 * /profile?seconds=10`: of the main thread; with `&thread=1` of a worker thread). It has names of
 * functions and paths of files, and nothing that they work with. The inspector opens no port: it
 * is asked within the process.
 *
 * PROFILE-1 Nothing is profiled, and no inspector loaded, unless the process was started for it:
 *           the refusal says how it is.
 * PROFILE-2 One profile is taken at a time, of 1 to `SECONDS_MAX` seconds, and it ends when its
 *           caller leaves (A6).
 * PROFILE-3 Each thread of the process can be profiled, by Node's number for it; of another number
 *           the answer lists those that run. One that ends meanwhile has no profile, and the answer
 *           says so.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { AuctionError } from "../../proto/errors.ts";
import type { Clock } from "./clock.ts";
import {
  attachThreads,
  detachThreads,
  type Inspector,
  inspectorOf,
  type ThreadInfo,
} from "./thread-inspector.ts";

export const PROFILE_PATH = "/profile";

/** A6: a sample a millisecond, so a minute has some megabytes. */
export const SECONDS_MAX = 60;
const SECONDS_DEFAULT = 10;
/** A6: threads that a fault names. */
const LISTED_MAX = 32;
/** The main thread, among the numbers of the worker threads, which begin at 1. */
const MAIN = 0;

/** One request for a profile. */
interface ProfileRequest {
  readonly method: string;
  /** The path and the query, as in the first line of the request. */
  readonly url: string;
  /** Fires when the caller has left. */
  readonly signal: AbortSignal;
}

export class CpuProfiler {
  readonly #setting: string;
  readonly #isOn: boolean;
  readonly #clock: Pick<Clock, "now" | "at">;
  #isTaken = false;

  /** @param setting the variable that switches it on, for the refusal */
  constructor(setting: string, isOn: boolean, clock: Pick<Clock, "now" | "at">) {
    this.#setting = setting;
    this.#isOn = isOn;
    this.#clock = clock;
  }

  /**
   * The profile in the form of V8 (`.cpuprofile`), as JSON; null when the caller has left.
   *
   * @throws AuctionError `not-found` where it is off, `method-not-allowed`, `invalid-request`,
   *   `overloaded` while another one is taken, `no-result` where the thread has ended
   */
  async answer({ method, url, signal }: ProfileRequest): Promise<string | null> {
    if (!this.#isOn)
      throw new AuctionError(
        "not-found",
        `profiling is off; a process that is started with ${this.#setting}=on answers here`,
      );
    if (method !== "GET")
      throw new AuctionError("method-not-allowed", `only GET is, at ${PROFILE_PATH}`);
    const [seconds, thread] = [secondsIn(url), threadIn(url)];
    if (this.#isTaken)
      throw new AuctionError("overloaded", "a profile is taken already; ask again when it is done");
    this.#isTaken = true;
    try {
      return await this.#take(seconds, thread, signal);
    } finally {
      this.#isTaken = false;
    }
  }

  async #take(seconds: number, thread: number, signal: AbortSignal): Promise<string | null> {
    const { Session } = await import("node:inspector/promises");
    const session = new Session();
    session.connect();
    try {
      if (thread === MAIN) return await this.#profile(session, seconds, signal);
      const threads = await attachThreads(session);
      const wanted = threads.find(({ id }) => id === thread);
      if (wanted === undefined) throw noThread(threads);
      const inspector = inspectorOf(session, wanted);
      return await this.#profile(inspector, seconds, signal).catch((cause) => {
        const message = `thread ${thread} (${wanted.title}) has ended while it was profiled`;
        throw new AuctionError("no-result", message, { cause });
      });
    } finally {
      if (thread !== MAIN) await detachThreads(session);
      session.disconnect();
    }
  }

  async #profile(inspector: Inspector, seconds: number, signal: AbortSignal) {
    await inspector.post("Profiler.enable");
    await inspector.post("Profiler.start");
    await this.#passed(seconds * 1_000, signal);
    const { profile } = (await inspector.post("Profiler.stop")) as { profile?: object };
    return signal.aborted ? null : JSON.stringify(profile);
  }

  /** Resolves when the time is over, or the caller has left. */
  async #passed(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const onAbort = () => resolve();
    const cancel = this.#clock.at(this.#clock.now() + ms, resolve);
    signal.addEventListener("abort", onAbort, { once: true });
    await promise;
    cancel();
    signal.removeEventListener("abort", onAbort);
  }
}

/** @throws AuctionError `invalid-request` */
function secondsIn(url: string): number {
  const text = parameterIn(url, "seconds");
  if (text === null) return SECONDS_DEFAULT;
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= SECONDS_MAX) return seconds;
  throw fault(
    "seconds",
    `must be a whole number from 1 to ${SECONDS_MAX}, as in ${PROFILE_PATH}?seconds=10`,
  );
}

/** @throws AuctionError `invalid-request` */
function threadIn(url: string): number {
  const text = parameterIn(url, "thread") ?? String(MAIN);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw fault(
    "thread",
    `must be the number of a thread, as in ${PROFILE_PATH}?thread=1; 0 is the main thread`,
  );
}

function noThread(threads: readonly ThreadInfo[]): AuctionError {
  const listed = threads.slice(0, LISTED_MAX).map(({ id, title }) => `${id} (${title})`);
  return fault("thread", `must be one that runs: ${["0 (the main thread)", ...listed].join(", ")}`);
}

function parameterIn(url: string, name: string): string | null {
  const [, query = ""] = url.split("?");
  return new URLSearchParams(query).get(name);
}

function fault(path: string, message: string): AuctionError {
  return new AuctionError("invalid-request", `the query has a fault: ${path} ${message}`, {
    faults: [{ path, message }],
  });
}

/**
 * Answers a request for a profile of the process of this name. It ends when the caller leaves.
 *
 * @throws AuctionError as `CpuProfiler.answer`: the listener answers that
 */
export async function sendProfile(
  { profiler, name }: { readonly profiler: Pick<CpuProfiler, "answer">; readonly name: string },
  { method = "", url = "" }: Pick<IncomingMessage, "method" | "url">,
  response: ServerResponse,
): Promise<void> {
  const left = new AbortController();
  response.once("close", () => left.abort());
  try {
    const profile = await profiler.answer({ method, url, signal: left.signal });
    const thread = parameterIn(url, "thread") ?? String(MAIN);
    const file = thread === String(MAIN) ? name : `${name}-thread-${thread}`;
    if (profile !== null) response.writeHead(200, headersOf(file)).end(profile);
  } catch (thrown) {
    const error = AuctionError.from(thrown);
    if (error.code === "method-not-allowed") response.setHeader("allow", "GET");
    throw error;
  }
}

/** Of a profile that was taken. */
function headersOf(name: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "content-disposition": `attachment; filename="${name}.cpuprofile"`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
}

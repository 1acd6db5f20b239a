/**
 * What takes the main thread of a process its time: a CPU profile, for the listener of monitoring
 * (`GET /profile?seconds=10`). It has names of functions and paths of files, and nothing that they
 * work with. The inspector opens no port: it is asked within the process.
 *
 * PROFILE-1 Nothing is profiled, and no inspector loaded, unless the process was started for it:
 *           the refusal says how it is.
 * PROFILE-2 One profile is taken at a time, of 1 to `SECONDS_MAX` seconds, and it ends when its
 *           caller leaves (A6).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Session } from "node:inspector/promises";
import { AuctionError } from "../../proto/errors.ts";
import type { Clock } from "./clock.ts";

export const PROFILE_PATH = "/profile";

/** A6: a sample a millisecond, so a minute has some megabytes. */
export const SECONDS_MAX = 60;
const SECONDS_DEFAULT = 10;

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
   *   `overloaded` while another one is taken
   */
  async answer({ method, url, signal }: ProfileRequest): Promise<string | null> {
    if (!this.#isOn)
      throw new AuctionError(
        "not-found",
        `profiling is off; a process that is started with ${this.#setting}=on answers here`,
      );
    if (method !== "GET")
      throw new AuctionError("method-not-allowed", `only GET is, at ${PROFILE_PATH}`);
    const seconds = secondsIn(url);
    if (this.#isTaken)
      throw new AuctionError("overloaded", "a profile is taken already; ask again when it is done");
    this.#isTaken = true;
    try {
      return await this.#take(seconds, signal);
    } finally {
      this.#isTaken = false;
    }
  }

  async #take(seconds: number, signal: AbortSignal): Promise<string | null> {
    const inspector = await import("node:inspector/promises");
    const session = new inspector.Session();
    session.connect();
    try {
      await session.post("Profiler.enable");
      await session.post("Profiler.start");
      await this.#passed(seconds * 1_000, signal);
      return signal.aborted ? null : JSON.stringify(await stopped(session));
    } finally {
      session.disconnect();
    }
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

async function stopped(session: Session): Promise<object> {
  const { profile } = await session.post("Profiler.stop");
  return profile;
}

/** @throws AuctionError `invalid-request` */
function secondsIn(url: string): number {
  const [, query = ""] = url.split("?");
  const text = new URLSearchParams(query).get("seconds");
  if (text === null) return SECONDS_DEFAULT;
  const seconds = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= SECONDS_MAX) return seconds;
  const message = `must be a whole number from 1 to ${SECONDS_MAX}, as in ${PROFILE_PATH}?seconds=10`;
  throw new AuctionError("invalid-request", `the query has a fault: seconds ${message}`, {
    faults: [{ path: "seconds", message }],
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
    if (profile !== null) response.writeHead(200, headersOf(name)).end(profile);
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

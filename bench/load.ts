/** Callers of a gateway over HTTP, and how long they waited. */
import { build, type Histogram } from "hdr-histogram-js";
import { Pool } from "undici";
import type { FlightSearch, SearchResult } from "../proto/messages.ts";

export interface HttpLoad {
  readonly searches: number;
  /** Callers at once; each asks again as soon as it is answered. */
  readonly callers: number;
  /** No caller sends another search after it fires. */
  readonly signal: AbortSignal;
}

/** Whole microseconds from one to a minute, within 0.1 %. */
export function newHistogram(): Histogram {
  return build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: 3,
  });
}

export class Callers {
  readonly #pool: Pool;
  readonly #body: string;

  constructor(url: string, search: FlightSearch, callersMax: number) {
    this.#pool = new Pool(url, { connections: callersMax, pipelining: 1 });
    this.#body = JSON.stringify(search);
  }

  /**
   * Searches, and reports each result with the milliseconds that its caller waited. @throws Error
   * when one is refused
   */
  async run(
    { searches, callers, signal }: HttpLoad,
    ended: (result: SearchResult, tookMs: number) => void,
  ): Promise<void> {
    let left = searches;
    const caller = async () => {
      while (left-- > 0 && !signal.aborted) {
        const startedAt = performance.now();
        const result = await this.#search();
        ended(result, performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: callers }, caller));
  }

  /** The sum of a counter over all its labels, as the gateway counts it. */
  async counter(name: string): Promise<number> {
    const { body } = await this.#pool.request({ method: "GET", path: "/metrics" });
    const lines = (await body.text())
      .split("\n")
      .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" ") + 1)), 0);
  }

  async close(): Promise<void> {
    await this.#pool.close();
  }

  async #search(): Promise<SearchResult> {
    const { statusCode, body } = await this.#pool.request({
      method: "POST",
      path: "/v1/searches",
      headers: { "content-type": "application/json" },
      body: this.#body,
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`the gateway answered ${statusCode}: ${text}`);
    return JSON.parse(text) as SearchResult;
  }
}

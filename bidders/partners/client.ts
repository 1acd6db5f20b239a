/**
 * One partner's client: a pool of connections, a guard, and how long to be patient. It asks once an auction and reads one
 * bounded answer; redirects are not followed, for a seller that moves is a matter for the configuration.
 */
import { type Dispatcher, Pool } from "undici";
import { messageOf } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { PartnerConfig } from "../kit/bidder.ts";
import { type Adapter, describeRefused, type PartnerOffers } from "./adapter.ts";
import { PartnerFault } from "./fault.ts";
import { createGuard, type Guard } from "./guard.ts";
import { createReader, type Reader } from "./reader.ts";
import { type Packed, RESPONSE_BYTES_MAX } from "./reading.ts";

/** Kept back from the budget for what comes after the answer: reading, checking, packing and sending it. */
export const ANSWER_RESERVE_MS = 25;
/** A partner that is told how long it may take is told this much less, for the way back. */
export const TRAVEL_RESERVE_MS = 25;
/** With less than this to wait, nobody is asked: no network answers so soon. */
export const PATIENCE_MS_MIN = 10;
/** A partner that asks to be left alone is, but for no longer than this. */
const PAUSE_MS = { fallback: 1_000, max: 60_000 };

/** How a partner's guard is set, beside its own configuration. */
export const RESILIENCE = { queueMax: 8, breakAfter: 5, halfOpenAfterMs: 5_000 };
export type Resilience = typeof RESILIENCE;

export interface PartnerClient {
  readonly name: string;
  readonly guard: Guard;
  /** @throws PartnerFault and nothing else */
  ask(search: FlightSearch, auction: { readonly signal: AbortSignal; remainingMs(): number }): Promise<PartnerOffers>;
  close(): Promise<void>;
}

/** The reader is whose it is that gives one, to be closed; without it the client has its own. @throws Error when the partner's URL is none */
export function createClient(
  partner: PartnerConfig,
  adapter: Pick<Adapter, "request">,
  resilience: Resilience = RESILIENCE,
  sharedReader?: Reader,
): PartnerClient {
  const base = URL.canParse(partner.url) ? new URL(partner.url) : undefined;
  if (base === undefined || !/^https?:$/.test(base.protocol)) {
    throw new Error(`partner ${partner.name}: '${partner.url}' must be a URL like https://api.duffel.com`);
  }
  const guard = createGuard({ ...resilience, concurrencyMax: partner.concurrencyMax, trialMs: partner.timeoutMs });
  const reader = sharedReader ?? createReader();
  const pool = new Pool(base.origin, {
    connections: partner.concurrencyMax,
    maxResponseSize: RESPONSE_BYTES_MAX,
    connect: { timeout: partner.timeoutMs },
    // Only nets below the guard's timeout, which has the finer clock.
    headersTimeout: 2 * partner.timeoutMs,
    bodyTimeout: 2 * partner.timeoutMs,
  });
  let pausedUntilMs = 0;

  async function call(search: FlightSearch, supplierTimeoutMs: number, signal: AbortSignal): Promise<PartnerOffers> {
    const { method, path, headers, body } = adapter.request(search, partner, supplierTimeoutMs);
    const response = await pool
      .request({ method, path: base?.pathname.replace(/\/$/, "") + path, headers: { ...headers }, body, signal })
      .catch((thrown) => Promise.reject(new PartnerFault(`no answer: ${describe(thrown)}`, "sick", thrown)));
    const packed = await readBody(response);
    const { statusCode: status } = response;
    const read = () => reader.read({ adapter: partner.adapter, packed, search }, signal);
    if (status !== 200 && status !== 201) throw await refusal(status, response.headers, read);
    const answer = await read();
    if (answer.offers.length === 0 && answer.refused.length > 0) throw new PartnerFault(describeRefused(answer), "alive");
    return answer;
  }

  async function refusal(
    status: number,
    headers: Dispatcher.ResponseData["headers"],
    read: () => Promise<PartnerOffers>,
  ): Promise<PartnerFault> {
    if (status >= 300 && status < 400) return new PartnerFault(`answered ${status}, and redirects are not followed`, "sick");
    const because = `answered ${status}: ${await read().then(() => "with offers", messageOf)}`;
    if (status === 429) {
      const now = Date.now();
      pausedUntilMs = now + Math.min(PAUSE_MS.max, pauseAskedMs(headers, now) ?? PAUSE_MS.fallback);
      return new PartnerFault(because, "unknown");
    }
    // 401 and 403 fail every call until somebody mends the token; other 4xx are about this one search.
    return new PartnerFault(because, status >= 500 || status === 401 || status === 403 ? "sick" : "alive");
  }

  return {
    name: partner.name,
    guard,
    async ask(search, { signal, remainingMs }) {
      if (pausedUntilMs > Date.now()) throw new PartnerFault(`rate-limited until ${new Date(pausedUntilMs).toISOString()}`, "unknown");
      const leftMs = Math.floor(remainingMs());
      const ms = Math.min(partner.timeoutMs, leftMs - ANSWER_RESERVE_MS);
      if (ms < PATIENCE_MS_MIN) throw new PartnerFault(`not asked, ${Math.max(0, leftMs)} ms left are too few`, "unknown");
      // A partner with less than half of its configured patience is not to blame for running out of it.
      return guard.run((s, mayTakeMs) => call(search, mayTakeMs - TRAVEL_RESERVE_MS, s), {
        ms,
        isFair: 2 * ms >= partner.timeoutMs,
        signal,
      });
    },
    async close() {
      guard.close();
      await pool.close();
      if (sharedReader === undefined) await reader.close();
    },
  };
}

async function readBody(response: Dispatcher.ResponseData): Promise<Packed> {
  const encoding = response.headers["content-encoding"] ?? "identity";
  let bytes: Packed["bytes"];
  try {
    bytes = (await response.body.bytes()) as Packed["bytes"];
  } catch (thrown) {
    const isTooLarge = (thrown as { code?: unknown }).code === "UND_ERR_RES_EXCEEDED_MAX_SIZE";
    throw new PartnerFault(
      isTooLarge ? `answered more than ${RESPONSE_BYTES_MAX} bytes` : `its answer broke off: ${describe(thrown)}`,
      "sick",
      thrown,
    );
  }
  if (encoding === "identity" || encoding === "gzip") return { bytes, encoding };
  throw new PartnerFault(`answered in '${String(encoding).slice(0, 40)}', gzip was offered`, "sick");
}

/** Retry-After (RFC 9110: seconds or a date), or Duffel's ratelimit-reset, a date. Undefined when neither says anything. */
function pauseAskedMs(headers: Dispatcher.ResponseData["headers"], nowMs: number): number | undefined {
  for (const name of ["retry-after", "ratelimit-reset"]) {
    const text = String(headers[name] ?? "");
    const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - nowMs;
    if (ms >= 0) return ms;
  }
  return undefined;
}

/** Node leaves the message of a failed connect to several addresses empty; its code is always there. */
function describe(thrown: unknown): string {
  const { message, code } = thrown as { message?: string; code?: string };
  return message || code || String(thrown);
}

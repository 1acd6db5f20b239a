/**
 * One partner's client: a pool of connections, a guard, and how long to be patient. It asks once an
 * auction, and reads the answer page by page, each of them bounded; redirects are not followed, for
 * a seller that moves is a matter for the configuration.
 *
 * C1 Each page is one guarded request: it takes its place in the bulkhead, has the partner's
 *    timeout, and counts in the breaker (A8).
 * C2 An answer ends with its last page, or where it may not go on: PAGES_MAX and OFFERS_READ_MAX
 *    are reached (A6), it names a page that was read, or the budget is spent. What is left unread
 *    is said.
 * C3 Nothing that leaves here in a fault or a note holds the partner's token, in whatever spelling
 *    the partner sent it (`redact.ts`).
 */
import type { Dispatcher } from "undici";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { marketServes } from "../kit/markets.ts";
import {
  type Adapter,
  describeRefused,
  OFFERS_READ_MAX,
  type PageReading,
  type PartnerOffers,
  type PartnerPage,
} from "./adapter.ts";
import { codingsOf } from "./codings.ts";
import { connectTo, describeFailure } from "./connection.ts";
import { FareShelf } from "./fares.ts";
import { clean, PartnerFault, redacted } from "./fault.ts";
import { createGuard, type Guard } from "./guard.ts";
import type { PartnerConfig } from "./partner-config.ts";
import { pauseMs } from "./pause.ts";
import { createReader, type Reader } from "./reader.ts";
import { type Packed, RESPONSE_BYTES_MAX } from "./reading.ts";
import type { PartnerReason, Remark } from "./reasons.ts";
import { type Redactor, redactorOf } from "./redact.ts";
import { refusal } from "./refusal.ts";

/**
 * Kept back from the budget for what comes after the answer: reading, checking, packing and sending
 * it.
 */
export const ANSWER_RESERVE_MS = 25;
/** A partner that is told how long it may take is told this much less, for the way back. */
export const TRAVEL_RESERVE_MS = 25;
/** With less than this to wait, nobody is asked: no network answers so soon. */
export const PATIENCE_MS_MIN = 10;

/** One page of an answer, to be sold at once. */
export interface SoldPage {
  readonly offers: readonly FlightOffer[];
  /** What the caller should know of it. */
  readonly notes: readonly Remark[];
  readonly isLast: boolean;
}

export interface Auction {
  readonly signal: AbortSignal;
  /** The wall clock. */
  now(): number;
  remainingMs(): number;
}

export interface PartnerClient {
  readonly name: string;
  readonly guard: Guard;
  /** Whether it is to be asked at all: by its markets. */
  serves(search: FlightSearch): boolean;
  /**
   * Its pages as they come. @throws PartnerFault and nothing else, with what came before still good
   */
  ask(search: FlightSearch, auction: Auction): AsyncGenerator<SoldPage, void, undefined>;
  close(): Promise<void>;
}

/**
 * The reader is whose it is that gives one, to be closed; without it the client has its own.
 * @throws Error when the partner's URL is none
 */
export function createClient(
  partner: PartnerConfig,
  adapter: Omit<Adapter, "offers">,
  sharedReader?: Reader,
): PartnerClient {
  const { concurrencyMax, queueMax, breaker } = partner;
  const pool = connectTo(partner);
  const guard = createGuard({
    concurrencyMax,
    queueMax,
    breakAfter: breaker.faults,
    halfOpenAfterMs: breaker.trialAfterMs,
    trialMs: partner.timeoutMs,
  });
  const reader = sharedReader ?? createReader();
  const { text: withoutSecret } = redactorOf(partner.token);
  /** By the steady clock: a step of the wall clock must not make a pause longer. */
  let pausedUntilMs = 0;

  /** @throws PartnerFault while the partner asks to be left alone */
  function heedPause(): void {
    const leftMs = pausedUntilMs - performance.now();
    if (leftMs <= 0) return;
    throw new PartnerFault(
      `rate-limited until ${new Date(Date.now() + leftMs).toISOString()}`,
      "unknown",
      "partner-busy",
    );
  }

  async function call(
    asked: Asked,
    supplierTimeoutMs: number,
    signal: AbortSignal,
  ): Promise<PartnerPage> {
    // Again: while this call waited in the bulkhead, one before it may have been told to stop.
    heedPause();
    const { method, path, headers, body } = adapter.request(asked.search, partner, {
      supplierTimeoutMs,
      cursor: asked.cursor,
    });
    const response = await pool
      .request({ method, path, headers: { ...headers }, body, signal })
      .catch((thrown) => Promise.reject(unreachable(`no answer: ${describeFailure(thrown)}`)));
    const { statusCode: status } = response;
    const pause = pauseMs(status, response.headers, Date.now());
    pausedUntilMs = Math.max(pausedUntilMs, performance.now() + pause);
    const isGood = status === 200 || status === 201;
    if (isGood) refuseOtherTypes(response, withoutSecret);
    const packed = await readBody(response, withoutSecret);
    const { name, adapter: spoken, mapping, token } = partner;
    const read = () =>
      reader.read(
        { ...asked, partner: name, adapter: spoken, mapping, secret: token, packed },
        signal,
      );
    if (!isGood) throw await refusal(status, pause > 0, read);
    return read();
  }

  /** One page, within what the auction and the partner's patience leave. @throws PartnerFault */
  function page(
    wanted: Pick<Asked, "search" | "cursor" | "offersMax">,
    { signal, now, remainingMs }: Auction,
  ): Promise<PartnerPage> {
    heedPause();
    const leftMs = Math.floor(remainingMs());
    const ms = Math.min(partner.timeoutMs, leftMs - ANSWER_RESERVE_MS);
    if (ms < PATIENCE_MS_MIN) {
      throw new PartnerFault(
        `not asked, ${Math.max(0, leftMs)} ms left are too few`,
        "unknown",
        "partner-no-time",
      );
    }
    // A partner with less than half of its configured patience is not to blame for running out of
    // it.
    const nowMs = now();
    const asked = { ...wanted, nowMs, endsAtMs: nowMs + leftMs };
    const patience = { ms, isFair: 2 * ms >= partner.timeoutMs, signal };
    return guard.run((s, mayTakeMs) => call(asked, mayTakeMs - TRAVEL_RESERVE_MS, s), patience);
  }

  async function* ask(
    search: FlightSearch,
    auction: Auction,
  ): AsyncGenerator<SoldPage, void, undefined> {
    try {
      for await (const page of pages(search, auction)) {
        yield {
          ...page,
          notes: page.notes.map((note) => ({ ...note, text: withoutSecret(note.text) })),
        };
      }
    } catch (thrown) {
      throw redacted(thrown, partner.token);
    }
  }

  async function* pages(
    search: FlightSearch,
    auction: Auction,
  ): AsyncGenerator<SoldPage, void, undefined> {
    const unaskable = adapter.unaskable?.(search, partner);
    if (unaskable !== undefined)
      return yield {
        offers: [],
        notes: [{ reason: "partner-not-askable", text: unaskable }],
        isLast: true,
      };
    const pagesRead = new Set<string>();
    const shelf = new FareShelf();
    let refused: readonly string[] = [];
    let cursor: string | null = null;
    let [read, sold] = [0, 0];
    for (let number = 1; ; number++) {
      let answer: PartnerPage;
      try {
        answer = await page({ search, cursor, offersMax: OFFERS_READ_MAX - read }, auction);
      } catch (thrown) {
        throw number === 1 ? thrown : onPage(number, thrown);
      }
      read += answer.read;
      sold += answer.offers.length;
      const offers = answer.offers.map((offer) => shelf.addLater(offer));
      refused = [...refused, ...answer.refused];
      const notes: Remark[] = [];
      if (sold > 0 && refused.length > 0) {
        notes.push(offersRefused({ offers, refused }));
        refused = [];
      }
      const unread = answer.next === null ? undefined : whyUnread(answer.next, number, read);
      if (unread !== undefined) notes.push({ reason: "partner-incomplete", text: unread });
      cursor = unread === undefined ? answer.next : null;
      // An answer of which nothing can be sold failed, though the partner is well. (What was
      // refused is noted as soon as any is sold.)
      if (cursor === null && refused.length > 0) {
        const { text, ...all } = offersRefused({ offers: [], refused });
        throw new PartnerFault(
          [text, ...notes.map((note) => note.text)].join("; "),
          "alive",
          all.reason,
          all,
        );
      }
      yield { offers, notes, isLast: cursor === null };
      if (cursor === null) break;
      pagesRead.add(cursor);
    }

    function whyUnread(next: string, number: number, read: number): string | undefined {
      if (pagesRead.has(next))
        return `page ${number} names as the next one a page that was read; it is not read again`;
      if (number >= partner.pagesMax)
        return `read ${number} ${number === 1 ? "page" : "pages"}, and left unread what follows`;
      return read >= OFFERS_READ_MAX
        ? `read ${read} offers, and left unread what follows on the next page`
        : undefined;
    }
  }

  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    guard.close();
    await pool.close();
    if (sharedReader === undefined) await reader.close();
  }

  return {
    name: partner.name,
    guard,
    serves({ slices: [slice] }) {
      return (
        slice !== undefined &&
        partner.markets.some((market) => marketServes(market, slice.origin, slice.destination))
      );
    },
    ask,
    close() {
      closed ??= close();
      return closed;
    },
  };
}

type Asked = Omit<PageReading, "mapping" | "secret">;

function onPage(number: number, thrown: unknown): PartnerFault {
  const { message, verdict, reason } =
    thrown instanceof PartnerFault
      ? thrown
      : { message: String(thrown), verdict: "sick" as const, reason: "partner-internal" as const };
  return new PartnerFault(`page ${number}: ${message}`, verdict, reason, { cause: thrown });
}

/** Offers of one answer that are not sold. */
export function offersRefused(
  of: PartnerOffers,
  reason: PartnerReason = "partner-offers-refused",
): Remark {
  const count = of.refused.length;
  return { reason, text: describeRefused(of), refused: { count, of: count + of.offers.length } };
}

function unreachable(message: string): PartnerFault {
  return new PartnerFault(message, "sick", "partner-unreachable");
}

const JSON_TYPES = /^(application\/([\w.-]+\+)?json|text\/(json|plain))\s*(;|$)/i;

/**
 * What calls itself something else than JSON is not read; what says nothing (`text/plain` is said
 * of anything) is looked at. Its connection is closed: its body may be long in coming, and until
 * then it would look like a timeout.
 */
function refuseOtherTypes(
  { headers, body }: Dispatcher.ResponseData,
  withoutSecret: Redactor["text"],
): void {
  const type = headers["content-type"];
  if (type === undefined || JSON_TYPES.test(String(type))) return;
  body.on("error", () => {}).destroy();
  const what = /^text\/html\b/i.test(String(type))
    ? "HTML"
    : `'${clean(withoutSecret(String(type)), 40)}'`;
  throw new PartnerFault(`answered ${what} where JSON was due`, "sick", "partner-bad-answer");
}

async function readBody(
  response: Dispatcher.ResponseData,
  withoutSecret: Redactor["text"],
): Promise<Packed> {
  const codings = codingsOf(response.headers["content-encoding"]);
  let bytes: Packed["bytes"];
  try {
    bytes = (await response.body.bytes()) as Packed["bytes"];
  } catch (thrown) {
    const isTooLarge = (thrown as { code?: unknown }).code === "UND_ERR_RES_EXCEEDED_MAX_SIZE";
    throw isTooLarge
      ? new PartnerFault(
          `answered more than ${RESPONSE_BYTES_MAX} bytes`,
          "sick",
          "partner-bad-answer",
        )
      : unreachable(`its answer broke off: ${describeFailure(thrown)}`);
  }
  if (!("unknown" in codings)) return { bytes, codings };
  throw new PartnerFault(
    `answered in '${clean(withoutSecret(codings.unknown), 40)}', gzip was offered`,
    "sick",
    "partner-bad-answer",
  );
}

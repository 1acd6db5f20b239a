/**
 * One search of one agency, in any protocol: it waits as its simulated faults say, finds and prices
 * offers, and answers with them, with an error or with an invalid answer.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import { brokenLimit } from "../../common/offers/search-limits.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { Agency } from "./agencies.ts";
import type { SandboxEvents } from "./events.ts";
import { INVALID_ANSWERS, makeInvalid } from "./invalid-answers.ts";
import { type Inventory, SearchTimeoutError } from "./inventory.ts";
import { resell } from "./pricing.ts";
import { drawAnswer, NO_FAULTS, type SimulatedFaults } from "./simulated-faults.ts";

/** What all agencies share. */
export interface AgencyService {
  readonly agencies: readonly Agency[];
  readonly faults: ReadonlyMap<string, SimulatedFaults>;
  readonly inventory: Inventory;
  readonly events: SandboxEvents;
  /** Fires when the sandbox no longer waits for the requests in flight. */
  readonly stopping: AbortSignal;
  /** 0 <= n < 1 */
  random(): number;
  now(): number;
}

/** A request to an agency, and how its protocol answers. */
interface AgencyRequest {
  readonly search: FlightSearch;
  /** The caller's account with the agency; null without one. */
  readonly account: string | null;
  /** An answer that would take longer has no offers. */
  readonly timeLimitMs: number;
  /** The HTTP status of a good answer. */
  readonly status: number;
  /** Offers that were found before, for a later page; without it they are searched for. */
  readonly found?: readonly FlightOffer[];
  answer(sold: readonly FlightOffer[]): object;
  /** An error with that status. */
  refuse(status: number): FastifyReply;
}

/** Answers one request, or ends without an answer where the caller has disconnected. */
export async function answerSearch(
  service: AgencyService,
  agency: Agency,
  reply: FastifyReply,
  request: AgencyRequest,
): Promise<FastifyReply> {
  const { events, now } = service;
  const startedAtMs = performance.now();
  const faults = service.faults.get(agency.id) ?? NO_FAULTS;
  const { delayMs, answer } = drawAnswer(faults, service.random);
  const signal = AbortSignal.any([disconnectSignal(reply), service.stopping]);
  events.asked(agency.id);
  try {
    // A later page is answered at once.
    const waitMs = request.found === undefined ? Math.min(delayMs, request.timeLimitMs) : 0;
    await delay(waitMs, undefined, { signal });
    if (answer === "error") {
      events.answered(agency.id, answer, 0, performance.now() - startedAtMs);
      return request.refuse(faults.status);
    }
    // Where it would take longer than the caller waits, the answer has no offers, as Duffel's has.
    const isTooLate = delayMs > request.timeLimitMs;
    const offers = isTooLate
      ? []
      : (request.found ??
        sell(await service.inventory.find(request.search, signal), agency, now(), request));
    const body = JSON.stringify(request.answer(offers));
    events.answered(agency.id, answer, offers.length, performance.now() - startedAtMs);
    if (answer === "offers")
      return reply.code(request.status).type("application/json; charset=utf-8").send(body);
    const kinds = INVALID_ANSWERS[agency.protocol];
    const invalid = makeInvalid(
      kinds[Math.floor(service.random() * kinds.length)] ?? "html",
      body,
      agency.protocol,
    );
    return reply.code(200).type(invalid.type).send(invalid.body);
  } catch (thrown) {
    if (service.stopping.aborted) return request.refuse(503);
    if (thrown instanceof SearchTimeoutError) {
      events.answered(agency.id, "error", 0, performance.now() - startedAtMs);
      return request.refuse(503);
    }
    if (!signal.aborted) throw thrown;
    events.abandoned(agency.id, performance.now() - startedAtMs);
    return reply.hijack();
  }
}

/** What the agency sells of these offers, within the time windows of the search. */
function sell(
  offers: readonly FlightOffer[],
  agency: Agency,
  nowMs: number,
  { search, account }: Pick<AgencyRequest, "search" | "account">,
): FlightOffer[] {
  return offers
    .filter((offer) => brokenLimit(offer, 0, search) === undefined)
    .map((offer) => resell(offer, agency, nowMs, account))
    .filter((offer) => offer !== undefined);
}

/** Fires when the caller disconnects before it has its answer. */
function disconnectSignal(reply: FastifyReply): AbortSignal {
  const disconnected = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) disconnected.abort();
  });
  return disconnected.signal;
}

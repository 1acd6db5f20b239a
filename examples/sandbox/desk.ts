/**
 * One search of one agency, whatever it speaks: waits as its behaviour has it, finds, sells,
 * answers or misbehaves.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyReply } from "fastify";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { Agency } from "./agencies.ts";
import { type Behaviour, drawFate, WELL_BEHAVED } from "./behaviour.ts";
import type { SandboxEvents } from "./events.ts";
import { GARBAGE, spoil } from "./garbage.ts";
import { type Inventory, SearchTimeoutError } from "./inventory.ts";
import { resell } from "./pricing.ts";

export interface OfferDesk {
  readonly agencies: readonly Agency[];
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  readonly inventory: Inventory;
  readonly events: SandboxEvents;
  /** Fires when the sandbox will wait no longer for what is in flight. */
  readonly stopping: AbortSignal;
  /** 0 <= n < 1 */
  random(): number;
  now(): number;
}

/** What was asked, and the words for the answer. */
export interface Asked {
  readonly search: FlightSearch;
  /** Slower than this, it is an answer without offers. */
  readonly patienceMs: number;
  /** Of a good answer. */
  readonly status: number;
  /** Offers that were found before, for a later page; else they are looked for. */
  readonly found?: readonly FlightOffer[];
  answer(sold: readonly FlightOffer[]): object;
  /** An error with that status. */
  refuse(status: number): FastifyReply;
}

export async function attend(
  desk: OfferDesk,
  agency: Agency,
  reply: FastifyReply,
  asked: Asked,
): Promise<FastifyReply> {
  const { events, now } = desk;
  const startedAtMs = performance.now();
  const behaviour = desk.behaviours.get(agency.id) ?? WELL_BEHAVED;
  const { delayMs, answer } = drawFate(behaviour, desk.random);
  const signal = AbortSignal.any([whenGone(reply), desk.stopping]);
  events.asked(agency.id);
  try {
    // A later page lies ready.
    const waitMs = asked.found === undefined ? Math.min(delayMs, asked.patienceMs) : 0;
    await delay(waitMs, undefined, { signal });
    if (answer === "error") {
      events.answered(agency.id, answer, 0, performance.now() - startedAtMs);
      return asked.refuse(behaviour.status);
    }
    // Slower than the caller would wait: an answer without that airline's offers, as Duffel gives
    // it.
    const isTooLate = delayMs > asked.patienceMs;
    const offers = isTooLate
      ? []
      : (asked.found ?? sell(await desk.inventory.find(asked.search, signal), agency, now()));
    const body = JSON.stringify(asked.answer(offers));
    events.answered(agency.id, answer, offers.length, performance.now() - startedAtMs);
    if (answer === "offers")
      return reply.code(asked.status).type("application/json; charset=utf-8").send(body);
    const kinds = GARBAGE[agency.protocol];
    const spoilt = spoil(
      kinds[Math.floor(desk.random() * kinds.length)] ?? "html",
      body,
      agency.protocol,
    );
    return reply.code(200).type(spoilt.type).send(spoilt.body);
  } catch (thrown) {
    if (desk.stopping.aborted) return asked.refuse(503);
    if (thrown instanceof SearchTimeoutError) {
      events.answered(agency.id, "error", 0, performance.now() - startedAtMs);
      return asked.refuse(503);
    }
    if (!signal.aborted) throw thrown;
    events.abandoned(agency.id, performance.now() - startedAtMs);
    return reply.hijack();
  }
}

function sell(offers: readonly FlightOffer[], agency: Agency, nowMs: number): FlightOffer[] {
  return offers.map((offer) => resell(offer, agency, nowMs)).filter((offer) => offer !== undefined);
}

/** Fires when the caller hangs up before it has its answer. */
function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

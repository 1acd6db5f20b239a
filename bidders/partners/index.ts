/**
 * The bidder `partners`: asks every configured outside seller at once and bids with the offers of each as it answers. A partner
 * that fails is named in the bid's reason and costs the others nothing; only when all of them fail does the bid.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import type { BidderSettings, Search } from "../kit/bidder.ts";
import { describeRefused, type PartnerOffers } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";
import { createClient, type PartnerClient, RESILIENCE, type Resilience } from "./client.ts";
import { PartnerFault } from "./fault.ts";
import { createReader } from "./reader.ts";

export interface Partners {
  readonly clients: readonly PartnerClient[];
  close(): Promise<void>;
}

/** @throws Error when a partner's configuration is of no use; it names the partner */
export async function open(settings: Pick<BidderSettings, "partners">, resilience: Resilience = RESILIENCE): Promise<Partners> {
  const reader = createReader();
  const clients = settings.partners.map((partner) => createClient(partner, ADAPTERS[partner.adapter], resilience, reader));
  if (clients.length > 0) reader.start();
  return {
    clients,
    close: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await reader.close();
    },
  };
}

/** @throws AuctionError `partner-failed`, naming each partner's fault, when all failed; `cancelled` when the auction stopped them */
export const search: Search<Partners> = async function* (request, context) {
  const { clients } = context.resources;
  if (clients.length === 0) {
    context.note("no partners are configured");
    return;
  }
  // Leaving this generator early, for whatever reason, hangs up on the partners that are still out (A8).
  const leaving = new AbortController();
  const auction = { signal: AbortSignal.any([context.signal, leaving.signal]), remainingMs: () => context.remainingMs() };
  const faults: string[] = [];
  let out = clients.length;
  try {
    for await (const { client, answer } of asTheyLand(clients.map((client) => ask(client)))) {
      out--;
      if (answer instanceof PartnerFault) {
        const fault = `${client.name}: ${answer.message}`;
        faults.push(fault);
        // At once: should the budget run out meanwhile, the reason names it all the same.
        context.note(fault);
        continue;
      }
      const { offers, refused } = unexpired(answer, context.now());
      if (refused.length > 0) context.note(`${client.name}: ${describeRefused({ offers, refused })}`);
      yield* offers;
      // The fast do not wait for the slow. What an outside seller may still ask is not known, so there is no floor.
      if (out > 0 && offers.length > 0) await context.part(null);
    }
  } finally {
    leaving.abort();
  }
  if (faults.length === clients.length) {
    throw new AuctionError(context.signal.aborted ? "cancelled" : "partner-failed", faults.join("; "));
  }

  async function ask(client: PartnerClient): Promise<{ client: PartnerClient; answer: PartnerOffers | PartnerFault }> {
    try {
      return { client, answer: await client.ask(request, auction) };
    } catch (thrown) {
      return {
        client,
        answer: thrown instanceof PartnerFault ? thrown : new PartnerFault(AuctionError.from(thrown).message, "sick", thrown),
      };
    }
  }
};

function unexpired(answer: PartnerOffers, nowMs: number): PartnerOffers {
  const isSold = (offer: FlightOffer) => offer.expiresAtMs > nowMs;
  const expired = answer.offers.filter((offer) => !isSold(offer));
  if (expired.length === 0) return answer;
  const lines = expired.map(
    (o) => `${o.slices[0]?.segments[0]?.flightNumber} of ${o.seller} expired at ${new Date(o.expiresAtMs).toISOString()}`,
  );
  return { offers: answer.offers.filter(isSold), refused: [...answer.refused, ...lines] };
}

/** The values of promises that never reject, in the order in which they come. */
async function* asTheyLand<T>(promises: readonly Promise<T>[]): AsyncGenerator<T> {
  const out = new Map(promises.map((promise, i) => [i, promise.then((value) => ({ i, value }))]));
  while (out.size > 0) {
    const { i, value } = await Promise.race(out.values());
    out.delete(i);
    yield value;
  }
}

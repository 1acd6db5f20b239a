/** What an offer of an outside seller costs now: the seller is asked for it by its own id. */
import { AuctionError } from "../../proto/errors.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { sameOffer } from "../flights/itineraries/same-offer.ts";
import type { FailureReporter, PriceContext, PricedOffer } from "../kit/bidder.ts";
import type { PartnerPage } from "./adapter.ts";
import type { PartnerClient } from "./http/client.ts";
import { logLevelOf } from "./log-levels.ts";
import { PartnerFailure } from "./partner-failure.ts";
import { publicText } from "./public-reasons.ts";

/** What it needs of the open partners. */
interface AskedPartners {
  readonly clients: readonly PartnerClient[];
  readonly reportFailure: FailureReporter;
}

/** @throws AuctionError `price-unsupported`, or `partner-failed` with the public code of why */
export async function price(
  offer: FlightOffer,
  search: FlightSearch,
  context: PriceContext<AskedPartners>,
): Promise<PricedOffer> {
  const reference = offer.fares[0]?.reference;
  if (reference === undefined) throw unsupported("the seller has given no id for this offer");
  const { partner, id } = reference;
  const client = context.resources.clients.find(({ name }) => name === partner);
  if (client === undefined) throw unsupported(`${partner} is not among the sellers any more`);
  if (!client.canPrice) throw unsupported(`${partner} cannot be asked for a single offer`);
  const page = await asked(client, id, search, context);
  if (page.isGone === true) return { offer: null };
  const now = sameOffer(page.offers, offer, search.cabin);
  if (now === null) throw new AuctionError("partner-failed", `${partner}: partner-offers-refused`);
  return now.fares.length < offer.fares.length
    ? { offer: now, lowestFareOnly: true }
    : { offer: now };
}

async function asked(
  client: PartnerClient,
  id: string,
  search: FlightSearch,
  context: PriceContext<AskedPartners>,
): Promise<PartnerPage> {
  const { auctionId, resources, signal, startSpan } = context;
  const limits = {
    signal,
    ...(startSpan === undefined ? {} : { startSpan }),
    now: () => context.now(),
    remainingMs: () => context.remainingMs(),
  };
  try {
    return await client.price(id, search, limits);
  } catch (thrown) {
    if (!(thrown instanceof PartnerFailure)) throw thrown;
    const level = logLevelOf(thrown.reason);
    if (level !== undefined)
      resources.reportFailure(`partner ${client.name}: ${thrown.reason}`, thrown, {
        ...level,
        auctionId,
      });
    throw new AuctionError("partner-failed", `${client.name}: ${publicText(thrown)}`);
  }
}

function unsupported(why: string): AuctionError {
  return new AuctionError("price-unsupported", why);
}

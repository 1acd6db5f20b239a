/** Asks about an offer of an auction that has ended, by its id. */
import type { Ledger } from "../../gateway/auction/ledger.ts";
import { OfferService } from "../../gateway/offers/offer-service.ts";
import { EMPTY_SHEET, encodePriceAnswer } from "../../proto/codec/index.ts";
import type { Itinerary, PriceAnswer, Sheet } from "../../proto/messages.ts";
import type { SteppedClock } from "../fixtures/auction/auction.ts";
import type { Scenario, ScenarioOffer } from "./format.ts";
import { type Fields, flightsOf, itineraryText } from "./texts.ts";

export interface OffersWorld {
  readonly clock: SteppedClock;
  readonly ledger: Ledger;
  /** What a bidder sends of this offer. */
  readonly sheet: (offer: ScenarioOffer) => Sheet;
}

/** The ids of all offers of a list, keyed by flights and seller. */
export function idsOf(itineraries: readonly Itinerary[]): ReadonlyMap<string, string> {
  return new Map(
    itineraries.flatMap((itinerary) =>
      itinerary.sellers.map(({ seller, bidder, offerId = "" }): [string, string] => [
        `${flightsOf(itinerary)} ${seller}@${bidder}`,
        offerId,
      ]),
    ),
  );
}

type OfferQuestion = NonNullable<Scenario["offers"]>[number];

/** What the bidder of an offer says of its price. */
function answerTo(
  asked: Sheet,
  says: OfferQuestion["bidder"],
  sheet: OffersWorld["sheet"],
): Pick<PriceAnswer, "status" | "offer"> {
  if (says === "same" || says === undefined) return { status: "offer", offer: asked };
  if (typeof says === "string") return { status: says, offer: EMPTY_SHEET };
  return { status: "offer", offer: sheet(says) };
}

/** An offer as it is looked up, or what its bidder says that it costs now. */
export async function offerOf(
  { offer, bidder: says }: OfferQuestion,
  ids: ReadonlyMap<string, string>,
  { clock, ledger, sheet }: OffersWorld,
): Promise<Fields> {
  const name = offer.join(" ");
  const id = ids.get(name);
  if (id === undefined)
    throw new Error(`'${name}' is on no page; these are: ${[...ids.keys()].join(", ")}`);
  const service = new OfferService({
    ledger,
    clock,
    requests: {
      ask: async (bidder, question) => {
        const answer = { searchId: "p1", reason: null, ...answerTo(question.offer, says, sheet) };
        return { id: "p1", instance: `${bidder}-1`, bytes: encodePriceAnswer(answer) };
      },
    },
    events: { priced: () => {} },
    tracing: null,
  });
  if (says === undefined) {
    const { remainingMs, itinerary } = service.view(id);
    return { remainingMs, itinerary: itineraryText(itinerary) };
  }
  const caller = { deadlineMs: 1_000, signal: null, transport: "http" as const };
  const { outcome, before, now } = await service.price(id, caller);
  return { outcome, before: before.price.amount, now: now?.price.amount ?? null };
}

/**
 * What a trip of several slices is, which trips are found, and in what order. The bidders `nonstop`
 * and `stops` and the oracle of trips (`test/fixtures/stops/trip-oracle.ts`) are written from this
 * page. The definition of an itinerary of one slice is in `nonstop.ts` (NONSTOP-1 to NONSTOP-4) and
 * in `bidders/stops/engine/rules.ts` (ENGINE-1 to ENGINE-9, and ENGINE-11 to ENGINE-14).
 *
 * TRIP-1 A trip has one itinerary for each slice of the search, in their order: a non-stop flight
 *   or one ticket's connection (no self-transfer). What ENGINE-1 and ENGINE-7 compare it with are
 *   the itineraries and the non-stop flights of its own slice.
 * TRIP-2 Each slice leaves after the one before it has arrived, and after the stay that `stay.ts`
 *   asks for.
 * TRIP-3 It is one ticket of one seller, who sells the itinerary of the first slice. Each other
 *   slice is sold at the seller's own fare, where it has one for that itinerary; else at the fare
 *   of the first who sells it, where the two put each other's flights on their tickets
 *   (`ticketsWith` of `interline.ts`). Who sells a connection says ENGINE-5.
 * TRIP-4 Its price is the sum over slices and travellers, each rounded to a minor unit of the
 *   seller's currency (FARE-5), and converted once, as a sum. Where two slices lead out and back
 *   and both fares are the seller's own, each is multiplied by the round trip's factor
 *   (ROUNDTRIP-4). What is sold in a currency without a rate is left out: a seller's tickets, and a
 *   connection whose own seller has none.
 * TRIP-5 The order is the auction's own (ORDER-1, with the whole cost of RANK-4): cost, whole
 *   before mixed (ENGINE-14 in one slice or more), price, minutes in the air and between flights,
 *   departure, itinerary key, seller. The place of a trip is that of its cheapest ticket.
 * TRIP-6 Trips of non-stop flights alone are those of `nonstop`: the first `offersMax` tickets are
 *   found, and nothing is left out or collapsed. All others are those of `stops`.
 *
 * Of the trips of `stops` are shown:
 *
 * TRIP-7 A trip is left out when another one of `stops`, in every slice, leaves no earlier, arrives
 *   no later and stops no more often, has no higher price and no higher cost, and is not mixed
 *   where it is whole, and is better in one of these (LIST-1, of all slices at once).
 * TRIP-8 Near-identical trips are one: in the order of TRIP-5, a trip is collapsed into the first
 *   before it that was not collapsed itself and that is near-identical in every slice (LIST-3). All
 *   are shown when the search has `similar`. Two non-stop flights are near-identical by the same
 *   measure.
 * TRIP-9 The first `maxResults` of them are found, each with the tickets of all who sell it.
 * TRIP-10 Where an end of a slice stands for several airports, each slice may be between any pair
 *   of its airports, whatever the others are between; where it may leave on several days, it may
 *   leave on any of them. TRIP-7 and TRIP-8 compare trips between the same airports on the same
 *   days alone: others may be worth more to a traveller.
 * TRIP-11 Where the search limits the nights between its two slices, a trip has as many: from the
 *   day on which the first arrives to the day on which the second leaves, by the clocks there.
 * TRIP-12 What breaks a limit of the search (WITHIN-1 to WITHIN-7) is left out before tickets are
 *   put in order: itineraries of a slice by the limits of slices (KEEPS-1), tickets by their price
 *   for the party. It beats and collapses nothing. Where bags, changes or refunds are asked for,
 *   the price is that of the cheapest family of the seller's fares that has them (WANTED-1).
 */

/**
 * The most prefixes of tickets that are kept (A6), some 20 MB. Only searches of many slices, most
 * of whose flights exclude each other, come near it. Then the most expensive half is dropped, and
 * the result is no longer certain to be the cheapest.
 */
export const PREFIXES_MAX = 100_000;

import { expect, test } from "@jest/globals";
import { board } from "../../../test/fixtures/stops/boards.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { ONE_PAIR, TicketPrices } from "../../flights/itineraries/ticket-prices.ts";
import { LeastPrices } from "./least-prices.ts";

const { network } = board(["AA1 JFK-LAX 0800 380"]);

/** The factor of a seller whose round trips are cheap for one arrival out and one day back. */
function bestFactor(days: readonly number[], arrival: number, back: number): number {
  const prices = new TicketPrices({
    passengers: { adults: 1, children: 0, infants: 0 },
    rates: modelRates("USD"),
    objective: { valuePerHour: 6_000, penaltyPerStop: 0 },
    unpriced: () => {},
    roundTrip: {
      factor: (arrivalDay, _seller, _pair, returnDay) =>
        arrivalDay === arrival && returnDay === back ? 0.5 : 1,
      returnDays: [20, 22],
      pairs: ONE_PAIR,
    },
  });
  return new LeastPrices(network, prices, days).bestFactor("AA");
}

test("LEAST-1 the best factor is that of any arrival of any day out, and of any day back", () => {
  expect({
    dayBefore: bestFactor([3], 2, 20),
    otherBack: bestFactor([3], 3, 22),
    weekLater: bestFactor([3], 10, 20),
    noBack: bestFactor([3], 3, 21),
    tooLate: bestFactor([3], 14, 20),
    lastOfSeveral: bestFactor([6, 3, 4, 5], 13, 22),
    firstOfSeveral: bestFactor([6, 3, 4, 5], 2, 20),
  }).toEqual({
    dayBefore: 0.5,
    otherBack: 0.5,
    weekLater: 0.5,
    noBack: 1,
    tooLate: 1,
    lastOfSeveral: 0.5,
    firstOfSeveral: 0.5,
  });
});

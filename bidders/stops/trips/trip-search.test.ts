/** The rounds of the search for trips, over slices that find what a script says. */
import { expect, test } from "@jest/globals";
import { board } from "../../../test/fixtures/stops/boards.ts";
import { handPart } from "../../../test/fixtures/stops/trip-parts.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { TicketPrices } from "../../flights/itineraries/ticket-prices.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import type { SearchRound } from "../engine/search-round.ts";
import { LeastPrices } from "./least-prices.ts";
import type { TripSlice } from "./slice-search.ts";
import type { ShownTrip } from "./trip-list.ts";
import { type TripQuery, trips } from "./trip-search.ts";

const OBJECTIVE = { valuePerHour: 0, penaltyPerStop: 0 };

function queryOf(wanted: number, stopsMax: number): TripQuery {
  const { network } = board(["AA1 JFK-LAX 0800 380"]);
  const prices = new TicketPrices({
    passengers: { adults: 1, children: 0, infants: 0 },
    rates: modelRates("USD"),
    objective: OBJECTIVE,
    unpriced: () => {},
  });
  const { timetable } = network;
  return {
    timetable,
    wanted,
    similar: true,
    severalRoutes: false,
    carriers: timetable.carriers,
    prices,
    least: new LeastPrices(network, prices, [0]),
    stopsMax,
    noTrip: () => {},
    stays: [0],
    join: {
      prices,
      objective: OBJECTIVE,
      stayMinutesMin: () => 0,
      sliceOf: () => ({ durationMinutes: 0, segments: [] }),
      connecting: true,
      forgot: () => {},
    },
  };
}

/** What one pull finds, and what it leaves out until it is reopened. */
interface Pull {
  readonly finds?: readonly TripPart[];
  readonly leavesOut?: readonly TripPart[];
}

class ScriptedSlice implements TripSlice {
  readonly size = 1;
  readonly #parts: TripPart[];
  readonly #pulls: Pull[];
  #leftOut: TripPart[] = [];
  #again: TripPart[] = [];

  constructor(first: TripPart, pulls: readonly Pull[] = []) {
    this.#parts = [first];
    this.#pulls = [...pulls];
  }

  get pool(): TripSlice["pool"] {
    const parts = [...this.#parts];
    return {
      parts,
      added: parts.length,
      isEmpty: false,
      leastOfAll: 0,
      leastByColumnsBeyond: () => 0,
      leastOnOtherTicket: 0,
      leastBySeller: new Map(),
    };
  }

  *open(): Generator<undefined, void> {}

  ways(): readonly TripPart[] {
    return this.#parts;
  }

  sellers(): readonly string[] {
    return ["AA"];
  }

  keepWithin(): void {}

  leastLeft(): number {
    return Number.POSITIVE_INFINITY;
  }

  leastPrice(): number {
    return 0;
  }

  leastByColumnsBeyond(): number {
    return this.#pulls.length > 0 ? 1_000 : Number.POSITIVE_INFINITY;
  }

  *pull(): Generator<undefined, boolean> {
    const { finds = [], leavesOut = [] } = this.#pulls.shift() ?? {};
    this.#parts.push(...finds, ...this.#again);
    this.#again = [];
    this.#leftOut.push(...leavesOut);
    yield;
    return true;
  }

  reopen(): void {
    this.#again = this.#leftOut;
    this.#leftOut = [];
  }
}

/** Dollars of the trips of the last round. */
function found(slices: readonly TripSlice[], query: TripQuery): number[][] {
  const rounds: SearchRound<ShownTrip>[] = [];
  for (const round of trips(slices, query)) if (round !== undefined) rounds.push(round);
  return rounds.map((round) =>
    round.found.map(({ ticket }) => ticket.dollars.reduce((sum, one) => sum + one, 0)),
  );
}

test("ROUND-1: what was too expensive with few stops is looked at again in the next round", () => {
  const out = new ScriptedSlice(handPart(0, { dollars: 300 }), [
    { leavesOut: [handPart(0, { dollars: 310, leaves: 9 })] },
  ]);
  const back = new ScriptedSlice(handPart(1, { dollars: 300 }), [
    {},
    { finds: [handPart(1, { dollars: 200, stops: 2, leaves: 7 })] },
  ]);
  // With two stops back: both ways out.
  expect(found([out, back], queryOf(2, 2))[1]).toEqual([500, 510]);
});

test("SLICE-1: where a trip beats two of a full list, the list reaches further, and what was left out is looked at again", () => {
  const better = handPart(0, { dollars: 250, leaves: 10, hours: 6 });
  const out = new ScriptedSlice(handPart(0, { dollars: 300 }), [
    { finds: [handPart(0, { dollars: 290, leaves: 7 })] },
    { finds: [better], leavesOut: [handPart(0, { dollars: 400, leaves: 15, hours: 9 })] },
  ]);
  const back = new ScriptedSlice(handPart(1, { dollars: 300 }));
  expect(found([out, back], queryOf(2, 1))).toEqual([[550, 700]]);
});

/**
 * What a gateway is asked and answers. Made by `npm run generate` from the schemas that the
 * gateway validates with: do not edit.
 */

/** Pieces for each traveller. */
export interface Bags {
  readonly checked?: number;
  readonly cabin?: number;
}

/** The prices of what would be shown from a moment on. */
export interface BestPrice {
  /** from when on: milliseconds since the search was accepted */
  readonly atMs: number;
  /** of the first itinerary that would have been shown */
  readonly price: Money;
  /** of the last one */
  readonly last: Money;
  /** how many */
  readonly shown: number;
}

/** A bidder that is known: its instances, and how it answers. */
export interface Bidder {
  readonly bidder: string;
  readonly required: boolean;
  /** the operator shows nothing of it: BIDDERS_SHADOW */
  readonly shadow?: true;
  /** while open, the bidder is called but not waited for */
  readonly breaker: "closed" | "open" | "half-open";
  /** milliseconds from call to final bid, of recent calls of this gateway */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  /**
   * the shortest round trip to one of its instances lately; a search whose bidders have less time
   * leaves it out. Absent while it is not known
   */
  readonly roundTripMs?: number;
  readonly markets: readonly string[];
  readonly instances: readonly {
    readonly id: string;
    readonly version: string;
    readonly inFlight: number | null;
    /** of a standby: whether it takes calls now; absent for one that is none */
    readonly standby?: "waiting" | "acting";
    /** its share of the calls beside others of its kind; absent where it states none */
    readonly weight?: number;
    /** where it runs; absent where it does not say */
    readonly zone?: string;
    /** milliseconds from call to final bid, of recent calls of this gateway */
    readonly p50Ms: number | null;
    readonly p95Ms: number | null;
  }[];
}

/** Which bidders are asked. */
export interface BidderChoice {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/** How one expected bidder ended. */
export interface BidderReport {
  /** kind of the bidder */
  readonly bidder: string;
  readonly outcome: Outcome;
  /** the process that answered; null: none did */
  readonly instance: string | null;
  /** milliseconds from the call to the final bid; null: there is none */
  readonly latencyMs: number | null;
  /** offers that it sent */
  readonly offers: number;
  /** why it ended so, in words; null: there is nothing to add */
  readonly reason: string | null;
  /** the call was sent to a second instance too */
  readonly hedged: boolean;
}

/** Fare families by what they are, whatever each seller calls them. */
export type Brand = "light" | "standard" | "flex";

/** Cabins, from the lowest to the highest. Searches use them too. */
export type Cabin = "economy" | "premium_economy" | "business" | "first";

/** One departure day or, of returns, one day and one number of nights. */
export interface CalendarCell {
  /** of the first departure, by the clock of its airport */
  readonly departureDate: string;
  /** of a return with a price: the day on which it departs */
  readonly returnDate?: string;
  /** of a return: from the arrival to the departure back */
  readonly nights?: number;
  /**
   * exact: every expected bidder has answered for the cell, and a price of null means that nothing
   * is sold. at-least: some are out, and nothing of theirs costs less than `atLeast`. stale: the
   * price is of a required bidder's last calendar, `ageMs` old. unanswered: `unanswered` have
   * neither answered nor promised anything
   */
  readonly state: "exact" | "at-least" | "stale" | "unanswered";
  /** the lowest that is known, for all travellers together */
  readonly price: Money | null;
  /** the key of its itinerary */
  readonly itinerary: string | null;
  readonly seller: string | null;
  /** kind of the bidder whose offer it is */
  readonly bidder: string | null;
  /** of `at-least`: the price is no lower than this */
  readonly atLeast?: Money;
  /** of `stale`: how old the offer is */
  readonly ageMs?: number;
  /** expected bidders that have neither answered nor promised anything for the cell */
  readonly unanswered?: readonly string[];
}

/**
 * A calendar: the lowest price of each departure day or, with `stayNights`, of each day and number
 * of nights.
 */
export interface CalendarRequest {
  readonly origin: PlaceRequest;
  readonly destination: PlaceRequest;
  /** up to 31 days, both ends included; or `month` */
  readonly departureDates?: DayRange;
  /** all its days that are not past, in the place of `departureDates` */
  readonly month?: string;
  /**
   * of a return: up to 14 numbers of nights from the arrival to the departure back; without it the
   * calendar is of one way
   */
  readonly stayNights?: NightRange;
  /** by the clock of the origin */
  readonly departure?: TimeWindow;
  /** by the clock of the destination */
  readonly arrival?: TimeWindow;
  /** of a return, on the way back */
  readonly returnDeparture?: TimeWindow;
  /** of a return, on the way back */
  readonly returnArrival?: TimeWindow;
  readonly passengers?: Passengers;
  readonly cabin?: "economy" | "premium_economy" | "business" | "first";
  readonly currency?: string;
  readonly maxStops?: number;
  /** connections of two tickets too, with a new check-in in between */
  readonly selfTransfer?: boolean;
  /** of all flights */
  readonly carriers?: CarrierChoice;
  /** airports at which one may change flights */
  readonly via?: ViaChoice;
  /** of each connection */
  readonly maxLayoverMinutes?: number;
  /** false: no connection from one day to another */
  readonly overnightLayover?: boolean;
  /** minor units of the search's currency, for all travellers */
  readonly maxPrice?: number;
  /** of each slice */
  readonly maxDurationMinutes?: number;
  /** pieces for each traveller: the price is that of the cheapest fare with them */
  readonly bags?: Bags;
  /** true: only fares that may be changed before departure */
  readonly changeable?: boolean;
  /** true: only fares that are refunded before departure */
  readonly refundable?: boolean;
  /** who is asked; without it, all */
  readonly bidders?: BidderChoice;
  /**
   * what is said to one bidder alone, by its name: an object of at most 4096 bytes as JSON, which
   * the bidder checks. It is never logged
   */
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** point of sale, for sellers that ask for it: ISO 3166-1 alpha-2 */
  readonly market?: string;
  /** the traveller's language, for sellers that ask for it: BCP 47 */
  readonly locale?: string;
  readonly policy?: Policy;
}

/** A calendar: the lowest price of each cell, and how sure it is. */
export interface CalendarResult {
  /** the id that callers get; bidders are sent another */
  readonly searchId: string;
  readonly endedBy: EndedBy;
  /** true when an expected bidder is missing from the result */
  readonly partial: boolean;
  /** milliseconds from the search's acceptance to its result */
  readonly elapsedMs: number;
  /** milliseconds that the search had */
  readonly deadlineMs: number;
  /** the departure days, both included: those that are asked for and not past */
  readonly days: {
    readonly from: string;
    readonly to: string;
  };
  /** of returns, both included */
  readonly stayNights?: {
    readonly min: number;
    readonly max: number;
  };
  /** day by day, and within a day by nights */
  readonly cells: readonly CalendarCell[];
  /** one each expected bidder */
  readonly bidders: readonly BidderReport[];
}

/**
 * Server-sent events: `opened`, `cells` that have changed, `bidder` for each bidder, and finally
 * `result` or `error`. Each event is `id: …` (of asynchronous searches only), `event: …` and `data:
 * …` with JSON in one line; lines that begin with `:` say nothing.
 */
export type CalendarStream = string;

export type CalendarStreamEvent = {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "opened";
  readonly data: {
    /** the id that callers get */
    readonly searchId: string;
    /** milliseconds that the search has */
    readonly deadlineMs: number;
    /** kinds of the bidders that the auction waits for */
    readonly expected: readonly string[];
    /** the departure days, both included: those that are asked for and not past */
    readonly days: {
      readonly from: string;
      readonly to: string;
    };
    /** of returns, both included */
    readonly stayNights?: {
      readonly min: number;
      readonly max: number;
    };
  };
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "cells";
  readonly data: {
    readonly cells: readonly CalendarCell[];
  };
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "bidder";
  readonly data: BidderReport;
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "result";
  readonly data: CalendarResult;
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "error";
  readonly data: Problem;
};

/** Which carriers may fly. */
export interface CarrierChoice {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  /** which carrier of a flight: that of its number, or the one that flies it */
  readonly by?: "marketing" | "operating";
}

/** A large carrier of the world with few flights or none. */
export interface CarrierGap {
  readonly carrier: string;
  readonly name: string;
  /** in the timetable */
  readonly departuresPerWeek: number;
  /** about, in the world */
  readonly worldPerWeek: number;
}

/** What the flights of an itinerary emit for one traveller: an estimate, never a measurement. */
export interface Co2Estimate {
  /** CO2 of the fuel for one traveller, in the cabins of `slices` */
  readonly kg: number;
  /** by which published method */
  readonly method: string;
}

/** What a change or a refund before departure takes. */
export interface Condition {
  readonly allowed: boolean;
  /** for the whole party; null: not stated; amount 0: free of charge */
  readonly fee: Money | null;
}

/** What the bidders have to search in. */
export interface Coverage {
  readonly timetables: readonly TimetableCoverage[];
  /** live bidders that state no coverage */
  readonly unstated: readonly string[];
  /** live bidders that have not answered */
  readonly unanswered: readonly string[];
  /** why `timetables` is empty; null when it is not */
  readonly detail: string | null;
}

/** Days, both ends included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** Why an auction stopped. */
export type EndedBy = "complete" | "settled" | "quorum" | "deadline" | "cancelled" | "no-bidders" | "not-worth-waiting";

/** A search that has ended: its result, and what came too late. */
export interface EndedSearch {
  /** the id that callers get; bidders are sent another */
  readonly searchId: string;
  readonly endedBy: EndedBy;
  /** true when an expected bidder is missing from the result */
  readonly partial: boolean;
  /** milliseconds from the search's acceptance to its result */
  readonly elapsedMs: number;
  /** milliseconds that the search had */
  readonly deadlineMs: number;
  /** in rank order */
  readonly itineraries: readonly Itinerary[];
  /** one each expected bidder */
  readonly bidders: readonly BidderReport[];
  /** only for a search with `details` */
  readonly names?: Names;
  /** the arm of an experiment that it belongs to; only where there is one */
  readonly arm?: string;
  /** only where it ended by `not-worth-waiting` */
  readonly waiting?: WaitingValue;
  /** what came too late */
  readonly late: readonly LateBid[];
  /** how much less the best late offer would have cost; null: not known, since a bidder is out */
  readonly regret: Money | null;
  readonly state: "ended";
}

/** How much cheaper the best offer was expected to become, by the search's objective. */
export interface ExpectedGain {
  /** minor units */
  readonly amount: number;
  /** ISO 4217: the search's */
  readonly currency: string;
  /** the expectation lies between `low` and `high` in 95 of 100 cases */
  readonly low: number;
  readonly high: number;
}

/** Why offers of a search are not shown. */
export interface ExplainAnswer {
  readonly searchId: string;
  /** `shown`: the bids were too large, and only the offers of the result are kept */
  readonly kept: "all" | "shown";
  /** itineraries in the result */
  readonly shown: number;
  /** offers that are not; with `itinerary` those of that itinerary */
  readonly notShown: number;
  readonly reasons: readonly {
    /**
     * `dearer`: its itinerary costs more than the last that is shown. `same-seller`: the same
     * seller, by the same bidder, is listed for this itinerary at a lower cost. `too-many-sellers`:
     * 30 sellers of this itinerary cost less. `mismatch`: its body is not what its columns say, or
     * it breaks a rule: `detail` says which. `expired`: it had expired when the auction ended.
     * `over-limit`: it breaks a limit of the search: `detail` names its field. `below-floor`: it
     * costs less than the floor that its own bidder had promised. `no-rate`: its currency has no
     * rate into the search's. `disabled-seller`: the operator of the gateway had disabled its
     * seller. `bidder-faults`: its bidder had so many offers with a mismatch, or over a limit, that
     * its others were not opened. `not-compared`: the ranking had opened as many itineraries as it
     * may
     */
    readonly reason: "dearer" | "same-seller" | "too-many-sellers" | "mismatch" | "expired" | "over-limit" | "below-floor" | "no-rate" | "disabled-seller" | "bidder-faults" | "not-compared";
    readonly meaning: string;
    readonly offers: number;
  }[];
  /** the cheapest first, by cost */
  readonly offers: readonly NotShownOffer[];
  /** the `after` of the next page; null on the last one */
  readonly next: string | null;
  /** of a search with `explain`: what each bidder left out by rule */
  readonly bidders?: readonly {
    readonly bidder: string;
    /** at most 16; none where it says nothing */
    readonly notes: readonly {
      readonly reason: string;
      readonly count: number;
      readonly text: string;
    }[];
  }[];
  /** how shadow bidders ended, of which nothing is shown; absent without one */
  readonly shadow?: readonly {
    readonly bidder: string;
    readonly outcome: "answered" | "empty" | "declined" | "invalid" | "failed" | "silent" | "late" | "skipped" | "absent";
    readonly instance: string | null;
    readonly latencyMs: number | null;
    readonly offers: number;
    readonly reason: string | null;
    /** itineraries that it would have been a seller of */
    readonly wouldShow: number;
    /** those of them of which it would have been the first seller */
    readonly wouldWin: number;
  }[];
  /** with `itinerary`: where it stands among all; null where no offer of it can be sold */
  readonly itinerary?: Standing | null;
}

/** By what itineraries differ, how many there are of each value, and their lowest prices. */
export interface Facets {
  /** by the most connections of a slice; at most 100, those with the most itineraries */
  readonly stops: readonly {
    readonly value: number;
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
  /**
   * by the airlines that sell its flights, as their numbers say; at most 100, those with the most
   * itineraries
   */
  readonly carriers: readonly {
    readonly value: string;
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
  /** by the alliances of those airlines; at most 100, those with the most itineraries */
  readonly alliances: readonly {
    readonly value: "star" | "oneworld" | "skyteam";
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
  readonly airports: {
    /** where the first slice begins; at most 100, those with the most itineraries */
    readonly origin: readonly {
      readonly value: string;
      readonly itineraries: number;
      readonly lowestPrice: Money;
    }[];
    /** where the first slice ends; at most 100, those with the most itineraries */
    readonly destination: readonly {
      readonly value: string;
      readonly itineraries: number;
      readonly lowestPrice: Money;
    }[];
    /** where the traveller changes; at most 100, those with the most itineraries */
    readonly via: readonly {
      readonly value: string;
      readonly itineraries: number;
      readonly lowestPrice: Money;
    }[];
  };
  /** by the hour of the first departure, 0 to 23; at most 100, those with the most itineraries */
  readonly departureHours: readonly {
    readonly value: number;
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
  /** by who sells it; at most 100, those with the most itineraries */
  readonly sellers: readonly {
    readonly value: string;
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
  /**
   * by pieces of checked baggage a traveller, at least; the price is that of the fare that has
   * them; at most 100, those with the most itineraries
   */
  readonly bags: readonly {
    readonly value: number;
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
  /**
   * by a few round limits of the price, in minor units; at most 100, those with the most
   * itineraries
   */
  readonly maxPrice: readonly {
    readonly value: number;
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
  /**
   * by a few round limits of the duration, over all slices; at most 100, those with the most
   * itineraries
   */
  readonly maxDurationMinutes: readonly {
    readonly value: number;
    readonly itineraries: number;
    readonly lowestPrice: Money;
  }[];
}

/** The facets of a search that is kept. */
export interface FacetsAnswer {
  readonly searchId: string;
  /** `shown`: the bids were too large, and only the offers of the result are kept */
  readonly kept: "all" | "shown";
  /** itineraries that are counted */
  readonly total: number;
  readonly facets: Facets;
}

/** One way to buy the same seats: a fare family with its conditions. */
export interface Fare {
  /** null: only the seller's own name for it is known */
  readonly brand: Brand | null;
  /** the seller's own: Economy Light */
  readonly name: string;
  /** for all passengers together, in the offer's currency */
  readonly price: Money;
  /** one letter a segment, separated by commas; empty when not stated */
  readonly bookingClass: string;
  /** pieces a traveller; null: not stated */
  readonly cabinBags: number | null;
  /** pieces a traveller; null: not stated */
  readonly checkedBags: number | null;
  /** before departure; null: not stated */
  readonly change: Condition | null;
  /** before departure; null: not stated */
  readonly refund: Condition | null;
  /** where the seller sells it: an https URL; absent: not known */
  readonly link?: string;
  /** absent: not known */
  readonly reference?: SellerReference;
  /** the part of `price` that is no tax; absent where the seller does not say */
  readonly base?: Money;
  /** what `base` leaves of `price`; beside `base` only */
  readonly taxes?: Money;
  readonly perTraveller?: TravellerPrices;
}

/** One fault of a request: its place, and what would be right. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** One page of all itineraries of a search that is kept. */
export interface ItinerariesPage {
  readonly searchId: string;
  /** `shown`: the bids were too large, and only the offers of the result are kept */
  readonly kept: "all" | "shown";
  readonly sort: "best" | "price" | "duration";
  /** itineraries of the whole list */
  readonly total: number;
  /** in rank order */
  readonly itineraries: readonly Itinerary[];
  /** the `after` of the next page; null on the last one */
  readonly next: string | null;
  /** of the whole list, with `facets=true` */
  readonly facets?: Facets;
  /** of the itineraries and the facets, with `details=true` */
  readonly names?: Names;
}

/** The flights and dates alone, with all sellers that offer them. */
export interface Itinerary {
  /** the same for all sellers of the same flights */
  readonly key: string;
  /**
   * price + value of time + penalties, in minor units of the search's currency: what offers are
   * ranked by
   */
  readonly cost: number;
  /** of the cheapest seller, for all passengers together */
  readonly price: Money;
  /** sum over slices */
  readonly durationMinutes: number;
  /** connections, sum over slices */
  readonly stops: number;
  /** as many as the search has, in its order */
  readonly slices: readonly OfferSlice[];
  /**
   * near-identical itineraries that were collapsed into this one, the most that any of its sellers
   * counted; a search with `similar` shows them
   */
  readonly similar: number;
  /** cheapest first */
  readonly sellers: readonly SellerOffer[];
  /**
   * the part of `cost` for waits at night, departures before 05:00, changes to another alliance and
   * long detours, under `sort=best`; only where there is any
   */
  readonly inconvenienceCost?: number;
  /**
   * airports at the ends of its slices that are right because they are near, each once; only where
   * there are any
   */
  readonly nearby?: readonly NearbyAirport[];
  /**
   * true where it leaves from another airport of a place than it arrived at, or comes back to
   * another one than it left from; absent elsewhere
   */
  readonly differentAirports?: boolean;
  /** only for a search with `details` */
  readonly co2Estimate?: Co2Estimate;
}

/** A bid that came when the auction had ended. */
export interface LateBid {
  readonly bidder: string;
  readonly latencyMs: number;
  readonly offers: number;
  readonly cheapest: Money | null;
}

/** The process runs and answers. */
export interface Liveness {
  readonly live: true;
}

/** How the bidders of one gateway did in the last minutes. */
export interface Market {
  /** from when on it is counted */
  readonly since: string;
  /** how many minutes are counted at most, the present one among them */
  readonly minutes: number;
  /** searches of this gateway that have a result */
  readonly searches: number;
  /** itineraries that they have shown */
  readonly shown: number;
  /** all that are on the roster or were counted, 64 at most, in order of their names */
  readonly bidders: readonly MarketBidder[];
  /** all further bidders together; null: there are none */
  readonly others: {
    /** searches that it was a part of; calendars are not counted */
    readonly auctions: number;
    /** how often it ended so; what has not happened is left out */
    readonly outcomes: Readonly<Record<string, number>>;
    /** milliseconds from call to final bid, of bids in time; null: there were none */
    readonly p50Ms: number | null;
    readonly p95Ms: number | null;
    readonly p99Ms: number | null;
    /** its bids that came after their auction had ended */
    readonly lateBids: number;
    /**
     * by how much its late bids have raised regret, in each currency, at least; null: it was missed
     * and nothing came later, so it is not known
     */
    readonly regret: readonly Money[] | null;
    readonly feedback?: MarketFeedback;
    /** itineraries of which it was the first seller */
    readonly won: number;
    /** `won` as a share of all itineraries that were shown, 0 to 1; null: none were */
    readonly share: number | null;
  } | null;
}

/** How one bidder did. */
export interface MarketBidder {
  readonly bidder: string;
  readonly required: boolean;
  /** nothing of it is shown: BIDDERS_SHADOW */
  readonly shadow?: true;
  /** an instance of it is live */
  readonly live: boolean;
  /** while open, the bidder is called but not waited for; null: it is not live */
  readonly breaker: "closed" | "open" | "half-open" | null;
  /** searches that it was a part of; calendars are not counted */
  readonly auctions: number;
  /** how often it ended so; what has not happened is left out */
  readonly outcomes: Readonly<Record<string, number>>;
  /** milliseconds from call to final bid, of bids in time; null: there were none */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  /** its bids that came after their auction had ended */
  readonly lateBids: number;
  /**
   * by how much its late bids have raised regret, in each currency, at least; null: it was missed
   * and nothing came later, so it is not known
   */
  readonly regret: readonly Money[] | null;
  readonly feedback?: MarketFeedback;
  /** itineraries of which it was the first seller */
  readonly won: number;
  /** `won` as a share of all itineraries that were shown, 0 to 1; null: none were */
  readonly share: number | null;
  /** 16 at most: those with the most auctions; an auction without an answer has none */
  readonly instances: readonly MarketInstance[];
  /** all further ones; null: there are none */
  readonly otherInstances: {
    /** searches that it was a part of; calendars are not counted */
    readonly auctions: number;
    /** how often it ended so; what has not happened is left out */
    readonly outcomes: Readonly<Record<string, number>>;
    /** milliseconds from call to final bid, of bids in time; null: there were none */
    readonly p50Ms: number | null;
    readonly p95Ms: number | null;
    readonly p99Ms: number | null;
    /** its bids that came after their auction had ended */
    readonly lateBids: number;
    /**
     * by how much its late bids have raised regret, in each currency, at least; null: it was missed
     * and nothing came later, so it is not known
     */
    readonly regret: readonly Money[] | null;
  } | null;
  /** of its offers whose price comes from no fare model; 32 at most */
  readonly sellers: readonly {
    readonly seller: string;
    /** those that have shown an offer of it */
    readonly searches: number;
    /** its offers that were shown */
    readonly shown: number;
    /** itineraries of which it was the first seller */
    readonly won: number;
    /** `won` as a share of all itineraries that were shown, 0 to 1; null: none were */
    readonly share: number | null;
  }[];
  /** all further ones; null: there are none */
  readonly otherSellers: {
    /** those that have shown an offer of it */
    readonly searches: number;
    /** its offers that were shown */
    readonly shown: number;
    /** itineraries of which it was the first seller */
    readonly won: number;
    /** `won` as a share of all itineraries that were shown, 0 to 1; null: none were */
    readonly share: number | null;
  } | null;
}

/** What a bidder was told of its auctions, where it has asked for it. */
export interface MarketFeedback {
  /** of which it was told how they ended for it */
  readonly auctions: number;
  /** those that have shown an offer of it */
  readonly shown: number;
  /** those that have shown none, though it had one that could be sold */
  readonly outbid: number;
  /** those without its final bid in time */
  readonly late: number;
  /** those in which an offer of it was dropped as wrong */
  readonly invalid: number;
  /**
   * by how much its best offer was too dear to be the first of all, in percent of its price: the
   * median; null where no price was told
   */
  readonly gapPercent: number | null;
}

/** How one instance of a bidder did. */
export interface MarketInstance {
  readonly instance: string;
  /** it is on the roster now */
  readonly live: boolean;
  /** null: it is not live */
  readonly version: string | null;
  /** as in the roster */
  readonly inFlight: number | null;
  /** searches that it was a part of; calendars are not counted */
  readonly auctions: number;
  /** how often it ended so; what has not happened is left out */
  readonly outcomes: Readonly<Record<string, number>>;
  /** milliseconds from call to final bid, of bids in time; null: there were none */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  /** its bids that came after their auction had ended */
  readonly lateBids: number;
  /**
   * by how much its late bids have raised regret, in each currency, at least; null: it was missed
   * and nothing came later, so it is not known
   */
  readonly regret: readonly Money[] | null;
}

/** An amount of one currency. */
export interface Money {
  /** minor units */
  readonly amount: number;
  /** ISO 4217 */
  readonly currency: string;
}

/** What a code stands for. */
export interface NamedCode {
  /** IATA */
  readonly code: string;
  readonly name: string;
}

/** What the codes of the itineraries stand for, each once; one that is not known is left out. */
export interface Names {
  readonly carriers: readonly NamedCode[];
  readonly airports: readonly NamedCode[];
}

/** An airport that was not named, but is near one that was. */
export interface NearbyAirport {
  /** IATA code */
  readonly airport: string;
  /** great-circle distance from the nearest airport that was named */
  readonly km: number;
}

/** An itinerary beside another in rank order. */
export interface Neighbour {
  readonly key: string;
  readonly cost: number;
  readonly price: Money;
}

/** Numbers of nights, both ends included. */
export interface NightRange {
  readonly min: number;
  readonly max: number;
}

/** An offer that is not in the result. */
export interface NotShownOffer {
  readonly bidder: string;
  readonly seller: string;
  readonly itinerary: string;
  /** null where there is no rate */
  readonly price: Money | null;
  /** the part of the price that the caller's tenant has added */
  readonly markUp?: Money;
  readonly cost: number | null;
  /**
   * `dearer`: its itinerary costs more than the last that is shown. `same-seller`: the same seller,
   * by the same bidder, is listed for this itinerary at a lower cost. `too-many-sellers`: 30
   * sellers of this itinerary cost less. `mismatch`: its body is not what its columns say, or it
   * breaks a rule: `detail` says which. `expired`: it had expired when the auction ended.
   * `over-limit`: it breaks a limit of the search: `detail` names its field. `below-floor`: it
   * costs less than the floor that its own bidder had promised. `no-rate`: its currency has no rate
   * into the search's. `disabled-seller`: the operator of the gateway had disabled its seller.
   * `bidder-faults`: its bidder had so many offers with a mismatch, or over a limit, that its
   * others were not opened. `not-compared`: the ranking had opened as many itineraries as it may
   */
  readonly reason: "dearer" | "same-seller" | "too-many-sellers" | "mismatch" | "expired" | "over-limit" | "below-floor" | "no-rate" | "disabled-seller" | "bidder-faults" | "not-compared";
  readonly detail: string | null;
}

/** One seller's offer of a result that is kept. */
export interface Offer {
  /** as the offer of the result has it */
  readonly offerId: string;
  /** until then it is found by its id and its price holds; the offer may hold longer */
  readonly expiresAt: string;
  /** milliseconds until then */
  readonly remainingMs: number;
  readonly passengers: {
    readonly adults: number;
    readonly children: number;
    readonly infants: number;
  };
  /** its flights, with the seller of this offer alone */
  readonly itinerary: Itinerary;
}

/** What an offer costs. */
export interface OfferPrice {
  /** for all passengers together, in the search's currency */
  readonly price: Money;
  /** in the currency that the seller named */
  readonly originalPrice: Money;
  /** from then on the price may be another */
  readonly expiresAt: string;
  /** in the search's currency, cheapest first */
  readonly fares: readonly Fare[];
}

/** One direction of the journey. */
export interface OfferSlice {
  /** first departure to last arrival, waiting included */
  readonly durationMinutes: number;
  /** in the order of travel */
  readonly segments: readonly Segment[];
}

/** The first event of a search in progress: the call for bids is sent. */
export interface Opened {
  /** the id that callers get */
  readonly searchId: string;
  /** milliseconds that the search has */
  readonly deadlineMs: number;
  /** kinds of the bidders that the auction waits for */
  readonly expected: readonly string[];
}

/** How one expected bidder ended (A3: exactly one of these each). */
export type Outcome = "answered" | "empty" | "declined" | "invalid" | "failed" | "silent" | "late" | "skipped" | "absent";

/** Who travels. */
export interface Passengers {
  readonly adults?: number;
  readonly children?: number;
  readonly infants?: number;
  /** years, of the children (2-17) and infants (0-1): as many as both together */
  readonly ages?: readonly number[];
}

/** An airport or a city that a search can name. */
export interface Place {
  /** `country`, only with `countries=true`, is no place to search: no airport there has flights. */
  readonly type: "airport" | "city" | "country";
  /** A code of both is an airport in a search; of the city it is `{city: code}`. */
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  /** Of a city: the busiest first. */
  readonly airports?: readonly string[];
  /** Only its country begins with the query: of those, the busiest is the first. */
  readonly foundBy?: "country";
  /**
   * It may be meant as well as the first place: it matches `q` in the same way, is of another city,
   * and has at least a fifth of its flights.
   */
  readonly alike?: true;
}

/** An end of a slice: an airport or a city, and perhaps what is near. */
export type PlaceRequest = string | {
  /** IATA code; instead of `city` */
  readonly airport?: string;
  /** IATA code of a metropolitan area; instead of `airport` */
  readonly city?: string;
  /** airports within this distance are right too; absent: 0 */
  readonly nearbyKm?: number;
};

/** When the auction may stop, and who must have answered. */
export interface Policy {
  /**
   * Milliseconds. Without it: 800 for one slice and 400 more for each further slice, and an eighth
   * of that for each further day of a slice, 10000 at most.
   */
  readonly deadlineMs?: number;
  readonly quorum?: number | string | null;
  readonly required?: readonly string[];
  /**
   * which rules may stop the auction: those of all auctions (plain), or also that waiting is not
   * expected to be worth its price (value)
   */
  readonly kind?: "plain" | "value";
  /** what a second of waiting may cost, in whole cents from 0.01 to 1000; only with kind value */
  readonly dollarsPerSecond?: number;
  /** what to do with a result that is partial: show it (the default), or refuse it */
  readonly partial?: "show" | "refuse";
}

/** What an offer costs now, beside what it cost in the result. */
export interface PriceAnswer {
  /** as the offer of the result has it */
  readonly offerId: string;
  /** kind of the bidder that has made the offer, and was asked */
  readonly bidder: string;
  /** its process that answered */
  readonly instance: string;
  readonly seller: string;
  /** milliseconds from the request to the answer */
  readonly elapsedMs: number;
  /** same: the price and the fares are those of the result; gone: it cannot be bought */
  readonly outcome: "same" | "changed" | "gone";
  /** as it was in the result */
  readonly before: OfferPrice;
  /** null where it is gone */
  readonly now: OfferPrice | null;
  /** the seller was asked for the lowest fare alone: `now` has no other */
  readonly lowestFareOnly: boolean;
  /** what the bidder adds, in words */
  readonly reason: string | null;
}

/** How long the bidder has to answer. */
export interface PriceRequest {
  /** milliseconds that the bidder has to answer */
  readonly deadlineMs?: number;
}

/** Problem details (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: "invalid-search" | "invalid-request" | "malformed" | "unauthorized" | "forbidden" | "not-found" | "method-not-allowed" | "offer-expired" | "too-large" | "unsupported-media-type" | "misdirected" | "rate-limited" | "cancelled" | "internal" | "result-too-large" | "overloaded" | "no-broker" | "partial-result" | "shutting-down" | "bid-malformed" | "bid-too-large" | "bid-invalid" | "partner-failed" | "price-failed" | "gateway-lost" | "price-unsupported" | "no-bidder" | "no-gateway" | "no-issuer" | "no-result" | "no-answer" | "expired";
  readonly detail: string;
  readonly errors?: readonly Fault[];
  /** of a search that ended without a result, and of `partial-result`, whose result is kept */
  readonly searchId?: string;
  /** of a search that ended without a result, or whose gateway is gone */
  readonly state?: "ended" | "lost";
  readonly endedBy?: EndedBy;
  /** of `partial-result`: how each bidder ended */
  readonly bidders?: readonly BidderReport[];
  /**
   * of `partial-result`: the arm of an experiment that the search belongs to; only where there is
   * one
   */
  readonly arm?: string;
  /** every check, where `verbose` asks for them */
  readonly checks?: readonly ReadinessCheck[];
  /** of the request, as the header `X-Request-Id` of the answer has it */
  readonly requestId?: string;
}

/**
 * One step of an auction that runs, as its timeline will have it. What is absent has not changed.
 */
export interface ProgressStep {
  /** in the first step: when the call was sent: milliseconds since the search was accepted */
  readonly calledAtMs?: number;
  /** what the quorum asks for, in the first step; again when it is met */
  readonly quorum?: TimelineQuorum;
  /** whose bid or hedge it is */
  readonly bidder?: string;
  readonly bid?: TimelineBid;
  readonly hedge?: TimelineHedge;
  /** what would be shown now, where that has changed */
  readonly best?: BestPrice;
}

/** Searches will be answered. */
export interface Readiness {
  readonly ready: true;
  /** what an operator should correct, although searches are answered */
  readonly warnings?: readonly {
    readonly code: string;
    readonly detail: string;
  }[];
  /** every check, where `verbose` asks for them */
  readonly checks?: readonly ReadinessCheck[];
}

/** One thing that must be so, or not, for searches to be answered. */
export interface ReadinessCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** The bidders that are known. */
export interface Roster {
  readonly bidders: readonly Bidder[];
}

/**
 * A search that runs. `endedBy`, `partial`, `late` and `regret` are absent: they are not known
 * before the end.
 */
export interface RunningSearch {
  readonly searchId: string;
  readonly state: "running";
  /** milliseconds since the search's acceptance */
  readonly elapsedMs: number;
  /** milliseconds that the search has */
  readonly deadlineMs: number;
  /** kinds of the bidders that the auction waits for; absent until the call for bids is sent */
  readonly expected?: readonly string[];
  /** the best so far, in rank order */
  readonly itineraries: readonly Itinerary[];
  /** those that have finished */
  readonly bidders: readonly BidderReport[];
}

/**
 * A flight search. Only `slices` is needed: one is one way, two are return, up to six are
 * multi-city.
 */
export interface SearchRequest {
  readonly slices: readonly SliceRequest[];
  readonly passengers?: Passengers;
  readonly cabin?: "economy" | "premium_economy" | "business" | "first";
  readonly currency?: string;
  readonly sort?: "best" | "price" | "duration";
  readonly maxStops?: number;
  readonly maxResults?: number;
  /** connections of two tickets too, with a new check-in in between */
  readonly selfTransfer?: boolean;
  /** near-identical connections too, instead of the best of them alone */
  readonly similar?: boolean;
  /** of two slices: nights from the arrival of the first to the departure of the second */
  readonly stayNights?: NightRange;
  /** of all flights */
  readonly carriers?: CarrierChoice;
  /** airports at which one may change flights */
  readonly via?: ViaChoice;
  /** of each connection */
  readonly maxLayoverMinutes?: number;
  /** false: no connection from one day to another */
  readonly overnightLayover?: boolean;
  /** minor units of the search's currency, for all travellers */
  readonly maxPrice?: number;
  /** of each slice */
  readonly maxDurationMinutes?: number;
  /** pieces for each traveller: the price is that of the cheapest fare with them */
  readonly bags?: Bags;
  /** true: only fares that may be changed before departure */
  readonly changeable?: boolean;
  /** true: only fares that are refunded before departure */
  readonly refundable?: boolean;
  /** who is asked; without it, all */
  readonly bidders?: BidderChoice;
  /**
   * what is said to one bidder alone, by its name: an object of at most 4096 bytes as JSON, which
   * the bidder checks. It is never logged
   */
  readonly params?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** point of sale, for sellers that ask for it: ISO 3166-1 alpha-2 */
  readonly market?: string;
  /** the traveller's language, for sellers that ask for it: BCP 47 */
  readonly locale?: string;
  /** true: the result names what its codes stand for, and estimates emissions */
  readonly details?: boolean;
  /**
   * true: bidders say what they left out by rule, for the reasons of the search; it changes no
   * offer
   */
  readonly explain?: boolean;
  readonly policy?: Policy;
}

/** The result of a search. */
export interface SearchResult {
  /** the id that callers get; bidders are sent another */
  readonly searchId: string;
  readonly endedBy: EndedBy;
  /** true when an expected bidder is missing from the result */
  readonly partial: boolean;
  /** milliseconds from the search's acceptance to its result */
  readonly elapsedMs: number;
  /** milliseconds that the search had */
  readonly deadlineMs: number;
  /** in rank order */
  readonly itineraries: readonly Itinerary[];
  /** one each expected bidder */
  readonly bidders: readonly BidderReport[];
  /** only for a search with `details` */
  readonly names?: Names;
  /** the arm of an experiment that it belongs to; only where there is one */
  readonly arm?: string;
  /** only where it ended by `not-worth-waiting` */
  readonly waiting?: WaitingValue;
}

/**
 * Server-sent events: `opened`, `bid` for each bidder, `snapshot` of the best so far, with
 * `progress=all` also `progress` for each step, and finally `result` or `error`. Each event is `id:
 * …` (of asynchronous searches only), `event: …` and `data: …` with JSON in one line; lines that
 * begin with `:` say nothing.
 */
export type SearchStream = string;

export type SearchStreamEvent = {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "opened";
  readonly data: Opened;
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "bid";
  readonly data: BidderReport;
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "progress";
  readonly data: ProgressStep;
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "snapshot";
  readonly data: {
    /** in rank order */
    readonly itineraries: readonly Itinerary[];
    /** with `snapshots=changes`: the keys of all itineraries, in their order */
    readonly keys?: readonly string[];
  };
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "result";
  readonly data: {
    /** the id that callers get; bidders are sent another */
    readonly searchId: string;
    readonly endedBy: EndedBy;
    /** true when an expected bidder is missing from the result */
    readonly partial: boolean;
    /** milliseconds from the search's acceptance to its result */
    readonly elapsedMs: number;
    /** milliseconds that the search had */
    readonly deadlineMs: number;
    /** in rank order */
    readonly itineraries: readonly Itinerary[];
    /** one each expected bidder */
    readonly bidders: readonly BidderReport[];
    /** only for a search with `details` */
    readonly names?: Names;
    /** the arm of an experiment that it belongs to; only where there is one */
    readonly arm?: string;
    /** only where it ended by `not-worth-waiting` */
    readonly waiting?: WaitingValue;
    /** with `snapshots=changes`: the keys of all itineraries, in their order */
    readonly keys?: readonly string[];
  };
} | {
  /** of an asynchronous search: its place among the events, `end` of the last one */
  readonly id?: string;
  readonly event: "error";
  readonly data: Problem;
};

/** One flight from one airport to the next. */
export interface Segment {
  /** IATA airline code */
  readonly carrier: string;
  /** with the carrier: BA117 */
  readonly flightNumber: string;
  /** IATA airport code */
  readonly origin: string;
  /** IATA airport code */
  readonly destination: string;
  /** YYYY-MM-DDTHH:mm, local to the origin */
  readonly departure: string;
  /** YYYY-MM-DDTHH:mm, local to the destination */
  readonly arrival: string;
  readonly durationMinutes: number;
  /** IATA or ICAO type; empty when not known */
  readonly aircraft: string;
  /** 5; absent when not known */
  readonly originTerminal?: string;
  /** 2E; absent when not known */
  readonly destinationTerminal?: string;
  /**
   * the cabin that it is sold in; absent in an offer: the one that the search asks for; a result
   * always names it
   */
  readonly cabin?: Cabin;
  /** IATA code of the carrier that flies it; absent: `carrier`, or not known */
  readonly operatingCarrier?: string;
}

/** One seller's price for an itinerary. */
export interface SellerOffer {
  /** kind of the bidder that sent the offer */
  readonly bidder: string;
  readonly seller: string;
  /** for all passengers together, in the search's currency */
  readonly price: Money;
  /** in the currency that the seller named */
  readonly originalPrice: Money;
  /** from then on the price may be another */
  readonly expiresAt: string;
  /** the price comes from a fare model, not from a seller */
  readonly modelled: boolean;
  /** an earlier bid for the same search, the fallback for a required bidder that did not answer */
  readonly stale: boolean;
  /** milliseconds since that bid was received; only where it is stale */
  readonly staleAgeMs?: number;
  /**
   * in the search's currency, cheapest first: the first is what `price` is for; empty when the
   * seller states none; a fee for which there is no rate is null
   */
  readonly fares: readonly Fare[];
  /**
   * airports where the traveller changes from one ticket to another: collects bags, checks in
   * again, and the next flight does not wait
   */
  readonly selfTransfers?: readonly string[];
  /** true where it sells a segment in a lower cabin than the search asks for; absent elsewhere */
  readonly mixedCabins?: boolean;
  /**
   * the cabin of each segment, slice after slice; only where they are not those of the itinerary's
   * `slices`
   */
  readonly cabins?: readonly Cabin[];
  /**
   * names the offer at /v1/offers/{offerId} from the result on, for five minutes at most and not
   * beyond `expiresAt`
   */
  readonly offerId?: string;
}

/** What a seller itself calls an offer, for those who order through the seller's own API. */
export interface SellerReference {
  /** the seller's API, as the bidder's configuration names it */
  readonly partner: string;
  /** the id of the offer there */
  readonly id: string;
}

/** How the user of the page signs in. */
export interface SignIn {
  /** null: nobody signs in at this gateway's page */
  readonly signIn: {
    /** the address of the issuer (OIDC_ISSUER) */
    readonly issuer: string;
    /** how the page is known there (OIDC_CLIENT_ID) */
    readonly clientId: string;
    /** what the page asks for, with spaces between (OIDC_SCOPES) */
    readonly scope: string;
  } | null;
}

/** One direction of the journey that is searched. */
export interface SliceRequest {
  readonly origin: PlaceRequest;
  readonly destination: PlaceRequest;
  /**
   * a day, or up to 7 days, both ends included. Only the second of two slices may lack it, with
   * `stayNights`
   */
  readonly departureDate?: string | DayRange;
  /** days before and after departureDate that are right too */
  readonly flexDays?: number;
  /** by the clock of the origin; from later than to crosses midnight */
  readonly departure?: TimeWindow;
  /** by the clock of the destination */
  readonly arrival?: TimeWindow;
}

/** Where an itinerary stands among all, and why. */
export interface Standing {
  readonly key: string;
  readonly cost: number;
  readonly price: Money;
  /** 1 is the best */
  readonly rank: number;
  /** whether it is in the result */
  readonly shown: boolean;
  readonly durationMinutes: number;
  readonly stops: number;
  /**
   * what its cost is exactly the sum of; `price` is the bidder's own, and `mark-up` is there where
   * the caller's tenant has mark-ups
   */
  readonly terms: readonly {
    readonly term: "price" | "mark-up" | "time" | "stops" | "inconvenience";
    readonly amount: number;
  }[];
  /** the one that ranks before it */
  readonly before: Neighbour | null;
  /** the one that ranks behind it */
  readonly behind: Neighbour | null;
}

/** Two times of day, both included; from later than to crosses midnight. */
export interface TimeWindow {
  readonly from: string;
  readonly to: string;
}

/** What happened in an auction, bidder by bidder, and when. */
export interface Timeline {
  readonly searchId: string;
  /** when the search was accepted */
  readonly startedAt: string;
  readonly deadlineMs: number;
  /** when the auction stopped: milliseconds since the search was accepted */
  readonly endedAtMs: number;
  readonly endedBy: "complete" | "settled" | "quorum" | "deadline" | "cancelled" | "no-bidders" | "not-worth-waiting";
  readonly partial: boolean;
  /** why it ended, and who is missing, in one sentence */
  readonly why: string;
  /** null where the search asks for none */
  readonly quorum: TimelineQuorum | null;
  /** one for each bidder of the result, and for those that came late */
  readonly lanes: readonly TimelineLane[];
  /** what would have been shown, at each change */
  readonly best: readonly BestPrice[];
  /** as in the search itself; null: not known */
  readonly regret: Money | null;
}

/** A bid, and when it came. */
export interface TimelineBid {
  /** when it came: milliseconds since the search was accepted */
  readonly atMs: number;
  /** the process that sent it */
  readonly instance: string;
  readonly offers: number;
  /** the last one that counts of this instance */
  readonly final: boolean;
  /** what it has promised so far: nothing that it sends later costs less; null: nothing */
  readonly floor: Money | null;
  /**
   * milliseconds that the call has waited before the search for it began, as the bidder says; null:
   * it does not say
   */
  readonly queuedMs: number | null;
  /**
   * milliseconds that the search has taken until this bid, as the bidder says; null: it does not
   * say, or none has begun
   */
  readonly workMs: number | null;
}

/** A call that was also sent to another instance. */
export interface TimelineHedge {
  /** when: milliseconds since the search was accepted */
  readonly atMs: number;
  /** to which the call was also sent */
  readonly instance: string;
}

/** What happened with one bidder, and when. */
export interface TimelineLane {
  readonly bidder: string;
  /** that of the result; null for a bidder that only came too late */
  readonly outcome: "answered" | "empty" | "declined" | "invalid" | "failed" | "silent" | "late" | "skipped" | "absent" | null;
  readonly reason: string | null;
  /** it was left out on purpose: a quorum or what was there was enough, or its breaker was open */
  readonly intended: boolean;
  /** null where no call went to it */
  readonly calledAtMs: number | null;
  readonly hedges: readonly TimelineHedge[];
  /** in the order in which they came */
  readonly bids: readonly TimelineBid[];
  readonly cancelledAtMs: number | null;
  /** what came too late, as far as it is read */
  readonly late: readonly {
    /** when it came: milliseconds since the search was accepted */
    readonly atMs: number;
    readonly offers: number;
    /** null where no offer of it can be sold */
    readonly cheapest: Money | null;
  }[];
}

/** When a quorum ends the auction. */
export interface TimelineQuorum {
  /** how many distinct bidders it asks for */
  readonly bidders: number;
  /** those that must be among them */
  readonly required: readonly string[];
  /** when they had answered: milliseconds since the search was accepted */
  readonly metAtMs: number | null;
  /** when the grace after it ends, or would have: milliseconds since the search was accepted */
  readonly graceEndMs: number | null;
}

/** What one timetable has, and what it lacks. */
export interface TimetableCoverage {
  /** those that state the same */
  readonly bidders: readonly string[];
  /** what there is and what is missing, in one line */
  readonly summary: string;
  /** the Monday of the week that is counted; null where every week is the same */
  readonly week: string | null;
  readonly departuresPerWeek: number;
  readonly airports: number;
  /** most departures first */
  readonly regions: readonly {
    /** code of the United Nations' M49 */
    readonly region: string;
    readonly name: string | null;
    /** departures whose origin is in the region */
    readonly departuresPerWeek: number;
    readonly carriers: number;
    readonly airports: number;
  }[];
  /** most departures first */
  readonly carriers: readonly {
    /** IATA designator */
    readonly carrier: string;
    readonly departuresPerWeek: number;
    /** null: the source states no date */
    readonly firstYear: number | null;
    /** null: the source states no date */
    readonly lastYear: number | null;
    /** departures a week by region */
    readonly regions: Readonly<Record<string, number>>;
  }[];
  /** smaller ones that are not listed */
  readonly carriersLeftOut: number;
  /** large carriers of the world without any flight */
  readonly missing: readonly CarrierGap[];
  /** large carriers of the world with few flights */
  readonly thin: readonly CarrierGap[];
}

/**
 * What one traveller of each age group pays, as the seller says: never a share that is computed.
 */
export interface TravellerPrices {
  readonly adult?: Money;
  /** absent: no child travels */
  readonly child?: Money;
  /** absent: no infant travels */
  readonly infant?: Money;
}

/** At which airports one may change flights. */
export interface ViaChoice {
  readonly only?: readonly string[];
  readonly except?: readonly string[];
}

/**
 * Why an auction stopped whose policy is `value`: what it would have cost to wait, and what that
 * was expected to bring.
 */
export interface WaitingValue {
  readonly expectedGain: ExpectedGain;
  /** milliseconds that the auction would have waited for it, as expected */
  readonly waitMs: number;
  /** what the search would pay for a second less */
  readonly pricePerSecond: Money;
}

/** The query of `search`. */
export interface SearchQuery {
  /**
   * Of a stream of events. `full`, the default: each snapshot and the result have all itineraries.
   * `changes`: they have `keys`, the keys of all itineraries in their order, and in `itineraries`
   * only those that are new or have changed since the last of these events.
   */
  readonly snapshots?: "full" | "changes";
  /**
   * Of a stream of events. `all`: it has `progress` too, each step of the auction as the timeline
   * will have it. Of an asynchronous search both ask for it: the request that begins it, and each
   * that reads its events.
   */
  readonly progress?: "none" | "all";
}

/** The query of `getSearch`. */
export interface GetSearchQuery {
  /**
   * Of a stream of events. `full`, the default: each snapshot and the result have all itineraries.
   * `changes`: they have `keys`, the keys of all itineraries in their order, and in `itineraries`
   * only those that are new or have changed since the last of these events.
   */
  readonly snapshots?: "full" | "changes";
  /**
   * Of a stream of events. `all`: it has `progress` too, each step of the auction as the timeline
   * will have it. Of an asynchronous search both ask for it: the request that begins it, and each
   * that reads its events.
   */
  readonly progress?: "none" | "all";
  /**
   * Milliseconds, 0 to 10000: a search that runs is answered when it ends, or after this time with
   * what is known by then. Not for a stream, which ends with the search.
   */
  readonly wait?: string;
  /**
   * true: with the names of carriers and airports, and estimates of emissions. Not for a stream.
   */
  readonly details?: "true" | "false";
}

/** The query of `listItineraries`. */
export interface ListItinerariesQuery {
  /** another order than the search asked for */
  readonly sort?: "best" | "price" | "duration";
  /** the most connections of a slice: one of these */
  readonly stops?: string;
  /** at least one flight is of one of these */
  readonly carriers?: string;
  /** at least one flight is of a member of one of these */
  readonly alliances?: string;
  /** where the first slice begins: at one of these */
  readonly origin?: string;
  /** where the first slice ends: at one of these */
  readonly destination?: string;
  /** the traveller changes at one of these */
  readonly via?: string;
  /** offers of this seller; may be given several times */
  readonly sellers?: string | readonly string[];
  /** offers of one of these */
  readonly bidders?: string;
  /** of the first departure, by the clock of its airport: one of these */
  readonly departureHours?: string;
  /** offers at this price or less, in minor units of the search's currency */
  readonly maxPrice?: string;
  /** the sum over slices */
  readonly maxDurationMinutes?: string;
  /**
   * offers with at least this number of pieces of checked baggage a traveller, at the price of the
   * cheapest fare that has them
   */
  readonly bags?: string;
  /** the facets of the whole list too */
  readonly facets?: "true" | "false";
  /** names of carriers and airports, and estimates of emissions, too */
  readonly details?: "true" | "false";
  /** 20 without it */
  readonly limit?: string;
  /** the `next` of the page before, with the same sort and filters */
  readonly after?: string;
}

/** The query of `countFacets`. */
export interface CountFacetsQuery {
  /** the most connections of a slice: one of these */
  readonly stops?: string;
  /** at least one flight is of one of these */
  readonly carriers?: string;
  /** at least one flight is of a member of one of these */
  readonly alliances?: string;
  /** where the first slice begins: at one of these */
  readonly origin?: string;
  /** where the first slice ends: at one of these */
  readonly destination?: string;
  /** the traveller changes at one of these */
  readonly via?: string;
  /** offers of this seller; may be given several times */
  readonly sellers?: string | readonly string[];
  /** offers of one of these */
  readonly bidders?: string;
  /** of the first departure, by the clock of its airport: one of these */
  readonly departureHours?: string;
  /** offers at this price or less, in minor units of the search's currency */
  readonly maxPrice?: string;
  /** the sum over slices */
  readonly maxDurationMinutes?: string;
  /**
   * offers with at least this number of pieces of checked baggage a traveller, at the price of the
   * cheapest fare that has them
   */
  readonly bags?: string;
}

/** The query of `explainSearch`. */
export interface ExplainSearchQuery {
  /** the key of an itinerary: why this one stands where it stands */
  readonly itinerary?: string;
  /** 50 without it */
  readonly limit?: string;
  /** the `next` of the page before, with the same sort and filters */
  readonly after?: string;
}

/** The query of `findPlaces`. */
export interface FindPlacesQuery {
  readonly q: string;
  /**
   * true: where nothing matches and `q` is the name of a country without flights, the answer is
   * that country.
   */
  readonly countries?: "true" | "false";
}

/** The query of `isReady`. */
export interface IsReadyQuery {
  /** any value, or none: the answer lists every check */
  readonly verbose?: string;
}

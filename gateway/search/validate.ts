/**
 * Turns a raw request, of either transport, into a search. All faults are found at once, each with
 * its path and with what would be right.
 */
import type { z } from "zod";
import { isAsked } from "../../proto/bidder-choice.ts";
import type { Fault } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { ageFaults, passengersOf } from "./age-rules.ts";
import { askingFaults, choiceIn } from "./asking-rules.ts";
import { askingOf, type BidderParams, bidders, paramsOf } from "./asking-schema.ts";
import { textOf } from "./calendar-day.ts";
import { correctSearches } from "./correct-search.ts";
import { crossFieldFaults, isRecord, rawSlices } from "./cross-field-rules.ts";
import { dayRange, nights } from "./date-schema.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import { placeObject } from "./field-schemas.ts";
import { knownBidderFaults, knownNames } from "./known-bidder-rules.ts";
import { limitFaults } from "./limit-rules.ts";
import {
  bags,
  carriers,
  limitsOf,
  type SliceDates,
  sliceOf,
  timeWindow,
  via,
} from "./limit-schema.ts";
import { type SliceDays, searchDays } from "./search-days.ts";
import {
  passengers,
  policySchema,
  searchSchema,
  slice,
  type ValidationTerms,
} from "./search-schema.ts";
import { routeFaults } from "./slice-routes.ts";
import { faultsOf, invalidSearch } from "./validation-error.ts";
import { valueFaults, valuePolicy } from "./value-policy.ts";

/** A search, and apart from it what only single bidders may know. */
export interface ValidSearch extends FlightSearch {
  /** Absent: nothing is said to anyone. */
  readonly params?: BidderParams;
  /** Bidders that it would ask, and that an operator has disabled; absent: none (DISABLED-2). */
  readonly disabled?: readonly string[];
}

/** The returned function throws AuctionError `invalid-search` with every fault. */
export function createValidator(terms: ValidationTerms): (raw: unknown) => ValidSearch {
  const correctSearch = correctSearches(terms);
  const validate = validateBySchema(terms);
  return (raw) => correctSearch(raw) ?? validate(raw);
}

/** The general path: by the schema, and by the rules over several fields. */
export function validateBySchema(terms: ValidationTerms): (raw: unknown) => ValidSearch {
  const schema = searchSchema(terms);
  const known = {
    "": Object.keys(schema.shape),
    slices: Object.keys(slice.shape),
    passengers: Object.keys(passengers.shape),
    policy: Object.keys(policySchema(terms).shape),
    "slices.origin": Object.keys(placeObject.shape),
    "slices.destination": Object.keys(placeObject.shape),
    "slices.departure": Object.keys(timeWindow.shape),
    "slices.arrival": Object.keys(timeWindow.shape),
    "slices.departureDate": Object.keys(dayRange.shape),
    stayNights: Object.keys(nights.shape),
    carriers: Object.keys(carriers.shape),
    via: Object.keys(via.shape),
    bags: Object.keys(bags.shape),
    bidders: Object.keys(bidders.shape),
  };
  return (raw) => {
    const parsed = schema.safeParse(raw);
    const faults = parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => faultsOf(issue, known));
    if (!isRecord(raw)) throw invalidSearch(faults);
    const days = searchDays(rawSlices(raw), raw["stayNights"], terms.wall());
    faults.push(...crossFieldFaults(raw), ...days.faults, ...limitFaults(raw));
    faults.push(...bidderFaults(raw, terms), ...valueFaults(raw["policy"], terms.policy));
    if (!parsed.success || faults.length > 0) throw invalidSearch(faults);
    const search = searchOf(parsed.data, days.slices, terms);
    const tooMany = routeFaults(search.slices);
    if (tooMany.length > 0) throw invalidSearch(tooMany);
    return search;
  };
}

/** Who travels, who is asked and what is said to whom. */
export function bidderFaults(
  raw: Readonly<Record<string, unknown>>,
  terms: ValidationTerms,
): Fault[] {
  const seen = terms.known();
  const known = {
    names: knownNames(seen, terms.policy),
    takingParams: terms.takingParams?.() ?? [],
  };
  return [
    ...ageFaults(raw["passengers"]),
    ...askingFaults(raw, known),
    ...knownBidderFaults(raw["policy"], seen, terms.policy, choiceIn(raw["bidders"])),
  ];
}

/** The search, once every field and rule is valid. */
function searchOf(
  valid: z.output<ReturnType<typeof searchSchema>>,
  days: readonly SliceDays[],
  terms: ValidationTerms,
): ValidSearch {
  const { slices, passengers, cabin, currency, sort, maxStops, maxResults } = valid;
  const { selfTransfer, similar, policy, details, explain } = valid;
  const { quorum, partial } = policy;
  const value = valuePolicy(policy, terms.policy);
  const daysMore = days.reduce((sum, { from, to }) => sum + to - from, 0);
  const deadlineMs =
    policy.deadlineMs ?? defaultDeadlineMs(terms.policy, terms.bounds, slices.length, daysMore);
  const limits = limitsOf(valid);
  const params = paramsOf(valid);
  const asking = askingOf(valid);
  // Where the gateway requires a bidder that the caller does not ask, it is not required.
  const required =
    asking.bidders === undefined
      ? policy.required
      : policy.required.filter((name) => isAsked(asking.bidders, name));
  return {
    slices: slices.map((slice, i) => sliceOf(slice, datesOf(days[i] as SliceDays))),
    passengers: passengersOf(passengers),
    cabin,
    currency,
    sort,
    maxStops,
    maxResults,
    selfTransfer,
    similar,
    policy: {
      deadlineMs,
      quorum,
      required,
      ...value,
      ...(partial === "refuse" ? { partial } : {}),
    },
    ...(limits === undefined ? {} : { limits }),
    ...asking,
    ...(params === undefined ? {} : { params }),
    ...(details === true ? { details } : {}),
    ...(explain === true ? { explain } : {}),
  };
}

/** The days of a slice as bidders receive them. */
export function datesOf({ from, to, day }: SliceDays): SliceDates {
  const departureDate = textOf(day);
  return from === to
    ? { departureDate }
    : { departureDate, departureDates: { from: textOf(from), to: textOf(to) } };
}

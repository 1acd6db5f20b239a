/**
 * Turns a raw request, of either transport, into a search. All faults are found at once, each with
 * its path and with what would be right.
 */
import type { z } from "zod";
import type { FlightSearch } from "../../proto/messages.ts";
import { correctSearches } from "./correct-search.ts";
import { crossFieldFaults, isRecord } from "./cross-field-rules.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import { placeObject } from "./field-schemas.ts";
import { knownBidderFaults } from "./known-bidder-rules.ts";
import { limitFaults } from "./limit-rules.ts";
import { bags, carriers, limitsOf, sliceOf, timeWindow, via } from "./limit-schema.ts";
import {
  passengers,
  policySchema,
  searchSchema,
  slice,
  type ValidationTerms,
} from "./search-schema.ts";
import { faultsOf, invalidSearch } from "./validation-error.ts";

/** The returned function throws AuctionError `invalid-search` with every fault. */
export function createValidator(terms: ValidationTerms): (raw: unknown) => FlightSearch {
  const correctSearch = correctSearches(terms);
  const validate = validateBySchema(terms);
  return (raw) => correctSearch(raw) ?? validate(raw);
}

/** The general path: by the schema, and by the rules over several fields. */
export function validateBySchema(terms: ValidationTerms): (raw: unknown) => FlightSearch {
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
    carriers: Object.keys(carriers.shape),
    via: Object.keys(via.shape),
    bags: Object.keys(bags.shape),
  };
  return (raw) => {
    const parsed = schema.safeParse(raw);
    const faults = parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => faultsOf(issue, known));
    faults.push(...crossFieldFaults(raw, terms.wall()), ...limitFaults(raw));
    if (isRecord(raw))
      faults.push(...knownBidderFaults(raw["policy"], terms.known(), terms.policy));
    if (!parsed.success || faults.length > 0) throw invalidSearch(faults);
    return searchOf(parsed.data, terms);
  };
}

/** The search, once every field and rule is valid. */
function searchOf(
  valid: z.output<ReturnType<typeof searchSchema>>,
  terms: ValidationTerms,
): FlightSearch {
  const { slices, passengers, cabin, currency, sort, maxStops, maxResults } = valid;
  const { selfTransfer, similar, policy } = valid;
  const { quorum, required } = policy;
  const deadlineMs =
    policy.deadlineMs ?? defaultDeadlineMs(terms.policy, terms.bounds, slices.length);
  const limits = limitsOf(valid);
  return {
    slices: slices.map(sliceOf),
    passengers,
    cabin,
    currency,
    sort,
    maxStops,
    maxResults,
    selfTransfer,
    similar,
    policy: { deadlineMs, quorum, required },
    ...(limits === undefined ? {} : { limits }),
  };
}

/**
 * Turns a raw request, of either transport, into a search. All faults are found at once, each with
 * its path and with what would be right.
 */
import type { FlightSearch } from "../../proto/messages.ts";
import { correctSearches } from "./correct-search.ts";
import { crossFieldFaults, isRecord } from "./cross-field-rules.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import { knownBidderFaults } from "./known-bidder-rules.ts";
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
  };
  return (raw) => {
    const parsed = schema.safeParse(raw);
    const faults = parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => faultsOf(issue, known));
    faults.push(...crossFieldFaults(raw, terms.wall()));
    if (isRecord(raw))
      faults.push(...knownBidderFaults(raw["policy"], terms.known(), terms.policy));
    if (!parsed.success || faults.length > 0) throw invalidSearch(faults);
    const { policy, ...search } = parsed.data;
    const { quorum, required } = policy;
    const deadlineMs =
      policy.deadlineMs ?? defaultDeadlineMs(terms.policy, terms.bounds, search.slices.length);
    return { ...search, policy: { deadlineMs, quorum, required } };
  };
}

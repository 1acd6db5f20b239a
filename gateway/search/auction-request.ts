/** What the auction of an accepted search, or of a calendar, is given. */
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { AuctionRequest } from "../auction/ports.ts";
import { remainingDeadlineMs } from "../auction/waiting.ts";
import type { GatewayConfig } from "../config.ts";
import { randomId } from "../runtime/random-id.ts";
import { markUpOf } from "../tenants/mark-ups.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { ArmTrial } from "./arm-trial.ts";
import { objectiveOf } from "./objective.ts";
import type { ValidSearch } from "./validate.ts";

/** A request that is admitted. */
interface AdmittedRequest {
  readonly asked: ValidSearch;
  readonly searchId: string;
  /** Monotonic. */
  readonly arrivedAtMs: number;
  /** How long after `arrivedAtMs` the caller waits, where the caller states it. */
  readonly waitsMs: number | undefined;
  readonly signal: AbortSignal | null;
  /** Absent: the offers get no ids. */
  readonly offerIds?: AuctionRequest["offerIds"];
  /** Undefined: it is not traced. */
  readonly traceparent?: string | undefined;
  /** Absent where callers have no keys. */
  readonly tenant?: Tenant | undefined;
  /** Absent: none is disabled. */
  readonly disabledSellers?: ReadonlySet<string> | undefined;
  /** Absent: it is in no experiment. */
  readonly trial?: ArmTrial | undefined;
}

/** The time that the request has waited counts against its deadline. */
export function auctionRequest(
  admitted: AdmittedRequest,
  config: GatewayConfig,
  clock: Clock,
): AuctionRequest {
  const { asked, searchId, arrivedAtMs, waitsMs, signal, offerIds, traceparent, tenant } = admitted;
  const { trial } = admitted;
  const waitedMs = clock.now() - arrivedAtMs;
  const search = withRemainingDeadline(withoutParams(asked), waitedMs, waitsMs);
  const rates = config.rates.into(search.currency);
  return {
    searchId,
    // A second id. Neither can be derived from the other: see AuctionRequest.
    auctionId: randomId(),
    search,
    params: asked.params ?? null,
    // A disabled shadow bidder is not called either, and no caller hears of it (SHADOW-1).
    disabled: asked.disabled?.filter((bidder) => !config.shadow.includes(bidder)),
    objective: objectiveOf(search, config.preferences, rates),
    rates,
    elapsed,
    kilometres: kilometresBetween,
    plausibility: config.plausibility,
    grace: trial?.grace ?? config.grace,
    offerIds,
    traceparent,
    arrivedAtMs,
    signal,
    owner: tenant?.id,
    markUp: tenant === undefined ? undefined : markUpOf(tenant, search, rates),
    disabledSellers: admitted.disabledSellers,
    arm: trial?.arm,
    shadowPolicies: trial?.shadowPolicies(waitsMs),
  };
}

function withRemainingDeadline(
  search: FlightSearch,
  waitedMs: number,
  waitsMs: number | undefined,
): FlightSearch {
  const { policy } = search;
  const deadlineMs = remainingDeadlineMs(policy.deadlineMs, waitedMs, waitsMs);
  return deadlineMs === policy.deadlineMs
    ? search
    : { ...search, policy: { ...policy, deadlineMs } };
}

/** The search that is sent to all, kept and logged: what is said to one bidder is no part of it. */
function withoutParams(valid: ValidSearch): FlightSearch {
  if (valid.params === undefined && valid.disabled === undefined) return valid;
  const { params: _, disabled: __, ...search } = valid;
  return search;
}

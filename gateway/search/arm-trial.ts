/**
 * What the arm of an experiment changes of one search, and what its shadow policies would have
 * changed.
 *
 * TRIAL-1 A policy of an experiment says only what the search does not say itself, nor its tenant:
 *    of each field that they name, theirs counts. It is so of shadow policies too.
 */
import { sliceDays } from "../../common/offers/slice-days.ts";
import { isAsked } from "../../proto/bidder-choice.ts";
import type { Grace } from "../auction/policy.ts";
import type { ShadowPolicies } from "../auction/ports.ts";
import type { ShadowPolicy } from "../auction/shadow-policy.ts";
import type { Assignment, Experiments } from "../experiments/experiments.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { CallerRules } from "./caller-rules.ts";
import { isRecord } from "./cross-field-rules.ts";
import { defaultDeadlineMs } from "./default-deadline.ts";
import type { PolicyBounds, PolicyDefaults } from "./search-schema.ts";
import type { ValidSearch } from "./validate.ts";

export interface ArmTrial {
  readonly assignment: Assignment;
  readonly arm: string;
  /** Undefined: that of the gateway. */
  readonly grace: Grace | undefined;
  /** Undefined: no shadow policy is computed. `waitsMs`: how long its caller waits. */
  shadowPolicies(waitsMs: number | undefined): ShadowPolicies | undefined;
}

interface TrialTerms {
  readonly experiments: Pick<Experiments, "shadowed">;
  readonly rules: CallerRules;
  readonly tenant: Tenant | undefined;
  readonly bounds: PolicyBounds;
  /** Of the gateway. */
  readonly grace: Grace;
}

/** @param raw the search as its caller has sent it, which has no fault */
export function trialOf(
  assignment: Assignment,
  raw: unknown,
  asked: ValidSearch,
  terms: TrialTerms,
): ArmTrial {
  const { arm, shadows } = assignment;
  const { experiments, rules, tenant, bounds, grace } = terms;
  const policies = shadows.map(({ name, policy }) => {
    const defaults = rules.policyUnder(policy, tenant);
    const its = shadowPolicy(raw, asked, defaults, bounds);
    return { ...its, name, grace: policy.grace ?? grace };
  });
  return {
    assignment,
    arm: arm.name,
    grace: arm.policy?.grace,
    shadowPolicies: (waitsMs = Number.POSITIVE_INFINITY) =>
      policies.length === 0
        ? undefined
        : {
            policies: policies.map((one) => ({
              ...one,
              deadlineMs: Math.min(one.deadlineMs, Math.floor(waitsMs)),
            })),
            computed: (results, itineraries) =>
              experiments.shadowed(assignment, results, itineraries),
          },
  };
}

/** TRIAL-1: the policy of this search if `defaults` were those of its arm. */
export function shadowPolicy(
  raw: unknown,
  { slices, policy, bidders }: Pick<ValidSearch, "slices" | "policy" | "bidders">,
  defaults: PolicyDefaults,
  bounds: PolicyBounds,
): Omit<ShadowPolicy, "name" | "grace"> {
  const named = isRecord(raw) ? raw["policy"] : undefined;
  const says = (field: string) => isRecord(named) && named[field] !== undefined;
  const daysMore = slices.reduce((sum, slice) => sum + sliceDays(slice).length - 1, 0);
  return {
    deadlineMs: says("deadlineMs")
      ? policy.deadlineMs
      : defaultDeadlineMs(defaults, bounds, slices.length, daysMore),
    quorum: says("quorum") ? policy.quorum : defaults.quorum,
    required: says("required")
      ? policy.required
      : defaults.required.filter((name) => isAsked(bidders, name)),
  };
}

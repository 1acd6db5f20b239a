/**
 * A policy under which recorded auctions are replayed: when an auction stops. What it leaves open
 * is as in each record.
 */
import type { Quorum } from "../../proto/messages.ts";
import type { Grace } from "../auction/policy.ts";
import type { RecordedAuction } from "../recording/recorded-auction.ts";

/**
 * `rules`: those of `policy.ts`. `value`: these, and an auction ends when waiting is not worth its
 * price, by what is learned from the auctions before it (policy-judge.ts).
 */
export const REPLAY_POLICY_KINDS = ["rules", "value"] as const;
type PolicyKind = (typeof REPLAY_POLICY_KINDS)[number];

/** `recorded`: the hedges of the record. Others are in no record, and are not invented. */
export const HEDGE_CHOICES = ["recorded", "none"] as const;
export type HedgeChoice = (typeof HEDGE_CHOICES)[number];

export interface ReplayPolicy {
  readonly name: string;
  readonly kind?: PolicyKind | undefined;
  /** Of kind `value`, which needs it: what a second of waiting may cost. */
  readonly dollarsPerSecond?: number | undefined;
  readonly deadlineMs?: number | undefined;
  /** Null: every bidder that is expected. */
  readonly quorum?: Quorum | undefined;
  /** Of these the ones that the record knows for its market. */
  readonly required?: readonly string[] | undefined;
  readonly grace?: Partial<Grace> | undefined;
  /** False: no auction ends as settled. */
  readonly settle?: boolean | undefined;
  readonly hedge?: HedgeChoice | undefined;
}

/** The policy under which each auction was recorded. */
export const AS_RECORDED: ReplayPolicy = { name: "as recorded" };

/** The price of a second; null: the policy has none. */
export function dollarsPerSecondOf({ kind, dollarsPerSecond }: ReplayPolicy): number | null {
  return kind === "value" ? (dollarsPerSecond ?? null) : null;
}

/** What a policy means for one auction. */
export interface PolicyTerms {
  readonly deadlineMs: number;
  readonly quorum: Quorum;
  readonly required: readonly string[];
  readonly grace: Grace;
  readonly settle: boolean;
  readonly hedge: HedgeChoice;
}

export type Policied = Pick<RecordedAuction, "grace" | "expectation"> & {
  readonly search: Pick<RecordedAuction["search"], "policy">;
};

export function termsOf(
  { search: { policy: own }, grace, expectation }: Policied,
  { deadlineMs, quorum, required, settle, hedge, ...policy }: ReplayPolicy,
): PolicyTerms {
  return {
    deadlineMs: deadlineMs ?? own.deadlineMs,
    quorum: quorum === undefined ? own.quorum : quorum,
    required: required === undefined ? expectation.required : servingOf(expectation, required),
    grace: { ...grace, ...policy.grace },
    settle: settle ?? true,
    hedge: hedge ?? "recorded",
  };
}

/** As the roster, which requires only bidders that serve the market. */
function servingOf(
  { expected, skipped, absent }: RecordedAuction["expectation"],
  required: readonly string[],
): readonly string[] {
  return required.filter(
    (bidder) => expected.includes(bidder) || skipped.includes(bidder) || absent.includes(bidder),
  );
}

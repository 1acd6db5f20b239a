/**
 * Rules over the bidders that a search's policy names: the rules, which both paths of validation
 * use, and their faults in words.
 */
import type { Fault } from "../../proto/errors.ts";
import { isToken } from "../../proto/subjects.ts";
import { isRecord } from "./cross-field-rules.ts";
import type { PolicyDefaults } from "./search-schema.ts";
import { QUORUM_MAX, REQUIRED_MAX } from "./search-terms.ts";

/** A bidder that is known now, or that the gateway requires by default. */
export function isKnownBidder(
  name: string,
  seen: readonly string[],
  { required }: Pick<PolicyDefaults, "required">,
): boolean {
  return seen.includes(name) || required.includes(name);
}

/**
 * Whether a quorum of this number of bidders may be asked for: no more than are known. The
 * gateway's own default is not the caller's fault.
 *
 * @param seen the bidders that are known now
 */
export function canBeQuorum(
  quorum: number,
  seen: readonly string[],
  defaults: Pick<PolicyDefaults, "quorum" | "required">,
): boolean {
  return quorum === defaults.quorum || quorum <= new Set([...seen, ...defaults.required]).size;
}

/**
 * A policy must not name an unknown bidder, nor ask for a larger quorum than there are bidders. The
 * gateway's own defaults are not the caller's fault. While no bidder is known, nothing is checked.
 */
export function knownBidderFaults(
  raw: unknown,
  seen: readonly string[],
  policy: PolicyDefaults,
): Fault[] {
  if (!isRecord(raw) || seen.length === 0) return [];
  const bidders = [...new Set([...seen, ...policy.required])].sort();
  const { quorum, required } = raw;
  const faults: Fault[] = [];
  if (
    Number.isInteger(quorum) &&
    (quorum as number) <= QUORUM_MAX &&
    !canBeQuorum(quorum as number, seen, policy)
  ) {
    faults.push({
      path: "policy.quorum",
      message: `must be at most ${bidders.length}: the bidders are ${bidders.join(", ")}`,
    });
  }
  for (const [i, bidder] of (Array.isArray(required) ? required : [])
    .slice(0, REQUIRED_MAX)
    .entries()) {
    if (typeof bidder === "string" && isToken(bidder) && !isKnownBidder(bidder, seen, policy)) {
      faults.push({
        path: `policy.required[${i}]`,
        message: `no bidder is named ${bidder}; there are ${bidders.join(", ")}`,
      });
    }
  }
  return faults;
}

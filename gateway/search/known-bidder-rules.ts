/** Rules over the bidders that a search's policy names. */
import type { Fault } from "../../proto/errors.ts";
import { isToken } from "../../proto/subjects.ts";
import { isRecord } from "./cross-field-rules.ts";
import type { PolicyDefaults } from "./search-schema.ts";
import { QUORUM_MAX, REQUIRED_MAX } from "./search-terms.ts";

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
    (quorum as number) > bidders.length &&
    (quorum as number) <= QUORUM_MAX &&
    quorum !== policy.quorum
  ) {
    faults.push({
      path: "policy.quorum",
      message: `must be at most ${bidders.length}: the bidders are ${bidders.join(", ")}`,
    });
  }
  for (const [i, bidder] of (Array.isArray(required) ? required : [])
    .slice(0, REQUIRED_MAX)
    .entries()) {
    if (typeof bidder === "string" && isToken(bidder) && !bidders.includes(bidder)) {
      faults.push({
        path: `policy.required[${i}]`,
        message: `no bidder is named ${bidder}; there are ${bidders.join(", ")}`,
      });
    }
  }
  return faults;
}

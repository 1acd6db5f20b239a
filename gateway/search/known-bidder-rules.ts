/**
 * Rules over the bidders that a search's policy names: the rules, which both paths of validation
 * use, and their faults in words.
 */
import { isAsked } from "../../proto/bidder-choice.ts";
import type { Fault } from "../../proto/errors.ts";
import type { BidderChoice } from "../../proto/messages.ts";
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

/** The bidders that a search may name, in order; none while none is alive. */
export function knownNames(seen: readonly string[], policy: PolicyDefaults): readonly string[] {
  return seen.length === 0 ? [] : [...new Set([...seen, ...policy.required])].sort();
}

/**
 * A policy must not name an unknown bidder, nor one that is not asked, nor ask for a larger quorum
 * than there are bidders to ask. The gateway's own defaults are not the caller's fault. While no
 * bidder is known, only the choice is checked.
 */
export function knownBidderFaults(
  raw: unknown,
  seen: readonly string[],
  policy: PolicyDefaults,
  choice?: BidderChoice,
): Fault[] {
  if (!isRecord(raw)) return [];
  const bidders = knownNames(seen, policy);
  const { quorum, required } = raw;
  const faults: Fault[] = [];
  const asked = bidders.filter((name) => isAsked(choice, name));
  const isTooLarge =
    quorum !== policy.quorum && Number.isInteger(quorum) && (quorum as number) > asked.length;
  if (asked.length > 0 && isTooLarge && (quorum as number) <= QUORUM_MAX) {
    faults.push({
      path: "policy.quorum",
      message: `must be at most ${asked.length}: the bidders ${choice === undefined ? "" : "to ask "}are ${asked.join(", ")}`,
    });
  }
  for (const [i, bidder] of (Array.isArray(required) ? required : [])
    .slice(0, REQUIRED_MAX)
    .entries()) {
    if (typeof bidder !== "string" || !isToken(bidder)) continue;
    const path = `policy.required[${i}]`;
    if (bidders.length > 0 && !bidders.includes(bidder))
      faults.push({
        path,
        message: `no bidder is named ${bidder}; there are ${bidders.join(", ")}`,
      });
    else if (!isAsked(choice, bidder))
      faults.push({ path, message: `${bidder} is not asked: \`bidders\` leaves it out` });
  }
  return faults;
}

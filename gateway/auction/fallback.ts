/**
 * A required bidder that could not be heard is stood in for by its last good bid for the same
 * search. The rules: only for bidders that are required and are absent, silent, skipped or failed;
 * never for one that answered `empty`, nor beside offers that it did send; only within a maximum
 * age, and within each offer's own expiry (verify.ts looks at that as for any offer).
 */

import type { Clock } from "../../common/runtime/clock.ts";
import type { BidderReport, EndedBy, FlightSearch } from "../../proto/messages.ts";
import { type AsyncServiceHandler, type Standing, sheetsOf } from "./async-service-handler.ts";
import { ageMsOf, type Kept, type StandIns, searchKey, usable } from "./fallback-store.ts";
import type { Entry } from "./rank.ts";

export interface StandInPorts {
  readonly clock: Clock;
  readonly standIns: StandIns;
  /** An older bid stands in for nobody. */
  readonly standInAgeMaxMs: number;
}

export interface StoodIn extends Entry {
  readonly staleAgeMs: number;
}

/**
 * Recalling takes a round to the broker where stand-ins are shared: it begins so long before the
 * auction must end.
 */
const RECALL_AHEAD_MS = 20;

/**
 * And takes a few milliseconds; an auction that is over does not wait longer than this for it,
 * whatever its deadline.
 */
const RECALL_MS_MAX = 50;

/**
 * One auction's recall: begun for absent bidders at once, for others shortly before the end, or at
 * it; done by the deadline.
 */
export class StandInRecall {
  readonly #handler: AsyncServiceHandler;
  readonly #search: FlightSearch;
  readonly #ports: StandInPorts;
  readonly #deadlineAt: number;
  readonly #begun = new Map<string, Promise<Kept | undefined>>();
  /** Takes back what is still to begin. */
  readonly stop: () => void;

  constructor(
    handler: AsyncServiceHandler,
    search: FlightSearch,
    ports: StandInPorts,
    times: { until: number; deadlineAt: number },
  ) {
    this.#handler = handler;
    this.#search = search;
    this.#ports = ports;
    this.#deadlineAt = times.deadlineAt;
    this.#begin(({ outcome }) => outcome === "absent");
    this.stop =
      search.policy.required.length === 0
        ? () => {}
        : ports.clock.at(times.until - RECALL_AHEAD_MS, () => this.#begin(needsStandIn));
  }

  /** What stands in for whom, now that the auction has ended. */
  async stoodIn(endedBy: EndedBy): Promise<StoodIn[]> {
    const { clock, standInAgeMaxMs } = this.#ports;
    // A settled auction has heard all that matters of those it waited for: one that brought nothing
    // has nothing for it.
    const missing = this.#begin(
      (standing) => needsStandIn(standing) && !(endedBy === "settled" && standing.awaited),
    );
    const recalled = await Promise.all(
      missing.map(async (bidder): Promise<StoodIn | undefined> => {
        const found = await this.#begun.get(bidder);
        const kept = found && usable(found, clock.wall(), standInAgeMaxMs);
        return kept && { bidder, sheets: kept.sheets, staleAgeMs: ageMsOf(kept, clock.wall()) };
      }),
    );
    return recalled.filter((one) => one !== undefined);
  }

  /** Begins for the required bidders that are so, where it has not begun yet; returns them. */
  #begin(so: (standing: Standing) => boolean): string[] {
    const { clock, standIns } = this.#ports;
    const missing = this.#search.policy.required.filter((bidder) => {
      const standing = this.#handler.standing(bidder);
      return standing !== undefined && so(standing);
    });
    for (const bidder of missing) {
      const withinMs = Math.min(RECALL_MS_MAX, Math.max(0, this.#deadlineAt - clock.now() - 1));
      if (!this.#begun.has(bidder))
        this.#begun.set(bidder, standIns.recall(bidder, searchKey(this.#search), withinMs));
    }
    return missing;
  }
}

function needsStandIn(standing: Standing): boolean {
  const couldNotBeHeard =
    standing.outcome === null || standing.outcome === "absent" || standing.outcome === "failed";
  return couldNotBeHeard && sheetsOf(standing).length === 0;
}

/**
 * Keeps what required bidders answered, and forgets what was kept of those that have nothing any
 * more.
 */
export function rememberGoodBids(
  standings: readonly Standing[],
  reports: readonly BidderReport[],
  search: FlightSearch,
  { clock, standIns }: StandInPorts,
): void {
  for (const { bidder, outcome } of reports) {
    if (!search.policy.required.includes(bidder)) continue;
    const standing = standings.find((one) => one.bidder === bidder);
    if (standing === undefined || standing.outcome === null) continue;
    // As of its last bid, not of now: another gateway may have heard newer things of it meanwhile.
    const takenAtMs = clock.wall() - (clock.now() - (standing.answer?.lastAt ?? clock.now()));
    if (outcome === "answered")
      standIns.remember(bidder, searchKey(search), { takenAtMs, sheets: sheetsOf(standing) });
    if (outcome === "empty") standIns.forget(bidder, searchKey(search));
  }
}

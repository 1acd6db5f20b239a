/**
 * An oracle: why and when an auction must stop, and what it must show. It is slow and simple, and
 * follows the text of the documents. It keeps no state: at every instant it evaluates all events up
 * to then. It shares no code with the auction.
 */
import type { EndedBy, Outcome } from "../../proto/messages.ts";
import {
  type AuctionEvent,
  MISMATCH_SELLER,
  minutesOfFlight,
  type ScriptedMessage,
  type SheetRow,
} from "./world.ts";

export interface Game {
  readonly until: number;
  readonly quorum: number | null;
  readonly grace: { readonly share: number; readonly msMin: number; readonly msMax: number };
  readonly maxResults: number;
  readonly valuePerHour: number;
  readonly expected: readonly string[];
  readonly skipped: readonly string[];
  readonly absent: readonly string[];
  readonly required: readonly string[];
  readonly hedgeAfterMs: Readonly<Record<string, number>>;
  readonly hedgeTo: Readonly<Record<string, string>>;
  readonly events: readonly AuctionEvent[];
}

interface Truth {
  readonly endedBy: EndedBy;
  readonly at: number;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly shown: readonly {
    readonly flight: number;
    readonly cost: number;
    readonly sellers: readonly string[];
  }[];
}

type Moment = AuctionEvent | { readonly at: number; readonly hedge: string };

/**
 * `settled` is checked after all events of one instant, and not sooner after the last check than
 * this.
 */
const CHECK_MS = 3;

export function truthOf(game: Game): Truth {
  const hedges: Moment[] = Object.entries(game.hedgeAfterMs).map(([hedge, at]) => ({ at, hedge }));
  const moments = [...hedges, ...game.events].sort((a, b) => a.at - b.at);
  const graceEnds = moments.map(({ at }) => graceEndOf(game, at));
  const instants = new Set([0, game.until, ...moments.map(({ at }) => at), ...graceEnds]);
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checkAt: number | null = null;
  const check = (now: number) => {
    checkedAt = now;
    checkAt = null;
  };
  for (let now = 0; ; now = Math.min(...[...instants].filter((at) => at > now))) {
    if (now === Number.POSITIVE_INFINITY) throw new Error("the deadline is one of the instants");
    const before = moments.filter(({ at }) => at < now);
    const sameTime = moments.filter(({ at }) => at === now);
    for (let count = 0; count <= sameTime.length; count++) {
      const past = [...before, ...sameTime.slice(0, count)];
      if (count > 0 && maySettle(game, past)) checkAt ??= Math.max(now, checkedAt + CHECK_MS);
      if (checkAt !== null) instants.add(checkAt);
      // A check that was due before comes first, a check that became due at this instant comes
      // last. There is also a check before a loss.
      const isLast = count === sameTime.length;
      const lossNext = !isLast && "lost" in (sameTime[count] as Moment);
      const checks = checkAt !== null && ((checkAt <= now && (count === 0 || isLast)) || lossNext);
      if (checks) check(now);
      const endedBy = whyStop(game, past, now, checks);
      if (endedBy !== null) return { endedBy, at: now, ...whatShows(game, past, endedBy) };
    }
  }
}

/** Every awaited bidder that is out has promised a floor. */
function maySettle(game: Game, past: readonly Moment[]): boolean {
  const out = stillOut(game, past);
  return (
    out.length > 0 &&
    out.every((bidder) => historyOf(game, past, bidder).floorsOut.every((floor) => floor !== null))
  );
}

function stillOut(game: Game, past: readonly Moment[]): string[] {
  return game.expected.filter(
    (bidder) => !historyOf(game, past, bidder).finished && !isLost(past, bidder),
  );
}

/**
 * The stop rules, in the order in which they apply. Before a quorum or the deadline ends an
 * auction, `settled` is checked once more.
 */
function whyStop(
  game: Game,
  past: readonly Moment[],
  now: number,
  checks: boolean,
): EndedBy | null {
  if (past.some((one) => "caller" in one)) return "cancelled";
  if (past.some((one) => "broker" in one)) return "no-bidders";
  const out = stillOut(game, past);
  if (game.expected.length > 0 && out.length === 0) return "complete";
  const since = quorumSince(game, past);
  const byQuorum =
    since !== null && graceEndOf(game, since) <= now && graceEndOf(game, since) <= game.until;
  if (checks || byQuorum || now >= game.until) {
    const floors = out.flatMap((bidder) => historyOf(game, past, bidder).floorsOut);
    const kth = best(game, past).shown[game.maxResults - 1];
    if (
      out.length > 0 &&
      kth !== undefined &&
      floors.every((floor) => floor !== null && floor > kth.cost)
    )
      return "settled";
  }
  if (byQuorum) return "quorum";
  return now >= game.until ? "deadline" : null;
}

function graceEndOf({ grace }: Game, at: number): number {
  return at + Math.min(grace.msMax, Math.max(grace.msMin, grace.share * at));
}

/** The first instant at which enough bidders, and all required ones, had answered. */
function quorumSince(game: Game, past: readonly Moment[]): number | null {
  if (game.quorum === null) return null;
  for (let count = 1; count <= past.length; count++) {
    const then = past.slice(0, count);
    const answered = allBidders(game, then).filter((bidder) =>
      ["answered", "empty"].includes(historyOf(game, then, bidder).outcome ?? ""),
    );
    if (
      answered.length >= game.quorum &&
      game.required.every((bidder) => answered.includes(bidder))
    )
      return (then.at(-1) as Moment).at;
  }
  return null;
}

function allBidders(game: Game, past: readonly Moment[]): string[] {
  const senders = past.flatMap((one) => ("bidder" in one ? [one.bidder] : []));
  return [...new Set([...game.expected, ...game.skipped, ...game.absent, ...senders])];
}

function isLost(past: readonly Moment[], bidder: string): boolean {
  return past.some((one) => "lost" in one && one.lost === bidder);
}

interface OracleAttempt {
  readonly instance: string;
  rows: SheetRow[];
  floor: number | null;
  brokeFloor: boolean;
  ended: Outcome | null;
}

/** What one bidder has sent so far, and its state. */
function historyOf(game: Game, past: readonly Moment[], bidder: string) {
  const attempts: OracleAttempt[] = [];
  let hedge: string | null = null;
  let outcome: Outcome | null = null;
  let answer: OracleAttempt | null = null;
  for (const one of past) {
    if (outcome !== null) break;
    const other = game.hedgeTo[bidder];
    if (
      "hedge" in one &&
      one.hedge === bidder &&
      other !== undefined &&
      attempts[0]?.instance !== other
    )
      hedge = other;
    if (!("bidder" in one) || one.bidder !== bidder) continue;
    let attempt = attempts.find(({ instance }) => instance === one.instance);
    if (attempt === undefined) {
      // One instance has the call: that of the first message. The instance of the hedge has it too.
      const first = attempts.find(({ instance }) => instance !== hedge);
      if (one.instance !== hedge && first !== undefined) continue;
      attempt = { instance: one.instance, rows: [], floor: null, brokeFloor: false, ended: null };
      attempts.push(attempt);
    }
    if (attempt.ended !== null) continue;
    receive(game, attempt, one);
    const out = (hedge === null ? 1 : 2) - attempts.filter(({ ended }) => ended !== null).length;
    const isGood = attempt.ended === "answered" || attempt.ended === "empty";
    if (attempt.ended !== null && (isGood || out <= 0)) {
      outcome = attempt.ended;
      answer = attempt;
    }
  }
  const silentAttempts = (hedge === null ? 1 : 2) - attempts.length;
  const openAttempts = attempts.filter(({ ended }) => ended === null);
  const floorsOut = [
    ...openAttempts.map(({ floor, brokeFloor }) => (brokeFloor ? null : floor)),
    ...Array(Math.max(0, silentAttempts)).fill(null),
  ];
  return {
    attempts,
    outcome,
    finished: outcome !== null,
    floorsOut,
    rows: answer?.rows ?? attempts.flatMap(({ rows }) => rows),
  };
}

function receive(
  game: Game,
  attempt: OracleAttempt,
  { sends, rows, floor }: ScriptedMessage,
): void {
  if (sends === "garbage" || sends === "elsewhere") {
    attempt.ended = "invalid";
    return;
  }
  if (sends === "part" || sends === "offers") {
    const valid = rows.filter(
      (one) => attempt.floor === null || costOf(game, one) >= attempt.floor,
    );
    if (valid.length < rows.length) attempt.brokeFloor = true;
    attempt.rows.push(...valid);
  }
  if (sends === "part") {
    if (floor !== null && (attempt.floor === null || floor > attempt.floor)) attempt.floor = floor;
    return;
  }
  if (attempt.brokeFloor) attempt.ended = "invalid";
  else if (sends === "declined" || sends === "failed") attempt.ended = sends;
  else attempt.ended = attempt.rows.length > 0 ? "answered" : "empty";
}

function costOf({ valuePerHour }: Game, { price, flight }: SheetRow): number {
  return price + Math.round((valuePerHour * minutesOfFlight(flight)) / 60);
}

type Offer = SheetRow & { readonly bidder: string; readonly cost: number };

/** The best itineraries. They are computed again after each flight with a mismatch. */
function best(game: Game, past: readonly Moment[]) {
  let offers: Offer[] = allBidders(game, past).flatMap((bidder) =>
    historyOf(game, past, bidder).rows.map((one) => ({ ...one, bidder, cost: costOf(game, one) })),
  );
  const withMismatches = new Set<string>();
  for (;;) {
    const shownFlights = topOf(offers, game.maxResults);
    const mismatches = shownFlights.flat().filter(({ seller }) => seller === MISMATCH_SELLER);
    if (mismatches.length === 0) {
      const shown = shownFlights.map((offersOfFlight) => ({
        flight: (offersOfFlight[0] as Offer).flight,
        cost: (offersOfFlight[0] as Offer).cost,
        sellers: [
          ...new Set(offersOfFlight.map(({ bidder, seller }) => `${seller}@${bidder}`)),
        ].sort(),
      }));
      return { shown, withMismatches };
    }
    // One flight at a time, the best first: the next offer of a flight may change which flights are
    // among the best.
    const flight = (mismatches[0] as Offer).flight;
    for (const one of mismatches) if (one.flight === flight) withMismatches.add(one.bidder);
    offers = offers.filter((one) => one.flight !== flight || one.seller !== MISMATCH_SELLER);
  }
}

function topOf(offers: readonly Offer[], places: number): Offer[][] {
  const byFlight = new Map<number, Offer[]>();
  const later = (a: Offer, b: Offer) => a.cost - b.cost || a.price - b.price || a.flight - b.flight;
  for (const offer of [...offers].sort(later))
    byFlight.set(offer.flight, [...(byFlight.get(offer.flight) ?? []), offer]);
  return [...byFlight.values()]
    .sort((a, b) => later(a[0] as Offer, b[0] as Offer))
    .slice(0, places);
}

function whatShows(
  game: Game,
  past: readonly Moment[],
  endedBy: EndedBy,
): Pick<Truth, "outcomes" | "shown"> {
  const { shown, withMismatches } = best(game, past);
  const outcomes = allBidders(game, past).map((bidder): [string, Outcome] => [
    bidder,
    withMismatches.has(bidder) ? "invalid" : outcomeOf(game, past, bidder, endedBy),
  ]);
  return { shown, outcomes: Object.fromEntries(outcomes) };
}

function outcomeOf(game: Game, past: readonly Moment[], bidder: string, endedBy: EndedBy): Outcome {
  const { attempts, outcome, rows } = historyOf(game, past, bidder);
  if (outcome !== null) return outcome;
  if (endedBy === "no-bidders") return "absent";
  if (game.absent.includes(bidder) && attempts.length === 0) return "absent";
  if (attempts.some(({ brokeFloor }) => brokeFloor)) return "invalid";
  const bad = attempts.find(({ ended }) => ended !== null);
  if (bad !== undefined) return bad.ended as Outcome;
  const waitedFor = game.expected.includes(bidder) && !isLost(past, bidder);
  if (endedBy === "settled" && waitedFor) return rows.length > 0 ? "answered" : "empty";
  if (game.skipped.includes(bidder)) return "skipped";
  return rows.length > 0 ? "late" : "silent";
}

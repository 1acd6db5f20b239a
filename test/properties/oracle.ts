/**
 * Why and when an auction must stop, and what it must show: slow and obvious, from the words of the
 * README and the design alone. It keeps nothing: at every instant at which anything happens it
 * looks again at everything that has happened so far. It shares no code with the auction.
 */
import type { EndedBy, Outcome } from "../../proto/messages.ts";
import { type Happening, LIAR, type Message, minutesOf, type Row } from "./world.ts";

export interface Game {
  readonly until: number;
  readonly quorum: number | null;
  readonly grace: { readonly share: number; readonly minMs: number; readonly maxMs: number };
  readonly maxResults: number;
  readonly valuePerHour: number;
  readonly expected: readonly string[];
  readonly skipped: readonly string[];
  readonly absent: readonly string[];
  readonly required: readonly string[];
  readonly hedgeAfterMs: Readonly<Record<string, number>>;
  readonly hedgeTo: Readonly<Record<string, string>>;
  readonly happenings: readonly Happening[];
}

export interface Truth {
  readonly endedBy: EndedBy;
  readonly at: number;
  readonly outcomes: Readonly<Record<string, Outcome>>;
  readonly shown: readonly {
    readonly flight: number;
    readonly cost: number;
    readonly sellers: readonly string[];
  }[];
}

type Moment = Happening | { readonly at: number; readonly hedge: string };

/**
 * `settled` is looked for after all that came at one instant, and not sooner after the last look
 * than this.
 */
const LOOK_MS = 3;

export function truthOf(game: Game): Truth {
  const hedges: Moment[] = Object.entries(game.hedgeAfterMs).map(([hedge, at]) => ({ at, hedge }));
  const moments = [...hedges, ...game.happenings].sort((a, b) => a.at - b.at);
  const graceEnds = moments.map(({ at }) => graceEndOf(game, at));
  const instants = new Set([0, game.until, ...moments.map(({ at }) => at), ...graceEnds]);
  let lookedAt = Number.NEGATIVE_INFINITY;
  let lookAt: number | null = null;
  const look = (now: number) => {
    lookedAt = now;
    lookAt = null;
  };
  for (let now = 0; ; now = Math.min(...[...instants].filter((at) => at > now))) {
    if (now === Number.POSITIVE_INFINITY) throw new Error("the deadline is one of the instants");
    const before = moments.filter(({ at }) => at < now);
    const sameTime = moments.filter(({ at }) => at === now);
    for (let heard = 0; heard <= sameTime.length; heard++) {
      const past = [...before, ...sameTime.slice(0, heard)];
      if (heard > 0 && maySettle(game, past)) lookAt ??= Math.max(now, lookedAt + LOOK_MS);
      if (lookAt !== null) instants.add(lookAt);
      // A look that is due from before comes first, one that is due because of this instant comes
      // last; and one before a loss.
      const isLast = heard === sameTime.length;
      const lossNext = !isLast && "lost" in (sameTime[heard] as Moment);
      const looks = lookAt !== null && ((lookAt <= now && (heard === 0 || isLast)) || lossNext);
      if (looks) look(now);
      const endedBy = whyStop(game, past, now, looks);
      if (endedBy !== null) return { endedBy, at: now, ...whatShows(game, past, endedBy) };
    }
  }
}

/** Everybody who is waited for and out has promised something. */
function maySettle(game: Game, past: readonly Moment[]): boolean {
  const out = stillOut(game, past);
  return (
    out.length > 0 &&
    out.every((bidder) => tale(game, past, bidder).floorsOut.every((floor) => floor !== null))
  );
}

function stillOut(game: Game, past: readonly Moment[]): string[] {
  return game.expected.filter(
    (bidder) => !tale(game, past, bidder).finished && !isLost(past, bidder),
  );
}

/**
 * The stop rules, in the order in which they count. Before the time ends an auction, `settled` is
 * looked for once more.
 */
function whyStop(game: Game, past: readonly Moment[], now: number, looks: boolean): EndedBy | null {
  if (past.some((one) => "caller" in one)) return "cancelled";
  if (past.some((one) => "broker" in one)) return "no-bidders";
  const out = stillOut(game, past);
  if (game.expected.length > 0 && out.length === 0) return "complete";
  const since = quorumSince(game, past);
  const byQuorum =
    since !== null && graceEndOf(game, since) <= now && graceEndOf(game, since) <= game.until;
  if (looks || byQuorum || now >= game.until) {
    const floors = out.flatMap((bidder) => tale(game, past, bidder).floorsOut);
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
  return at + Math.min(grace.maxMs, Math.max(grace.minMs, grace.share * at));
}

/** The first instant at which enough bidders, and all required ones, had answered. */
function quorumSince(game: Game, past: readonly Moment[]): number | null {
  if (game.quorum === null) return null;
  for (let heard = 1; heard <= past.length; heard++) {
    const then = past.slice(0, heard);
    const answered = everybody(game, then).filter((bidder) =>
      ["answered", "empty"].includes(tale(game, then, bidder).outcome ?? ""),
    );
    if (
      answered.length >= game.quorum &&
      game.required.every((bidder) => answered.includes(bidder))
    )
      return (then.at(-1) as Moment).at;
  }
  return null;
}

function everybody(game: Game, past: readonly Moment[]): string[] {
  const spoke = past.flatMap((one) => ("bidder" in one ? [one.bidder] : []));
  return [...new Set([...game.expected, ...game.skipped, ...game.absent, ...spoke])];
}

function isLost(past: readonly Moment[], bidder: string): boolean {
  return past.some((one) => "lost" in one && one.lost === bidder);
}

interface Side {
  readonly instance: string;
  rows: Row[];
  promised: number | null;
  lied: boolean;
  ended: Outcome | null;
}

/** One bidder's story so far. */
function tale(game: Game, past: readonly Moment[], bidder: string) {
  const sides: Side[] = [];
  let hedge: string | null = null;
  let outcome: Outcome | null = null;
  let answer: Side | null = null;
  for (const one of past) {
    if (outcome !== null) break;
    const other = game.hedgeTo[bidder];
    if (
      "hedge" in one &&
      one.hedge === bidder &&
      other !== undefined &&
      sides[0]?.instance !== other
    )
      hedge = other;
    if (!("bidder" in one) || one.bidder !== bidder) continue;
    let side = sides.find(({ instance }) => instance === one.instance);
    if (side === undefined) {
      // The call is with one instance, which shows by speaking first; and with the one that it was
      // hedged to.
      const first = sides.find(({ instance }) => instance !== hedge);
      if (one.instance !== hedge && first !== undefined) continue;
      side = { instance: one.instance, rows: [], promised: null, lied: false, ended: null };
      sides.push(side);
    }
    if (side.ended !== null) continue;
    listen(game, side, one);
    const out = (hedge === null ? 1 : 2) - sides.filter(({ ended }) => ended !== null).length;
    const good = side.ended === "answered" || side.ended === "empty";
    if (side.ended !== null && (good || out <= 0)) {
      outcome = side.ended;
      answer = side;
    }
  }
  const silentSides = (hedge === null ? 1 : 2) - sides.length;
  const openSides = sides.filter(({ ended }) => ended === null);
  const floorsOut = [
    ...openSides.map(({ promised, lied }) => (lied ? null : promised)),
    ...Array(Math.max(0, silentSides)).fill(null),
  ];
  return {
    sides,
    outcome,
    finished: outcome !== null,
    floorsOut,
    rows: answer?.rows ?? sides.flatMap(({ rows }) => rows),
  };
}

function listen(game: Game, side: Side, { sends, rows, floor }: Message): void {
  if (sends === "garbage" || sends === "elsewhere") {
    side.ended = "invalid";
    return;
  }
  if (sends === "part" || sends === "offers") {
    const honest = rows.filter(
      (one) => side.promised === null || costOf(game, one) >= side.promised,
    );
    if (honest.length < rows.length) side.lied = true;
    side.rows.push(...honest);
  }
  if (sends === "part") {
    if (floor !== null && (side.promised === null || floor > side.promised)) side.promised = floor;
    return;
  }
  if (side.lied) side.ended = "invalid";
  else if (sends === "declined" || sends === "failed") side.ended = sends;
  else side.ended = side.rows.length > 0 ? "answered" : "empty";
}

function costOf({ valuePerHour }: Game, { price, flight }: Row): number {
  return price + Math.round((valuePerHour * minutesOf(flight)) / 60);
}

type Offer = Row & { readonly bidder: string; readonly cost: number };

/** The top, by taking it from the start again whenever an offer in it turns out to be a lie. */
function best(game: Game, past: readonly Moment[]) {
  let offers: Offer[] = everybody(game, past).flatMap((bidder) =>
    tale(game, past, bidder).rows.map((one) => ({ ...one, bidder, cost: costOf(game, one) })),
  );
  const liars = new Set<string>();
  for (;;) {
    const top = topOf(offers, game.maxResults);
    const lies = top.flat().filter(({ seller }) => seller === LIAR);
    if (lies.length === 0) {
      const shown = top.map((rivals) => ({
        flight: (rivals[0] as Offer).flight,
        cost: (rivals[0] as Offer).cost,
        sellers: [...new Set(rivals.map(({ bidder, seller }) => `${seller}@${bidder}`))].sort(),
      }));
      return { shown, liars };
    }
    // One flight at a time, the best first: what steps in for a lie may push the next one out of
    // the top.
    const flight = (lies[0] as Offer).flight;
    for (const one of lies) if (one.flight === flight) liars.add(one.bidder);
    offers = offers.filter((one) => one.flight !== flight || one.seller !== LIAR);
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
  const { shown, liars } = best(game, past);
  const outcomes = everybody(game, past).map((bidder): [string, Outcome] => [
    bidder,
    liars.has(bidder) ? "invalid" : outcomeOf(game, past, bidder, endedBy),
  ]);
  return { shown, outcomes: Object.fromEntries(outcomes) };
}

function outcomeOf(game: Game, past: readonly Moment[], bidder: string, endedBy: EndedBy): Outcome {
  const { sides, outcome, rows } = tale(game, past, bidder);
  if (outcome !== null) return outcome;
  if (endedBy === "no-bidders") return "absent";
  if (game.absent.includes(bidder) && sides.length === 0) return "absent";
  if (sides.some(({ lied }) => lied)) return "invalid";
  const bad = sides.find(({ ended }) => ended !== null);
  if (bad !== undefined) return bad.ended as Outcome;
  const waitedFor = game.expected.includes(bidder) && !isLost(past, bidder);
  if (endedBy === "settled" && waitedFor) return rows.length > 0 ? "answered" : "empty";
  if (game.skipped.includes(bidder)) return "skipped";
  return rows.length > 0 ? "late" : "silent";
}

/**
 * The auction benchmark: every competitor in every round, one after the other, each with fresh
 * processes, so that other work of the machine affects all alike and none profits from what another
 * has left behind.
 */
import { join, resolve } from "node:path";
import { COMPETITORS } from "./competitors.ts";
import { makeWork } from "./make-work.ts";
import { AuctionRun, type Competitor } from "./run.ts";
import type { Costs } from "./session.ts";
import { NO_SIDE_FAULTS } from "./side.ts";
import { FROM_PEERS, peersInstalled } from "./sides/index.ts";
import type { Work } from "./work.ts";

export interface AuctionOptions {
  readonly rounds: number;
  /**
   * How long each competitor is measured in a round with 64 searches at once; one at a time takes
   * half of it.
   */
  readonly seconds: number;
  /**
   * How long the load before that lasts, which does not count: compilers look at what runs often.
   */
  readonly warmUpSeconds: number;
  /** Names of sides; undefined: all. */
  readonly peers?: readonly string[];
  /** Ways in; undefined: all. */
  readonly transports?: readonly string[];
  readonly overrun: boolean;
  /** Beside ours, ours that records this share of its auctions; undefined: it is not measured. */
  readonly record?: number;
  /** A folder for profiles; nothing is profiled without it, and what is profiled is slower. */
  readonly profile?: string;
}

export const AUCTION_DEFAULTS = { rounds: 3, seconds: 4, warmUpSeconds: 6 };
const CALLERS = 64;
/**
 * The share of one bidder's calls that are not answered when the overrun is measured: see
 * bench/README.md.
 */
const SILENT_SHARE = 1 / 3;

/** One competitor in one round. */
export interface RoundMeasured {
  /** `CALLERS` at once. */
  readonly loaded: Costs;
  /** One at a time. */
  readonly single: Costs;
  /** The costs with a bidder that is silent now and then; null where they were not measured. */
  readonly silent: Costs | null;
}

export interface CompetitorMeasured {
  readonly competitor: Competitor;
  readonly rounds: RoundMeasured[];
  /** Why there are no figures. */
  refused: string | null;
}

/** @throws Error when the broker does not start, or the signal fires */
export async function measureAuction(
  options: AuctionOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<readonly CompetitorMeasured[]> {
  const work = makeWork();
  const { peers, transports } = options;
  const chosen = COMPETITORS.filter(
    ({ side, transport }) =>
      (peers?.includes(side) ?? true) && (transports?.includes(transport) ?? true),
  );
  if (options.record !== undefined) chosen.push(recordingOurs(options.record));
  const measured = chosen.map(
    (competitor): CompetitorMeasured => ({
      competitor,
      rounds: [],
      refused: isInstalled(competitor) ? null : NOT_INSTALLED,
    }),
  );
  return AuctionRun.with(work.kinds, signal, async (run) => {
    for (let round = 1; round <= options.rounds; round++) {
      for (const one of measured) {
        signal.throwIfAborted();
        if (one.refused !== null) continue;
        report(`round ${round} of ${options.rounds}: ${one.competitor.label}`);
        try {
          one.rounds.push(await measureRound(run, work, one.competitor, options));
        } catch (thrown) {
          signal.throwIfAborted();
          one.refused = thrown instanceof Error ? thrown.message : String(thrown);
          report(`${one.competitor.label} is left out: ${one.refused}`);
        }
      }
    }
    return measured;
  });
}

/** Its gateway is the same, and writes records beside the log of the run. */
function recordingOurs(share: number): Competitor {
  const label = `ours, records ${100 * share} %`;
  return { side: "ours", label, transport: "process", recordShare: share };
}

export const NOT_INSTALLED = "its packages are not installed in bench/peers";

const isInstalled = ({ side }: Competitor) => !FROM_PEERS.includes(side) || peersInstalled();

async function measureRound(
  run: AuctionRun,
  work: Work,
  competitor: Competitor,
  { seconds, warmUpSeconds, overrun, profile }: AuctionOptions,
): Promise<RoundMeasured> {
  const ms = 1_000 * seconds;
  const warmUp = { callers: CALLERS, ms: 1_000 * warmUpSeconds };
  const costs = await run.session({ competitor, work }, async (session) => {
    await session.run(warmUp);
    const load = { callers: CALLERS, ms };
    const { side, transport } = competitor;
    const loaded = profile
      ? await session.profiled(load, join(resolve(profile), `${side}-${transport}`))
      : await session.run(load);
    const single = await session.run({ callers: 1, ms: ms / 2 });
    await session.check();
    return { loaded, single };
  });
  if (!overrun || competitor.transport !== "process") return { ...costs, silent: null };
  const silent = await run.session(
    { competitor, work, faults: { ...NO_SIDE_FAULTS, silent: SILENT_SHARE } },
    async (session) => {
      await session.run(warmUp);
      return session.run({ callers: CALLERS, ms });
    },
  );
  return { ...costs, silent };
}

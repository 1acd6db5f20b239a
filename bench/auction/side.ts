/** What every competitor of the auction benchmark is: its gateway and its bidder. */
import type { SideAnswer } from "./answer.ts";
import type { Work } from "./work.ts";

export interface SideContext {
  readonly work: Work;
  /** The broker; the user has all rights, except for our own side. */
  readonly broker: { readonly url: string; readonly user: string; readonly password: string };
  /** Keyed by kind: where a bidder listens that is asked without a broker. */
  readonly ports: Readonly<Record<string, number>>;
}

interface SideGateway {
  search(): Promise<SideAnswer>;
  /** The address of its own HTTP transport, where it has one. */
  readonly url?: string;
  /** The search of another gateway in this process, the same but that it records nothing. */
  readonly plain?: () => Promise<SideAnswer>;
}

/** Shares of the calls of one bidder. Peers know the first alone. */
export interface Faults {
  /** The share of the calls that get no answer. */
  readonly silent: number;
  /** Answered after the deadline. */
  readonly late: number;
  /** Answered by bytes that are not a bid. */
  readonly garbage: number;
}

export const NO_SIDE_FAULTS: Faults = { silent: 0, late: 0, garbage: 0 };

export const isFaulty = ({ silent, late, garbage }: Faults) => silent + late + garbage > 0;

export interface BidderContext extends SideContext {
  readonly kind: string;
  readonly faults: Faults;
  /** Whether this call stays without an answer. */
  readonly isSilent: () => boolean;
}

export interface Side {
  /** Resolves when a search would be answered by all bidders. */
  startGateway(context: SideContext): Promise<SideGateway>;
  /** Resolves when calls can arrive. */
  startBidder(context: BidderContext): Promise<void>;
}

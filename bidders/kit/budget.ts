/**
 * How many of a call's milliseconds are left for work (A8). The call states how many there were
 * when the gateway sent it; what it then spent in queues is subtracted.
 *
 * The two clocks are not assumed equal. As LEDBAT does (RFC 6817, section 4.2), the smallest
 * (receive - send) of the recent past is taken for the delay of an idle path, clock offset
 * included, and what a call took beyond it for queueing. Minima are kept per window, and the oldest
 * window is forgotten: so a base that is wrong after a step of a clock is corrected by itself.
 */
import { LIMITS } from "../../proto/limits.ts";

/** Kept back from every budget: to pack the bid, and for its way to the gateway. */
export const RESERVE_MS = 10;

/** No auction lasts longer (`searchDeadlineMsMax`), and a timer must hold the number. */
export const BUDGET_MS_MAX = 60_000;

/**
 * RFC 6817's number of windows. Its windows are a minute long; a call lasts some seconds, so all of
 * ours together are one minute.
 */
export const BASE_HISTORY = 10;
/** The length of a window, in milliseconds. */
export const WINDOW_MS = 6_000;

/** Gateways remembered at once; the one without a call for longest is forgotten first (A6). */
export const GATEWAYS_MAX = 256;

/** More queueing than the longest deadline there is, and a little. */
const CLOCK_STEP_MS = LIMITS.searchDeadlineMsMax + 2_000;

interface DelayWindow {
  readonly number: number;
  delayMinMs: number;
}

/** What is known of the way from one gateway. */
interface GatewayPath {
  readonly gateway: string;
  /** The oldest first; the last is the present one. */
  windows: DelayWindow[];
  /** The smallest delay in all windows. */
  baseMs: number;
}

/** How long calls wait in queues on their way, by gateway. */
export class QueueingDelay {
  /** Keyed by gateway; the one without a call for longest is first. */
  readonly #gateways = new Map<string, GatewayPath>();
  /** The last in `#gateways`. Most calls come from the gateway of the call before. */
  #latest: GatewayPath | undefined;

  /**
   * Milliseconds that a call took beyond the base delay of its gateway; never negative. `sentAtMs`
   * is the gateway's clock, `receivedAtMs` ours, which must be steady.
   */
  measure(gateway: string, sentAtMs: number, receivedAtMs: number): number {
    const delayMs = receivedAtMs - sentAtMs;
    const number = Math.floor(receivedAtMs / WINDOW_MS);
    const path = this.#pathOf(gateway);
    const last = path.windows.at(-1);
    if (last !== undefined && last.number >= number) {
      if (delayMs < last.delayMinMs) {
        last.delayMinMs = delayMs;
        path.baseMs = Math.min(path.baseMs, delayMs);
      }
    } else changeWindow(path, number, delayMs);
    const queueingMs = delayMs - path.baseMs;
    if (queueingMs <= CLOCK_STEP_MS) return queueingMs;
    // No queue is that long, for no budget is: the gateway's clock has stepped, or stopped. All
    // that was learned of it is wrong.
    path.windows = [{ number, delayMinMs: delayMs }];
    path.baseMs = delayMs;
    return 0;
  }

  /** How many gateways are remembered. */
  get gateways(): number {
    return this.#gateways.size;
  }

  /** The path from a gateway, which becomes the latest. */
  #pathOf(gateway: string): GatewayPath {
    // A comparison, and no look-up: the text is new with each call, and so is its hash.
    if (this.#latest?.gateway === gateway) return this.#latest;
    const path = this.#gateways.get(gateway) ?? {
      gateway,
      windows: [],
      baseMs: Number.POSITIVE_INFINITY,
    };
    this.#gateways.delete(gateway);
    this.#gateways.set(gateway, path);
    this.#latest = path;
    if (this.#gateways.size > GATEWAYS_MAX) {
      const [oldest] = this.#gateways.keys();
      if (oldest !== undefined) this.#gateways.delete(oldest);
    }
    return path;
  }
}

/**
 * Begins a window. Unlike in the RFC a window also ages while nothing comes: after a sleeping
 * laptop's hour no old base is worth keeping.
 */
function changeWindow(path: GatewayPath, number: number, delayMs: number): void {
  path.windows = path.windows.filter((window) => window.number > number - BASE_HISTORY);
  path.windows.push({ number, delayMinMs: delayMs });
  path.baseMs = Math.min(...path.windows.map((window) => window.delayMinMs));
}

/**
 * Milliseconds left for work. Zero or less: the budget is spent.
 * @param budgetMs as the call states it
 * @param queueingMs what it then spent in queues (QueueingDelay)
 */
export function budgetLeftMs(budgetMs: number, queueingMs: number): number {
  return Math.min(budgetMs, BUDGET_MS_MAX) - queueingMs - RESERVE_MS;
}

/**
 * How a bidder stops without losing a call (A7, A10): it publishes that it leaves, so that gateways
 * ask another instance; accepts what the broker has already delivered, and no more; waits for its
 * searches; and cuts short what the drain limit does not allow.
 */
import type { NatsConnection, Subscription } from "nats";
import type { Clock } from "../common/runtime/clock.ts";
import { settlesWithin } from "../common/runtime/within.ts";
import type { BidderEvents } from "./events.ts";

/** How long a broker that does not answer, or a module that does not close, may delay the end. */
const CLOSE_MS_MAX = 1_000;

/** The part of the call handler that stops. */
interface Stoppable {
  readonly running: number;
  readonly waiting: number;
  close(): void;
  idle(): Promise<void>;
  abort(): void;
}

/** Both, as one. What prices offers has no queue, and takes nothing once its subscription ends. */
export function stoppedTogether(
  calls: Stoppable,
  prices: Pick<Stoppable, "idle" | "abort">,
): Stoppable {
  return {
    get running() {
      return calls.running;
    },
    get waiting() {
      return calls.waiting;
    },
    close: () => calls.close(),
    idle: async () => void (await Promise.all([calls.idle(), prices.idle()])),
    abort: () => {
      calls.abort();
      prices.abort();
    },
  };
}

/** What stops, and in which time. */
interface ShutdownOptions {
  readonly clock: Clock;
  readonly events: BidderEvents;
  readonly resources: unknown;
  readonly connection: NatsConnection;
  readonly handler: Stoppable;
  /** Milliseconds that the searches that run may still take. */
  readonly drainMs: number;
  /** The subscriptions to calls; cancels are received until the end. */
  readonly calls: readonly Subscription[];
  readonly stopService: () => void;
  readonly publishLeft: () => void;
}

/** Never throws. */
export async function shutdown(options: ShutdownOptions): Promise<void> {
  const { clock, events, resources, connection, handler } = options;
  events.draining(handler.running, handler.waiting);
  ignoreFailure(options.publishLeft);
  options.stopService();
  await drainCalls(options);
  await settlesWithin(closeResources(resources, events), CLOSE_MS_MAX, clock);
  await settlesWithin(connection.drain(), CLOSE_MS_MAX, clock);
  await connection.close();
  events.stopped();
}

/**
 * A call that is on its way to this instance when it leaves has no other instance to go to, so it
 * is still served: calls are accepted until the broker has confirmed that none will follow.
 */
async function drainCalls(options: ShutdownOptions): Promise<void> {
  const { handler, calls, drainMs, clock, events } = options;
  const endsAtMs = clock.now() + drainMs;
  const drained = Promise.allSettled(calls.map((subscription) => subscription.drain()));
  await settlesWithin(drained, Math.min(drainMs, CLOSE_MS_MAX), clock);
  handler.close();
  if (await settlesWithin(handler.idle(), endsAtMs - clock.now(), clock)) return;
  events.drainTimedOut(handler.running + handler.waiting, drainMs);
  handler.abort();
}

/** Closes a bidder's resources, where they can be closed. Never throws: a failure is logged. */
export async function closeResources(
  resources: unknown,
  events: Pick<BidderEvents, "closeFailed">,
): Promise<void> {
  const close = (resources as { close?: unknown } | null | undefined)?.close;
  if (typeof close !== "function") return;
  try {
    await close.call(resources);
  } catch (thrown) {
    events.closeFailed(thrown);
  }
}

/**
 * Ignores failures of presence, and of bids that waited: the connection may be closed or closing,
 * and a roster that receives no presence asks.
 */
export function ignoreFailure(run: () => void): void {
  try {
    run();
  } catch {
    // See above.
  }
}

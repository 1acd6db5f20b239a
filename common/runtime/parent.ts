/**
 * A process that another program of this project started has a channel to that program; the channel
 * closes when the program has ended, in any way.
 */

/**
 * How long a process may take to drain. After it the starter kills it, and without its parent it
 * ends by itself. A bidder gives its searches 5 s; a search has `searchDeadlineMsMax` at most.
 */
export const DRAIN_MS_MAX = 15_000;

/**
 * Calls `drain` once, when the parent has ended. It is never called in a process that was started
 * without a channel (by hand, by an init system).
 */
export function onParentGone(drain: () => void): void {
  // `send` is still there when the channel has closed, so a parent that ended before this call is
  // found below.
  if (process.send === undefined) return;
  const gone = () => {
    setTimeout(() => process.exit(1), DRAIN_MS_MAX).unref();
    drain();
  };
  if (!process.connected) {
    gone();
    return;
  }
  process.once("disconnect", gone);
  // Without this the open channel would keep the process alive.
  process.channel?.unref();
}

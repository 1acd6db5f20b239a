/**
 * Started by a program of ours, a process holds a channel to it; the channel closes when that
 * program is gone, however it ended.
 */

/**
 * Beyond this a process that drains without its parent ends at once: no other process would kill
 * it.
 */
const DRAIN_MS_MAX = 15_000;

/**
 * Calls `drain` once when the parent is gone. Never, for a process that was started without a
 * channel (by hand, by an init system).
 */
export function onParentGone(drain: () => void): void {
  // `send` stays when the channel has closed; a parent that was gone before we looked is gone all
  // the same.
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
  // The channel alone keeps no process alive.
  process.channel?.unref();
}

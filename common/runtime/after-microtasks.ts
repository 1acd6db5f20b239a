/**
 * Calls back when what runs now is done with all promises that settle in it: ticks that are begun
 * in a microtask run after all microtasks.
 */
export function afterMicrotasks(callback: () => void): void {
  queueMicrotask(() => process.nextTick(callback));
}

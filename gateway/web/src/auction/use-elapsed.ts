import { useEffect, useState } from "preact/hooks";

/** Some ten pictures a second; with reduced motion, one in a second. */
const FRAME_MS = 80;
const CALM_FRAME_MS = 1_000;

/** Milliseconds since `startedAt` (epoch), again and again while it runs; null when it does not. */
export function useElapsed(startedAt: number | null, isRunning: boolean): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    setNow(Date.now());
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const timer = setInterval(() => setNow(Date.now()), isCalm ? CALM_FRAME_MS : FRAME_MS);
    return () => clearInterval(timer);
  }, [isRunning, startedAt]);
  return isRunning && startedAt !== null ? Math.max(0, now - startedAt) : null;
}

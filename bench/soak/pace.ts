/** Searches at a steady rate, however long answers take. */
import type { SideAnswer } from "../auction/answer.ts";

export interface Pace {
  readonly perSecond: number;
  readonly ms: number;
}

export interface Paced {
  readonly opened: number;
  /** Keyed by the reason of their end, and for refused searches by their code. */
  readonly ended: Readonly<Record<string, number>>;
}

const TICK_MS = 5;

/** Resolves when all of them have ended. */
export async function pace(
  search: () => Promise<SideAnswer>,
  { perSecond, ms }: Pace,
): Promise<Paced> {
  const ended: Record<string, number> = {};
  const running = new Set<Promise<void>>();
  let opened = 0;
  const end = (reason: string) => {
    ended[reason] = (ended[reason] ?? 0) + 1;
  };
  const open = () => {
    opened++;
    const one = search().then(
      ({ endedBy = "?" }) => end(endedBy),
      (thrown: { code?: string }) => end(`refused: ${thrown.code ?? thrown}`),
    );
    running.add(one);
    void one.finally(() => running.delete(one));
  };
  const startedAt = performance.now();
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMs = performance.now() - startedAt;
      const due = Math.floor((perSecond * Math.min(elapsedMs, ms)) / 1_000);
      while (opened < due) open();
      if (elapsedMs < ms) return;
      clearInterval(timer);
      resolve();
    }, TICK_MS);
  });
  await Promise.all(running);
  return { opened, ended };
}

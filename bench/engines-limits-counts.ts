/**
 * The same searches as those that are timed, plain and with each limit, counted: how much code they
 * run (`executed-source.ts`). That is the same each time, on each machine.
 */
import { openEngine } from "./engines-access.ts";
import { askedOf, STOPS, VARIANTS } from "./engines-limits.ts";
import type { ExecutedSource } from "./executed-source.ts";

/** What one limit makes of all searches. */
export interface LimitCounted {
  readonly what: string;
  /** How many times as much code all searches together run as plain. */
  readonly ratio: number;
  /** How many of the searches run more than plain, and how many times as much the most. */
  readonly dearer: number;
  readonly highestRatio: number;
}

export interface LimitsCounted {
  readonly searches: number;
  readonly maxStops: number;
  /** Characters of source that a plain search runs, on average of all. */
  readonly plain: number;
  readonly limits: readonly LimitCounted[];
}

/** A search that runs so much more than plain is as dear as plain: caches differ by a few steps. */
const LEVEL = 1.0005;

/** @throws the signal's reason once it has fired */
export async function countAllLimits(
  executed: ExecutedSource,
  searches: number,
  signal: AbortSignal,
): Promise<readonly LimitsCounted[]> {
  const engine = await openEngine();
  const all: LimitsCounted[] = [];
  for (const maxStops of STOPS) {
    const asked = askedOf(engine, searches, maxStops);
    const ask = ({ question, limits }: (typeof asked)[number], variant: number) =>
      engine.answer(question, { limits: limits[variant] ?? {} });
    // What is kept from one search to the next is made before.
    for (const one of asked) for (const variant of VARIANTS.keys()) ask(one, variant);
    const counts: number[][] = [];
    for (const one of asked) {
      const its: number[] = [];
      for (const variant of VARIANTS.keys()) {
        await new Promise((resolve) => setImmediate(resolve));
        signal.throwIfAborted();
        its.push(await executed.of(() => ask(one, variant)));
      }
      counts.push(its);
    }
    all.push({ searches, maxStops, ...countedOf(counts) });
  }
  return all;
}

/** `counts`: by search, indexed as VARIANTS, the first of which is plain. */
function countedOf(
  counts: readonly (readonly number[])[],
): Pick<LimitsCounted, "plain" | "limits"> {
  const sum = (variant: number) => counts.reduce((all, its) => all + (its[variant] as number), 0);
  const limits = VARIANTS.map(([what], variant) => {
    const ratios = counts.map((its) => (its[variant] as number) / (its[0] as number));
    return {
      what,
      ratio: sum(variant) / sum(0),
      dearer: ratios.filter((ratio) => ratio > LEVEL).length,
      highestRatio: Math.max(...ratios),
    };
  });
  return { plain: sum(0) / counts.length, limits };
}

/**
 * A system under steady load with a fault every minute, for as long as is asked. The rate is a
 * share of the top rate, which is measured first in the same run.
 */
import { setTimeout as delay } from "node:timers/promises";
import { until } from "../../test/harness/until.ts";
import { type Doors, openDoors } from "./ask.ts";
import type { Book, OpenBook } from "./books.ts";
import { worksOfDays } from "./days.ts";
import { FAULTS, holding } from "./faults.ts";
import { SteadyLoad } from "./load.ts";
import { metric, type SystemSample, sampleParts } from "./sample.ts";
import { type EnduranceSystem, startSystem } from "./system.ts";

export interface EnduranceOptions {
  readonly minutes: number;
  /** A share of the top rate. */
  readonly share: number;
  /** From the beginning of a fault to that of the next one. */
  readonly everySeconds: number;
  /** How long a part stays broken. */
  readonly holdSeconds: number;
  readonly sampleSeconds: number;
  /** How long the top rate is measured, after as long to warm up. */
  readonly topSeconds: number;
}

export const ENDURANCE_DEFAULTS: EnduranceOptions = {
  minutes: 60,
  share: 0.6,
  everySeconds: 60,
  holdSeconds: 10,
  sampleSeconds: 5,
  topSeconds: 20,
};

interface FaultSpan {
  readonly name: string;
  /** Since the run began. */
  readonly atMinutes: number;
  /** From the beginning of the fault until all parts are there and known again. */
  readonly wholeAfterMs: number;
  /** Of the searches from this fault to the next one. */
  readonly book: Book;
}

export interface EnduranceMeasured {
  readonly minutes: number;
  readonly topPerSecond: number;
  readonly perSecond: number;
  readonly samples: readonly SystemSample[];
  readonly spans: readonly FaultSpan[];
  readonly book: Book;
  /** Searches that no caller was free for. */
  readonly notSent: number;
  /** Searches that the gateways have open when all callers have their answers. */
  readonly inFlight: number;
}

/** Its last searches have not ended yet. */
type OpenSpan = Omit<FaultSpan, "book"> & { readonly book: OpenBook };

const CALLERS = 64;

/** @throws Error when something does not start, or the signal fires */
export async function measureEndurance(
  options: EnduranceOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<EnduranceMeasured> {
  const system = await startSystem();
  try {
    const doors = await openDoors(system, worksOfDays());
    try {
      return await measureAt(doors, { system, options, signal, report });
    } finally {
      await doors.close();
    }
  } finally {
    await system.end();
  }
}

interface MeasuredParts {
  readonly system: EnduranceSystem;
  readonly options: EnduranceOptions;
  readonly signal: AbortSignal;
  report(text: string): void;
}

async function measureAt(
  doors: Doors,
  { system, options, signal, report }: MeasuredParts,
): Promise<EnduranceMeasured> {
  report("the top rate, without faults");
  await topRate(doors, options.topSeconds, signal);
  const topPerSecond = await topRate(doors, options.topSeconds, signal);
  const perSecond = Math.max(1, Math.round(options.share * topPerSecond));
  report(`${perSecond} searches/s, of ${topPerSecond.toFixed(0)}/s at the most`);
  const load = new SteadyLoad(doors, perSecond);
  const startedAtMs = performance.now();
  const minutes = () => (performance.now() - startedAtMs) / 60_000;
  const whole = { done: false };
  // Where one of the two fails, the other has nothing to wait for.
  const failed = new AbortController();
  const parts = {
    ...{ system, load, options, minutes, report, whole },
    signal: AbortSignal.any([signal, failed.signal]),
  };
  const [spans, samples] = await load.during(() =>
    Promise.all([
      inflictAll(parts).finally(() => {
        whole.done = true;
      }),
      sampleAll(parts),
    ]).finally(() => failed.abort()),
  );
  const ran = minutes();
  const { book, notSent } = await load.settle();
  return {
    minutes: ran,
    topPerSecond,
    perSecond,
    samples,
    spans: spans.map((span) => ({ ...span, book: span.book.read() })),
    book,
    notSent,
    inFlight: await openSearches(system),
  };
}

/** Full results a second when callers ask again as soon as they are answered. */
async function topRate(doors: Doors, seconds: number, signal: AbortSignal): Promise<number> {
  const startedAtMs = performance.now();
  const endsAtMs = startedAtMs + 1_000 * seconds;
  let asked = 0;
  let full = 0;
  const caller = async () => {
    while (performance.now() < endsAtMs && !signal.aborted)
      if ((await doors.ask(asked++)).kind === "full") full++;
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  signal.throwIfAborted();
  return (1_000 * full) / (performance.now() - startedAtMs);
}

interface RunParts {
  readonly system: EnduranceSystem;
  readonly load: SteadyLoad;
  readonly options: EnduranceOptions;
  readonly minutes: () => number;
  readonly signal: AbortSignal;
}

/** The last fault begins so that it can end before the run does. */
async function inflictAll({
  system,
  load,
  options,
  minutes,
  signal,
  report,
}: RunParts & { report(text: string): void }): Promise<OpenSpan[]> {
  const spans: OpenSpan[] = [];
  const everyMinutes = options.everySeconds / 60;
  const hold = holding(1_000 * options.holdSeconds, signal);
  const pauseUntil = (at: number) =>
    delay(Math.max(0, 60_000 * (at - minutes())), undefined, { signal });
  await pauseUntil(everyMinutes / 2);
  load.nextSpan();
  for (let i = 0; minutes() + everyMinutes / 2 < options.minutes; i++) {
    const { name, inflict, breaksDoor } = FAULTS[i % FAULTS.length] as (typeof FAULTS)[number];
    const atMinutes = minutes();
    report(`${atMinutes.toFixed(1)} min: ${name}`);
    if (breaksDoor) load.setBroken(true);
    await inflict(system, hold);
    await system.whole();
    if (breaksDoor) load.setBroken(false);
    const wholeAfterMs = 60_000 * (minutes() - atMinutes);
    await pauseUntil(Math.min(atMinutes + everyMinutes, options.minutes));
    spans.push({ name, atMinutes, wholeAfterMs, book: load.nextSpan() });
  }
  return spans;
}

async function sampleAll({
  system,
  load,
  options,
  minutes,
  signal,
  whole,
}: RunParts & { readonly whole: { readonly done: boolean } }): Promise<SystemSample[]> {
  const samples: SystemSample[] = [];
  for (let lastAt = minutes(); !whole.done; ) {
    await delay(1_000 * options.sampleSeconds, undefined, { signal });
    const { full, errors, waitedP99Ms } = load.sinceLast();
    const at = minutes();
    const seconds = 60 * (at - lastAt);
    lastAt = at;
    samples.push({
      minutes: at,
      ...(await sampleParts(system)),
      fullPerSecond: full / seconds,
      errorsPerSecond: errors / seconds,
      waitedP99Ms,
    });
  }
  return samples;
}

/** An auction of a caller that has left ends by its deadline. */
async function openSearches({ doors }: EnduranceSystem): Promise<number> {
  let open = Number.NaN;
  await until(
    async () => {
      const texts = await Promise.all(
        doors.map(async (url) => (await fetch(`${url}/metrics`)).text()),
      );
      open = texts.reduce((total, text) => total + metric(text, "auction_in_flight"), 0);
      return open === 0;
    },
    { what: "every auction to end", withinMs: 30_000, everyMs: 100 },
  ).catch(() => {});
  return open;
}

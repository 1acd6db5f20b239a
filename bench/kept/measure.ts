/** What answers about a kept search cost: the first ones, and those after them. */
import { type KeptQuestions, keepSearch } from "./access.ts";
import { makeKeptWork } from "./work.ts";

interface KeptOptions {
  /** Of one auction. */
  readonly offers: readonly number[];
  /** How often each question is asked. */
  readonly asks: number;
}

/** All that one bid may have, and as many as are kept of one auction. */
export const KEPT_DEFAULTS: KeptOptions = { offers: [1_000, 3_000], asks: 400 };

interface Question {
  readonly what: string;
  /** Asked of a reader that remembers nothing. */
  readonly isFirst: boolean;
  /** `n`: another number each time, for another filter. */
  ask(kept: KeptQuestions, n: number): { readonly total?: number; readonly notShown?: number };
}

const SORTS = ["price", "duration"];
const text = (n: number) => String(n);

const QUESTIONS: readonly Question[] = [
  { what: "a page", isFirst: true, ask: (kept) => kept.itineraries({}) },
  { what: "a page by price", isFirst: true, ask: (kept) => kept.itineraries({ sort: "price" }) },
  { what: "a filter", isFirst: true, ask: (kept) => kept.itineraries({ carriers: "BA" }) },
  { what: "with a checked bag", isFirst: true, ask: (kept) => kept.itineraries({ bags: "1" }) },
  { what: "facets", isFirst: true, ask: (kept) => kept.facets({}) },
  { what: "why not shown", isFirst: true, ask: (kept) => kept.explain() },
  {
    what: "another order",
    isFirst: false,
    ask: (kept, n) =>
      kept.itineraries({ sort: SORTS[n % 2] as string, maxDurationMinutes: text(5_000 + n) }),
  },
  {
    what: "another filter",
    isFirst: false,
    ask: (kept, n) => kept.itineraries({ maxPrice: text(1_000_000 + n) }),
  },
  {
    what: "a bag and another filter",
    isFirst: false,
    ask: (kept, n) => kept.itineraries({ bags: "1", maxPrice: text(1_000_000 + n) }),
  },
  {
    what: "facets of another filter",
    isFirst: false,
    ask: (kept, n) => kept.facets({ maxPrice: text(1_000_000 + n) }),
  },
  { what: "the same list again", isFirst: false, ask: (kept) => kept.itineraries({}) },
];

interface QuestionMeasured {
  readonly what: string;
  readonly isFirst: boolean;
  /** Milliseconds of processor time of the whole process, garbage collection too: the median. */
  readonly cpuMs: number;
  /** Of the clock. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface KeptMeasured {
  readonly offers: number;
  readonly bytes: number;
  readonly questions: readonly QuestionMeasured[];
}

/** Processor time has steps of some milliseconds, so it is measured over so many answers. */
const BATCH = 25;

/** @throws Error when an answer is not the expected one, or the signal fires */
export function measureKept({ offers, asks }: KeptOptions, signal: AbortSignal): KeptMeasured[] {
  return offers.map((count) => measureOne(count, asks, signal));
}

function measureOne(offers: number, asks: number, signal: AbortSignal): KeptMeasured {
  const work = makeKeptWork(offers);
  const reader = keepSearch(work);
  const remembering = reader();
  const measured = QUESTIONS.map((question) => ({
    question,
    cpuMs: [] as number[],
    ms: [] as number[],
  }));
  let n = 0;
  // They take turns, so that what else the machine does hits all of them.
  const rounds = Math.ceil(asks / BATCH);
  for (let round = -1; round < rounds; round++)
    for (const { question, cpuMs, ms } of measured) {
      signal.throwIfAborted();
      remembering.itineraries({});
      const before = process.cpuUsage();
      const times: number[] = [];
      for (let i = 0; i < BATCH; i++) {
        const kept = question.isFirst ? reader() : remembering;
        const startedAt = performance.now();
        const answer = question.ask(kept, n++);
        JSON.stringify(answer);
        times.push(performance.now() - startedAt);
        check(question, answer, offers);
      }
      const { user, system } = process.cpuUsage(before);
      if (round < 0) continue; // the compilers warm up
      cpuMs.push((user + system) / 1_000 / BATCH);
      ms.push(...times);
    }
  return {
    offers,
    bytes: work.bytes,
    questions: measured.map(({ question: { what, isFirst }, cpuMs, ms }) => ({
      what,
      isFirst,
      cpuMs: quantile(cpuMs, 0.5),
      p50Ms: quantile(ms, 0.5),
      p99Ms: quantile(ms, 0.99),
    })),
  };
}

function check(
  { what }: Question,
  { total, notShown }: ReturnType<Question["ask"]>,
  offers: number,
): void {
  const expected = what === "a filter" ? offers / 4 : offers;
  if (total !== undefined ? total !== expected : notShown !== offers - 20)
    throw new Error(`${what}: ${total ?? notShown} of ${offers} offers, which is not right`);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

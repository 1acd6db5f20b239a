/**
 * The large answers that wait for the parser's thread.
 *
 * PARSEQUEUE-1 Partners take turns: the next answer is of the partner whose last turn is longest
 *              ago.
 * PARSEQUEUE-2 When the queue is full, a partner with fewer answers in it than another one gets
 *              the place of that one's latest. So a partner that always sends large answers delays
 *              the others by the time of one of them, and none of their answers is refused.
 */
import type { PartnerPage } from "../adapter.ts";
import { PartnerFailure } from "../partner-failure.ts";
import type { ParseTask } from "./parse-answer.ts";

export type ParseOutcome = PartnerPage | { readonly failure: unknown };

export interface ParseJob {
  readonly task: ParseTask;
  /** Settles the promise of its caller; a second call has no effect. */
  settle(outcome: ParseOutcome): void;
}

export class ParseQueue<T extends ParseJob> {
  readonly #jobs = new Set<T>();
  readonly #jobsMax: number;
  /** The last turn of each partner, by a count of all turns. */
  readonly #lastTurns = new Map<string, number>();
  #turns = 0;

  constructor(jobsMax: number) {
    this.#jobsMax = jobsMax;
  }

  get isEmpty(): boolean {
    return this.#jobs.size === 0;
  }

  get jobs(): readonly T[] {
    return [...this.#jobs];
  }

  /** @throws PartnerFailure when there is no room for this partner */
  add(job: T): void {
    if (this.#jobs.size >= this.#jobsMax) this.#makeRoom(job.task.partner);
    this.#jobs.add(job);
  }

  remove(job: T): void {
    this.#jobs.delete(job);
  }

  /** PARSEQUEUE-1 */
  takeNext(): T | undefined {
    const lastTurn = ({ task }: T) => this.#lastTurns.get(task.partner) ?? 0;
    const [job] = [...this.#jobs].sort((a, b) => lastTurn(a) - lastTurn(b));
    if (job === undefined) return undefined;
    this.#jobs.delete(job);
    this.#lastTurns.set(job.task.partner, ++this.#turns);
    return job;
  }

  /**
   * Makes room as PARSEQUEUE-2 says. @throws PartnerFailure when no other partner has more jobs
   * than this one would have
   */
  #makeRoom(partner: string): void {
    const jobsOf = (name: string) => this.jobs.filter(({ task }) => task.partner === name);
    const most = this.jobs
      .map(({ task }) => jobsOf(task.partner))
      .reduce((a, b) => (b.length > a.length ? b : a), []);
    const failure = new PartnerFailure(
      `${this.#jobs.size} large answers wait to be read, no room for more`,
      "unknown",
      "partner-no-capacity",
    );
    const latest = most.at(-1);
    if (latest === undefined || most.length <= jobsOf(partner).length + 1) throw failure;
    this.#jobs.delete(latest);
    latest.settle({ failure });
  }
}

/** What another gateway has to know of an asynchronous search, as JSON can hold it. */

interface RunningCopy {
  readonly state: "running";
  readonly owner?: string | undefined;
  /** The gateway that runs it. */
  readonly gateway: string;
  /** When it was accepted, epoch milliseconds. */
  readonly startedWallMs: number;
  readonly deadlineMs: number;
}

/** Its events before the end, and why it has no result: null where it has one. */
export interface EndedCopy {
  readonly state: "ended";
  readonly owner?: string | undefined;
  readonly count: number;
  readonly hasSteps: boolean;
  /** Both as JSON. */
  readonly events: string;
  readonly problem: string | null;
}

export type AsyncCopy = RunningCopy | EndedCopy;

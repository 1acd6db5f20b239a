/** When a question to everybody has had its answers: nobody knows how many will come. */

export interface AnswersTimeouts {
  /** The answers are complete when none has come for this long. */
  readonly quietMs: number;
  /** They end after this long in any case. */
  readonly maxMs: number;
}

interface AnswersOver {
  /** Resolves when they are. */
  readonly over: Promise<void>;
  /** One has come. */
  answered(): void;
  /** They are complete now. */
  end(): void;
  /** Cancels the timers. */
  stop(): void;
}

export function answersOver({ quietMs, maxMs }: AnswersTimeouts): AnswersOver {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const last = setTimeout(end, maxMs);
  let quiet = setTimeout(end, quietMs);
  return {
    over,
    answered() {
      clearTimeout(quiet);
      quiet = setTimeout(end, quietMs);
    },
    end,
    stop() {
      clearTimeout(last);
      clearTimeout(quiet);
    },
  };
}

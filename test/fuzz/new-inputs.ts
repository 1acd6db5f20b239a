/** Which inputs of many reached code that none did before: found by halves. */

/** Of the code that runs: coverage.ts. */
export interface Coverage<Taken> {
  /** What has run since the last time. */
  take(): Taken;
  /** Whether a block is in it that never ran before. */
  isNew(taken: Taken): boolean;
  /** The same, and from now on all of it has run before. */
  record(taken: Taken): boolean;
}

/**
 * Coverage is taken once for a batch. A take costs as much as a hundred inputs or more, so a batch
 * grows while nothing is new; and many inputs run again where one of a large batch is new, so it
 * shrinks then.
 */
export const BATCH = { min: 32, max: 2_048 } as const;

export function nextBatchSize(size: number, wasNew: boolean): number {
  return wasNew ? Math.max(BATCH.min, size / 2) : Math.min(BATCH.max, size * 2);
}

/**
 * Runs the first half of the inputs again. What is new and not in it is in the second half. Each
 * half that has something new is searched in the same way: one new input of 1,024 takes about 1,000
 * runs and 11 takes to find. What is found is recorded.
 * @param taken of all these inputs, and perhaps of others
 * @returns in their order
 */
export async function newInputs<Input, Taken>(
  inputs: readonly Input[],
  taken: Taken,
  coverage: Coverage<Taken>,
  run: (input: Input) => Promise<void>,
): Promise<Input[]> {
  if (!coverage.isNew(taken)) return [];
  const middle = inputs.length >> 1;
  const [first, second] = [inputs.slice(0, middle), inputs.slice(middle)];
  if (middle === 0) {
    for (const input of second) await run(input);
    return coverage.record(coverage.take()) ? second : [];
  }
  for (const input of first) await run(input);
  const found = await newInputs(first, coverage.take(), coverage, run);
  return [...found, ...(await newInputs(second, taken, coverage, run))];
}

/** Several runs of jest as one: their JSON reports, and their counts. */

export type JestReport = Readonly<Record<string, unknown>>;

/**
 * The reports as jest would have written one: counts are summed, results put together; a success is
 * one only if all are.
 */
export function mergeReports(reports: readonly JestReport[]): JestReport {
  const [first = {}, ...others] = reports;
  const merged: Record<string, unknown> = { ...first };
  for (const other of others) {
    for (const [key, value] of Object.entries(other))
      merged[key] = mergeValues(key, merged[key], value);
  }
  return merged;
}

function mergeValues(key: string, one: unknown, other: unknown): unknown {
  if (key.startsWith("num") && typeof one === "number" && typeof other === "number")
    return one + other;
  if (key === "startTime" && typeof one === "number" && typeof other === "number")
    return Math.min(one, other);
  if (key === "success") return one === true && other === true;
  if (key === "wasInterrupted") return one === true || other === true;
  if (Array.isArray(one) && Array.isArray(other)) return [...one, ...other];
  return one ?? other;
}

/** What jest says when it is done, of which the summary needs no more. */
export interface Counts {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTotalTests: number;
  readonly numPassedTestSuites: number;
  readonly numFailedTestSuites: number;
  readonly numTotalTestSuites: number;
}

/**
 * `all parts: 1,580 tests passed, 2 failed, 1 skipped, of 1,583, in 120 files (2 of them failed)`
 */
export function testSummary(all: readonly Counts[]): string {
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0);
  const failed = sum("numFailedTests") === 0 ? "" : `, ${sum("numFailedTests")} failed`;
  const skipped = sum("numPendingTests") === 0 ? "" : `, ${sum("numPendingTests")} skipped`;
  const files =
    sum("numFailedTestSuites") === 0 ? "" : ` (${sum("numFailedTestSuites")} of them failed)`;
  return `all parts: ${sum("numPassedTests")} tests passed${failed}${skipped}, of ${sum("numTotalTests")}, in ${sum("numTotalTestSuites")} files${files}`;
}

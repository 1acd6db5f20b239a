/**
 * How much code a piece of work runs: each character of source as often as it is run, by V8's
 * precise coverage of blocks. It counts loops and branches, which calls alone do not, and is the
 * same on each machine, however busy. It says nothing of what a character takes: what the runtime
 * does by itself, such as sorting, looking up keys and collecting garbage, is not in it.
 *
 * Code that is compiled by V8's optimizing compilers is not counted: so the process runs without
 * them (`COUNTING_OPTIONS`), and counting begins before what is counted is imported.
 */
import type { Profiler } from "node:inspector";
import { Session } from "node:inspector/promises";
import { pathToFileURL } from "node:url";

/** Options of Node.js for a process that counts. */
export const COUNTING_OPTIONS = ["--no-opt", "--no-maglev"] as const;

/** The benchmark's own code is not counted. */
const NOT_COUNTED = `${pathToFileURL(import.meta.dirname).href}/`;

interface Range {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export class ExecutedSource {
  readonly #session = new Session();
  /**
   * By script, the functions that were ever reported, as `from-to`: what does not run is not
   * reported each time, and must not count as a part of what is around it.
   */
  readonly #functions = new Map<string, Map<string, Range>>();

  private constructor() {
    this.#session.connect();
  }

  static async start(): Promise<ExecutedSource> {
    const executed = new ExecutedSource();
    await executed.#session.post("Profiler.enable");
    await executed.#session.post("Profiler.startPreciseCoverage", {
      callCount: true,
      detailed: true,
    });
    return executed;
  }

  /** Characters that `work` runs. */
  async of(work: () => void): Promise<number> {
    await this.#take();
    work();
    return (await this.#take()).reduce((sum, script) => sum + this.#charactersOf(script), 0);
  }

  /** What ran since it was asked last. */
  async #take(): Promise<readonly Profiler.ScriptCoverage[]> {
    const { result } = await this.#session.post("Profiler.takePreciseCoverage");
    const counted = result.filter(
      ({ url }) => url.startsWith("file:") && !url.startsWith(NOT_COUNTED),
    );
    for (const { url, functions } of counted) {
      const known = this.#functions.get(url) ?? new Map<string, Range>();
      this.#functions.set(url, known);
      for (const { ranges } of functions) {
        const { startOffset: from, endOffset: to } = ranges[0] as Profiler.CoverageRange;
        known.set(`${from}-${to}`, { from, to, count: 0 });
      }
    }
    return counted;
  }

  #charactersOf({ url, functions }: Profiler.ScriptCoverage): number {
    const idle = new Map(this.#functions.get(url));
    const ranges: Range[] = [];
    for (const { ranges: its } of functions) {
      const { startOffset, endOffset } = its[0] as Profiler.CoverageRange;
      idle.delete(`${startOffset}-${endOffset}`);
      for (const { startOffset: from, endOffset: to, count } of its)
        ranges.push({ from, to, count });
    }
    return executedCharacters([...ranges, ...idle.values()]);
  }
}

/** Of ranges that lie within or beside each other, the innermost says how often a character ran. */
export function executedCharacters(ranges: readonly Range[]): number {
  const sorted = ranges.toSorted((a, b) => a.from - b.from || b.to - a.to);
  const around: Range[] = [];
  let characters = 0;
  for (const range of sorted) {
    while (around.length > 0 && (around.at(-1) as Range).to <= range.from) around.pop();
    // These are not a part of the range around it.
    characters += (range.to - range.from) * (range.count - (around.at(-1)?.count ?? 0));
    around.push(range);
  }
  return characters;
}

/**
 * Which blocks of this project's code have run, as V8 counts them ("precise coverage" with blocks).
 * It must begin before the code is loaded: a function that is compiled already is counted whole.
 */
import { type Profiler, Session } from "node:inspector";
import { pathToFileURL } from "node:url";

type CoverageTaken = readonly Profiler.ScriptCoverage[];

export class BlockCoverage {
  readonly #session = new Session();
  readonly #under: string;
  /** For each function which of its characters have run. */
  readonly #seen = new Map<string, Uint8Array>();

  /** @param folder of the code that counts */
  constructor(folder: string) {
    this.#under = pathToFileURL(folder).href;
    this.#session.connect();
    this.#post("Profiler.enable");
    this.#post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /** What has run since the last time. */
  take(): CoverageTaken {
    const { result } = this.#post(
      "Profiler.takePreciseCoverage",
    ) as Profiler.TakePreciseCoverageReturnType;
    return result.filter(
      ({ url }) =>
        url.startsWith(this.#under) && !url.includes("/node_modules/") && !url.includes("/test/"),
    );
  }

  /** Whether a block is in it that never ran before. */
  isNew(taken: CoverageTaken): boolean {
    return taken.some(({ url, functions }) =>
      functions.some(({ ranges }) => this.#isNew(url, ranges, false)),
    );
  }

  /** The same, and from now on all of it has run before. */
  record(taken: CoverageTaken): boolean {
    let isNew = false;
    for (const { url, functions } of taken)
      for (const { ranges } of functions) if (this.#isNew(url, ranges, true)) isNew = true;
    return isNew;
  }

  /** As if nothing had run. */
  forget(): void {
    this.take();
    this.#seen.clear();
  }

  /** The first range is the function, and each later one is inside of an earlier one. */
  #isNew(url: string, ranges: readonly Profiler.CoverageRange[], record: boolean): boolean {
    const [whole] = ranges;
    if (whole === undefined || whole.count === 0) return false;
    const { startOffset, endOffset } = whole;
    const key = `${url} ${startOffset} ${endOffset}`;
    const before = this.#seen.get(key);
    const now = new Uint8Array(endOffset - startOffset);
    for (const { startOffset: from, endOffset: to, count } of ranges)
      now.fill(count > 0 ? 1 : 0, from - startOffset, to - startOffset);
    if (before === undefined) {
      if (record) this.#seen.set(key, now);
      return true;
    }
    let isNew = false;
    for (let i = 0; i < now.length; i++) {
      if (now[i] === 1 && before[i] === 0) {
        if (!record) return true;
        before[i] = 1;
        isNew = true;
      }
    }
    return isNew;
  }

  #post(method: string, params?: object): unknown {
    let answer: unknown;
    // A session within its own process answers before `post` returns.
    this.#session.post(method as "Profiler.enable", params as never, (error, value: unknown) => {
      if (error !== null) throw new Error(`${method}: ${JSON.stringify(error)}`);
      answer = value;
    });
    return answer;
  }
}

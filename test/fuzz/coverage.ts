/**
 * Which blocks of this project's code have run, as V8 counts them ("precise coverage" with blocks).
 * It must begin before the code is loaded: a function that is compiled already is counted whole.
 */
import { type Profiler, Session } from "node:inspector";
import { pathToFileURL } from "node:url";
import { RunParts } from "./run-parts.ts";

type CoverageTaken = readonly Profiler.ScriptCoverage[];

export class BlockCoverage {
  readonly #session = new Session();
  readonly #under: string;
  readonly #parts = new RunParts();

  /** @param folder of the code that counts */
  constructor(folder: string) {
    this.#under = pathToFileURL(folder).href;
    this.#session.connect();
    this.#post("Profiler.enable");
    // Without counts V8 leaves out what has not run since the last time.
    this.#post("Profiler.startPreciseCoverage", { callCount: false, detailed: true });
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
    return taken.some((script) => this.#parts.isNew(script));
  }

  /** The same, and from now on all of it has run before. */
  record(taken: CoverageTaken): boolean {
    let isNew = false;
    for (const script of taken) if (this.#parts.record(script)) isNew = true;
    return isNew;
  }

  /** As if nothing had run. */
  forget(): void {
    this.take();
    this.#parts.forget();
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

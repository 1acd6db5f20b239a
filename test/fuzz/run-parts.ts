/** Which characters of each function have run, of all that was recorded. */
import type { Profiler } from "node:inspector";

type Script = Pick<Profiler.ScriptCoverage, "url" | "functions">;
type Range = Profiler.CoverageRange;

export class RunParts {
  /** By script, then by function; 1 for a character that has run. */
  readonly #seen = new Map<string, Map<number, Uint8Array>>();

  isNew({ url, functions }: Script): boolean {
    const ofScript = this.#seen.get(url);
    return functions.some(({ ranges }) => {
      const [whole] = ranges;
      if (whole === undefined) return false;
      const seen = ofScript?.get(keyOf(whole));
      const ran = ranParts(ranges);
      if (seen === undefined) return ran.length > 0;
      return ran.some(([from, to]) =>
        hasGap(seen, from - whole.startOffset, to - whole.startOffset),
      );
    });
  }

  /** @returns whether it was new */
  record(script: Script): boolean {
    if (!this.isNew(script)) return false;
    const ofScript = this.#seen.get(script.url) ?? new Map<number, Uint8Array>();
    this.#seen.set(script.url, ofScript);
    for (const { ranges } of script.functions) {
      const [whole] = ranges;
      const ran = ranParts(ranges);
      if (whole === undefined || ran.length === 0) continue;
      const { startOffset, endOffset } = whole;
      const seen = ofScript.get(keyOf(whole)) ?? new Uint8Array(endOffset - startOffset);
      ofScript.set(keyOf(whole), seen);
      for (const [from, to] of ran) seen.fill(1, from - startOffset, to - startOffset);
    }
    return true;
  }

  forget(): void {
    this.#seen.clear();
  }
}

/** No script is longer. */
const SCRIPT_CHARS_MAX = 2 ** 26;

const keyOf = ({ startOffset, endOffset }: Range) => startOffset * SCRIPT_CHARS_MAX + endOffset;

function hasGap(seen: Uint8Array, from: number, to: number): boolean {
  const gap = seen.indexOf(0, from);
  return gap !== -1 && gap < to;
}

/**
 * From where to where it ran, none of them empty. A range that is inside of another one says more
 * of its characters than that.
 * @param ranges the function itself first, each after the one that it is inside of, as V8 has them
 */
export function ranParts(ranges: readonly Range[]): [from: number, to: number][] {
  const parts: [from: number, to: number][] = [];
  const open: Range[] = [];
  let at = 0;
  const until = (end: number) => {
    const range = open.at(-1);
    if (range !== undefined && range.count > 0 && end > at) parts.push([at, end]);
    at = end;
  };
  const closeBefore = (start: number) => {
    for (let last = open.at(-1); last !== undefined && last.endOffset <= start; ) {
      until(last.endOffset);
      open.pop();
      last = open.at(-1);
    }
  };
  for (const range of ranges) {
    closeBefore(range.startOffset);
    until(range.startOffset);
    open.push(range);
  }
  closeBefore(Number.POSITIVE_INFINITY);
  return parts;
}

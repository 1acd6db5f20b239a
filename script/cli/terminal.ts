/** What a command knows of the two streams that it writes to. */
import type { Environment } from "../../common/runtime/config.ts";
import { type Paint, paintFor } from "./format.ts";
import { widthOf } from "./layout.ts";
import { isLive } from "./live-lines.ts";
import {
  LiveProgress,
  NO_PROGRESS,
  PrintedProgress,
  type SearchProgress,
} from "./search-progress.ts";

/** How often bars grow. Ten times a second looks continuous, and costs nothing. */
const REDRAW_MS = 100;
/** Rows of a terminal that does not say how many it has. */
const ROWS = 24;

export interface Terminal {
  /** Standard output. */
  readonly print: (text: string) => void;
  readonly width: () => number;
  readonly paint: Paint;
  readonly isLive: boolean;
}

export function terminalOf(
  { stdout }: Pick<NodeJS.Process, "stdout">,
  environment: Environment,
): Terminal {
  return {
    print: (text) => void stdout.write(`${text}\n`),
    width: () => widthOf(stdout, environment),
    paint: paintFor(stdout),
    isLive: isLive(stdout, environment),
  };
}

/**
 * What shows the events of a search on stderr. `isData`: stdout is for a program, which must not
 * find bars between its lines, nor a log of them on stderr that it has not asked for.
 */
export function searchProgress(
  { stdout, stderr }: Pick<NodeJS.Process, "stdout" | "stderr">,
  environment: Environment,
  isData: boolean,
): SearchProgress {
  const paint = paintFor(stderr);
  const write = (text: string) => void stderr.write(text);
  const areBars = isLive(stderr, environment);
  if (isData && (!areBars || stdout.isTTY === true)) return NO_PROGRESS;
  if (!areBars) return new PrintedProgress((text) => write(`${text}\n`), paint);
  return new LiveProgress({
    write,
    screen: () => ({ width: widthOf(stderr, environment), rows: stderr.rows || ROWS, paint }),
    now: () => performance.now(),
    repeat: (call) => {
      const timer = setInterval(call, REDRAW_MS);
      return () => clearInterval(timer);
    },
  });
}

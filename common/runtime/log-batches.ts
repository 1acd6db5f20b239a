/**
 * Lines of the log, several in one write. A write costs 2 to 5 µs of the process, as much as all
 * else that a search's line costs, so lines of level `info` and below wait up to `WAIT_MS`.
 *
 * LOG-1 A warning or an error is written at once, and what waits is written before it.
 * LOG-2 What waits is written when the process ends: by itself, by `process.exit`, or by an error
 * that nothing catches. A process that is killed loses the lines of its last `WAIT_MS`.
 * LOG-3 Lines stay whole and in order, and what waits is bounded (A6).
 */
import type { DestinationStream } from "pino";

/** Short enough that a person who reads along notices no delay. */
const WAIT_MS = 10;

/** A6: the number of waiting characters at which they are written. */
const WAITING_CHARACTERS_MAX = 16 * 1024;

/** Lines of pino begin with their level. */
const LEVEL_AT = '{"level":'.length;
const MAY_WAIT = /^[123]0$/;

export class LogBatches implements DestinationStream {
  readonly #output: DestinationStream;
  readonly #later: (write: () => void) => void;
  #waiting = "";
  #isPlanned = false;

  /**
   * @param output gets several lines as one text
   * @param later calls back after `WAIT_MS`, and keeps no process from ending meanwhile
   */
  constructor(output: DestinationStream, later = soon) {
    this.#output = output;
    this.#later = later;
  }

  write(line: string): void {
    this.#waiting += line;
    const mayWait = MAY_WAIT.test(line.slice(LEVEL_AT, LEVEL_AT + 2));
    if (!mayWait || this.#waiting.length >= WAITING_CHARACTERS_MAX) this.flush();
    else if (!this.#isPlanned) {
      this.#isPlanned = true;
      this.#later(this.#writePlanned);
    }
  }

  readonly #writePlanned = (): void => {
    this.#isPlanned = false;
    this.flush();
  };

  /** Writes what waits. */
  flush(): void {
    if (this.#waiting === "") return;
    const text = this.#waiting;
    this.#waiting = "";
    this.#output.write(text);
  }
}

function soon(write: () => void): void {
  setTimeout(write, WAIT_MS).unref();
}

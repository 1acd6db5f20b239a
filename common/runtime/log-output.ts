/**
 * The log of a process: standard output, also when its reader is slow or has ended.
 *
 * pino's own output writes in the background and, at the end of the process, tries without end what
 * could not be written: a process whose reader was killed while it wrote did not end. Here no write
 * runs in the background: each text, of one line or several (log-batches.ts), is tried once, also
 * at the end. What a slow reader does not read yet waits, within a bound, and is written before the
 * next text. Once the process ends, no line waits for others: no timer would write it.
 */
import { writeSync } from "node:fs";
import type { DestinationStream } from "pino";
import { LogBatches } from "./log-batches.ts";

/** A6: beyond this, texts are dropped. */
const WAITING_BYTES_MAX = 1024 * 1024;

const READER_GONE: ReadonlySet<unknown> = new Set(["EPIPE", "ECONNRESET", "EBADF"]);

let ofProcess: LogBatches | undefined;
let isEnding = false;

/** The log of this process, a destination for pino. */
export function logOutput(): DestinationStream {
  return {
    write(line) {
      ofProcess ??= flushedAtExit(new LogBatches(textOutput()));
      ofProcess.write(line);
      if (isEnding) ofProcess.flush();
    },
  };
}

function flushedAtExit(batches: LogBatches): LogBatches {
  process.once("exit", () => {
    isEnding = true;
    batches.flush();
  });
  return batches;
}

/**
 * A destination that writes each text at once. A text has one or more whole lines.
 *
 * @param write as `fs.writeSync`: writes some of the bytes and returns how many
 */
export function textOutput(
  fd: number = process.stdout.fd,
  write: (fd: number, bytes: Uint8Array) => number = writeSync,
): DestinationStream {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let isRead = true;

  function send(): void {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const written = write(fd, first);
      waitingBytes -= written;
      if (written < first.length) waiting[0] = first.subarray(written);
      else waiting.shift();
    }
  }

  return {
    write(text) {
      if (!isRead) return;
      const bytes = Buffer.from(text);
      if (waitingBytes + bytes.length <= WAITING_BYTES_MAX) {
        waiting.push(bytes);
        waitingBytes += bytes.length;
      }
      try {
        send();
      } catch (thrown) {
        // A reader that is slow (EAGAIN), or a disk that is full, is tried again with the next
        // text.
        if (!READER_GONE.has((thrown as NodeJS.ErrnoException).code)) return;
        isRead = false;
        waiting = [];
      }
    },
  };
}

/** Writes the bytes of a stream of events to the answer, as they are or compressed. */
import type { ServerResponse } from "node:http";
import { type Coding, createCompressor } from "./compression.ts";
import { writeCommentsBy } from "./half-closed.ts";

export interface EventOutput {
  /** True when what was written before waits for the reader. */
  readonly waits: boolean;
  /** Each text is sent at once. */
  write(text: string): void;
  end(): void;
}

export function plainOutput(response: ServerResponse): EventOutput {
  return {
    get waits() {
      return response.writableNeedDrain;
    },
    write: (text) => void response.write(text),
    end: () => void response.end(),
  };
}

/** The answer's head must be written already. */
export function compressedOutput(response: ServerResponse, coding: Coding): EventOutput {
  const { stream, flushKind } = createCompressor(coding);
  const write = (text: string) => {
    // A comment may come between the last event and the end of the answer, which zlib's thread
    // delays: its error would take the result with it.
    if (stream.writableEnded || stream.destroyed) return;
    stream.write(text);
    stream.flush(flushKind);
  };
  writeCommentsBy(response, write);
  stream.on("error", () => response.destroy());
  stream.pipe(response);
  response.once("close", () => stream.destroy());
  return {
    get waits() {
      return response.writableNeedDrain || stream.writableNeedDrain;
    },
    write,
    end: () => void stream.end(),
  };
}

/**
 * Reading one answer, from its bytes to offers: the same steps on the main thread and on the
 * reading thread, which exchange what is defined here. Pure.
 */
import { gunzipSync } from "node:zlib";
import type { FlightOffer } from "../../proto/messages.ts";
import type { PageReading, PartnerPage } from "./adapter.ts";
import { ADAPTERS } from "./adapters.ts";
import type { Coding } from "./codings.ts";
import { PartnerFault, type Verdict } from "./fault.ts";
import type { PartnerConfig } from "./partner-config.ts";
import type { PartnerReason } from "./reasons.ts";

/**
 * An answer's body, as it comes and unpacked (A6). Duffel's offers are large, up to some 20 kB each
 * with all their conditions.
 */
export const RESPONSE_BYTES_MAX = 8 * 1024 * 1024;
/**
 * Values and lists in an answer's JSON (A6). A thousand of Duffel's offers have some 300,000; 8 MB
 * have room for four million, which took 0.9 s and some hundred MB to parse.
 */
export const VALUES_MAX = 500_000;

/** A body as it came. */
export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The codings that were applied to it, in their order (RFC 9110, 8.4). */
  readonly codings: readonly Coding[];
}

/**
 * One answer to be read. The adapter goes by its name, for functions do not cross to another
 * thread.
 */
export interface Task extends PageReading {
  /** Its name: partners take turns. */
  readonly partner: string;
  readonly adapter: PartnerConfig["adapter"];
  readonly packed: Packed;
}

/**
 * What was read, piece by piece: taking over all of a large answer at once would hold the event
 * loop as well.
 */
export interface Part extends PartnerPage {
  readonly isLast: boolean;
}

/** A PartnerFault as it crosses between threads. */
export interface Fault {
  readonly fault: string;
  readonly verdict: Verdict;
  readonly reason: PartnerReason;
}

/**
 * The reading thread says that it is ready; then to each task a part or a fault, and to each `next`
 * the next part.
 */
export type FromThread = "ready" | Part | Fault;
export type ToThread = Task | "next";

/** Flights in one part: some 2,000 values, which take less than a millisecond to copy. */
const PART_SEGMENTS_MAX = 200;

/**
 * The body's text, or undefined when it has more bytes than that. @throws PartnerFault when it is
 * no gzip
 */
export function unpack({ bytes, codings }: Packed, bytesMax: number): Uint8Array | undefined {
  if (bytes.length > bytesMax) return undefined;
  let unpacked: Uint8Array = bytes;
  try {
    for (const _ of codings) unpacked = gunzipSync(unpacked, { maxOutputLength: bytesMax });
    return unpacked;
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw new PartnerFault(
      `its answer is no gzip: ${(thrown as Error).message}`,
      "sick",
      "partner-bad-answer",
    );
  }
}

/** Offers out of unpacked text, in steps. @throws PartnerFault */
export function readText(
  task: Omit<Task, "packed">,
  text: Uint8Array,
): Generator<undefined, PartnerPage> {
  return ADAPTERS[task.adapter].offers(new TextDecoder().decode(text), task);
}

/** Reads an answer to its end without a pause: on the reading thread. @throws PartnerFault */
export function readWhole(task: Task): Generator<Part> {
  const text = unpack(task.packed, RESPONSE_BYTES_MAX);
  if (text === undefined)
    throw new PartnerFault(
      `answered more than ${RESPONSE_BYTES_MAX} bytes`,
      "sick",
      "partner-bad-answer",
    );
  if (hasMoreValues(text, VALUES_MAX))
    throw new PartnerFault(`answered more than ${VALUES_MAX} values`, "sick", "partner-bad-answer");
  return inParts(exhaust(readText(task, text)));
}

/** Runs work to its end in one go. */
export function exhaust<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const [QUOTE, BACKSLASH, COMMA, LIST, OBJECT] = Buffer.from('"\\,[{') as unknown as [
  number,
  number,
  number,
  number,
  number,
];

/**
 * Whether JSON has more values than that: a comma or an opening bracket outside of strings for
 * each. Empty lists count twice.
 */
export function hasMoreValues(text: Uint8Array, max: number): boolean {
  let values = 0;
  let isInString = false;
  for (let i = 0; i < text.length && values <= max; i++) {
    const byte = text[i];
    if (isInString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) isInString = false;
    } else if (byte === QUOTE) isInString = true;
    else if (byte === COMMA || byte === LIST || byte === OBJECT) values++;
  }
  return values > max;
}

/** All of a page, offers bit by bit; the last part has the rest of what it says. */
export function* inParts({ offers, ...page }: PartnerPage): Generator<Part> {
  let part: FlightOffer[] = [];
  let segments = 0;
  for (const offer of offers) {
    const more = offer.slices.reduce((sum, slice) => sum + slice.segments.length, 0);
    if (segments > 0 && segments + more > PART_SEGMENTS_MAX) {
      yield { offers: part, refused: [], read: 0, next: null, isLast: false };
      part = [];
      segments = 0;
    }
    part.push(offer);
    segments += more;
  }
  yield { ...page, offers: part, isLast: true };
}

/**
 * Parses one answer, from its bytes to offers: the same steps on the main thread and on the
 * parser's thread, which exchange what is defined here. Pure.
 */
import { gunzipSync } from "node:zlib";
import type { FlightOffer } from "../../../proto/messages.ts";
import type { PageContext, PartnerPage } from "../adapter.ts";
import { ADAPTERS } from "../adapters.ts";
import type { ContentCoding } from "../http/content-codings.ts";
import type { PartnerConfig } from "../partner-config.ts";
import { PartnerFailure, type PartnerHealth } from "../partner-failure.ts";
import type { PartnerReason } from "../public-reasons.ts";

/**
 * An answer's body, as received and decompressed (A6). Duffel's offers are large, up to some 20 kB
 * each with all their conditions.
 */
export const RESPONSE_BYTES_MAX = 8 * 1024 * 1024;
/**
 * Values and lists in an answer's JSON (A6). A thousand of Duffel's offers have some 300,000; 8 MB
 * have room for four million, which took 0.9 s and some hundred MB to parse.
 */
export const VALUES_MAX = 500_000;

/** A body as it was received. */
export interface EncodedBody {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The codings that were applied to it, in their order (RFC 9110, 8.4). */
  readonly codings: readonly ContentCoding[];
}

/**
 * One answer to parse. The adapter is given by its name, since functions do not cross to another
 * thread.
 */
export interface ParseTask extends PageContext {
  /** Its name: partners take turns (PARSEQUEUE-1). */
  readonly partner: string;
  readonly adapter: PartnerConfig["adapter"];
  readonly body: EncodedBody;
}

/**
 * What was parsed, part by part: receiving all of a large answer at once would block the event loop
 * as well.
 */
export interface AnswerPart extends PartnerPage {
  readonly isLast: boolean;
}

/** A PartnerFailure as it is sent between threads. */
export interface SerializedFailure {
  readonly failure: string;
  readonly health: PartnerHealth;
  readonly reason: PartnerReason;
}

/**
 * The thread sends `ready` first; then for each task a part or a failure, and for each `next` the
 * next part.
 */
export type MessageFromThread = "ready" | AnswerPart | SerializedFailure;
export type MessageToThread = ParseTask | "next";

/** Flights in one part: some 2,000 values, which take less than a millisecond to copy. */
const PART_SEGMENTS_MAX = 200;

/**
 * The body's text, or undefined when it has more bytes than that. @throws PartnerFailure when it is
 * not gzip
 */
export function decodedBody(
  { bytes, codings }: EncodedBody,
  bytesMax: number,
): Uint8Array | undefined {
  if (bytes.length > bytesMax) return undefined;
  let unpacked: Uint8Array = bytes;
  try {
    for (const _ of codings) unpacked = gunzipSync(unpacked, { maxOutputLength: bytesMax });
    return unpacked;
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") return undefined;
    throw new PartnerFailure(
      `its answer is not gzip: ${(thrown as Error).message}`,
      "unhealthy",
      "partner-bad-answer",
    );
  }
}

/** Offers from decompressed text, in steps. @throws PartnerFailure */
export function parseText(
  task: Omit<ParseTask, "body">,
  text: Uint8Array,
): Generator<undefined, PartnerPage> {
  return ADAPTERS[task.adapter].offers(new TextDecoder().decode(text), task);
}

/** Parses an answer to its end without a pause: on the thread. @throws PartnerFailure */
export function parseWhole(task: ParseTask): Generator<AnswerPart> {
  const text = decodedBody(task.body, RESPONSE_BYTES_MAX);
  if (text === undefined)
    throw new PartnerFailure(
      `answered more than ${RESPONSE_BYTES_MAX} bytes`,
      "unhealthy",
      "partner-bad-answer",
    );
  if (hasMoreValuesThan(text, VALUES_MAX))
    throw new PartnerFailure(
      `answered more than ${VALUES_MAX} values`,
      "unhealthy",
      "partner-bad-answer",
    );
  return inParts(runToEnd(parseText(task, text)));
}

/** Runs work to its end in one go. */
export function runToEnd<T>(work: Generator<undefined, T>): T {
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
export function hasMoreValuesThan(text: Uint8Array, max: number): boolean {
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

/** A page in parts of few offers each; the last part has the other fields of the page. */
export function* inParts({ offers, ...page }: PartnerPage): Generator<AnswerPart> {
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

/**
 * The form of a request's body and the wanted form of its answer, from its headers (RFC 9110,
 * sections 8 and 12).
 */
import type { IncomingHttpHeaders } from "node:http";
import { MIMEType } from "node:util";
import { AuctionError } from "../../proto/errors.ts";
import { quoted } from "../search/problem.ts";
import { remembered } from "./remembered.ts";

/** The forms of the answer to a search. A caller without a preference gets JSON. */
const EVENTS = new MIMEType("text/event-stream; charset=utf-8");
const JSON_DOCUMENT = new MIMEType("application/json; charset=utf-8");

interface MediaRange {
  readonly type: MIMEType;
  /** 0 to 1; 0 is "not acceptable". */
  readonly quality: number;
  /** Parameters without the weight. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/**
 * True when `Accept` prefers events to JSON, or has both at the same quality and names events. The
 * most specific range that matches a form gives its quality (RFC 9110, 12.5.1), so a range for all
 * forms gives JSON a quality too.
 */
export function wantsEvents(accept: string | undefined): boolean {
  return accept !== undefined && prefersEvents(accept);
}

const prefersEvents = remembered((accept) => {
  const ranges = rangesOf(accept);
  const events = preferenceFor(EVENTS, ranges);
  const json = preferenceFor(JSON_DOCUMENT, ranges);
  if (events.quality === 0 || events.quality < json.quality) return false;
  return events.quality > json.quality || events.precedence >= NAMED;
});

/** The least precedence of a range that names the form itself. */
const NAMED = 2;

function preferenceFor(
  form: MIMEType,
  ranges: readonly MediaRange[],
): { quality: number; precedence: number } {
  let best = { quality: 0, precedence: -1 };
  for (const range of ranges) {
    const precedence = precedenceOf(range, form);
    if (
      precedence > best.precedence ||
      (precedence === best.precedence && range.quality > best.quality)
    ) {
      if (precedence >= 0) best = { quality: range.quality, precedence };
    }
  }
  return best;
}

/**
 * How specifically a range matches: all forms 0, the type 1, the form 2, and 1 more for each
 * parameter; -1 when it does not match.
 */
function precedenceOf({ type, parameters }: MediaRange, form: MIMEType): number {
  const matches = ([name, value]: readonly [string, string]) =>
    form.params.get(name) === value.toLowerCase();
  if (!parameters.every(matches)) return -1;
  if (type.essence === form.essence) return NAMED + parameters.length;
  if (type.subtype !== "*") return -1;
  if (type.type === form.type) return 1;
  return type.type === "*" ? 0 : -1;
}

/**
 * A6: of a longer header only the beginning is read, so that a header that is made to be slow to
 * read takes little time. No caller needs more.
 */
const ACCEPT_LENGTH_MAX = 1_024;

/** Each media range with its quality. A range that cannot be read is ignored. */
function rangesOf(accept: string): MediaRange[] {
  const ranges: MediaRange[] = [];
  for (const [element] of accept
    .slice(0, ACCEPT_LENGTH_MAX)
    .matchAll(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g)) {
    const type = mediaType(element);
    if (type === undefined) continue;
    const quality = Number(type.params.get("q") ?? 1);
    if (quality >= 0 && quality <= 1)
      ranges.push({ type, quality, parameters: [...type.params].filter(([name]) => name !== "q") });
  }
  return ranges;
}

/**
 * True when the caller has this version already: `If-None-Match` names its tag or is `*` (RFC 9110,
 * 13.1.2, weak comparison).
 */
export function isCurrent(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch?.trim() === "*") return true;
  const tags = ifNoneMatch?.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((one) => one.replace(/^W\//, "") === tag);
}

/** True for a body that is JSON and has no parameter but its charset, and no content coding. */
export function isPlainJson(headers: IncomingHttpHeaders): boolean {
  const type = headers["content-type"];
  return type !== undefined && headers["content-encoding"] === undefined && isPlainJsonType(type);
}

const isPlainJsonType = remembered((text) =>
  /^application\/json(?:; ?charset=utf-8)?$/i.test(text),
);

/**
 * A body must have no content coding, and must be UTF-8 as JSON is (RFC 8259, 8.1).
 *
 * @throws AuctionError `unsupported-media-type`
 */
export function checkBodyForm(headers: IncomingHttpHeaders): void {
  const coding = headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (coding !== "identity") {
    throw new AuctionError(
      "unsupported-media-type",
      `the body is encoded as '${quoted(coding)}'; send it without a content-encoding`,
    );
  }
  const charset = charsetOf(headers["content-type"] ?? "");
  if (!/^utf-?8$/i.test(charset)) {
    throw new AuctionError(
      "unsupported-media-type",
      `the body is in the charset '${quoted(charset)}'; JSON is sent as utf-8`,
    );
  }
}

const charsetOf = remembered((text) => mediaType(text)?.params.get("charset") ?? "utf-8");

function mediaType(text: string): MIMEType | undefined {
  try {
    return new MIMEType(text);
  } catch {
    return undefined; // fastify refuses a content-type that cannot be read
  }
}

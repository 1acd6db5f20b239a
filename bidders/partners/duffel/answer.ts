/** An answer of Duffel: its offers, and where more of them are. */
import {
  CURSOR_CHARS_MAX,
  describeRefused,
  GONE,
  type PageContext,
  type PartnerPage,
} from "../adapter.ts";
import { OfferMerger } from "../offers/fares.ts";
import { parseJson } from "../parsing/parse-json.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { printable } from "../printable.ts";
import { describeErrors, healthOf } from "./errors.ts";
import { readOffer } from "./read-offer.ts";
import { duffelOffer } from "./schema.ts";

/** The most that Duffel puts on one page. */
const PAGE_LIMIT = 200;
const ID_CHARS_MAX = 80;
export function* offers(
  responseBody: string,
  reading: PageContext,
): Generator<undefined, PartnerPage> {
  const json = parseJson(responseBody, reading.secret);
  if (reading.offerId !== undefined && isGone(json)) return GONE;
  const { all, next, isIncomplete } =
    reading.offerId === undefined ? parseAnswer(json, reading.cursor) : parseOne(json);
  // Shortened before its elements are read: a body of 8 MB has room for millions.
  const raws = all.slice(0, reading.offersMax);
  const refused: string[] = [];
  const merger = new OfferMerger();
  let mismatches = 0;
  for (const [i, raw] of raws.entries()) {
    yield;
    const parsed = duffelOffer.safeParse(raw);
    if (!parsed.success) mismatches++;
    const read = parsed.success
      ? readOffer(parsed.data, reading)
      : describeIssue(parsed.error.issues);
    if (typeof read === "string") refused.push(`${nameOf(raw, i)} ${read}`);
    else merger.add(read);
  }
  if (all.length > raws.length)
    refused.push(`${all.length - raws.length} offers beyond the first ${reading.offersMax}`);
  if (isIncomplete) refused.push("what follows, on a page that it does not name as Duffel does");
  const page = { offers: merger.offers, refused, read: raws.length, next };
  // Offers that we do not sell are a valid answer; a list without any offer in it is not.
  if (mismatches > 0 && mismatches === raws.length)
    throw new PartnerFailure(describeRefused(page), "unhealthy", "partner-bad-answer");
  return page;
}

/** The public reason of an error, by what it shows about Duffel. */
const REASONS = {
  healthy: "partner-refused",
  unhealthy: "partner-error",
  unknown: "partner-busy",
} as const;

/** Duffel's codes for an offer that was there and cannot be bought any more. */
const GONE_CODES: ReadonlySet<unknown> = new Set([
  "offer_no_longer_available",
  "offer_expired",
  "not_found",
]);

function isGone(json: unknown): boolean {
  const errors = fieldOf(json, "errors");
  return Array.isArray(errors) && GONE_CODES.has(fieldOf(errors[0], "code"));
}

/** The offer that was asked for by its id. @throws PartnerFailure */
function parseOne(json: unknown): DuffelPage {
  const errors = describeErrors(json);
  if (errors !== undefined)
    throw new PartnerFailure(errors, healthOf(json), REASONS[healthOf(json)]);
  return { all: [fieldOf(json, "data")], next: null, isIncomplete: false };
}

interface DuffelPage {
  readonly all: readonly unknown[];
  readonly next: string | null;
  /** It states that there is more, but not where in a form that can be used. */
  readonly isIncomplete: boolean;
}

/** The offers of an answer, and where more of them are. @throws PartnerFailure */
function parseAnswer(json: unknown, cursor: string | null): DuffelPage {
  const errors = describeErrors(json);
  if (errors !== undefined)
    throw new PartnerFailure(errors, healthOf(json), REASONS[healthOf(json)]);
  const data = fieldOf(json, "data");
  const all = Array.isArray(data) ? data : fieldOf(data, "offers");
  const id =
    cursor === null ? fieldOf(data, "id") : new URLSearchParams(cursor).get("offer_request_id");
  const pages =
    typeof id === "string" && id !== "" && id.length <= ID_CHARS_MAX ? pagesOf(id) : undefined;
  // Duffel may leave the offers out of its answer to a request; they are then read in pages.
  if (all === undefined && pages !== undefined && cursor === null)
    return { all: [], next: pages(null), isIncomplete: false };
  if (!Array.isArray(all)) {
    const what =
      typeof data === "object" && data !== null ? "data.offers is not one" : "data is missing";
    throw new PartnerFailure(
      `answered no list of offers: ${what}`,
      "unhealthy",
      "partner-bad-answer",
    );
  }
  const after = fieldOf(fieldOf(json, "meta"), "after") ?? null;
  if (after === null) return { all, next: null, isIncomplete: false };
  const next = typeof after === "string" && after !== "" && pages !== undefined ? pages(after) : "";
  return next === "" || next.length > CURSOR_CHARS_MAX
    ? { all, next: null, isIncomplete: true }
    : { all, next, isIncomplete: false };
}

function pagesOf(id: string): (after: string | null) => string {
  const query = { offer_request_id: id, sort: "total_amount", limit: String(PAGE_LIMIT) };
  return (after) => new URLSearchParams(after === null ? query : { ...query, after }).toString();
}

function fieldOf(json: unknown, name: string): unknown {
  return typeof json === "object" && json !== null
    ? (json as Record<string, unknown>)[name]
    : undefined;
}

function nameOf(raw: unknown, i: number): string {
  const id = typeof raw === "object" && raw !== null ? (raw as { id?: unknown }).id : undefined;
  return typeof id === "string" && id !== "" ? printable(id) : `offer ${i}`;
}

function describeIssue(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): string {
  const [first] = issues;
  if (first === undefined) return "is not an offer";
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : "";
  return `${first.path.map(String).join(".") || "the body"}: ${first.message}${more}`;
}

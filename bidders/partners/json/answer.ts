/** The answer of an outside seller, as a mapping describes it: its offers, and the next page. */
import {
  CURSOR_CHARS_MAX,
  describeRefused,
  GONE,
  type PageContext,
  type PartnerPage,
} from "../adapter.ts";
import { OfferMerger } from "../offers/fares.ts";
import { short } from "../offers/seller-values.ts";
import { parseJson } from "../parsing/parse-json.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { printable } from "../printable.ts";
import type { JsonMapping } from "./mapping.ts";
import { finderIn, type ValueFinder } from "./path.ts";
import { readOffer } from "./read-offer.ts";
import { mappingOf } from "./request.ts";

export function* offers(
  responseBody: string,
  reading: PageContext,
): Generator<undefined, PartnerPage> {
  const mapping = mappingOf({ name: "this partner", mapping: reading.mapping });
  const { answer } = mapping;
  const json = parseJson(responseBody, reading.secret);
  const finder = finderIn(json);
  const error = answer.error === undefined ? null : finder.find(answer.error, json);
  if (!isNothing(error))
    throw new PartnerFailure(
      `answered an error: ${describeError(error)}`,
      "unhealthy",
      "partner-error",
    );
  const one = reading.offerId === undefined ? undefined : priced(mapping, finder, json);
  if (one === null) return GONE;
  const all = one === undefined ? finder.find(answer.offers, json) : [one];
  if (!Array.isArray(all)) {
    const what = `there is ${all === null ? "nothing" : short(all)} at ${answer.offers}`;
    throw new PartnerFailure(
      `answered no list of offers: ${what}`,
      "unhealthy",
      "partner-bad-answer",
    );
  }

  const raws: readonly unknown[] = all.slice(0, reading.offersMax);
  const refused: string[] = [];
  const merger = new OfferMerger();
  let mismatches = 0;
  for (const [i, raw] of raws.entries()) {
    yield;
    finder.enter(raw);
    const read = readOffer(raw, finder, mapping, reading);
    for (const one of read.sold) merger.add(one);
    for (const why of read.refused) refused.push(`${nameOf(raw, i, finder, mapping)} ${why}`);
    if (read.isMismatch) mismatches++;
  }
  if (all.length > raws.length)
    refused.push(`${all.length - raws.length} offers beyond the first ${reading.offersMax}`);
  const next = one === undefined ? nextPage(json, finder, mapping, reading.cursor) : null;
  if (typeof next === "object" && next !== null) refused.push(next.why);
  const page = {
    offers: merger.offers,
    refused,
    read: raws.length,
    next: typeof next === "string" ? next : null,
  };
  if (mismatches > 0 && mismatches === raws.length)
    throw new PartnerFailure(describeRefused(page), "unhealthy", "partner-bad-answer");
  return page;
}

/** The offer that was asked for by its id; null where there is none. */
function priced({ price }: JsonMapping, { find }: ValueFinder, json: unknown): unknown {
  const one = price === undefined ? null : find(price.offer, json);
  return isNothing(one) ? null : one;
}

function isNothing(value: unknown): boolean {
  return (
    value == null ||
    value === false ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

function describeError(error: unknown): string {
  if (typeof error === "string") return printable(error);
  try {
    return printable(JSON.stringify(error));
  } catch {
    return "nested too deeply to be shown";
  }
}

function nextPage(
  json: unknown,
  { find }: ValueFinder,
  { answer: { pages } }: JsonMapping,
  cursor: string | null,
): string | { why: string } | null {
  if (pages === undefined) return null;
  if (pages.kind === "number") {
    const [total, current] = [find(pages.total, json), Number(cursor ?? 1)];
    if (total === null) return null;
    if (!Number.isSafeInteger(total))
      return {
        why: `what follows: there are '${short(total)}' pages, which is not a number of them`,
      };
    return current < (total as number) ? String(current + 1) : null;
  }
  const next = find(pages.next, json);
  if (isNothing(next)) return null;
  const text = typeof next === "string" ? next : Number.isSafeInteger(next) ? String(next) : "";
  return text === "" || text.length > CURSOR_CHARS_MAX
    ? { why: `what follows: '${short(next)}' does not name the next page` }
    : text;
}

function nameOf(raw: unknown, i: number, { find }: ValueFinder, { answer }: JsonMapping): string {
  const id = answer.offer.id === undefined ? null : find(answer.offer.id, raw);
  return typeof id === "string" || typeof id === "number" ? short(id) : `offer ${i}`;
}

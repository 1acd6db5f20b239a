/**
 * The adapter to a seller of JSON over HTTP that a mapping describes (`mapping.ts`): no code for a
 * new one. What the mapping finds in an answer is an outsider's, and is read as exactly, and
 * checked as much, as any other seller's offers.
 */
import {
  CABINS,
  type Cabin,
  type Fare,
  type FlightOffer,
  type FlightSearch,
  type OfferSlice,
  type Segment,
} from "../../../proto/messages.ts";
import {
  type Adapter,
  CURSOR_CHARS_MAX,
  describeRefused,
  type PageReading,
  type PageRequest,
  type PartnerPage,
  type PartnerRequest,
  pathUnder,
} from "../adapter.ts";
import {
  bookingClasses,
  FareShelf,
  type FareTerms,
  fareName,
  leastBags,
  NO_TERMS,
  withFare,
} from "../fares.ts";
import { clean, PartnerFault, parseJson } from "../fault.ts";
import { cabinMisfit, expiryOf, misfit, sliceMinutes } from "../fit.ts";
import type { PartnerConfig } from "../partner-config.ts";
import { flightNumber, isoMinutes, localTime, money, short } from "../values.ts";
import type { JsonMapping } from "./mapping.ts";
import { type Finder, finderIn } from "./path.ts";
import { fillJson, fillText, says, type Values } from "./template.ts";

/** Lists within an offer: longer ones are no offer, and are not looked at (A6). */
const LISTS_MAX = { slices: 6, segments: 8, fares: 24 };
/** As Duffel's adapter has them, and for its reasons. */
const AGES = { adult: 30, child: 11, infant: 1 };

function mappingOf(partner: Pick<PartnerConfig, "mapping" | "name">): JsonMapping {
  if (partner.mapping === null)
    throw new PartnerFault(`${partner.name} has no mapping`, "unknown", "partner-internal");
  return partner.mapping;
}

function unaskable({ slices, cabin }: FlightSearch, partner: PartnerConfig): string | undefined {
  const { request } = mappingOf(partner);
  if (request.cabins[cabin] === undefined) return `cannot be asked for ${cabin}`;
  if (says(request, "slices") || slices.length === 1) return undefined;
  const [out, back] = slices;
  const isReturn =
    slices.length === 2 && out?.origin === back?.destination && out?.destination === back?.origin;
  if (says(request, "returnDate"))
    return isReturn ? undefined : "can be asked for one way and for there and back only";
  return "can be asked for one way only";
}

function request(search: FlightSearch, partner: PartnerConfig, page: PageRequest): PartnerRequest {
  const { request: spoken, answer } = mappingOf(partner);
  const values = valuesOf(search, partner, page);
  const path = pathUnder(partner, fillText(spoken.path, values, encodeURIComponent));
  const query = Object.entries(spoken.query).map(
    ([name, text]) => [name, fillText(text, values)] as const,
  );
  const headers = Object.entries(spoken.headers).map(
    ([name, text]) => [name.toLowerCase(), fillText(text, values)] as const,
  );
  const target = new URL(path, partner.url);
  for (const [name, text] of query) if (text !== "") target.searchParams.set(name, text);
  const isLink = answer.pages?.kind === "link" && page.cursor !== null;
  const url = isLink ? linked(page.cursor ?? "", target) : target;
  if (spoken.auth.kind === "query") url.searchParams.set(spoken.auth.name, partner.token);
  const hasBody = spoken.body !== undefined && !isLink;
  return {
    method: isLink ? "GET" : spoken.method,
    path: url.pathname + url.search,
    headers: {
      accept: "application/json",
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...Object.fromEntries(headers),
      ...(spoken.auth.kind === "bearer" ? { authorization: `Bearer ${partner.token}` } : {}),
      ...(spoken.auth.kind === "header" ? { [spoken.auth.name.toLowerCase()]: partner.token } : {}),
      "accept-encoding": "gzip",
    },
    body: hasBody
      ? JSON.stringify(fillJson(spoken.body, values, listsOf(search, mappingOf(partner))))
      : null,
  };
}

/**
 * The page that a link names, on the host that was asked, by the same protocol. An outsider does
 * not choose whom else we call, with our token at that. @throws PartnerFault
 */
function linked(link: string, asked: URL): URL {
  const url = URL.canParse(link, asked.href) ? new URL(link, asked.href) : undefined;
  if (url === undefined)
    throw new PartnerFault(
      `its next page, '${short(link)}', is no URL`,
      "sick",
      "partner-bad-answer",
    );
  if (url.origin !== asked.origin || url.username + url.password !== "") {
    throw new PartnerFault(
      `its next page is on another host, ${clean(url.origin, 80)}, which is not asked`,
      "sick",
      "partner-bad-answer",
    );
  }
  return url;
}

function valuesOf(
  search: FlightSearch,
  partner: PartnerConfig,
  { supplierTimeoutMs, cursor }: PageRequest,
): Values {
  const { request, answer } = mappingOf(partner);
  const [first, second] = search.slices;
  const { adults, children, infants } = search.passengers;
  return {
    origin: first?.origin ?? null,
    destination: first?.destination ?? null,
    departureDate: first?.departureDate ?? null,
    returnDate: second?.departureDate ?? null,
    adults,
    children,
    infants,
    travellers: adults + children + infants,
    cabin: request.cabins[search.cabin] ?? null,
    currency: partner.currency ?? search.currency,
    maxStops: search.maxStops,
    timeoutMs: Math.max(1, Math.floor(supplierTimeoutMs)),
    cursor: answer.pages?.kind === "cursor" ? cursor : null,
    page: answer.pages?.kind === "number" ? Number(cursor ?? 1) : 1,
    token: partner.token,
  };
}

function listsOf(search: FlightSearch, { request }: JsonMapping) {
  const { adults, children, infants } = search.passengers;
  const kinds = [
    ["adult", adults] as const,
    ["child", children] as const,
    ["infant", infants] as const,
  ];
  return {
    slices: search.slices.map(({ origin, destination, departureDate }) => ({
      origin,
      destination,
      departureDate,
    })),
    travellers: kinds.flatMap(([kind, count]) =>
      Array.from({ length: count }, () => ({
        type: request.travellers[kind] ?? kind,
        age: AGES[kind],
      })),
    ),
  };
}

function* offers(responseBody: string, reading: PageReading): Generator<undefined, PartnerPage> {
  const mapping = mappingOf({ name: "this partner", mapping: reading.mapping });
  const { answer } = mapping;
  const json = parseJson(responseBody, reading.secret);
  const finder = finderIn(json);
  const error = answer.error === undefined ? null : finder.find(answer.error, json);
  if (!isNothing(error))
    throw new PartnerFault(`answered an error: ${tellError(error)}`, "sick", "partner-error");
  const all = finder.find(answer.offers, json);
  if (!Array.isArray(all)) {
    const what = `there is ${all === null ? "nothing" : short(all)} at ${answer.offers}`;
    throw new PartnerFault(`answered no list of offers: ${what}`, "sick", "partner-bad-answer");
  }

  const raws: readonly unknown[] = all.slice(0, reading.offersMax);
  const refused: string[] = [];
  const shelf = new FareShelf();
  let shapeless = 0;
  for (const [i, raw] of raws.entries()) {
    yield;
    finder.enter(raw);
    const read = readOffer(raw, finder, mapping, reading);
    for (const one of read.sold) shelf.add(one);
    for (const why of read.refused) refused.push(`${nameOf(raw, i, finder, mapping)} ${why}`);
    if (read.isShapeless) shapeless++;
  }
  if (all.length > raws.length)
    refused.push(`${all.length - raws.length} offers beyond the first ${reading.offersMax}`);
  const next = nextPage(json, finder, mapping, reading.cursor);
  if (typeof next === "object" && next !== null) refused.push(next.why);
  const page = {
    offers: shelf.offers,
    refused,
    read: raws.length,
    next: typeof next === "string" ? next : null,
  };
  if (shapeless > 0 && shapeless === raws.length)
    throw new PartnerFault(describeRefused(page), "sick", "partner-bad-answer");
  return page;
}

function isNothing(value: unknown): boolean {
  return (
    value == null ||
    value === false ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

function tellError(error: unknown): string {
  if (typeof error === "string") return clean(error);
  try {
    return clean(JSON.stringify(error));
  } catch {
    return "nested too deeply to be told";
  }
}

function nextPage(
  json: unknown,
  { find }: Finder,
  { answer: { pages } }: JsonMapping,
  cursor: string | null,
): string | { why: string } | null {
  if (pages === undefined) return null;
  if (pages.kind === "number") {
    const [total, current] = [find(pages.total, json), Number(cursor ?? 1)];
    if (total === null) return null;
    if (!Number.isSafeInteger(total))
      return { why: `what follows: there are '${short(total)}' pages, which is no number of them` };
    return current < (total as number) ? String(current + 1) : null;
  }
  const next = find(pages.next, json);
  if (isNothing(next)) return null;
  const text = typeof next === "string" ? next : Number.isSafeInteger(next) ? String(next) : "";
  return text === "" || text.length > CURSOR_CHARS_MAX
    ? { why: `what follows: '${short(next)}' does not name the next page` }
    : text;
}

interface ReadOffer {
  readonly sold: readonly FlightOffer[];
  readonly refused: readonly string[];
  /**
   * It is not what the mapping says an offer is. One that is, and that we do not sell, is still an
   * offer.
   */
  readonly isShapeless: boolean;
}

/**
 * Thrown while one offer is read, and caught at its end: what is not in the shape that the mapping
 * says.
 */
class Shapeless extends Error {}

function readOffer(
  raw: unknown,
  finder: Finder,
  mapping: JsonMapping,
  reading: PageReading,
): ReadOffer {
  try {
    const { offer, fare } = mapping.answer;
    const seller = textAt(raw, offer.seller, "seller", finder, /^[^\p{C}]{1,60}$/u).trim();
    if (seller === "") throw new Shapeless("seller: is empty");
    const expiresAtMs = expiry(raw, finder, offer, reading.nowMs);
    const slices = readSlices(raw, finder, mapping, reading.search);
    if (typeof slices === "string") return { sold: [], refused: [slices], isShapeless: false };
    const base = {
      seller,
      expiresAtMs,
      modelled: offer.modelled !== undefined && finder.find(offer.modelled, raw) === true,
      slices,
    };
    const sold: FlightOffer[] = [];
    const refused: string[] = [];
    for (const one of listAt(raw, offer.fares, "fares", finder, LISTS_MAX.fares)) {
      const price = money(
        finder.find(fare.price.amount, one),
        fare.price.unit,
        finder.find(fare.price.currency, one),
      );
      if (typeof price === "string") refused.push(price);
      else if (price.amount === 0) refused.push("costs nothing");
      else sold.push(withFare({ ...base, price }, termsOf(one, finder, fare, price.currency)));
    }
    const why = misfit(base, reading);
    return why === undefined
      ? { sold, refused, isShapeless: sold.length === 0 && !refused.includes("costs nothing") }
      : { sold: [], refused: [why], isShapeless: false };
  } catch (thrown) {
    if (!(thrown instanceof Shapeless)) throw thrown;
    return { sold: [], refused: [thrown.message], isShapeless: true };
  }
}

function readSlices(
  raw: unknown,
  finder: Finder,
  { request, answer }: JsonMapping,
  search: FlightSearch,
): OfferSlice[] | string {
  const cabins: (Cabin | undefined)[] = [];
  const slices = listAt(raw, answer.offer.slices, "slices", finder, LISTS_MAX.slices).map(
    (slice) => {
      const segments = listAt(
        slice,
        answer.slice.segments,
        "segments",
        finder,
        LISTS_MAX.segments,
      ).map((one) => {
        const said =
          answer.segment.cabin === undefined ? null : finder.find(answer.segment.cabin, one);
        // What was asked for comes first: a seller may have one word for two cabins.
        cabins.push(
          [search.cabin, ...CABINS].find(
            (cabin) => said !== null && request.cabins[cabin] === said,
          ),
        );
        return readSegment(one, finder, answer.segment);
      });
      return { durationMinutes: sliceMinutes(segments), segments };
    },
  );
  return cabinMisfit(cabins, search.cabin) ?? slices;
}

function readSegment(raw: unknown, finder: Finder, at: JsonMapping["answer"]["segment"]): Segment {
  const carrier = textAt(raw, at.carrier, "carrier", finder, /^[A-Z0-9]{2}$/);
  const number = finder.find(at.number, raw);
  const written = typeof number === "number" ? String(number) : number;
  // With another carrier's code it is another's flight: a codeshare's two names must not be mixed.
  if (typeof written !== "string" || !new RegExp(`^(${carrier} ?)?\\d{1,4}[A-Z]?$`).test(written)) {
    throw shapeless("number", at.number, number, `, no flight number of ${carrier}`);
  }
  const aircraft = at.aircraft === undefined ? null : finder.find(at.aircraft, raw);
  return {
    carrier,
    flightNumber: flightNumber(carrier, written),
    origin: textAt(raw, at.origin, "origin", finder, /^[A-Z]{3}$/),
    destination: textAt(raw, at.destination, "destination", finder, /^[A-Z]{3}$/),
    departure: timeAt(raw, at.departure, "departure", finder),
    arrival: timeAt(raw, at.arrival, "arrival", finder),
    durationMinutes: minutesAt(raw, at.duration, finder),
    aircraft: typeof aircraft === "string" && /^[\w-]{1,4}$/.test(aircraft) ? aircraft : "",
  };
}

/**
 * What a fare says beside its price. A part of it that is not in its shape is not told, and costs
 * no more than itself.
 */
function termsOf(
  raw: unknown,
  { find }: Finder,
  at: JsonMapping["answer"]["fare"],
  currency: string,
): FareTerms {
  const look = (path: string | undefined) => (path === undefined ? null : find(path, raw));
  const pieces = (path: string | undefined) => {
    const count = look(path);
    return leastBags([
      Number.isSafeInteger(count) && (count as number) >= 0 ? (count as number) : null,
    ]);
  };
  const terms = (condition: JsonMapping["answer"]["fare"]["change"]): Fare["change"] => {
    const allowed = look(condition?.allowed);
    if (typeof allowed !== "boolean") return null;
    const fee = look(condition?.fee);
    const read = fee === null ? "" : money(fee, at.price.unit, currency);
    return { allowed, fee: allowed && typeof read !== "string" ? read : null };
  };
  const [name, letters] = [look(at.name), look(at.bookingClass)];
  const list: readonly unknown[] =
    typeof letters === "string" ? letters.split(",") : Array.isArray(letters) ? letters : [];
  return {
    ...NO_TERMS,
    name: typeof name === "string" ? fareName(name) : "",
    bookingClass: bookingClasses(
      list.slice(0, 64).map((letter) => (typeof letter === "string" ? letter.trim() : null)),
    ),
    cabinBags: pieces(at.cabinBags),
    checkedBags: pieces(at.checkedBags),
    change: terms(at.change),
    refund: terms(at.refund),
  };
}

function expiry(
  raw: unknown,
  { find }: Finder,
  { expiresAt, heldMinutes = 0 }: JsonMapping["answer"]["offer"],
  nowMs: number,
): number {
  if (expiresAt === undefined) return expiryOf(nowMs + heldMinutes * 60_000, nowMs);
  const said = find(expiresAt, raw);
  const ms =
    typeof said === "number"
      ? epochMs(said)
      : typeof said === "string" && INSTANT.test(said)
        ? Date.parse(said)
        : Number.NaN;
  if (Number.isNaN(ms)) throw shapeless("expiresAt", expiresAt, said);
  return expiryOf(ms, nowMs);
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)$/;

/**
 * Epoch seconds reach 1e11 in the year 5138, milliseconds did in 1973. NaN for what is no instant:
 * a Date ends in the year 275760.
 */
function epochMs(said: number): number {
  return Number.isSafeInteger(said) && said > 0
    ? new Date(said < 1e11 ? said * 1_000 : said).getTime()
    : Number.NaN;
}

function listAt(
  raw: unknown,
  path: string,
  what: string,
  { find }: Finder,
  max: number,
): readonly unknown[] {
  const list = find(path, raw);
  if (!Array.isArray(list) || list.length === 0) throw shapeless(what, path, list);
  if (list.length > max)
    throw new Shapeless(`${what}: ${list.length} at ${path}, at most ${max} are read`);
  return list;
}

function textAt(raw: unknown, path: string, what: string, { find }: Finder, shape: RegExp): string {
  const text = find(path, raw);
  if (typeof text !== "string" || !shape.test(text)) throw shapeless(what, path, text);
  return text;
}

function timeAt(raw: unknown, path: string, what: string, finder: Finder): string {
  const text = finder.find(path, raw);
  const time = typeof text === "string" ? localTime(text) : undefined;
  if (time === undefined)
    throw shapeless(what, path, text, ", no local time like 2026-12-15T08:30");
  return time;
}

function minutesAt(raw: unknown, path: string, { find }: Finder): number {
  const said = find(path, raw);
  const minutes =
    typeof said === "string" ? (/^\d{1,5}$/.test(said) ? Number(said) : isoMinutes(said)) : said;
  if (!Number.isSafeInteger(minutes))
    throw shapeless("duration", path, said, ", no whole minutes and no duration like PT7H35M");
  return minutes as number;
}

function shapeless(what: string, path: string, found: unknown, more = ""): Shapeless {
  return new Shapeless(
    `${what}: ${found === null ? "nothing" : `'${short(found)}'`} at ${clean(path, 60)}${found === null ? "" : more}`,
  );
}

function nameOf(raw: unknown, i: number, { find }: Finder, { answer }: JsonMapping): string {
  const id = answer.offer.id === undefined ? null : find(answer.offer.id, raw);
  return typeof id === "string" || typeof id === "number" ? short(id) : `offer ${i}`;
}

export const json: Adapter = { unaskable, request, offers };

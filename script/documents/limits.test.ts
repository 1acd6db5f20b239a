/** The limits that documents and the page state are those of the code. */
import { expect, test } from "@jest/globals";
import { SELLER_CHARS_MAX } from "../../common/offers/offer-fields.ts";
import {
  BIDS_AN_ATTEMPT_MAX,
  BYTES_AN_ATTEMPT_MAX,
  OFFERS_AN_ATTEMPT_MAX,
} from "../../gateway/auction/fold-bid.ts";
import { LEDGER_LIMITS } from "../../gateway/auction/ledger.ts";
import {
  DAYS_AHEAD_MAX,
  DEADLINE_MS_MIN,
  FLEX_DAYS_MAX,
  NIGHTS_MAX,
  RANGE_DAYS_MAX,
  RESULTS_MAX,
  SEARCH_DEFAULTS,
  STAY_DAYS_MAX,
} from "../../gateway/search/search-terms.ts";
import { FORM_LIMITS, PLAIN_FIELDS } from "../../gateway/web/src/state/search-fields.ts";
import { LIMITS } from "../../proto/limits.ts";
import { MARKETS_MAX } from "../../proto/subjects.ts";
import { readRepositoryFile } from "./files.ts";

const WORDS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const inWords = (count: number) => WORDS[count] ?? String(count);
const grouped = (count: number) => count.toLocaleString("en-US");
const inKib = (bytes: number) => bytes / 1_024;
const inMib = (bytes: number) => bytes / 1_048_576;

const HTTP = "docs/http.md";
const WIRE = "docs/wire-protocol.md";
const AUCTION = "docs/auction.md";
const ARCHITECTURE = "docs/architecture.md";
const { maxStops, maxResults } = SEARCH_DEFAULTS;
const minutesKept = inWords(LEDGER_LIMITS.keepMs / 60_000);

test.each([
  [HTTP, `One to ${inWords(LIMITS.travellersMax)} travellers`],
  [HTTP, `\`maxStops\` ${maxStops} (0–${LIMITS.stopsMax})`],
  [HTTP, `\`maxResults\` ${maxResults} (1–${RESULTS_MAX})`],
  [HTTP, `up to ${inWords(LIMITS.slicesMax)} are multi-city`],
  [HTTP, `to ${DAYS_AHEAD_MAX} days ahead`],
  [HTTP, `\`slices[].flexDays\` (0–${FLEX_DAYS_MAX})`],
  [HTTP, `any of these days, both included, ${RANGE_DAYS_MAX} at most`],
  [HTTP, `so many nights (0–${NIGHTS_MAX})`],
  [HTTP, `on which such a stay can end, ${STAY_DAYS_MAX} at most`],
  [WIRE, `which may have up to ${STAY_DAYS_MAX} days`],
  [HTTP, `both included, ${LIMITS.calendarDaysMax} days at most`],
  [HTTP, `up to ${LIMITS.calendarNightsMax} different numbers of nights`],
  [WIRE, `departure_dates\` (up to ${LIMITS.calendarDaysMax}) is a cell`],
  [WIRE, `(up to ${LIMITS.calendarNightsMax} numbers) is one`],
  [HTTP, `more than ${inKib(LIMITS.requestBytesMax)} KiB`],
  [HTTP, `the result again for ${minutesKept} minutes`],
  [HTTP, `valid for ${minutesKept} minutes after the result`],
  [AUCTION, `the result again for ${minutesKept} minutes`],
  [ARCHITECTURE, `results of the last ${minutesKept} minutes`],
  [WIRE, `may name up to ${MARKETS_MAX} markets`],
  [WIRE, `An answer has at most ${inKib(LIMITS.serviceAnswerBytesMax)} KiB`],
  [WIRE, `| one bid | ${inKib(LIMITS.bidBytesMax)} KiB,`],
  [
    WIRE,
    `| rows of one bid · offers of one answer | ${grouped(LIMITS.offersABidMax)} · ${grouped(OFFERS_AN_ATTEMPT_MAX)} |`,
  ],
  [
    WIRE,
    `| bids of one answer · bytes of one answer | ${BIDS_AN_ATTEMPT_MAX} · ${inMib(BYTES_AN_ATTEMPT_MAX)} MiB |`,
  ],
  [WIRE, `| one offer's body | ${inKib(LIMITS.offerBytesMax)} KiB |`],
  [WIRE, `| slices · segments of a slice | ${LIMITS.slicesMax} · ${LIMITS.segmentsASliceMax} |`],
  [
    WIRE,
    `| seller's name · fare's name or booking classes · aircraft, terminal | ${SELLER_CHARS_MAX.accepted} · ${LIMITS.fareTextLengthMax} · `,
  ],
])("%s states: %s", (document, statement) => {
  expect(readRepositoryFile(document)).toContain(statement);
});

test("the form of the page has the limits of a search", () => {
  expect(FORM_LIMITS).toEqual({
    slicesMax: LIMITS.slicesMax,
    travellersMax: LIMITS.travellersMax,
    stopsMax: LIMITS.stopsMax,
    flexDaysMax: FLEX_DAYS_MAX,
    nearbyKmMax: LIMITS.nearbyKmMax,
    ageMax: LIMITS.ageMax,
    bagsMax: LIMITS.bagsMax,
    deadlineMsMin: DEADLINE_MS_MIN,
    deadlineMsMax: LIMITS.searchDeadlineMsMax,
  });
  const { adults, cabin, currency, sort, maxStops: stops } = PLAIN_FIELDS;
  expect({
    adults: Number(adults),
    cabin,
    currency,
    sort,
    maxStops: Number(stops),
  }).toEqual({
    adults: SEARCH_DEFAULTS.passengers.adults,
    cabin: SEARCH_DEFAULTS.cabin,
    currency: SEARCH_DEFAULTS.currency,
    sort: SEARCH_DEFAULTS.sort,
    maxStops: SEARCH_DEFAULTS.maxStops,
  });
});

/**
 * A search as a caller sends it, in JSON or as protobuf: it is a search with every default, or is
 * refused with all its faults, each of them short. A valid search is the same one when it is
 * validated again.
 */
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { SEARCH_EXAMPLES } from "../../../gateway/search/examples.ts";
import { parseJsonBody, startsAsJson } from "../../../gateway/search/json-body.ts";
import { createValidator } from "../../../gateway/search/validate.ts";
import { decodeRawSearch, encodeSearch } from "../../../proto/codec/index.ts";
import { AuctionError } from "../../../proto/errors.ts";
import { flightSearches } from "../../fixtures/wire/arbitraries.ts";
import { type FuzzTarget, must } from "../target.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");
const CODES: ReadonlySet<string> = new Set(["malformed", "too-large", "invalid-search"]);
/** A caller reads them. */
const FAULTS_CHARS_MAX = 64 * 1024;

const validate = createValidator({
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["EUR", "GBP", "USD"],
  known: () => ["nonstop", "stops"],
  wall: () => NOW,
});

function run(input: Uint8Array): void {
  let search: ReturnType<typeof validate>;
  try {
    search = validate(startsAsJson(input) ? parseJsonBody(input) : decodeRawSearch(input));
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    const { code, faults, message } = thrown;
    must(CODES.has(code), () => `refused as ${code}`);
    must(code !== "invalid-search" || faults.length > 0, () => "invalid without a fault");
    const chars = JSON.stringify(faults).length + message.length;
    must(chars <= FAULTS_CHARS_MAX, () => `${chars} characters of faults`);
    return;
  }
  // What is said to single bidders alone does not go to all of them.
  const { params: _params, disabled: _disabled, ...plain } = search;
  const again = validate(decodeRawSearch(encodeSearch(plain)));
  const isSame = isDeepStrictEqual(again, plain);
  must(isSame, () => `${JSON.stringify(plain)} becomes ${JSON.stringify(again)}`);
}

export const searchesJson: FuzzTarget = {
  name: "searches-json",
  form: "text",
  seeds: () => SEARCH_EXAMPLES.map((search) => Buffer.from(JSON.stringify(search))),
  words: [
    ...['"slices"', '"policy"', '"passengers"', '"children"', '"origin"', '"nearby"', '"bags"'],
    ...['"stayNights"', '"departureDate"', '"from"', '"to"', '"params"', '"bidders"', '"via"'],
    ...['"carriers"', '"maxPrice"', '"quorum"', '"50%"', '"EUR"', '"business"', '"LON"', '"KWD"'],
  ],
  msMax: 200,
  run,
};

export const searchesProtobuf: FuzzTarget = {
  name: "searches-protobuf",
  form: "protobuf",
  seeds: () => fc.sample(flightSearches, { seed: 3, numRuns: 20 }).map(encodeSearch),
  words: ["LHR", "LON", "JFK", "USD", "2026-12-15", "economy", "nonstop"],
  msMax: 200,
  run,
};

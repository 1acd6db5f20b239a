/** The fast path of validation against the general path, which is the oracle. */
import { afterAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { allAirports } from "../../common/places/airports.ts";
import { decodeRawSearch, encodeSearch } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { CABINS, type FlightSearch, SORTS } from "../../proto/messages.ts";
import { both, WALL } from "../../test/fixtures/gateway/validations.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";

const DAY_MS = 86_400_000;

/** What the general path says: the search, or undefined where it refuses. */
function generalPath(validate: (raw: unknown) => FlightSearch, raw: unknown) {
  try {
    return validate(raw);
  } catch (thrown) {
    if (thrown instanceof AuctionError) return undefined;
    throw thrown;
  }
}

const numbers = fc.oneof(
  fc.integer({ min: -1, max: 10 }),
  fc.constantFrom(-0, Number.NaN, 0.5, 64, 65, 2 ** 53, Number.POSITIVE_INFINITY, 5_000, 1e300),
);
const mostly = <T>(right: fc.Arbitrary<T>, wrong: fc.Arbitrary<unknown>) =>
  fc.oneof({ arbitrary: right, weight: 15 }, { arbitrary: wrong, weight: 1 });
const upTo = (max: number, min = 0) => mostly(fc.integer({ min, max }), numbers);
const left = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const codes = fc.constantFrom(
  "LHR",
  "JFK",
  "CXI",
  "HNL",
  "BER",
  ...allAirports()
    .slice(0, 50)
    .map(({ code }) => code),
);
const soon = fc
  .oneof(
    { arbitrary: fc.integer({ min: 1, max: 360 }), weight: 9 },
    fc.constantFrom(-2, -1, 0, 361, 362, 363),
  )
  .map((days) => new Date(WALL + days * DAY_MS).toISOString().slice(0, 10));
const aSlice = fc.record({ origin: codes, destination: codes, departureDate: soon });
const inOrder = (list: readonly { departureDate: string }[]) => {
  const dates = list.map(({ departureDate }) => departureDate).sort();
  return list.map((one, i) => ({ ...one, departureDate: dates[i] }));
};
const slices = fc
  .tuple(
    fc.array(aSlice, { minLength: 1, maxLength: 6 }),
    mostly(fc.constant(true), fc.constant(false)),
  )
  .map(([list, isInOrder]) => (isInOrder ? inOrder(list) : list));
const names = mostly(
  fc.constantFrom("nonstop", "stops"),
  fc.constantFrom("rail", "trains", "a b", ""),
);
const policy = fc.record({
  deadlineMs: left(upTo(5_100, 40)),
  quorum: left(
    mostly(
      fc.constantFrom(null, "60%", "100%", 1, 2, 3, 4, 9),
      fc.constantFrom("0%", "101%", 64, 65),
    ),
  ),
  required: left(mostly(fc.array(names, { maxLength: 4 }), fc.constant(Array(17).fill("nonstop")))),
});
/** Searches of which many have no fault; undefined stands for a field that is left out, too. */
const searches = fc.record(
  {
    slices,
    passengers: left(
      fc.record({ adults: left(upTo(5, 1)), children: left(upTo(3)), infants: left(upTo(3)) }),
    ),
    cabin: left(mostly(fc.constantFrom(...CABINS), fc.constant("first class"))),
    currency: left(mostly(fc.constantFrom("EUR", "GBP", "USD"), fc.constant("XAU"))),
    sort: left(mostly(fc.constantFrom(...SORTS), fc.constant("nice"))),
    maxStops: left(upTo(3)),
    maxResults: left(upTo(100, 1)),
    selfTransfer: left(fc.boolean()),
    similar: left(fc.boolean()),
    policy: left(policy),
  },
  { requiredKeys: ["slices"] },
);

/** Values that JSON has not: prototypes, getters, holes, symbols, and so on. */
const odd: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  null,
  undefined,
  Number.NaN,
  -0,
  7,
  "x",
  true,
  [],
  {},
  new Array(2),
  Object.create(null),
  Object.create({ adults: 2, quorum: 1, origin: "LHR" }),
  JSON.parse('{"__proto__":{"adults":3}}'),
  Object.assign(Object.create(null), { adults: 2 }),
  {
    get adults() {
      return 2;
    },
  },
  Object.defineProperty({ children: 1 }, "hidden", { value: 1 }),
  { [Symbol("s")]: 1 },
  Object.assign([], { adults: 1 }),
  new Date(0),
  new Map(),
  new (class {
    adults = 1;
  })(),
  Object.assign(() => {}, { adults: 1 }),
  new String("LHR"),
  new Number(1),
  1n,
);

/** A copy whose objects have the prototypes of this file's realm, as `structuredClone` has not. */
function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));
}

/** The search with one value anywhere in it replaced, removed or added. */
const damaged = fc
  .tuple(
    searches,
    fc.nat(),
    fc.oneof(odd, fc.anything()),
    fc.constantFrom("replace", "remove", "add"),
  )
  .map(([search, at, value, how]) => {
    const places: [object, string][] = [];
    const visit = (one: unknown) => {
      if (typeof one !== "object" || one === null) return;
      for (const [key, inner] of Object.entries(one)) {
        places.push([one, key]);
        visit(inner);
      }
    };
    const copy = copied(search) as object;
    visit(copy);
    const [holder, key] = places[at % places.length] as [Record<string, unknown>, string];
    if (how === "replace") holder[key] = value;
    else if (how === "remove") delete holder[key];
    else holder["colour"] = value;
    return copy;
  });

describe("VALIDATE-1 what the fast path accepts, the general path accepts with an equal search", () => {
  const same = (raw: unknown) => {
    for (const [fastPath, validate] of both) {
      const search = fastPath(raw);
      if (search !== undefined) expect(generalPath(validate, raw)).toStrictEqual(search);
      if (search !== undefined) accepted++;
    }
  };
  let accepted = 0;
  afterAll(() => expect(accepted).toBeGreaterThan(0));

  test.each<[what: string, raws: fc.Arbitrary<unknown>, runs: number]>([
    ["searches", searches, 1_000],
    ["searches with one part damaged", damaged, 2_000],
    ["any values", fc.anything({ withNullPrototype: true, withSparseArray: true }), 500],
    [
      "any values as parts",
      fc.record(
        { slices, passengers: odd, policy: odd, cabin: odd, similar: odd },
        { requiredKeys: ["slices"] },
      ),
      500,
    ],
  ])("property: %s", (_what, raws, runs) => {
    fc.assert(fc.property(raws, same), { numRuns: propertyRuns(runs) });
  });
});

describe("VALIDATE-2 the fast path accepts every request from JSON or protobuf that has no fault", () => {
  const json = (raw: unknown): unknown =>
    JSON.parse(JSON.stringify(raw, (_key, value) => (typeof value === "bigint" ? null : value)));

  test.each<[what: string, raws: fc.Arbitrary<unknown>]>([
    ["JSON", searches],
    ["JSON with one part damaged", damaged],
  ])("property: %s", (_what, raws) => {
    let accepted = 0;
    fc.assert(
      fc.property(raws.map(json), (raw) => {
        for (const [fastPath, validate] of both) {
          const search = fastPath(raw);
          expect(search).toStrictEqual(generalPath(validate, raw));
          if (search !== undefined) accepted++;
        }
      }),
      { numRuns: propertyRuns(1_000) },
    );
    expect(accepted).toBeGreaterThan(0);
  });

  test("property: protobuf", () => {
    const [fastPath, validate] = both[0] as (typeof both)[0];
    fc.assert(
      fc.property(searches, (raw) => {
        const search = generalPath(validate, raw);
        fc.pre(search !== undefined);
        const asReceived = decodeRawSearch(encodeSearch(search as FlightSearch));
        expect(fastPath(asReceived)).toStrictEqual(generalPath(validate, asReceived));
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

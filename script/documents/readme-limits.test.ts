/** README.md: its table of limits is right, and it stays short. */
import { describe, expect, test } from "@jest/globals";
import { createValidator } from "../../gateway/search/validate.ts";
import { AuctionError } from "../../proto/errors.ts";
import { readRepositoryFile } from "./files.ts";

const README = readRepositoryFile("README.md");
const WORDS_MAX = 1_500;

const validate = createValidator({
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: [] },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["USD"],
  known: () => ["stops", "partners"],
  takingParams: () => ["partners"],
  wall: () => Date.parse("2026-11-23T12:00:00Z"),
});

type Fields = Readonly<Record<string, unknown>>;

interface Row {
  readonly cell: string;
  /** The examples of the first column, as one object. */
  readonly fields: Fields;
  readonly bounds: string;
}

const rows: Row[] = README.slice(README.indexOf("| limit, by example |"))
  .split("\n\n")[0]
  ?.split("\n")
  .slice(2)
  .map((line) => {
    const [cell = "", , bounds = ""] = line
      .slice(1)
      .split("|")
      .map((text) => text.trim());
    const examples = [...cell.matchAll(/`(".*?": .*?)`/g)].map(([, text]) => text);
    const json = `{${examples.join(",")}}`
      .replace('"from": …, "to": …', '"from": "2026-12-01", "to": "2026-12-05"')
      .replace("{…}", "{}");
    return { cell, fields: JSON.parse(json), bounds };
  }) as Row[];

const SLICE_FIELDS = ["origin", "destination", "departureDate", "flexDays", "departure"];

/** A search with these fields, each where it belongs. */
function searchOf({ nearbyKm, ...fields }: Fields): unknown {
  const first: Record<string, unknown> = {
    origin: nearbyKm === undefined ? "LHR" : { airport: "LHR", nearbyKm },
    destination: "JFK",
    // Today: the longest stay ends on the last day that may be asked for.
    departureDate: "2026-11-23",
  };
  const whole: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields))
    (SLICE_FIELDS.includes(name) ? first : whole)[name] = value;
  const back = { origin: "JFK", destination: "LHR" };
  const ages = (whole["passengers"] as { ages?: number[] } | undefined)?.ages;
  return {
    ...whole,
    slices: whole["stayNights"] === undefined ? [first] : [first, back],
    ...(ages === undefined ? {} : { passengers: passengersOf(ages) }),
  };
}

/** Those below two years are infants. */
function passengersOf(ages: readonly number[]) {
  const infants = ages.filter((age) => age < 2).length;
  return { adults: ages.length, infants, children: ages.length - infants, ages };
}

function faultsOf(fields: Fields): readonly string[] {
  try {
    validate(searchOf(fields));
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path} ${message}`);
  }
}

/** The same fields with each number in them replaced. */
function withNumber(value: unknown, number: number): unknown {
  if (typeof value === "number") return number;
  if (Array.isArray(value)) return value.map((one) => withNumber(one, number));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, withNumber(one, number)]),
  );
}

describe("the limits of a search in README.md", () => {
  test("all fields that limit a search are there", () => {
    const cells = rows.map(({ cell }) => cell).join();
    const missing = [
      ...["origin", "destination", "nearbyKm", "departureDate", "flexDays", "stayNights"],
      ...["departure", "arrival", "carriers", "via", "maxStops", "maxLayoverMinutes"],
      ...["overnightLayover", "maxPrice", "maxDurationMinutes", "bags", "changeable"],
      ...["refundable", "ages", "bidders", "params", "market", "locale", "partial"],
    ].filter((name) => !cells.includes(`"${name}"`));
    expect(missing).toEqual([]);
  });

  test.each(rows)("$cell is right", ({ fields }) => {
    expect(faultsOf(fields)).toEqual([]);
  });

  const bounded = rows.flatMap(({ cell, fields, bounds }) => {
    const isOfNumbers = JSON.stringify(withNumber(fields, 0)) !== JSON.stringify(fields);
    const [, min = "", max = ""] = /^([\d,]+)–([\d,]+|10¹²)$/.exec(bounds) ?? [];
    if (!isOfNumbers || min === "") return [];
    const number = (text: string) => (text === "10¹²" ? 1e12 : Number(text.replaceAll(",", "")));
    return [{ cell, fields, min: number(min), max: number(max) }];
  });

  test("the bounds of numbers are checked", () => expect(bounded.length).toBeGreaterThan(7));

  test.each(bounded)("$cell: $min and $max are right, and no more", ({ fields, min, max }) => {
    const faults = (number: number) => faultsOf(withNumber(fields, number) as Fields).length > 0;
    expect({ [min]: faults(min), [max]: faults(max) }).toEqual({ [min]: false, [max]: false });
    expect({ below: faults(min - 1), above: faults(max + 1) }).toEqual({
      below: true,
      above: true,
    });
  });
});

test(`README.md has at most ${WORDS_MAX} words`, () => {
  expect(README.split(/\s+/).filter((word) => word !== "").length).toBeLessThanOrEqual(WORDS_MAX);
});

/** The files of this folder, as they are read. README.md says what each field means. */
import { z } from "zod";

const minutes = z.int().positive();
const dollars = z.number().positive();
const between = z.tuple([z.number().positive(), z.number().positive()]);
const carriers = z.array(z.string().regex(/^[A-Z0-9]{2}$/)).min(1);
const airports = z.array(z.string().regex(/^[A-Z]{3}$/)).min(1);
const count = z.int().nonnegative();

const slices = z.array(z.string().regex(/^[A-Z]{3}-[A-Z]{3} \d{4}-\d\d-\d\d$/)).min(1);
const cabin = z.enum(["economy", "premium_economy", "business", "first"]);
const sort = z.enum(["best", "price", "duration"]);
const maxStops = z.int().min(0).max(3);

const search = z.strictObject({
  /** `LHR-JFK 2027-02-10`, one text a slice. */
  slices,
  cabin: cabin.default("economy"),
  sort: sort.default("best"),
  maxStops: maxStops.default(2),
});
const change = z.strictObject({ slices, cabin, sort, maxStops }).partial();

/** What must be true, each kind by the name of its field. */
const facts = {
  nonStop: z.boolean(),
  nonStopsMin: count,
  itinerariesMin: count,
  empty: z.literal(true),
  reason: z.string(),
  fastestMin: minutes,
  fastestMax: minutes,
  fastestNonStop: between,
  cheapest: between,
  cheapestNonStop: between,
  cheapestStopsMax: count,
  firstStopsMax: count,
  firstMinutesMax: minutes,
  firstTenMinutesMax: minutes,
  carriersPresent: carriers,
  carriersNever: carriers,
  aircraftNever: z.array(z.string()).min(1),
  connectAt: airports,
  pricesDiffer: carriers.min(2),
  ratio: z.strictObject({
    /** The search that it is compared with: this one, with these changes. */
    change,
    of: z.enum(["cheapest", "cheapestNonStop"]),
    between,
  }),
  mostExpensiveNonStopMax: dollars,
};
export type FactName = keyof typeof facts;
export const FACT_NAMES = Object.keys(facts) as FactName[];

const expectation = z
  .strictObject({
    ...facts,
    /** It does not hold yet: which part of which issue is to correct it. */
    open: z.string().regex(/^issue \d+\.\d+: .{5,}/),
  })
  .partial()
  .refine((one) => FACT_NAMES.filter((name) => one[name] !== undefined).length === 1, {
    error: "one fact is needed, and no more, so that each is open or not by itself",
  });
export type FactExpectation = z.infer<typeof expectation>;

const expert = z.strictObject({
  name: z.string().min(3),
  /** What an expert knows of the real world. */
  why: z.string().min(20),
  search,
  expect: z.array(expectation).min(1),
});
export type Expert = z.infer<typeof expert>;
export type ExpertSearch = Expert["search"];
export type SearchChange = z.infer<typeof change>;

const file = z.strictObject({ theme: z.string().min(5), searches: z.array(expert).min(1) });
export type ExpertFile = z.infer<typeof file>;

/** @throws Error that names the file, and the search where one is named */
export function readExperts(name: string, text: string): ExpertFile {
  const json = JSON.parse(text);
  const read = file.safeParse(json);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => {
    const search = path[0] === "searches" ? json.searches?.[path[1] as number]?.name : undefined;
    return `${path.join(".")}${search === undefined ? "" : ` ('${search}')`}: ${message}`;
  });
  throw new Error(`${name}: ${faults.join("; ")}`);
}

/** What `--detach` goes with: options of a search that is only begun. Pure. */
import type { Fault } from "../../proto/errors.ts";

const OF_A_RESULT = "is about the result, which --detach does not wait for; leave one of them out";
const OF_STATE = "is an option of scatter state as well: say it there, and leave it out here";

/** What cannot be done of such a search, and what is done later. */
const MESSAGES = {
  calendar: ["--calendar", "of a calendar nothing is kept; leave --detach out"],
  explain: ["--explain", OF_A_RESULT],
  price: ["--price", OF_A_RESULT],
  ndjson: ["--ndjson", OF_A_RESULT],
  sellers: ["--sellers", OF_STATE],
  details: ["--details", OF_STATE],
  failOnPartial: ["--fail-on-partial", OF_STATE],
} as const satisfies Readonly<Record<string, readonly [path: string, message: string]>>;

type Options = Readonly<Partial<Record<keyof typeof MESSAGES | "detach", unknown>>>;

/** The options that do not go with it; none where it is not given. */
export function besideDetach(options: Options): Fault[] {
  if (options.detach === undefined) return [];
  return Object.entries(MESSAGES).flatMap(([option, [path, message]]) =>
    options[option as keyof Options] === undefined ? [] : [{ path, message }],
  );
}

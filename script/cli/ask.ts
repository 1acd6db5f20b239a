/**
 * One search over NATS with the client library, and its events as they come. It uses JSON, not
 * protobuf: an incomplete or wrong search can be sent unchanged, the gateway adds the defaults or
 * names every fault, and the result is printed unchanged.
 */
import { AuctionError, type ErrorCode } from "../../proto/errors.ts";
import type { SearchEvent, SearchResult } from "../../proto/messages.ts";
import type { CliConnection } from "./connect.ts";
import { CommandFailure, EXIT, type ExitCode, faultLines } from "./failure.ts";
import { faultsByArgument, type Typed } from "./fault-arguments.ts";
import { plain } from "./outside-text.ts";
import { RESULT_WITHIN_MS, searchClientOf } from "./search-client.ts";

/**
 * @throws CommandFailure 2 when the gateway refuses the search, 4 when the caller refuses a partial
 * result, 3 when there is no gateway, the broker refuses, or no result comes in time
 */
export async function ask(
  link: CliConnection,
  typed: Typed,
  watch: (event: SearchEvent) => void,
  keptBy: (gateway: string) => void = () => {},
): Promise<SearchResult> {
  const client = searchClientOf(link);
  const asked = client.search(typed.request, { watch, keptBy, timeoutMs: RESULT_WITHIN_MS });
  return answered(link, asked, typed);
}

/**
 * What was asked for.
 *
 * @param typed the arguments that it was made of; absent where no fault can be one of theirs
 * @throws CommandFailure as `ask`
 */
export async function answered<T>(
  { refused }: CliConnection,
  asked: Promise<T>,
  typed?: Typed,
): Promise<T> {
  try {
    return await Promise.race([asked, refused]);
  } catch (thrown) {
    asked.catch(() => {}); // the broker's refusal is the cause of this error
    throw thrown instanceof AuctionError ? failureOf(thrown, typed) : thrown;
  }
}

/**
 * What those who answer have said.
 *
 * @throws the reason of the first, where nobody answers
 */
export async function someAnswers<T>(asked: readonly Promise<T>[]): Promise<T[]> {
  const ends = await Promise.allSettled(asked);
  const answers = ends.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const refusal = ends.find((one) => one.status === "rejected");
  if (answers.length === 0 && refusal !== undefined) throw refusal.reason;
  return answers;
}

/** Refusals below 500 of a request that is right. */
const ASK_LATER: ReadonlySet<ErrorCode> = new Set(["rate-limited", "cancelled", "misdirected"]);

/** A refusal of a gateway, as a command ends with it. */
export function failureOf(error: AuctionError, typed?: Typed): CommandFailure {
  const { code, status, message, faults } = error;
  if (faults.length > 0) {
    const shown = typed === undefined ? faults : faultsByArgument(faults, typed);
    return new CommandFailure(EXIT.usage, faultLines("this search cannot be run:", shown));
  }
  const hint = code === "no-gateway" ? "; npm start starts one" : "";
  return new CommandFailure(exitCodeOf(code, status), plain(message, 1_000) + hint);
}

function exitCodeOf(code: ErrorCode, status: number): ExitCode {
  if (code === "partial-result") return EXIT.partial;
  if (code === "not-found" || code === "offer-expired") return EXIT.none;
  return status < 500 && !ASK_LATER.has(code) ? EXIT.usage : EXIT.unreachable;
}

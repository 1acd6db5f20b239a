/** A problem that a gateway states, as an error. */
import { AuctionError, ERROR_STATUS, type ErrorCode } from "../../../proto/errors.ts";
import type { Problem } from "./types.ts";

/** A code of a newer gateway that this client does not know becomes `internal`. */
export function errorOf(problem: unknown): AuctionError {
  const { code, detail, errors, searchId, endedBy, bidders } = problem as Problem;
  const known = Object.hasOwn(ERROR_STATUS, code) ? (code as ErrorCode) : "internal";
  const isPartial = searchId !== undefined && endedBy !== undefined && bidders !== undefined;
  return new AuctionError(known, detail, {
    faults: errors ?? [],
    ...(isPartial ? { partial: { searchId, endedBy, bidders } } : {}),
  });
}

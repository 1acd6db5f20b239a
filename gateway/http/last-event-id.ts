/** The header `Last-Event-ID`: the event up to which a caller has a stream (HTML standard, 9.2). */
import { AuctionError } from "../../proto/errors.ts";
import type { Position } from "../search/recorded-event.ts";

/** A6: digits of an id. An auction has some thousand events at most. */
const DIGITS_MAX = 9;
const NUMBER = new RegExp(`^[0-9]{1,${DIGITS_MAX}}$`);

const RIGHT = `must be the id of an event of this search: a whole number, or end`;

/** 0 for a caller that names none. @throws AuctionError `invalid-search` */
export function lastEventId(header: string | string[] | undefined): Position {
  if (header === undefined || header === "") return 0;
  if (header === "end") return "end";
  if (typeof header === "string" && NUMBER.test(header)) return Number(header);
  throw new AuctionError("invalid-search", `the request has a fault: Last-Event-ID ${RIGHT}`, {
    faults: [{ path: "Last-Event-ID", message: RIGHT }],
  });
}

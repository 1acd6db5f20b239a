/** What a caller on NATS states in headers: how long it waits, and whether it wants events. */
import type { Msg, MsgHdrs } from "nats";
import { TRACEPARENT } from "../../common/runtime/tracing.ts";
import { AuctionError } from "../../proto/errors.ts";
import { isRequestId } from "../../proto/request-id.ts";
import {
  ASYNC_HEADER,
  CALENDAR_HEADER,
  CALLER_WAITS_MS_MAX,
  DEADLINE_HEADER,
  EXPERIMENT_KEY_HEADER,
  PROGRESS_HEADER,
  REQUEST_ID_HEADER,
  SENT_AT_HEADER,
  STREAM_HEADER,
  TAKE_WITHIN_HEADER,
} from "../../proto/subjects.ts";
import { experimentKeyOf } from "../search/experiment-key.ts";
import { quoted } from "../search/problem.ts";

export interface CallerHeaders {
  readonly wantsEvents: boolean;
  /** The steps of its auction too, beside the events of its search; absent: it does not. */
  readonly wantsProgress?: true;
  readonly wantsCalendar: boolean;
  /** It does not wait for the end of its search; absent: it does. */
  readonly wantsAsync?: true;
  /** How long it waits for its result; undefined where it does not state that. */
  readonly waitsMs?: number;
  /** How long it waits for the event that says that a gateway has its request. */
  readonly takeWithinMs?: number;
  /** Epoch milliseconds, by its own clock. */
  readonly sentAtMs?: number;
  /** Its span (W3C Trace Context). */
  readonly traceparent?: string;
}

/** REQUESTID-1, but that none is made: whoever has no use for one gets none. */
export function requestIdIn({ headers }: Pick<Msg, "headers">): string | undefined {
  const text = headers?.get(REQUEST_ID_HEADER);
  return text !== undefined && isRequestId(text) ? text : undefined;
}

/** EXPERIMENTKEY-1 */
export function experimentKeyHeader({ headers }: Pick<Msg, "headers">): string | undefined {
  return headers === undefined ? undefined : experimentKeyOf(headers.get(EXPERIMENT_KEY_HEADER));
}

/**
 * `isTraced`: its span is wanted too.
 * @throws AuctionError `malformed` with every header that cannot be read
 */
export function readCallerHeaders(
  { headers }: Pick<Msg, "headers">,
  isTraced = false,
): CallerHeaders {
  if (headers === undefined) return { wantsEvents: false, wantsCalendar: false };
  const faults: { path: string; message: string }[] = [];
  const read = (name: string, max: number) => wholeNumberIn(headers, name, max, faults);
  const waitsMs = read(DEADLINE_HEADER, CALLER_WAITS_MS_MAX);
  const takeWithinMs = read(TAKE_WITHIN_HEADER, CALLER_WAITS_MS_MAX);
  const sentAtMs = read(SENT_AT_HEADER, Number.MAX_SAFE_INTEGER);
  if (faults.length > 0) {
    const named = faults.map(({ path, message }) => `${path} ${message}`).join("; ");
    throw new AuctionError("malformed", `a header cannot be read: ${named}`, { faults });
  }
  const traceparent = isTraced ? headers.get(TRACEPARENT) : "";
  return {
    ...(traceparent === "" ? {} : { traceparent }),
    wantsEvents: headers.get(STREAM_HEADER) === "1",
    ...(headers.get(PROGRESS_HEADER) === "1" ? { wantsProgress: true } : {}),
    wantsCalendar: headers.get(CALENDAR_HEADER) === "1",
    ...(headers.get(ASYNC_HEADER) === "1" ? { wantsAsync: true } : {}),
    ...(waitsMs === undefined ? {} : { waitsMs }),
    ...(takeWithinMs === undefined ? {} : { takeWithinMs }),
    ...(sentAtMs === undefined ? {} : { sentAtMs }),
  };
}

function wholeNumberIn(
  headers: MsgHdrs,
  name: string,
  max: number,
  faults: { path: string; message: string }[],
): number | undefined {
  const text = headers.get(name);
  if (text === "") return undefined;
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= max) return value;
  faults.push({
    path: name,
    message: `must be a whole number from 1 to ${max}, not '${quoted(text)}'`,
  });
  return undefined;
}

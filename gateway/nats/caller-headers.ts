/**
 * What a caller on NATS says about itself in headers: how long it waits, and what it wants to hear.
 */
import type { Msg, MsgHdrs } from "nats";
import { AuctionError } from "../../proto/errors.ts";
import {
  CALLER_WAITS_MS_MAX,
  DEADLINE_HEADER,
  SENT_AT_HEADER,
  STREAM_HEADER,
  TAKE_WITHIN_HEADER,
} from "../../proto/subjects.ts";
import { quoted } from "../search/problem.ts";

export interface RpcCaller {
  readonly wantsEvents: boolean;
  /** How long it waits for its result; undefined where it does not say. */
  readonly waitsMs?: number;
  /** How long it waits for a sign that a gateway has its request. */
  readonly takeWithinMs?: number;
  /** Epoch milliseconds, by its own clock. */
  readonly sentAtMs?: number;
}

/** @throws AuctionError `malformed` with every header that cannot be read */
export function readCaller({ headers }: Pick<Msg, "headers">): RpcCaller {
  if (headers === undefined) return { wantsEvents: false };
  const faults: { path: string; message: string }[] = [];
  const read = (name: string, max: number) => wholeNumberIn(headers, name, max, faults);
  const waitsMs = read(DEADLINE_HEADER, CALLER_WAITS_MS_MAX);
  const takeWithinMs = read(TAKE_WITHIN_HEADER, CALLER_WAITS_MS_MAX);
  const sentAtMs = read(SENT_AT_HEADER, Number.MAX_SAFE_INTEGER);
  if (faults.length > 0) {
    const said = faults.map(({ path, message }) => `${path} ${message}`).join("; ");
    throw new AuctionError("malformed", `a header cannot be read: ${said}`, { faults });
  }
  return {
    wantsEvents: headers.get(STREAM_HEADER) === "1",
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

/** How long a request can have lain unread here, by this gateway's own steady clock. */
export interface Unseen {
  /** At the most; 0 while the gateway is on time. */
  readonly maxMs: number;
  readonly expectedMs: number;
}

/**
 * How long a request has waited since it was sent. Clocks are not assumed equal: what the two
 * clocks say counts only as far as this gateway cannot rule it out by its own. So a wrong clock
 * does no harm while the gateway is on time. Where the caller does not say when it sent, what is to
 * be expected is assumed.
 */
export function waitedMs(
  sentAtMs: number | undefined,
  wallMs: number,
  { maxMs, expectedMs }: Unseen,
): number {
  if (sentAtMs === undefined) return expectedMs;
  return Math.min(maxMs, Math.max(0, wallMs - sentAtMs));
}

/**
 * Why a request that has waited so long is not to be run: its caller has gone, or has turned to
 * another gateway. Undefined when it is.
 */
export function whyExpired(
  { waitsMs, takeWithinMs }: RpcCaller,
  waited: number,
): string | undefined {
  const ms = Math.round(waited);
  if (waitsMs !== undefined && waited >= waitsMs)
    return `its caller waits ${waitsMs} ms, and it may have lain unread for ${ms} ms`;
  if (takeWithinMs !== undefined && waited >= takeWithinMs) {
    return `it was to be taken within ${takeWithinMs} ms, and may have lain unread for ${ms} ms`;
  }
  return undefined;
}

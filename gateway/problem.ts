/** Errors as RFC 9457 problem details, the same through both doors. */
import { STATUS_CODES } from "node:http";
import type { AuctionError } from "../proto/errors.ts";

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { path: string; message: string }[];
}

export function problemOf(error: AuctionError): Problem {
  return {
    type: "about:blank",
    title: STATUS_CODES[error.status] ?? "Error",
    status: error.status,
    code: error.code,
    detail: error.message,
    ...(error.faults.length === 0 ? {} : { errors: error.faults }),
  };
}

/** Whole seconds after which to try again; undefined where trying again would not help. */
export function retryAfterS(error: AuctionError): number | undefined {
  return error.status === 503 ? 1 : undefined;
}

/** The span of a caller over HTTP, for the traces of a gateway that traces. */
import type { IncomingHttpHeaders } from "node:http";
import { TRACEPARENT } from "../../common/runtime/tracing.ts";

/** Node joins several headers of one name: what that gives is no span, and begins a new trace. */
export function callersSpan(headers: IncomingHttpHeaders): string | undefined {
  const its = headers[TRACEPARENT];
  return typeof its === "string" ? its : undefined;
}

/** How what bidders are asked is published. */
import { headers, type PublishOptions } from "nats";
import { TRACEPARENT } from "../../common/runtime/tracing.ts";

/** With the inbox for what they answer, and the span that their work belongs to. */
export function publishOptions(reply: string, traceparent: string | undefined): PublishOptions {
  if (traceparent === undefined) return { reply };
  const traced = headers();
  traced.set(TRACEPARENT, traceparent);
  return { reply, headers: traced };
}

/**
 * The span of one request to a partner.
 *
 * SELLERSPAN-1 It is named after the partner, and a failure by its code. Nothing that the partner
 *              has sent is in it, nor what a caller says to it alone.
 */
import type { StartSpan } from "../../../common/runtime/tracing.ts";
import type { PartnerPage } from "../adapter.ts";
import type { PartnerConfig } from "../partner-config.ts";
import { PartnerFailure } from "../partner-failure.ts";

/** `ask` passes `traceparent` on to the partner. @throws what `ask` throws */
export async function spanOf(
  startSpan: StartSpan,
  { name, adapter }: Pick<PartnerConfig, "name" | "adapter">,
  ask: (traceparent: string) => Promise<PartnerPage>,
): Promise<PartnerPage> {
  const span = startSpan(`seller ${name}`, {
    kind: "client",
    attributes: { "seller.name": name, "seller.adapter": adapter },
  });
  try {
    const page = await ask(span.traceparent);
    span.end({ attributes: { "seller.offers": page.read } });
    return page;
  } catch (thrown) {
    span.end({ error: thrown instanceof PartnerFailure ? thrown.reason : "partner-internal" });
    throw thrown;
  }
}

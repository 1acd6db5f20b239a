/** An answer of the NATS service protocol (ADR-32), before its fields are checked. */

import { LIMITS } from "../../proto/limits.ts";

/** Its JSON, or in `fault` why it is refused, as a text for the log. */
export function readAnswer(
  bytes: Uint8Array,
): { readonly json: unknown } | { readonly fault: string } {
  if (bytes.length > LIMITS.serviceAnswerBytesMax)
    return { fault: `${bytes.length} bytes; at most ${LIMITS.serviceAnswerBytesMax}` };
  try {
    return { json: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return { fault: "it is not JSON" };
  }
}

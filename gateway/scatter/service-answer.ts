/** An answer of the NATS service protocol (ADR-32), before its fields are checked. */

/** A6: bytes of one message. STATS has an endpoint of some 350 bytes for each market. */
export const ANSWER_BYTES_MAX = 64 * 1024;

/** Its JSON, or in `fault` why it is refused, as a text for the log. */
export function readAnswer(
  bytes: Uint8Array,
): { readonly json: unknown } | { readonly fault: string } {
  if (bytes.length > ANSWER_BYTES_MAX)
    return { fault: `${bytes.length} bytes; at most ${ANSWER_BYTES_MAX}` };
  try {
    return { json: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return { fault: "it is not JSON" };
  }
}

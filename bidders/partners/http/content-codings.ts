/**
 * The content codings of an answer (RFC 9110, sections 8.4 and 12.5.3). Names are case-insensitive,
 * `x-gzip` is gzip, `identity` is not a coding, and several are listed in the order in which they
 * were applied. Only gzip is offered, so only gzip is accepted. Pure.
 */

export type ContentCoding = "gzip";

/** No server needs more, and each one decompresses the body once more. */
const CODINGS_MAX = 2;

/** The codings of a `content-encoding` header, or the one that is not accepted. */
export function contentCodingsOf(
  header: string | readonly string[] | undefined,
): readonly ContentCoding[] | { readonly unknown: string } {
  const codings: ContentCoding[] = [];
  for (const listed of String(header ?? "").split(",")) {
    const name = listed.trim().toLowerCase();
    if (name === "" || name === "identity") continue;
    if ((name !== "gzip" && name !== "x-gzip") || codings.length === CODINGS_MAX)
      return { unknown: listed.trim() };
    codings.push("gzip");
  }
  return codings;
}

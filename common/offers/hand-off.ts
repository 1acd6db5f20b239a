/**
 * Where a traveller, or a program, goes on to buy a fare from its seller. Nothing is sold here.
 *
 * HANDOFF-1 A link is an https URL without a user or a password, in printable ASCII characters, of
 *    at most `LIMITS.linkLengthMax` of them. A reference names a seller's API and an offer in it.
 */
import { LIMITS } from "../../proto/limits.ts";
import type { SellerReference } from "../../proto/messages.ts";
import { isReadable } from "../text/readable.ts";

export function isSellerLink(value: unknown): value is string {
  if (typeof value !== "string" || value.length > LIMITS.linkLengthMax) return false;
  // What a browser would change or guess is no link: spaces, line breaks, backslashes.
  if (!/^https:\/\/[\x21-\x5b\x5d-\x7e]+$/.test(value) || !URL.canParse(value)) return false;
  const { protocol, username, password, hostname } = new URL(value);
  return protocol === "https:" && username === "" && password === "" && hostname !== "";
}

export function isSellerReference(value: unknown): value is SellerReference {
  if (typeof value !== "object" || value === null) return false;
  const { partner, id } = value as { readonly partner?: unknown; readonly id?: unknown };
  return isName(partner) && isName(id);
}

function isName(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value !== "" &&
    value.length <= LIMITS.referenceLengthMax &&
    isReadable(value)
  );
}

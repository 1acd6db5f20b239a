/** Who may administer this gateway. */
import type { IncomingHttpHeaders } from "node:http";
import { AuctionError } from "../../proto/errors.ts";
import { hashBytes, isKey, keyIdOf } from "../tenants/api-keys.ts";
import { keyIn, type Tenants } from "../tenants/tenants.ts";

/**
 * The name of the key of a request, for the log.
 *
 * ADMINKEY-1 A key administers whose hash is `ADMIN_KEY_HASH`, or that has the scope `admin` of a
 *    tenant; no other one does.
 *
 * @param hash null: no key has this hash
 * @throws AuctionError `unauthorized` or `forbidden`
 */
export function adminOf(
  headers: IncomingHttpHeaders,
  hash: string | null,
  tenants: Pick<Tenants, "keyOf"> | null,
): string {
  const key = keyIn(headers);
  if (hash !== null && isKey(key, hashBytes(hash))) return `key ${keyIdOf(key) ?? ""}`;
  if (tenants === null) throw new AuctionError("unauthorized", "the key is not known here");
  const { id, tenant } = tenants.keyOf(headers, "admin");
  return `tenant ${tenant.id}, key ${id}`;
}

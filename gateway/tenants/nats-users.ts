/**
 * The tenants of callers over NATS. The broker lets a user subscribe to its own inbox alone, so
 * whoever reads an answer is the user that the inbox is named after.
 *
 * NATSUSER-1 Where a tenant names users of the broker, a caller over NATS is of the tenant that
 *    names its user, or of the one that names `*`; any other caller is `forbidden`. Where none does,
 *    callers over NATS have no tenant.
 * NATSUSER-2 A user has the scopes that its tenant gives it, as a key has: without the one that the
 *    request needs it is `forbidden`, and is told which that is.
 */
import { AuctionError } from "../../proto/errors.ts";
import { userOfInbox } from "../../proto/subjects.ts";
import type { Scope } from "./scopes.ts";
import type { Tenant } from "./tenant.ts";
import { ANY_USER } from "./tenants-schema.ts";

interface KnownUser {
  readonly scopes: ReadonlySet<Scope>;
  readonly tenant: Tenant;
}

export class NatsUsers {
  readonly #users: ReadonlyMap<string, KnownUser>;

  constructor(users: ReadonlyMap<string, KnownUser>) {
    this.#users = users;
  }

  /**
   * Whose request this is; undefined where callers over NATS have no tenants.
   *
   * @param reply the subject of the answer, in an inbox of a caller
   * @throws AuctionError `forbidden`
   */
  tenantOf(reply: string, scope: Scope): Tenant | undefined {
    if (this.#users.size === 0) return undefined;
    const user = userOfInbox(reply);
    const known = this.#users.get(user) ?? this.#users.get(ANY_USER);
    if (known === undefined)
      throw new AuctionError("forbidden", `no tenant has the user '${user}' of the broker`);
    const { scopes, tenant } = known;
    if (!scopes.has(scope))
      throw new AuctionError(
        "forbidden",
        `the user '${user}' of the tenant '${tenant.id}' lacks the scope '${scope}'`,
      );
    return tenant;
  }
}

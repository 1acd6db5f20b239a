/**
 * The tenants of a gateway, and who a request is of.
 *
 * TENANT-1 A request without a key that is known and has not expired is `unauthorized`; one whose
 *    key lacks the scope of the route is `forbidden`, and is told which scope that is.
 * TENANT-2 A new file counts as a whole or not at all: one with a fault changes nothing, and is
 *    logged and counted. What tenants have used stays used.
 */
import type { IncomingHttpHeaders } from "node:http";
import { AuctionError, type Fault } from "../../proto/errors.ts";
import { hashBytes, isKey, keyIdOf } from "./api-keys.ts";
import { NatsUsers } from "./nats-users.ts";
import type { Scope } from "./scopes.ts";
import { type KnownKey, type Tenant, tenantOf } from "./tenant.ts";
import { TenantUsage } from "./tenant-usage.ts";
import type { ReadTenants } from "./tenants-file.ts";
import type { TenantEntry } from "./tenants-schema.ts";

export interface TenantsListener {
  /** A file was read, and counts from now on. */
  tenantsRead(tenants: number, keys: number): void;
  /** A file has faults: what was read before counts on. */
  tenantsRefused(faults: readonly Fault[]): void;
}

interface TenantsPorts {
  readonly listener: TenantsListener;
  /** Monotonic. */
  readonly nowMs: () => number;
  /** Epoch milliseconds. */
  readonly wallMs: () => number;
  readonly read: (path: string) => ReadTenants;
}

export class Tenants {
  readonly path: string;
  readonly #ports: TenantsPorts;
  #keys: ReadonlyMap<string, KnownKey> = new Map();
  #natsUsers = new NatsUsers(new Map());
  #tenants: ReadonlyMap<string, Tenant> = new Map();
  #usages: ReadonlyMap<string, TenantUsage> = new Map();

  /** @param entries those of the file at the start */
  constructor(path: string, entries: readonly TenantEntry[], ports: TenantsPorts) {
    this.path = path;
    this.#ports = ports;
    this.#use(entries);
  }

  /** TENANT-2 */
  reload(): void {
    const { listener, read } = this.#ports;
    const { tenants, faults } = read(this.path);
    if (faults.length > 0) listener.tenantsRefused(faults);
    else this.#use(tenants);
  }

  #use(entries: readonly TenantEntry[]): void {
    const { listener, nowMs } = this.#ports;
    const keys = new Map<string, KnownKey>();
    const users = new Map<string, { scopes: ReadonlySet<Scope>; tenant: Tenant }>();
    const usages = new Map<string, TenantUsage>();
    const tenants = new Map<string, Tenant>();
    for (const entry of entries) {
      const usage = this.#usages.get(entry.id) ?? new TenantUsage(entry.id, entry.limits, nowMs);
      usage.limit(entry.limits);
      usages.set(entry.id, usage);
      const tenant = tenantOf(entry, usage);
      tenants.set(entry.id, tenant);
      for (const { id, hash, scopes, expiresAt } of entry.keys)
        keys.set(id, {
          id,
          hash: hashBytes(hash),
          scopes: new Set(scopes),
          expiresAtMs: expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(expiresAt),
          tenant,
        });
      for (const { user, scopes } of entry.natsUsers)
        users.set(user, { scopes: new Set(scopes), tenant });
    }
    this.#keys = keys;
    this.#natsUsers = new NatsUsers(users);
    this.#tenants = tenants;
    this.#usages = usages;
    listener.tenantsRead(entries.length, keys.size);
  }

  /**
   * The key of a request, where it has this scope.
   *
   * @throws AuctionError `unauthorized` or `forbidden`
   */
  keyOf(headers: IncomingHttpHeaders, scope: Scope): KnownKey {
    const text = keyIn(headers);
    const known = this.#keys.get(keyIdOf(text) ?? "");
    if (!isKey(text, known?.hash) || known === undefined)
      throw new AuctionError("unauthorized", "the key is not known here");
    if (known.expiresAtMs <= this.#ports.wallMs())
      throw new AuctionError(
        "unauthorized",
        `the key ${known.id} expired at ${new Date(known.expiresAtMs).toISOString()}`,
      );
    if (!known.scopes.has(scope)) throw lacksScope(known.id, scope);
    return known;
  }

  /** Undefined where there is no such tenant. */
  tenantNamed(id: string): Tenant | undefined {
    return this.#tenants.get(id);
  }

  /** Whose a request over NATS is (NATSUSER-1). @throws AuctionError `forbidden` */
  tenantOfUser(reply: string, scope: Scope): Tenant | undefined {
    return this.#natsUsers.tenantOf(reply, scope);
  }
}

function lacksScope(keyId: string, scope: Scope): AuctionError {
  return new AuctionError("forbidden", `the key ${keyId} lacks the scope '${scope}'`);
}

const HOW = "send it as `Authorization: Bearer KEY` or as `X-Api-Key: KEY`";

/** The key that a request has. @throws AuctionError `unauthorized` where it has none, or two */
export function keyIn(headers: IncomingHttpHeaders): string {
  const { authorization } = headers;
  const own = headers["x-api-key"];
  if (authorization === undefined) {
    if (typeof own === "string" && own !== "") return own;
    throw new AuctionError("unauthorized", `this gateway needs a key: ${HOW}`);
  }
  if (own !== undefined)
    throw new AuctionError("unauthorized", `a request has one key, not two: ${HOW}`);
  const bearer = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  if (bearer === undefined)
    throw new AuctionError("unauthorized", `the header Authorization has no key: ${HOW}`);
  return bearer;
}

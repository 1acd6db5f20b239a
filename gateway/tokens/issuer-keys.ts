/**
 * The public keys of an issuer of tokens: found by its discovery document, kept, and read again.
 *
 * ISSUER-1 The issuer is asked within a time and for a number of bytes, without following it
 *    elsewhere; after a failure it is left alone for a while, however many tokens come.
 * ISSUER-2 A token of a key that is not known has the keys read again, at most once in a while,
 *    however many such tokens come. So a new key of the issuer counts soon, and a key that it has
 *    taken out counts no longer than the keys are kept.
 * ISSUER-3 An issuer that is away delays no start and stops no gateway: tokens are refused with the
 *    reason, and the gateway asks again until it has the keys.
 */
import {
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from "jose";
import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import { getBounded } from "./bounded-get.ts";
import { isIssuerUrl } from "./issuer-url.ts";

interface IssuerTimes {
  /** How long an answer may take. */
  readonly timeoutMs: number;
  /** How long after a failure the issuer is not asked. */
  readonly retryMs: number;
  /** How long after its keys were read a key that is not known does not have them read again. */
  readonly cooldownMs: number;
  /** How long keys are kept without being read again. */
  readonly keepMs: number;
}

/** Issuers announce a key for hours before they sign with it, and take it out after that. */
const TIMES: IssuerTimes = {
  timeoutMs: 5_000,
  retryMs: 5_000,
  cooldownMs: 30_000,
  keepMs: 600_000,
};

interface IssuerPorts {
  readonly clock: Pick<Clock, "now" | "at">;
  readonly events: {
    /** Its keys could not be read. */
    issuerFailed(issuer: string, why: string): void;
  };
}

export class IssuerKeys {
  readonly issuer: string;
  readonly #ports: IssuerPorts;
  readonly #times: IssuerTimes;
  #keys: JWTVerifyGetKey | null = null;
  #failure: string | null = "its keys are not read yet";
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | null = null;
  #cancelRetry = () => {};
  #stopped = false;

  constructor(issuer: string, ports: IssuerPorts, times: Partial<IssuerTimes> = {}) {
    this.issuer = issuer;
    this.#ports = ports;
    this.#times = { ...TIMES, ...times };
  }

  /** Why tokens cannot be checked, or its keys cannot be read again; null where all is well. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Reads the keys; while that fails, again and again (ISSUER-3). Never rejects. */
  start(): Promise<void> {
    this.#loading ??= this.#load()
      .catch((thrown) => {
        this.#failed(thrown);
        if (this.#stopped) return;
        const { clock } = this.#ports;
        const again = clock.now() + this.#times.retryMs;
        this.#cancelRetry = clock.at(again, () => void this.start());
      })
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
  }

  /** The keys, for the check of a token. @throws AuctionError `no-issuer` */
  get keys(): JWTVerifyGetKey {
    if (this.#keys !== null) return this.#keys;
    throw issuerAway(this.issuer, this.#failure ?? "");
  }

  async #load(): Promise<void> {
    const { timeoutMs, cooldownMs: cooldownDuration, keepMs: cacheMaxAge } = this.#times;
    const at = `${this.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const text = await getBounded(at, AbortSignal.timeout(timeoutMs));
    const keys = createRemoteJWKSet(keysUrlIn(text, this.issuer), {
      ...{ timeoutDuration: timeoutMs, cooldownDuration, cacheMaxAge },
      [customFetch]: this.#fetch,
    });
    await keys.reload();
    this.#keys = keys;
  }

  /** ISSUER-1, of each reading of the keys. */
  readonly #fetch: FetchImplementation = async (url, { signal }) => {
    if (this.#ports.clock.now() < this.#notBeforeMs) throw new Error(this.#failure ?? "");
    try {
      const found = JSON.parse(await getBounded(url, signal)) as { readonly keys?: unknown };
      if (!Array.isArray(found?.keys)) throw new Error(`the answer of ${url} has no list of keys`);
      this.#failure = null;
      return Response.json(found);
    } catch (thrown) {
      if (this.#keys !== null) this.#failed(thrown);
      throw thrown;
    }
  };

  #failed(thrown: unknown): void {
    this.#failure = messageOf(thrown);
    this.#notBeforeMs = this.#ports.clock.now() + this.#times.retryMs;
    this.#ports.events.issuerFailed(this.issuer, this.#failure);
  }
}

export function issuerAway(issuer: string, why: string): AuctionError {
  return new AuctionError("no-issuer", `tokens of ${issuer} cannot be checked now: ${why}`);
}

/** OpenID Connect Discovery 1.0, 4.3: the document names the issuer that it was asked of. */
function keysUrlIn(text: string, issuer: string): URL {
  const found = JSON.parse(text) as { readonly issuer?: unknown; readonly jwks_uri?: unknown };
  if (found?.issuer !== issuer) throw new Error("its discovery document is of another issuer");
  const url = String(found.jwks_uri);
  if (!isIssuerUrl(url)) throw new Error("its discovery document has no https jwks_uri");
  return new URL(url);
}

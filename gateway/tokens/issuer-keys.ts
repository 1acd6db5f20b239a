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
 * ISSUER-4 Keys are read again in the background, one reading at a time, from half of the time on
 *    that they are kept: an issuer that is away for less than the other half delays no token and
 *    has none refused.
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
  /** How long keys are kept without being read again; half of it passes between two readings. */
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

type ReloadableKeys = ReturnType<typeof createRemoteJWKSet>;

export class IssuerKeys {
  readonly issuer: string;
  readonly #ports: IssuerPorts;
  readonly #times: IssuerTimes;
  #keys: JWTVerifyGetKey | null = null;
  #failure: string | null = "its keys are not read yet";
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | null = null;
  #cancelLater = () => {};
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
        this.#after(this.#times.retryMs, () => void this.start());
      })
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelLater();
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
    this.#refreshLater(keys);
  }

  /** ISSUER-4 */
  #refreshLater(keys: ReloadableKeys): void {
    const { keepMs, retryMs } = this.#times;
    this.#after(Math.max(keepMs / 2, retryMs), () => void this.#refresh(keys));
  }

  /** Never rejects. A token of a key that is not known may wait for the same reading. */
  async #refresh(keys: ReloadableKeys): Promise<void> {
    const leftAloneMs = this.#notBeforeMs - this.#ports.clock.now();
    if (leftAloneMs > 0) return this.#after(leftAloneMs, () => void this.#refresh(keys));
    try {
      await keys.reload();
      this.#refreshLater(keys);
    } catch (thrown) {
      // What the issuer answers may be found to be no set of keys after it was read.
      if (this.#failure === null) this.#failed(thrown);
      this.#after(this.#times.retryMs, () => void this.#refresh(keys));
    }
  }

  /** In the place of what was to be done later before. */
  #after(ms: number, what: () => void): void {
    this.#cancelLater();
    if (this.#stopped) return;
    const { clock } = this.#ports;
    this.#cancelLater = clock.at(clock.now() + ms, what);
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

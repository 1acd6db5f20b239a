/**
 * Bearer tokens of one issuer (JWT, RFC 7519 and RFC 8725): whose a request with one is.
 *
 * TOKEN-1 A token counts whose signature is by a key of the issuer, with one of the algorithms that
 *    are named here; that is of this issuer and for this audience; that has begun, has not expired
 *    and is not older than a day, by clocks that differ by half a minute at most. Any other is
 *    `unauthorized`, and is told why.
 * TOKEN-2 A token is of the tenant that its claim names, with the scopes that its claim names: as a
 *    key of that tenant, under the same limits. It never administers.
 * TOKEN-3 A token, and what it claims, are in no line of the log and no answer.
 */
import { errors, type JWTPayload, jwtVerify } from "jose";
import { AuctionError } from "../../proto/errors.ts";
import { SCOPES, type Scope } from "../tenants/scopes.ts";
import type { Tenant } from "../tenants/tenant.ts";
import { type IssuerKeys, issuerAway } from "./issuer-keys.ts";
import type { TokenSettings } from "./token-settings.ts";

/** Of public keys alone: with a shared secret whoever can check a token could make one. */
const ALGORITHMS = ["RS256", "PS256", "ES256", "ES384", "EdDSA"];

/** Clocks of issuers are set by the network, too. */
const SKEW_S = 30;

/** A token that lives longer is a key that nobody can take back. */
const AGE_S_MAX = 86_400;

/** A6: the tokens of large companies have 2 kB. */
const TOKEN_CHARS_MAX = 8 * 1024;

/** A6: entries of the claim of scopes that are looked at. */
const SCOPES_READ_MAX = 64;

interface TokenPorts {
  readonly keys: Pick<IssuerKeys, "issuer" | "keys">;
  /** Undefined where there is no such tenant. */
  readonly tenantNamed: (id: string) => Tenant | undefined;
  /** Epoch milliseconds. */
  readonly wallMs: () => number;
}

export class Tokens {
  readonly #settings: TokenSettings;
  readonly #ports: TokenPorts;

  constructor(settings: TokenSettings, ports: TokenPorts) {
    this.#settings = settings;
    this.#ports = ports;
  }

  /** @throws AuctionError `unauthorized`, `forbidden` or `no-issuer` */
  async tenantOf(token: string, scope: Scope): Promise<Tenant> {
    const claims = await this.#claimsIn(token);
    const { tenantClaim, scopeClaim } = this.#settings;
    const id = claims[tenantClaim];
    const tenant = typeof id === "string" ? this.#ports.tenantNamed(id) : undefined;
    if (tenant === undefined)
      throw new AuctionError(
        "forbidden",
        `the token's claim '${tenantClaim}' names no tenant here`,
      );
    if (!scopesIn(claims[scopeClaim]).includes(scope))
      throw new AuctionError(
        "forbidden",
        `the token lacks the scope '${scope}' in its claim '${scopeClaim}'`,
      );
    return tenant;
  }

  /** TOKEN-1 */
  async #claimsIn(token: string): Promise<JWTPayload> {
    const { keys, wallMs } = this.#ports;
    const { issuer, audience } = this.#settings;
    if (token.length > TOKEN_CHARS_MAX)
      throw unauthorized(`it is longer than ${TOKEN_CHARS_MAX} characters`);
    try {
      const { payload } = await jwtVerify(token, keys.keys, {
        ...{ issuer, audience, algorithms: ALGORITHMS },
        clockTolerance: SKEW_S,
        maxTokenAge: AGE_S_MAX,
        currentDate: new Date(wallMs()),
        requiredClaims: ["exp"],
      });
      return payload;
    } catch (thrown) {
      throw this.#refusal(thrown);
    }
  }

  #refusal(thrown: unknown): AuctionError {
    if (thrown instanceof AuctionError) return thrown;
    const why = whyRefused(thrown);
    return why === undefined
      ? issuerAway(this.#ports.keys.issuer, "it is away")
      : unauthorized(why);
  }
}

function unauthorized(why: string): AuctionError {
  return new AuctionError("unauthorized", `the token does not count: ${why}`);
}

/** By our own words: those of the library may quote a claim (TOKEN-3). Undefined: not its fault. */
function whyRefused(thrown: unknown): string | undefined {
  if (thrown instanceof errors.JWTExpired)
    return thrown.claim === "iat" ? "it is older than a day" : "it has expired";
  if (thrown instanceof errors.JWTClaimValidationFailed) return CLAIM_FAULTS[thrown.claim] ?? OTHER;
  if (thrown instanceof errors.JOSEAlgNotAllowed)
    return `its algorithm is none of ${ALGORITHMS.join(", ")}`;
  if (thrown instanceof errors.JWKSNoMatchingKey) return "its key is none of the issuer's";
  if (thrown instanceof errors.JWKSMultipleMatchingKeys) return "it does not name its key";
  if (thrown instanceof errors.JWSSignatureVerificationFailed) return "its signature is not right";
  const isItsFault =
    thrown instanceof errors.JWSInvalid ||
    thrown instanceof errors.JWTInvalid ||
    thrown instanceof errors.JOSENotSupported;
  return isItsFault ? OTHER : undefined;
}

const OTHER = "it is no token of the right form";

const CLAIM_FAULTS: Readonly<Record<string, string>> = {
  iss: "it is of another issuer",
  aud: "it is for another audience",
  exp: "it has no expiry (exp)",
  nbf: "it has not begun yet (nbf)",
  iat: "it does not say when it was made (iat), or is of the future",
};

/** A text with spaces (RFC 8693, 4.2), or a list of texts. */
function scopesIn(claim: unknown): readonly Scope[] {
  const names = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  const read = names.slice(0, SCOPES_READ_MAX);
  return SCOPES.filter((scope) => scope !== "admin" && read.includes(scope));
}

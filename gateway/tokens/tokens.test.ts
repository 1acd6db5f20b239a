/** Tokens of an issuer on this machine: which count, whose they are, and how often it is asked. */
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import { AuctionError } from "../../proto/errors.ts";
import {
  type Issuer,
  signingKey,
  startIssuer,
  type TokenWish,
} from "../../test/fixtures/gateway/issuer.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { until } from "../../test/harness/until.ts";
import { SCOPES, type Scope } from "../tenants/scopes.ts";
import type { Tenant } from "../tenants/tenant.ts";
import { IssuerKeys } from "./issuer-keys.ts";
import { hasTokenForm } from "./token-settings.ts";
import { Tokens } from "./tokens.ts";

let issuer: Issuer;
const nowMs = 1_795_852_800_000;
const nowS = () => Math.floor(nowMs / 1_000);
beforeAll(async () => {
  issuer = await startIssuer(() => nowMs);
});
afterAll(() => issuer?.close());
beforeEach(() => {
  issuer.isAway = false;
  issuer.keysText = null;
  Object.assign(issuer.asked, { keys: 0, discovery: 0 });
});

const ACME = { id: "acme" } as Tenant;

function checked(times: ConstructorParameters<typeof IssuerKeys>[2] = {}, audience = "flights") {
  const clock = new DrivenClock();
  const failures: string[] = [];
  const events = { issuerFailed: (_issuer: string, why: string) => void failures.push(why) };
  const keys = new IssuerKeys(issuer.url, { clock, events }, times);
  const settings = { issuer: issuer.url, audience, tenantClaim: "tenant", scopeClaim: "scope" };
  const tokens = new Tokens(settings, {
    keys,
    tenantNamed: (id) => (id === "acme" ? ACME : undefined),
    wallMs: () => nowMs,
  });
  const what = async (token: string, scope: Scope = "search") => {
    try {
      return (await tokens.tenantOf(token, scope)).id;
    } catch (thrown) {
      const { code, message } = AuctionError.from(thrown);
      return `${code}: ${message}`;
    }
  };
  return { keys, clock, failures, what };
}

const refusal = (why: string) => `unauthorized: the token does not count: ${why}`;
const OTHER_FORM = refusal("it is no token of the right form");
const WRONG_ALGORITHM = refusal("its algorithm is none of RS256, PS256, ES256, ES384, EdDSA");

describe("which tokens count (TOKEN-1)", () => {
  test.each(["RS256", "PS256", "ES256", "ES384", "EdDSA"])("one by %s does", async (alg) => {
    const key = await signingKey(alg);
    issuer.use(key);
    const { keys, what } = checked();
    await keys.start();
    const token = await issuer.token();
    expect({ form: hasTokenForm(token), tenant: await what(token) }).toEqual({
      form: true,
      tenant: "acme",
    });
  });

  const half = 30;
  test.each<[string, () => TokenWish, string]>([
    [
      "of another issuer",
      () => ({ issuer: "https://other.example" }),
      refusal("it is of another issuer"),
    ],
    ["for another audience", () => ({ audience: "hotels" }), refusal("it is for another audience")],
    ["expired", () => ({ expiresAt: nowS() - half }), refusal("it has expired")],
    ["expired a moment ago, by another clock", () => ({ expiresAt: nowS() - half + 1 }), "acme"],
    ["without an expiry", () => ({ expiresAt: null }), refusal("it has no expiry (exp)")],
    [
      "not begun",
      () => ({ claims: { tenant: "acme", scope: "search", nbf: nowS() + half + 1 } }),
      refusal("it has not begun yet (nbf)"),
    ],
    [
      "begun, by another clock",
      () => ({ claims: { tenant: "acme", scope: "search", nbf: nowS() + half } }),
      "acme",
    ],
    [
      "of the future",
      () => ({ issuedAt: nowS() + half + 1 }),
      refusal("it does not say when it was made (iat), or is of the future"),
    ],
    [
      "without its time",
      () => ({ issuedAt: null }),
      refusal("it does not say when it was made (iat), or is of the future"),
    ],
    [
      "that lives longer than a day",
      () => ({ issuedAt: nowS() - 86_400 - half - 1 }),
      refusal("it is older than a day"),
    ],
  ])("one %s", async (_what, wish, expected) => {
    const { keys, what } = checked();
    await keys.start();
    expect({ is: await what(await issuer.token(wish())) }).toEqual({ is: expected });
  });

  test("one with the algorithm 'none', or with a shared secret, does not", async () => {
    const { publicKey } = await generateKeyPair("RS256", { extractable: true });
    const rsa = await signingKey("RS256");
    issuer.use(rsa);
    const { keys, what } = checked();
    await keys.start();
    const claims = { iss: issuer.url, aud: "flights", tenant: "acme", scope: "search" };
    const times = { iat: nowS(), exp: nowS() + 60 };
    const none = new UnsecuredJWT({ ...claims, ...times }).encode();
    // The public key as the secret: whoever checks by the token's own word takes it.
    const secret = new TextEncoder().encode(await exportSPKI(publicKey));
    const shared = await new SignJWT({ ...claims, ...times })
      .setProtectedHeader({ alg: "HS256", kid: rsa.kid })
      .sign(secret);
    expect({ none: await what(none), shared: await what(shared) }).toEqual({
      none: WRONG_ALGORITHM,
      shared: WRONG_ALGORITHM,
    });
  });

  test("one by another's key, or that was changed, does not", async () => {
    const { keys, what } = checked();
    await keys.start();
    const right = await issuer.token();
    const own = JSON.parse(Buffer.from(right.split(".")[0] as string, "base64url").toString());
    const key = { ...(await signingKey(own.alg)), kid: own.kid };
    const [head, , signature] = right.split(".");
    const claims = Buffer.from(JSON.stringify({ tenant: "acme" })).toString("base64url");
    expect({
      another: await what(await issuer.token({ key })),
      changed: await what([head, claims, signature].join(".")),
      broken: await what("a.b.c"),
      long: await what(`${"a".repeat(8_192)}.b.c`),
    }).toEqual({
      another: refusal("its signature is not right"),
      changed: refusal("its signature is not right"),
      broken: OTHER_FORM,
      long: refusal("it is longer than 8192 characters"),
    });
  });
});

describe("whose a token is (TOKEN-2)", () => {
  const names = "forbidden: the token's claim 'tenant' names no tenant here";
  const lacks = (scope: string) =>
    `forbidden: the token lacks the scope '${scope}' in its claim 'scope'`;
  test.each<[string, Record<string, unknown>, Scope, string]>([
    ["no tenant", { scope: "search" }, "search", names],
    ["an unknown tenant", { tenant: "zeta", scope: "search" }, "search", names],
    ["a tenant that is no text", { tenant: ["acme"], scope: "search" }, "search", names],
    [
      "another tenant as its subject",
      { sub: "zeta", tenant: "acme", scope: "search" },
      "search",
      "acme",
    ],
    ["a tenant as its subject alone", { sub: "acme", scope: "search" }, "search", names],
    ["scopes as a list", { tenant: "acme", scope: ["market", "search"] }, "search", "acme"],
    ["another scope", { tenant: "acme", scope: "market searches" }, "search", lacks("search")],
    ["no scopes", { tenant: "acme" }, "search", lacks("search")],
    [
      "scopes that are no list",
      { tenant: "acme", scope: { search: 1 } },
      "search",
      lacks("search"),
    ],
    [
      "the scope of administration",
      { tenant: "acme", scope: SCOPES.join(" ") },
      "admin",
      lacks("admin"),
    ],
  ])("one with %s", async (_what, claims, scope, expected) => {
    const { keys, what } = checked();
    await keys.start();
    expect({ is: await what(await issuer.token({ claims }), scope) }).toEqual({ is: expected });
  });

  test("no refusal quotes what a token claims (TOKEN-3)", async () => {
    const { keys, what } = checked();
    await keys.start();
    const secret = "c2VjcmV0";
    const wishes: TokenWish[] = [
      { issuer: secret },
      { audience: secret },
      { kid: secret },
      { claims: { tenant: secret, scope: secret } },
      { claims: { tenant: "acme", scope: secret, nbf: secret } },
    ];
    for (const wish of wishes) {
      const said = await what(await issuer.token(wish));
      expect({ said, isQuoted: said.includes(secret) }).toEqual({ said, isQuoted: false });
    }
  });
});

describe("the keys of the issuer", () => {
  test("a new one counts as soon as a token names it, and one that is taken out no more (ISSUER-2)", async () => {
    const [first, second] = [await signingKey(), await signingKey()];
    issuer.use(first);
    const { keys, what } = checked({ cooldownMs: 0 });
    await keys.start();
    const old = await issuer.token();
    issuer.use(first, second);
    expect({ new: await what(await issuer.token()), old: await what(old) }).toEqual({
      new: "acme",
      old: "acme",
    });
    issuer.use(second);
    await what(await issuer.token({ kid: "any" }));
    expect({ old: await what(old) }).toEqual({ old: refusal("its key is none of the issuer's") });
  });

  test("many tokens of unknown keys have them read once more at most (ISSUER-2)", async () => {
    const { keys, what } = checked({ cooldownMs: 600_000 });
    await keys.start();
    expect({ asked: { ...issuer.asked } }).toEqual({ asked: { keys: 1, discovery: 1 } });
    const flood = await Promise.all(
      Array.from({ length: 200 }, (_, i) => issuer.token({ kid: `none-${i}` })),
    );
    const said = new Set(await Promise.all(flood.map((token) => what(token))));
    expect({ said: [...said], asked: issuer.asked.keys }).toEqual({
      said: [refusal("its key is none of the issuer's")],
      asked: 1,
    });
  });

  test("an issuer that is away is asked again after a while, however many tokens come (ISSUER-1)", async () => {
    const { keys, clock, failures, what } = checked({ cooldownMs: 0, keepMs: 0, retryMs: 5_000 });
    await keys.start();
    issuer.isAway = true;
    const tokens = await Promise.all(Array.from({ length: 50 }, () => issuer.token()));
    const said: string[] = [];
    for (const token of tokens) said.push(await what(token));
    expect({ said: [...new Set(said)], asked: issuer.asked.keys, failures }).toEqual({
      said: [`no-issuer: tokens of ${issuer.url} cannot be checked now: it is away`],
      asked: 2,
      failures: [`${issuer.url}/keys answers with the status 503`],
    });
    expect({ failure: keys.failure }).toEqual({ failure: failures[0] });
    issuer.isAway = false;
    clock.moveTo(5_000);
    expect({ is: await what(tokens[0] as string), failure: keys.failure }).toEqual({
      is: "acme",
      failure: null,
    });
  });

  test("one that is away at the start is asked until it answers (ISSUER-3)", async () => {
    issuer.isAway = true;
    const { keys, clock, what } = checked();
    await keys.start();
    const token = await issuer.token();
    const why = `${issuer.url}/.well-known/openid-configuration answers with the status 503`;
    expect({ is: await what(token), failure: keys.failure }).toEqual({
      is: `no-issuer: tokens of ${issuer.url} cannot be checked now: ${why}`,
      failure: why,
    });
    issuer.isAway = false;
    clock.moveTo(5_000);
    // Nobody calls it again: it asks by itself.
    await until(() => keys.failure === null, { what: "the keys to be read" });
    expect({ is: await what(token) }).toEqual({ is: "acme" });
    keys.stop();
  });

  test("are read again before they lapse: an issuer that is away then has no token refused (ISSUER-4)", async () => {
    const { keys, clock, failures, what } = checked({ keepMs: 600_000, retryMs: 5_000 });
    const startMs = Date.now();
    const now = jest.spyOn(Date, "now").mockImplementation(() => startMs + clock.now());
    try {
      await keys.start();
      const token = await issuer.token();
      clock.moveTo(300_000);
      // While it is being read, and once it is.
      expect({ is: await what(token) }).toEqual({ is: "acme" });
      await until(() => clock.timers === 1);
      expect({ asked: issuer.asked.keys }).toEqual({ asked: 2 });
      issuer.isAway = true;
      clock.moveTo(600_000);
      await until(() => clock.timers === 1);
      // Those of the start have lapsed.
      clock.moveTo(604_999);
      expect({ is: await what(token), asked: issuer.asked.keys, failures }).toEqual({
        is: "acme",
        asked: 3,
        failures: [`${issuer.url}/keys answers with the status 503`],
      });
      issuer.isAway = false;
      clock.moveTo(605_000);
      await until(() => clock.timers === 1);
      expect({ failure: keys.failure, asked: issuer.asked }).toEqual({
        failure: null,
        asked: { keys: 4, discovery: 1 },
      });
      keys.stop();
      expect({ timers: clock.timers }).toEqual({ timers: 0 });
    } finally {
      now.mockRestore();
    }
  });

  test("what is no set of keys is a failure when it is read again, and is asked for again (ISSUER-4)", async () => {
    const { keys, clock, failures } = checked();
    await keys.start();
    issuer.keysText = JSON.stringify({ keys: [1] });
    clock.moveTo(300_000);
    await until(() => clock.timers === 1);
    expect({ failures: failures.length, isKnown: keys.failure === failures[0] }).toEqual({
      failures: 1,
      isKnown: true,
    });
    issuer.keysText = null;
    clock.moveTo(305_000);
    // Stopped while it is being read: nothing is to be done later.
    keys.stop();
    await until(() => keys.failure === null);
    expect({ timers: clock.timers }).toEqual({ timers: 0 });
  });

  test.each([
    ["no JSON", "{", /JSON/],
    ["no list of keys", "{}", /has no list of keys/],
    ["too long an answer", " ".repeat(300_000), /longer than 256 KiB/],
  ])("%s is a failure (ISSUER-1)", async (_what, text, why) => {
    issuer.keysText = text;
    const { keys } = checked();
    await keys.start();
    expect(keys.failure).toMatch(why);
    keys.stop();
  });
});

/**
 * A broker in operator mode for a test: users sign in with JWTs that an account signs, and the
 * account's with one that an operator signs. All keys are made here, and the rights in a user's JWT
 * are those that `nats.conf` gives its role. What `nsc` would do; the broker judges every claim.
 */
import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, jwtAuthenticator, nkeys } from "nats";
import { clusterFiles } from "../../script/cluster/rights.ts";
import { type BareBroker, startBareBroker } from "./bare-broker.ts";
import { until } from "./until.ts";

type KeyPair = ReturnType<typeof nkeys.createUser>;
type Claims = Readonly<Record<string, unknown>>;

/** A user of the account: its credentials file, and the public key by which it is revoked. */
export interface OperatorUser {
  readonly creds: string;
  readonly publicKey: string;
}

export interface OperatorBroker extends AsyncDisposable {
  readonly url: string;
  /** Where credentials files may be put. */
  readonly folder: string;
  /** A user with the rights of this role, signed by the account; by another one with `foreign`. */
  user(role: string, its?: { expiresInS?: number; foreign?: boolean }): OperatorUser;
  /** The account revokes these users' JWTs, and the broker learns it while it runs. */
  revoke(...publicKeys: string[]): Promise<void>;
}

export async function startOperatorBroker(): Promise<OperatorBroker> {
  const folder = await mkdtemp(join(tmpdir(), "scatter-operator-"));
  const [operator, account, system, other] = [
    nkeys.createOperator(),
    ...[nkeys.createAccount(), nkeys.createAccount(), nkeys.createAccount()],
  ] as const;
  const revoked: Record<string, number> = {};
  const accountJwt = (its: Readonly<Record<string, number>>) =>
    signed(operator, account, "auction", accountClaims(its));
  const conf = `${clusterFiles().get("limits.conf")}
operator: ${signed(operator, operator, "scatter", { type: "operator" })}
system_account: ${system.getPublicKey()}
resolver: { type: full, dir: "${join(folder, "accounts")}" }
resolver_preload: {
  ${account.getPublicKey()}: ${accountJwt({})}
  ${system.getPublicKey()}: ${signed(operator, system, "SYS", accountClaims({}))}
}
`;
  let broker: BareBroker;
  try {
    await writeFile(join(folder, "nats.conf"), conf);
    broker = await startBareBroker("-c", join(folder, "nats.conf"));
  } catch (thrown) {
    await rm(folder, { recursive: true });
    throw thrown;
  }
  return {
    url: broker.url,
    folder,
    user(role, { expiresInS, foreign = false } = {}) {
      const user = nkeys.createUser();
      const jwt = signed(foreign ? other : account, user, role, rightsOf(role), expiresInS);
      return { creds: credsText(jwt, user), publicKey: user.getPublicKey() };
    },
    async revoke(...publicKeys) {
      // JWTs of these users that were issued until then.
      for (const key of publicKeys) revoked[key] = nowS();
      const jwt = accountJwt(revoked);
      await until(() => push(broker.url, system, jwt).then(() => true));
    },
    async [Symbol.asyncDispose]() {
      await broker.stop();
      await rm(folder, { recursive: true });
    },
  };
}

const nowS = () => Math.floor(Date.now() / 1_000);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT of NATS, version 2: `ed25519-nkey` over the two parts before the signature. */
function signed(
  issuer: KeyPair,
  subject: KeyPair,
  name: string,
  nats: Claims,
  expiresInS?: number,
): string {
  const claims = {
    ...{ jti: randomUUID(), iat: nowS(), iss: issuer.getPublicKey(), name },
    ...{ sub: subject.getPublicKey(), nats: { ...nats, version: 2 } },
    ...(expiresInS === undefined ? {} : { exp: nowS() + expiresInS }),
  };
  const text = `${base64({ typ: "JWT", alg: "ed25519-nkey" })}.${base64(claims)}`;
  const signature = issuer.sign(new TextEncoder().encode(text));
  return `${text}.${Buffer.from(signature).toString("base64url")}`;
}

/** Gives the broker an account's new JWT, as `nsc push` does: by a user of the system's account. */
async function push(url: string, system: KeyPair, jwt: string): Promise<void> {
  const user = nkeys.createUser();
  const claims = { type: "user", subs: -1, data: -1, payload: -1 };
  const authenticator = jwtAuthenticator(signed(system, user, "push", claims), user.getSeed());
  const connection = await connect({ servers: url, authenticator, timeout: 60_000 });
  try {
    const answer = await connection.request("$SYS.REQ.CLAIMS.UPDATE", jwt, { timeout: 60_000 });
    const { data } = answer.json<{ data?: { code: number } }>();
    if (data?.code !== 200) throw new Error(`the broker did not take the JWT: ${answer.string()}`);
  } finally {
    await connection.close();
  }
}

/** No limits of its own: -1 is none. */
function accountClaims(revocations: Readonly<Record<string, number>>): Claims {
  const limits = { subs: -1, conn: -1, leaf: -1, imports: -1, exports: -1, data: -1, payload: -1 };
  return {
    type: "account",
    limits: { ...limits, wildcards: true },
    ...(Object.keys(revocations).length === 0 ? {} : { revocations }),
  };
}

/** The rights of a role in `nats.conf`, in the form of a user's JWT. */
function rightsOf(role: string): Claims {
  const conf = clusterFiles().get(`rights/${role}.conf`);
  if (conf === undefined) throw new Error(`nats.conf has no user '${role}'`);
  const text = conf.replaceAll(/^ *#.*$/gm, "");
  const [publish = "", subscribe = ""] = text.split(/^subscribe: /m);
  const [allow = "", deny = ""] = publish.split(/^ *deny: /m);
  const listOf = (part: string) => [...part.matchAll(/"([^"]+)"/g)].map(([, subject]) => subject);
  return {
    ...{ type: "user", subs: -1, data: -1, payload: -1 },
    pub: { allow: listOf(allow), deny: listOf(deny) },
    sub: { allow: listOf(subscribe) },
  };
}

/** As `nsc generate creds` writes it. */
function credsText(jwt: string, user: KeyPair): string {
  return `-----BEGIN NATS USER JWT-----
${jwt}
------END NATS USER JWT------

-----BEGIN USER NKEY SEED-----
${new TextDecoder().decode(user.getSeed())}
------END USER NKEY SEED------
`;
}

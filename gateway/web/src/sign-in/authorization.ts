/**
 * Signs in at the issuer: authorization code with PKCE (RFC 6749, RFC 7636, and RFC 9700 as best
 * practice), as a public client. Loaded when somebody signs in; the library checks what RFCs ask.
 */
import * as oauth from "oauth4webapi";
import type { SignInSettings } from "../api/sign-in-settings.ts";
import type { Pending } from "./pending.ts";

/** Each of the two requests to the issuer. */
const ISSUER_MS_MAX = 10_000;

/** The page itself, by the one address that the issuer knows it by. */
const redirectUri = () => `${location.origin}/`;

const clientOf = ({ clientId }: SignInSettings): oauth.Client => ({ client_id: clientId });

/**
 * Where the user signs in, and what must be kept until the answer.
 *
 * @throws what `signInFault` explains
 */
export async function beginSignIn(
  settings: SignInSettings,
): Promise<{ readonly to: URL; readonly pending: Omit<Pending, "returnTo" | "beganAtMs"> }> {
  const server = await discovered(settings);
  const verifier = oauth.generateRandomCodeVerifier();
  const pending = {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier,
  };
  const to = endpoint(server.authorization_endpoint, settings);
  const asked = {
    client_id: settings.clientId,
    redirect_uri: redirectUri(),
    response_type: "code",
    scope: settings.scope,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: pending.state,
    // An issuer may refuse a nonce, or give it back in vain, where no ID token is asked for.
    ...(isOpenId(settings) ? { nonce: pending.nonce } : {}),
  };
  for (const [name, value] of Object.entries(asked)) to.searchParams.set(name, value);
  return { to, pending };
}

const isOpenId = ({ scope }: SignInSettings): boolean => scope.split(" ").includes("openid");

/**
 * The access token for an answer whose state is right.
 *
 * @throws what `signInFault` explains
 */
export async function tokenFor(
  query: string,
  pending: Pending,
  settings: SignInSettings,
): Promise<string> {
  const server = await discovered(settings);
  const client = clientOf(settings);
  const given = new URLSearchParams(query);
  const answer = oauth.validateAuthResponse(server, client, given, pending.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    redirectUri(),
    pending.verifier,
    requests(settings),
  );
  const { access_token: token, token_type: type } = await oauth.processAuthorizationCodeResponse(
    server,
    client,
    response,
    isOpenId(settings) ? { expectedNonce: pending.nonce, requireIdToken: true } : {},
  );
  if (type !== "bearer") throw new Error("its token is of another type than Bearer");
  return token;
}

/** Where the issuer ends its own session; null: it states no such place. */
export async function endOfSession(settings: SignInSettings): Promise<string | null> {
  const { end_session_endpoint: text } = await discovered(settings);
  if (text === undefined) return null;
  const to = endpoint(text, settings);
  to.searchParams.set("client_id", settings.clientId);
  to.searchParams.set("post_logout_redirect_uri", redirectUri());
  return String(to);
}

async function discovered(settings: SignInSettings): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(settings.issuer);
  const response = await oauth.discoveryRequest(issuer, requests(settings));
  return oauth.processDiscoveryResponse(issuer, response);
}

/** http is for an issuer of this machine alone; the gateway's settings see to that. */
function requests({ issuer }: SignInSettings) {
  return {
    [oauth.allowInsecureRequests]: new URL(issuer).protocol === "http:",
    signal: () => AbortSignal.timeout(ISSUER_MS_MAX),
  };
}

/** The user is never sent to an address of another kind than the issuer's own. */
function endpoint(text: string | undefined, { issuer }: SignInSettings): URL {
  if (text === undefined) throw new Error("it does not say where users sign in");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== new URL(issuer).protocol)
    throw new Error("it sends users to an address without https");
  return url;
}

/**
 * How a process signs in to the broker. A secret in a file is read for each connection that is
 * made.
 *
 * SIGNIN-1 A renewed file needs no restart: the next connection signs in with what it has then.
 *    While it cannot be read, or has no whole secret in it (it is being written), the last whole
 *    one is used.
 */
import { readFileSync } from "node:fs";
import { credsAuthenticator, type NodeConnectionOptions, nkeyAuthenticator } from "nats";
import { hasCredentials, seedIn } from "./credentials-file.ts";

/** How a process signs in. */
export type BrokerCredentials =
  | { readonly kind: "none" }
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  | { readonly kind: "creds"; readonly path: string }
  | { readonly kind: "nkey"; readonly seed: string }
  | { readonly kind: "nkey-file"; readonly path: string };

/** @throws Error when a file of secrets cannot be read, or has none */
export function signIn(credentials: BrokerCredentials): NodeConnectionOptions {
  switch (credentials.kind) {
    case "none":
      return {};
    case "password":
      return { user: credentials.user, pass: credentials.password };
    case "creds": {
      const read = lastWhole(credentials.path, (text) => (hasCredentials(text) ? text : undefined));
      return { authenticator: credsAuthenticator(read) };
    }
    case "nkey":
      return { authenticator: nkeyAuthenticator(new TextEncoder().encode(credentials.seed)) };
    case "nkey-file":
      return { authenticator: nkeyAuthenticator(lastWhole(credentials.path, seedIn)) };
  }
}

/**
 * Reads the secret in a file, each time that it is called.
 *
 * @param find the secret in the text of the file; undefined where it has none
 */
function lastWhole(path: string, find: (text: string) => string | undefined): () => Uint8Array {
  const read = () => find(readFileSync(path, "utf8"));
  let last = read();
  return () => {
    try {
      last = read() ?? last;
    } catch {
      // A file that is replaced is missing for a moment.
    }
    if (last === undefined) throw new Error(`${path} has no secret to sign in with`);
    return new TextEncoder().encode(last);
  };
}

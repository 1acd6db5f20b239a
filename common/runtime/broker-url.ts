/**
 * NATS_URL: one address of a broker, or several of one cluster, separated by commas. An address is
 * `nats://` or `tls://`, a host and a port; it may hold a user and a password. What is read from it
 * holds no secret: it can be logged and shown.
 */
import type { Fault } from "../../proto/errors.ts";

/** A6: the most nodes of one cluster that can be named. The broker reports the others itself. */
export const ADDRESSES_MAX = 32;

const RIGHT = "nats://host:4222, or tls://host:4222 for a connection with TLS";

/** What NATS_URL consists of. */
export interface BrokerUrl {
  /** The addresses without their credentials, separated by commas. */
  readonly url: string;
  /** Every address asks for TLS. */
  readonly tls: boolean;
  /** The user and password in the addresses; undefined where there are none. */
  readonly signIn: { readonly user: string; readonly password: string } | undefined;
}

/** A scheme, a host and a port, and no place for a password. */
const PLAIN = /^([A-Za-z][\w+.-]*:\/\/)?(\[[\dA-Fa-f:.]*\]|[^:@/\s]*)(:\d*)?\/?$/;

interface BrokerAddress {
  readonly text: string;
  readonly tls: boolean;
  readonly user: string;
  readonly password: string;
}

/**
 * The parts of NATS_URL. Faults are added to `faults`; none of them shows a password.
 *
 * @param text the value of NATS_URL
 */
export function readBrokerUrl(text: string, faults: Fault[]): BrokerUrl {
  const parts = text.split(",").map((part) => part.trim());
  const fault = (message: string) => void faults.push({ path: "NATS_URL", message });
  if (parts.length > ADDRESSES_MAX)
    fault(`names ${parts.length} addresses; at most ${ADDRESSES_MAX} are right`);
  // A comma in a password cuts an address in two: where one part may hold a secret, none is shown.
  const secret = !parts.every((part) => PLAIN.test(part));
  const addresses: BrokerAddress[] = [];
  for (const [i, part] of parts.slice(0, ADDRESSES_MAX).entries()) {
    const read = readAddress(part, secret ? `address ${i + 1} of ${parts.length}` : `'${part}'`);
    if (typeof read === "string") fault(read);
    else addresses.push(read);
  }
  if (new Set(addresses.map(({ tls }) => tls)).size > 1) {
    fault(
      "has addresses with and without TLS: write tls:// in all of them, or nats:// in all of them",
    );
  }
  const signIns = new Map(
    addresses
      .filter(({ user }) => user !== "")
      .map((one) => [JSON.stringify([one.user, one.password]), one]),
  );
  if (signIns.size > 1)
    fault(
      "has addresses with different users or passwords: one user and one password for all of them are right",
    );
  const [signIn] = signIns.values();
  return {
    url: addresses.map((address) => address.text).join(","),
    tls: addresses.length > 0 && addresses.every(({ tls }) => tls),
    signIn: signIn && { user: signIn.user, password: signIn.password },
  };
}

/** The address, or what is wrong with it. `shown` names it without its secrets. */
function readAddress(part: string, shown: string): BrokerAddress | string {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(part)?.[1]?.toLowerCase();
  if (scheme === "ws" || scheme === "wss")
    return `${shown} is a WebSocket address, which is not supported; it must look like ${RIGHT}`;
  if (scheme !== "nats" && scheme !== "tls") return `${shown} must look like ${RIGHT}`;
  const url = URL.parse(part);
  if (
    url === null ||
    url.hostname === "" ||
    url.port === "0" ||
    !["", "/"].includes(url.pathname) ||
    url.search !== "" ||
    url.hash !== "" ||
    /\s/.test(part)
  ) {
    return `${shown} must look like ${RIGHT}; in a password, characters such as / ? # @ : and , are written as %2F %3F %23 %40 %3A and %2C`;
  }
  const signIn = [url.username, url.password].map(decoded);
  if (signIn.includes(undefined))
    return `${shown} has a % in its user or password that begins no character: write it as %25`;
  const [user = "", password = ""] = signIn;
  if ((user === "") !== (password === "")) {
    return `${shown} has ${user === "" ? "a password without a user" : "a user without a password"}: nats://user:password@host:4222 is right, or NATS_USER and NATS_PASSWORD`;
  }
  return { text: `${scheme}://${url.host}`, tls: scheme === "tls", user, password };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * A text that may hold addresses, such as an error of the client, without the credentials in them.
 */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/(\/\/)[^\s/]*@/g, "$1");
}

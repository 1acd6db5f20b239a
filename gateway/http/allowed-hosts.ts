/**
 * Which `Host` a request may name. Another site can let its own name point to this machine (DNS
 * rebinding). The browser then sends the requests of the site's page here as requests of one
 * origin. Only the name in `Host` distinguishes them.
 */
import { isIP, isIPv4 } from "node:net";

/**
 * RFC 3986, 3.2.2 and 3.2.3: an address in brackets, or a name or IPv4 address, then perhaps a
 * port.
 */
const AUTHORITY = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._~!$&'()*+,;=%-]*))(?::(\d{0,5}))?$/i;

/** The host of an authority, normalized and without the port; undefined when it is malformed. */
export function hostOf(authority: string): string | undefined {
  const [, address, name, port = ""] = AUTHORITY.exec(authority) ?? [];
  if (Number(port) > 65_535) return undefined;
  if (address !== undefined) return isIP(address) === 6 ? normalized(address) : undefined;
  return name === undefined || name === "" ? undefined : normalized(name);
}

/** Normalizes a name or address: small letters, no dot at the end, the shortest form of IPv6. */
function normalized(host: string): string {
  if (isIP(host) === 6) return new URL(`http://[${host}]`).hostname.slice(1, -1);
  return host.toLowerCase().replace(/\.$/, "");
}

const LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
const NAME = new RegExp(`^(?:\\*\\.)?${LABEL}(?:\\.${LABEL})*\\.?$`, "i");

/**
 * True for an entry of a list of allowed hosts: a name, `*.` and a name for all names below it, or
 * an address without brackets.
 */
export function isHostPattern(text: string): boolean {
  return text.length <= 253 && (isIP(text) !== 0 || NAME.test(text));
}

/**
 * True for the hosts that a gateway serves: names and addresses of this machine's loopback, those
 * that it listens on, and those that its operator allows. A gateway that listens on every address
 * (`0.0.0.0`, `::`) serves every address, but no further name: rebinding needs a name.
 */
export function hostRule(
  listensOn: readonly string[],
  allowed: readonly string[],
): (host: string) => boolean {
  const own = listensOn.map(normalized);
  const everyAddress = own.includes("0.0.0.0") || own.includes("::");
  const patterns = allowed.map(normalized);
  const exact = new Set([...own, ...patterns.filter((pattern) => !pattern.startsWith("*."))]);
  const below = patterns
    .filter((pattern) => pattern.startsWith("*."))
    .map((pattern) => pattern.slice(1));
  return (host) =>
    isLoopback(host) ||
    exact.has(host) ||
    (everyAddress && isIP(host) !== 0) ||
    below.some((suffix) => host.endsWith(suffix));
}

/** RFC 6761, 6.3: `localhost` and all names below it are this machine. */
function isLoopback(host: string): boolean {
  return (
    host === "localhost" ||
    host.endsWith(".localhost") ||
    host === "::1" ||
    (isIPv4(host) && host.startsWith("127."))
  );
}

/** Of a gateway's configuration. */
interface ServedHosts {
  readonly host: string;
  readonly operations: { readonly host: string } | null;
  readonly hostsAllowed: readonly string[] | null;
}

/** What such a gateway serves; null: every host. */
export function hostsServed({
  host,
  operations,
  hostsAllowed,
}: ServedHosts): ((host: string) => boolean) | null {
  const listensOn = operations === null ? [host] : [host, operations.host];
  return hostsAllowed === null ? null : hostRule(listensOn, hostsAllowed);
}

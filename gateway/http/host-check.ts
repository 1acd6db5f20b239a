/**
 * Checks the authority of a request (RFC 9112, 3.2): there is one, it is well formed, and this
 * gateway serves it.
 */
import type { IncomingMessage } from "node:http";
import { AuctionError } from "../../proto/errors.ts";
import { quoted } from "../search/problem.ts";
import { hostOf } from "./allowed-hosts.ts";

/**
 * `allowed` null allows every host.
 *
 * @throws AuctionError `malformed` (400) or `misdirected` (421)
 */
export function checkHost(
  request: Pick<IncomingMessage, "url" | "httpVersion" | "rawHeaders">,
  allowed: ((host: string) => boolean) | null,
): void {
  const hosts = hostHeaders(request.rawHeaders);
  if (hosts.length > 1)
    throw new AuctionError("malformed", `a request must have one header Host, not ${hosts.length}`);
  const [header] = hosts;
  if (header === undefined && request.httpVersion === "1.1") {
    throw new AuctionError("malformed", "a request of HTTP/1.1 must have the header Host");
  }
  if (header !== undefined) read("the header Host", header);
  // The authority of a target replaces the header (RFC 9112, 3.2.2).
  const [, target] = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? "") ?? [];
  const authority = target ?? header;
  if (authority === undefined || allowed === null) return;
  const host = read(target === undefined ? "the header Host" : "the target", authority);
  if (allowed(host)) return;
  throw new AuctionError(
    "misdirected",
    `this gateway does not serve the host '${quoted(host)}'; if it should, its operator adds the name to HOSTS_ALLOWED`,
  );
}

function read(where: string, authority: string): string {
  const host = hostOf(authority);
  if (host !== undefined) return host;
  throw new AuctionError(
    "malformed",
    `${where} must be a host and perhaps a port, such as localhost:8080, not '${quoted(authority)}'`,
  );
}

/** Node keeps only the first of several. The raw list of names and values has all of them. */
function hostHeaders(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === "host");
}

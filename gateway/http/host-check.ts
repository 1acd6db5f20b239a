/**
 * Checks the authority of a request (RFC 9112, 3.2): there is one, it is well formed, and this
 * gateway serves it.
 */
import type { IncomingMessage } from "node:http";
import { AuctionError } from "../../proto/errors.ts";
import { quoted } from "../search/problem.ts";
import { hostOf } from "./allowed-hosts.ts";
import { remembered } from "./remembered.ts";

type RequestHead = Pick<IncomingMessage, "url" | "httpVersion" | "rawHeaders">;

export interface HostCheck {
  /** True for a path and one header Host, which this gateway serves: nearly every request. */
  isServed(request: RequestHead): boolean;
  /** @throws AuctionError as `checkHost` */
  check(request: RequestHead): void;
}

/** `allowed` null allows every host. */
export function createHostCheck(allowed: ((host: string) => boolean) | null): HostCheck {
  const isServedHost = remembered((authority) => {
    const host = hostOf(authority);
    return host !== undefined && (allowed === null || allowed(host));
  });
  const isServed = ({ url, rawHeaders }: RequestHead) => {
    const only = onlyHost(rawHeaders);
    return only !== undefined && url?.charAt(0) === "/" && isServedHost(only);
  };
  return {
    isServed,
    check: (request) => {
      if (!isServed(request)) checkHost(request, allowed);
    },
  };
}

/** The header Host of a request that has exactly one, which is the rule. */
function onlyHost(rawHeaders: readonly string[]): string | undefined {
  let only: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string;
    if (name.length !== 4 || name.toLowerCase() !== "host") continue;
    if (only !== undefined) return undefined;
    only = rawHeaders[i + 1];
  }
  return only;
}

/**
 * @throws AuctionError `malformed` (400) or `misdirected` (421)
 */
export function checkHost(request: RequestHead, allowed: ((host: string) => boolean) | null): void {
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

/** Which proxies may name their caller (`X-Forwarded-For`), and the caller of a request. */
import { BlockList, isIP } from "node:net";
import { normalizeIP } from "@fastify/rate-limit";

/** The addresses of proxies, or the number of proxies between a caller and this gateway. */
export type TrustedProxies = readonly string[] | number;

/** Names for ranges, as `proxy-addr` knows them. */
const NAMED_RANGES = ["loopback", "linklocal", "uniquelocal"] as const;
const RANGES: Record<(typeof NAMED_RANGES)[number], readonly string[]> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  linklocal: ["169.254.0.0/16", "fe80::/10"],
  uniquelocal: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
};
const HOPS_MAX = 16;

export const PROXIES_RIGHT = `must be addresses or ranges such as 10.0.0.0/8, ${NAMED_RANGES.join(", ")}, separated by commas; or a number of proxies from 1 to ${HOPS_MAX}`;

/** Undefined when the text cannot be read. */
export function parseProxies(text: string): TrustedProxies | undefined {
  if (/^\d+$/.test(text))
    return Number(text) >= 1 && Number(text) <= HOPS_MAX ? Number(text) : undefined;
  const ranges = text.split(",").flatMap((part) => rangesOf(part.trim()));
  return ranges.every(isRange) ? ranges : undefined;
}

function rangesOf(text: string): readonly string[] {
  return NAMED_RANGES.find((name) => name === text) === undefined
    ? [text]
    : RANGES[text as keyof typeof RANGES];
}

/** A range of all addresses (`/0`) is refused: every caller could then claim any address. */
function isRange(text: string): boolean {
  const [, address = "", bits] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const family = isIP(address);
  if (family === 0 || address.toLowerCase().startsWith("::ffff:")) return false;
  return bits === undefined || (Number(bits) >= 1 && Number(bits) <= (family === 4 ? 32 : 128));
}

/**
 * True for the address of a trusted proxy. `hop` is 0 for the peer of this gateway, 1 for the peer
 * that this one names, and so on.
 */
export type ProxyRule = (address: string, hop: number) => boolean;

export function proxyRule(trusted: TrustedProxies): ProxyRule {
  if (typeof trusted === "number") return (_address, hop) => hop < trusted;
  const list = new BlockList();
  for (const range of trusted) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 4 ? "ipv4" : "ipv6";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) =>
    isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}

/**
 * The key under which requests and connections are counted together: an IPv4 address, or a /64 of
 * IPv6, which one subscriber has. `stated` is the address that the proxies state. If it is no
 * address (some add a port, and a caller can write anything), the peer's is used.
 */
export function callerKey(stated: string | undefined, peer: string | undefined): string {
  const address = [stated, withoutPort(stated ?? ""), peer].find(
    (one) => one !== undefined && isIP(one) !== 0,
  );
  // A socket has no address after its caller has disconnected.
  return address === undefined ? "gone" : normalizeIP(address.replace(/%.*$/, ""));
}

function withoutPort(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\](?::\d+)?|([^:]*):\d+)$/.exec(text) ?? [];
  return bracketed ?? plain ?? "";
}

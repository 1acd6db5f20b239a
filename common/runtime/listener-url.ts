/** The address of a server that listens. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * @param host on which it listens
 * @returns `http://127.0.0.1:8080`; an IPv6 address is in brackets
 */
export function listenerUrl(host: string, server: Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

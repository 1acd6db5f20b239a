/**
 * An HTTP caller that writes its own bytes: what `fetch` would never send, and readers that do not
 * read.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Gateway } from "../../gateway/app.ts";

/** A connection to the gateway. A refused or closed connection is not an error here. */
export async function openSocket(gateway: Pick<Gateway, "url">): Promise<Socket> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Unchanged; empty where there is none. */
  readonly body: string;
}

/**
 * Sends these bytes, and reads until the gateway closes the connection: send `connection:
 * close`, or a request that is refused.
 */
export async function sendRaw(
  gateway: Pick<Gateway, "url">,
  bytes: string | Uint8Array,
): Promise<RawAnswer> {
  const socket = await openSocket(gateway);
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.write(bytes);
  await once(socket, "close");
  const text = Buffer.concat(chunks).toString();
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, end).split("\r\n");
  const headers = new Headers(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
  return {
    status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(first)?.[1]),
    headers,
    body: text.slice(end + 4),
  };
}

/**
 * A request in bytes. Closes its connection when it is answered, unless the headers state something
 * else.
 */
export function requestText(
  line: string,
  headers: Readonly<Record<string, string>> = {},
  body = "",
): string {
  const all = {
    host: "localhost",
    connection: "close",
    ...(body === "" ? {} : { "content-length": Buffer.byteLength(body) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return `${[`${line} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n${body}`;
}

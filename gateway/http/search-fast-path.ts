/**
 * The fast path of `POST /v1/searches` for requests in their usual form: a JSON body of stated
 * length, an answer in JSON. It does by one direct call what the route in `routes/searches.ts` does
 * by the hooks of fastify and its plugins. Beside the auction, a search over HTTP costs 72 µs of
 * CPU this way and 98 µs the other; a bare server of Node takes 62. Every request that is not of
 * this form, or would be refused before its body is read, is left to the route.
 *
 * FASTPATH-1 The answer is the one that the route gives: status, headers and body.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { SearchResult } from "../../proto/messages.ts";
import { experimentKeyIn } from "../search/experiment-key.ts";
import { parseJsonBody } from "../search/json-body.ts";
import { problemOf, retryAfterS } from "../search/problem.ts";
import type { Tenant } from "../tenants/tenant.ts";
import type { Tenants } from "../tenants/tenants.ts";
import { watchCaller } from "./caller-watch.ts";
import { callersSpan } from "./callers-span.ts";
import { type Coding, codingFor, codingHeaders, compressed } from "./compression.ts";
import { cutWhenStalled } from "./event-stream.ts";
import type { HostCheck } from "./host-check.ts";
import type { HttpPorts } from "./http-ports.ts";
import { isPlainJson, wantsEvents } from "./negotiation.ts";
import { PATHS } from "./paths.ts";
import { RATE_WINDOW_MS, type RateWindows } from "./rate-limit-store.ts";
import { PROBLEM_TYPE, refusalOf } from "./refusals.ts";
import { REQUEST_ID, requestIdOf } from "./request-id.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";
import { callerKey, type ProxyRule } from "./trusted-proxies.ts";

export interface SearchFastPathOptions {
  readonly hostCheck: HostCheck;
  /** Shared with the route, so that both count the same callers. */
  readonly windows: RateWindows;
  /** Null: no proxy is trusted. The callers that one names are left to the route. */
  readonly isProxy: ProxyRule | null;
}

type FastPathPorts = Pick<HttpPorts, "config" | "searchService" | "events" | "tenants">;

export class SearchFastPath {
  readonly #ports: FastPathPorts;
  readonly #options: SearchFastPathOptions;
  readonly #keys = new WeakMap<Socket, string | null>();

  constructor(ports: FastPathPorts, options: SearchFastPathOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  /** False: the request is left to the route, and nothing of it was read. */
  take(request: IncomingMessage, response: ServerResponse): boolean {
    const { config, searchService } = this.#ports;
    if (!isUsualForm(request, config.bodyBytesMax)) return false;
    searchService.observeArrival("http");
    if (searchService.refusal("http") !== undefined) return false;
    if (!this.#options.hostCheck.isServed(request)) return false;
    const key = this.#callerKey(request.socket);
    if (key === null) return false;
    if (this.#ports.tenants !== null) return this.#takeOfTenant(request, response);
    // A refused request is counted twice, here and by the route: its window ends when it would.
    const max = config.searchesPerMinuteMax;
    const { current, ttl } = this.#options.windows.count(key, RATE_WINDOW_MS);
    if (current > max) return false;
    const requestId = requestIdOf(request);
    const head = [
      ...SECURITY_HEADERS,
      REQUEST_ID,
      requestId,
      "x-ratelimit-limit",
      String(max),
      "x-ratelimit-remaining",
      String(max - current),
      "x-ratelimit-reset",
      String(Math.ceil(ttl / 1000)),
    ];
    this.#read({ request, response, head, tenant: undefined, requestId });
    return true;
  }

  /** ACCESS-1, ACCESS-3. What would be refused is left to the route, which counts nothing twice. */
  #takeOfTenant(request: IncomingMessage, response: ServerResponse): boolean {
    let tenant: Tenant;
    try {
      tenant = (this.#ports.tenants as Tenants).keyOf(request.headers, "search").tenant;
    } catch {
      return false;
    }
    if (tenant.usage.tryRequest() !== undefined) return false;
    const requestId = requestIdOf(request);
    const head = [...SECURITY_HEADERS, REQUEST_ID, requestId];
    this.#read({ request, response, head, tenant, requestId });
    return true;
  }

  /** Null for a trusted proxy: fastify reads whom it names. */
  #callerKey(socket: Socket): string | null {
    let key = this.#keys.get(socket);
    if (key === undefined) {
      const { remoteAddress } = socket;
      const isProxy = remoteAddress !== undefined && this.#options.isProxy?.(remoteAddress, 0);
      key = isProxy ? null : callerKey(remoteAddress, remoteAddress);
      this.#keys.set(socket, key);
    }
    return key;
  }

  /** The parser of Node has checked the stated length, and sends no more than that. */
  #read(exchange: Exchange): void {
    const { request } = exchange;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      void this.#search(bytes, exchange);
    });
  }

  /** Never rejects. */
  async #search(bytes: Buffer, exchange: Exchange): Promise<void> {
    const { config, searchService, events } = this.#ports;
    const { request, response, tenant, requestId } = exchange;
    let body: unknown;
    try {
      body = parseJsonBody(bytes);
    } catch (thrown) {
      // As fastify does, because of bodies that it did not read to their end.
      exchange.head.push("connection", "close");
      return this.#refuse(thrown, exchange);
    }
    try {
      const signal = watchCaller(request.socket, response);
      const traceparent = searchService.isTraced ? callersSpan(request.headers) : undefined;
      const experimentKey = experimentKeyIn(request.headers);
      const known = { signal, traceparent, tenant, requestId, experimentKey };
      const caller = { transport: "http", ...known } as const;
      const result = await searchService.search(body, caller);
      const coding = codingFor(request, config.compression);
      answer(result, coding, exchange);
    } catch (thrown) {
      return this.#refuse(thrown, exchange);
    }
    cutWhenStalled(response, config.answerStallMs, events.cut);
  }

  #refuse(thrown: unknown, exchange: Exchange): void {
    const { config, events } = this.#ports;
    const { response, head, tenant, requestId } = exchange;
    const { error, status } = refusalOf(thrown);
    events.refused("http", error, { tenant: tenant?.id, requestId });
    if (response.headersSent) return void response.destroy();
    const retryAfter = retryAfterS(error);
    if (retryAfter !== undefined) head.push("retry-after", String(retryAfter));
    head.push("content-type", `${PROBLEM_TYPE}; charset=utf-8`);
    writeText(status, JSON.stringify(problemOf(error, status, requestId)), exchange);
    cutWhenStalled(response, config.answerStallMs, events.cut);
  }
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The headers of the answer so far: names and values in turn. */
  readonly head: string[];
  /** Undefined where callers have no keys. */
  readonly tenant: Tenant | undefined;
  readonly requestId: string;
}

/**
 * HTTP/1.1, exactly this path, a JSON body of a length that is read, an answer in JSON, and no
 * preference: it may be one for another answer.
 */
function isUsualForm(request: IncomingMessage, max: number): boolean {
  const { method, url, httpVersion, headers } = request;
  const length = Number(headers["content-length"]);
  return (
    method === "POST" &&
    url === PATHS.searches &&
    httpVersion === "1.1" &&
    length > 0 &&
    length <= max &&
    headers.expect === undefined &&
    headers["prefer"] === undefined &&
    isPlainJson(headers) &&
    !wantsEvents(headers.accept)
  );
}

function answer(result: SearchResult, coding: Coding | null, exchange: Exchange): void {
  const { response, head } = exchange;
  const text = JSON.stringify(result);
  head.push("content-type", "application/json; charset=utf-8");
  const bytes = coding === null ? null : compressed(text, coding);
  if (bytes === null || coding === null) {
    writeText(200, text, exchange);
  } else {
    head.push(...codingHeaders(coding), "content-length", String(bytes.length));
    response.writeHead(200, head).end(bytes);
  }
}

function writeText(status: number, text: string, { response, head }: Exchange): void {
  const bytes = Buffer.byteLength(text);
  head.push("content-length", String(bytes));
  response.writeHead(status, head);
  // As many bytes as characters: all are ASCII. As Latin-1 Node writes them at once, because it
  // need not reserve three bytes for each.
  response.end(text, bytes === text.length ? "latin1" : "utf8");
}

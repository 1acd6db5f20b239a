/** One request to a gateway over HTTP, and its refusals as errors. */
import { AuctionError } from "../../../proto/errors.ts";
import { errorOf } from "./problem-error.ts";

export type FetchLike = (url: string, init: RequestInit) => Promise<Response>;

/** Where the requests go. */
export interface Exchange {
  readonly url: string;
  readonly fetch: FetchLike;
  readonly headers: Readonly<Record<string, string>>;
  readonly key: ClientKey | undefined;
}

/** A key or a token; one that expires is a function, which is asked before each request. */
export type ClientKey = string | (() => string | Promise<string>);

type QueryValue = string | number | boolean | readonly string[] | undefined;

export interface HttpRequest {
  readonly method?: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

/** @throws AuctionError when the gateway refuses; what `fetch` throws when it cannot be reached */
export async function sendRequest(
  { url, fetch, headers: all, key }: Exchange,
  { method = "GET", path, query = {}, headers = {}, body, signal }: HttpRequest,
): Promise<Response> {
  const own = typeof key === "function" ? await key() : key;
  const response = await fetch(url + path + queryText(query), {
    method,
    headers: {
      ...all,
      ...(own === undefined ? {} : { authorization: `Bearer ${own}` }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await refusalIn(response);
  return response;
}

async function refusalIn(response: Response): Promise<AuctionError> {
  const text = await response.text();
  try {
    return errorOf(JSON.parse(text));
  } catch {
    // A proxy answers for a gateway that it does not reach.
    return new AuctionError("no-gateway", `the answer has status ${response.status} and no reason`);
  }
}

function queryText(query: Readonly<Record<string, QueryValue>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  return params.size === 0 ? "" : `?${params}`;
}

/** A real gateway in the test's process, and callers over both transports. */
import { headers, type NatsConnection, type RequestOptions } from "nats";
import { pino } from "pino";
import { connect } from "../../common/runtime/connect.ts";
import { type Gateway, type GatewayOverrides, startGateway } from "../../gateway/app.ts";
import { readConfig } from "../../gateway/config.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { clientInbox, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import type { Broker } from "./broker.ts";
import { until } from "./until.ts";
import { gatewayWarmUpMs } from "./warm-up.ts";

/** The lines of a log, for tests that read them. */
export interface LogLines {
  readonly lines: Record<string, unknown>[];
  readonly overrides: GatewayOverrides;
}

export function keepLog(): LogLines {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: "debug" },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  return { lines, overrides: { log } };
}

/**
 * Started on a free port; ready as soon as all of `bidders` are on its roster. Offers need not be
 * plausible unless the test requires it. `headers`: those that its roster asks for.
 */
export async function gatewayOn(
  broker: Broker,
  bidders: readonly string[],
  environment: Record<string, string> = {},
  overrides: GatewayOverrides = {},
  headers: Record<string, string> = {},
): Promise<Gateway> {
  const config = readConfig({
    NATS_URL: broker.url,
    NATS_USER: "gateway",
    NATS_PASSWORD: broker.passwords["gateway"],
    PORT: "0",
    LOG_LEVEL: "silent",
    // The offers of `offers.ts` are invented: on any route, their flight time is the one that the
    // test sets.
    PLAUSIBILITY: "off",
    ...environment,
  });
  const gateway = await startGateway(config, { warmUpMs: gatewayWarmUpMs(), ...overrides });
  try {
    await rosterHas(gateway, bidders, headers);
  } catch (thrown) {
    await gateway.stop(); // the test cannot stop it, and jest would wait for its end
    throw thrown;
  }
  return gateway;
}

/** Waits until the kinds that are alive are exactly these. */
export async function rosterHas(
  gateway: GatewayAddress,
  bidders: readonly string[],
  headers: Record<string, string> = {},
): Promise<void> {
  const wanted = [...bidders].sort().join();
  await until(async () => (await aliveOn(gateway, headers)).join() === wanted, {
    what: `a roster of ${wanted || "no bidders"}`,
  });
}

/**
 * Waits until the gateway knows that there are no other bidders than those of its roster: until
 * then, some faults of a search are not looked for.
 */
export async function isReady(gateway: GatewayAddress): Promise<void> {
  await until(async () => (await get(gateway, "/ready")).status === 200, {
    what: "a gateway that is ready",
  });
}

interface RosterView {
  readonly bidders: readonly { bidder: string; instances: readonly { id: string }[] }[];
}

async function aliveOn(
  gateway: GatewayAddress,
  headers: Record<string, string>,
): Promise<string[]> {
  const { bidders } = (await get(gateway, "/v1/bidders", headers)).body as RosterView;
  return bidders.filter(({ instances }) => instances.length > 0).map(({ bidder }) => bidder);
}

/** A gateway in this process or in one of its own. */
export type GatewayAddress = Pick<Gateway, "url">;

export interface HttpAnswer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export async function get<Body = unknown>(
  gateway: GatewayAddress,
  path: string,
  headers: Record<string, string> = {},
): Promise<HttpAnswer<Body>> {
  return answer(await fetch(gateway.url + path, { headers }));
}

export async function post<Body = unknown>(
  gateway: GatewayAddress,
  body: unknown,
  init: RequestInit = {},
  path = "/v1/searches",
): Promise<HttpAnswer<Body>> {
  const text =
    typeof body === "string" || body instanceof Uint8Array
      ? (body as string | Uint8Array<ArrayBuffer>)
      : JSON.stringify(body);
  return answer(
    await fetch(gateway.url + path, {
      method: "POST",
      body: text,
      ...init,
      headers: { "content-type": "application/json", ...init.headers },
    }),
  );
}

/** `POST /v1/offers/{offerId}/price`; no body where it is undefined. */
export async function askPrice<Body = unknown>(
  gateway: GatewayAddress,
  offerId: string,
  body?: unknown,
  init: RequestInit = {},
): Promise<HttpAnswer<Body>> {
  const sent =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const path = `/v1/offers/${offerId}/price`;
  return answer(await fetch(gateway.url + path, { method: "POST", ...sent, ...init }));
}

async function answer<Body>(response: Response): Promise<HttpAnswer<Body>> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    body: (isJson ? JSON.parse(text) : text) as Body,
  };
}

export interface StreamedEvent {
  /** Only in the streams of asynchronous searches. */
  readonly id?: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the gateway sent; the test checks it
  readonly data: any;
}

/**
 * A search as server-sent events, one by one as they come. Leaving the loop closes the
 * connection.
 */
export async function* streamed(
  gateway: GatewayAddress,
  body: unknown,
  query = "",
  path = "/v1/searches",
): AsyncGenerator<StreamedEvent> {
  const gone = new AbortController();
  const response = await fetch(`${gateway.url}${path}${query}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", accept: "text/event-stream" },
    signal: gone.signal,
  });
  if (response.body === null || response.status !== 200)
    throw new Error(`status ${response.status}: ${await response.text()}`);
  try {
    yield* readEvents(response.body);
  } finally {
    gone.abort();
  }
}

/** The events of a stream, as they come. Comments are left out. */
async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<StreamedEvent> {
  let buffered = "";
  for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
    buffered += chunk;
    const blocks = buffered.split("\n\n");
    buffered = blocks.pop() ?? "";
    for (const block of blocks) {
      if (block.startsWith(":")) continue;
      const [, id, event = "", data = ""] =
        /^(?:id: (.*)\n)?event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      yield { ...(id === undefined ? {} : { id }), event, data: JSON.parse(data) };
    }
  }
}

/** A stream of events that may be left: the answer's head, and its events as they come. */
export interface OpenStream {
  readonly status: number;
  readonly headers: Headers;
  readonly events: AsyncGenerator<StreamedEvent>;
  /** Closes the connection. */
  leave(): void;
}

/**
 * Opens a stream of an asynchronous search: of a new one with a `body`, or of the one at `path`.
 */
export async function openStream(
  gateway: GatewayAddress,
  path: string,
  { body, headers: more = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<OpenStream> {
  const gone = new AbortController();
  const isNew = body !== undefined;
  const response = await fetch(gateway.url + path, {
    ...(isNew ? { method: "POST", body: JSON.stringify(body) } : {}),
    headers: {
      accept: "text/event-stream",
      ...(isNew ? { "content-type": "application/json", prefer: "respond-async" } : {}),
      ...more,
    },
    signal: gone.signal,
  });
  const { status, headers: head } = response;
  return {
    status,
    headers: head,
    events: readEvents(response.body ?? new ReadableStream({ start: (to) => to.close() })),
    leave: () => gone.abort(),
  };
}

/** A caller on NATS, with the rights of the internal client. */
export function clientOn(broker: Broker, user = "client"): Promise<NatsConnection> {
  return connect(broker.credentials(user), {
    name: "test client",
    inboxPrefix: clientInbox(user),
    // On a busy machine the broker may not have read the credentials in its 2 s.
    waitOnFirstConnect: true,
    onStatus: () => {},
  });
}

export function ask(
  client: NatsConnection,
  payload: Uint8Array | string,
  options: Partial<RequestOptions> = {},
) {
  return client.request(SEARCH_SUBJECT, payload, { timeout: 60_000, ...options });
}

export { headers };

/** Waits until the instances that are alive, of all kinds, are exactly these. */
export async function instancesAre(
  gateway: GatewayAddress,
  wanted: readonly string[],
): Promise<void> {
  const sorted = [...wanted].sort().join();
  const alive = async () => {
    const { bidders } = (await get<RosterView>(gateway, "/v1/bidders")).body;
    return bidders.flatMap(({ instances }) => instances.map(({ id }) => id)).sort();
  };
  await until(async () => (await alive()).join() === sorted, {
    what: `the instances ${sorted}`,
    everyMs: 20,
  });
}

interface LoadOptions {
  readonly count: number;
  /** Callers at once. */
  readonly width: number;
  readonly search: (i: number) => FlightSearch;
}

/** Runs searches that must all be answered with a result; `ended` is called for each. */
export async function load(
  gateway: GatewayAddress,
  { count, width, search }: LoadOptions,
  ended: (result: SearchResult, i: number) => void,
): Promise<void> {
  let next = 0;
  const caller = async () => {
    for (let i = next++; i < count; i = next++) {
      const { status, body } = await post<SearchResult>(gateway, search(i));
      if (status !== 200)
        throw new Error(`search ${i} was answered ${status}: ${JSON.stringify(body)}`);
      ended(body, i);
    }
  };
  await Promise.all(Array.from({ length: width }, caller));
}

/**
 * The listener of a bidder for monitoring (`METRICS_PORT`): `/live`, `/ready`, `/metrics` and,
 * where the process was started for it, `/profile` (cpu-profile.ts). It listens before the bidder
 * opens its resources, so that a slow start is seen.
 *
 * METRICSPORT-1 `/ready` is 200 exactly while all checks hold (health.ts); it names each that does
 *               not, and with `?verbose` all of them.
 * METRICSPORT-2 Connections and the time of a request are bounded, and no body is read (A6).
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type CpuProfiler, PROFILE_PATH, sendProfile } from "../common/runtime/cpu-profile.ts";
import { listenError } from "../common/runtime/listen-error.ts";
import { listenerUrl } from "../common/runtime/listener-url.ts";
import type { Metrics } from "../common/runtime/metrics.ts";
import { AuctionError } from "../proto/errors.ts";
import type { BidderHealth } from "./health.ts";

/** Enough for a few tools that each keep a connection. */
const CONNECTIONS_MAX = 32;
/** As for requests to a gateway. */
const REQUEST_MS_MAX = 10_000;
const HEADERS_MS_MAX = 5_000;

const PATHS = ["/live", "/ready", "/metrics"] as const;

/** What the listener shows. */
interface Shown {
  readonly metrics: Metrics;
  readonly health: Pick<BidderHealth, "checks">;
  readonly profiler: Pick<CpuProfiler, "answer">;
  /** Of the process: it names its profiles. */
  readonly name: string;
}

export interface MetricsPort {
  /** `http://127.0.0.1:9101` */
  readonly url: string;
  close(): void;
}

/** @throws Error that names the setting of the port or host that cannot be used */
export async function openMetricsPort(
  at: { readonly host: string; readonly port: number },
  shown: Shown,
): Promise<MetricsPort> {
  const server = createServer(
    { headersTimeout: HEADERS_MS_MAX, requestTimeout: REQUEST_MS_MAX },
    (request, response) => void answer(request, response, shown).catch(() => response.destroy()),
  );
  server.maxConnections = CONNECTIONS_MAX;
  // Monitoring does not keep a process that has ended otherwise.
  server.unref();
  server.listen(at);
  try {
    await once(server, "listening");
  } catch (thrown) {
    throw listenError(thrown, at, { host: "METRICS_HOST", port: "METRICS_PORT" });
  }
  return {
    url: listenerUrl(at.host, server),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Rejects where a metric cannot be read. */
async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  shown: Shown,
): Promise<void> {
  const { metrics, health } = shown;
  const { method = "", url = "" } = request;
  const [path, query = ""] = url.split("?");
  if (path === PROFILE_PATH) return answerProfile(request, response, shown);
  const isKnown = (PATHS as readonly (string | undefined)[]).includes(path);
  if (!isKnown) {
    const detail = `there is nothing here; there is ${PATHS.join(", ")}`;
    return writeJson(response, 404, { code: "not-found", detail });
  }
  if (method !== "GET" && method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return writeJson(response, 405, {
      code: "method-not-allowed",
      detail: "only GET and HEAD are",
    });
  }
  if (path === "/live") return writeJson(response, 200, { live: true });
  if (path === "/metrics") {
    const text = await metrics.registry.metrics();
    return write(response, 200, metrics.registry.contentType, text);
  }
  const checks = await health.checks();
  const failed = checks.filter(({ ok }) => !ok);
  const all = new URLSearchParams(query).has("verbose") ? { checks } : {};
  const body =
    failed.length === 0
      ? { ready: true, ...all }
      : { ready: false, why: failed.map(({ detail }) => detail).join("; "), ...all };
  writeJson(response, failed.length === 0 ? 200 : 503, body);
}

/** Never rejects. */
async function answerProfile(
  request: IncomingMessage,
  response: ServerResponse,
  shown: Shown,
): Promise<void> {
  try {
    await sendProfile(shown, request, response);
  } catch (thrown) {
    const { status, code, message: detail } = AuctionError.from(thrown);
    writeJson(response, status, { code, detail });
  }
}

function writeJson(response: ServerResponse, status: number, body: unknown): void {
  write(response, status, "application/json; charset=utf-8", JSON.stringify(body));
}

function write(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(text);
}

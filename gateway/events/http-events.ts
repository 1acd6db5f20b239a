/** Events of HTTP requests: how many there were of each route, and how long they took. */
import { ByText } from "../../common/runtime/counted-metrics.ts";
import type { Metrics } from "../../common/runtime/metrics.ts";

/** Bounds of the time of a request. A long poll and a stream of events may last for minutes. */
const HTTP_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A6: the other methods have one label together. A caller may send any text. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "OPTIONS"]);

export function httpEvents(metrics: Metrics) {
  const requests = metrics.countedCounter(
    "http_requests_total",
    "HTTP requests by their status; none: the caller went away before its answer",
    ["route", "method", "code"],
  );
  const seconds = metrics.histogram(
    "http_request_duration_seconds",
    "From the head of a request to the end of its answer",
    ["route"],
    HTTP_SECONDS,
  );
  const requestsOf = new ByText(
    (route) =>
      new ByText((method) => new ByText((code) => requests.child({ route, method, code }))),
  );
  const secondsOf = new ByText((route) => seconds.child({ route }));

  return {
    /**
     * `route`: one of those in http/route-of.ts. `code`: the status of the answer; null where the
     * caller went away before it.
     */
    requested(route: string, method: string, code: number | null, tookMs: number) {
      const known = METHODS.has(method) ? method : "other";
      requestsOf
        .of(route)
        .of(known)
        .of(code === null ? "none" : String(code)).value++;
      secondsOf.of(route).observe(tookMs / 1_000);
    },
  };
}

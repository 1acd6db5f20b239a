/**
 * Traces, as the edges of the two sides make them: a span for each auction, each bidder and each
 * request to a seller. Nothing here knows OpenTelemetry; otel-tracing.ts does it, and is loaded
 * only where traces are wanted.
 */

/** What a span says of its work. No value may be a secret, nor a text of an outside seller. */
type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** `server`: it answers another process. `client`: it waits for one. */
type SpanKind = "server" | "client" | "internal";

interface SpanStart {
  readonly kind: SpanKind;
  /** The `traceparent` (W3C) that it belongs to. Without a valid one it begins a trace. */
  readonly parent?: string | undefined;
  readonly attributes?: SpanAttributes;
  /** Epoch milliseconds; now without it. */
  readonly startMs?: number;
}

interface SpanEnd {
  readonly attributes?: SpanAttributes;
  /** A code, where the work has failed. */
  readonly error?: string | undefined;
  /** Epoch milliseconds; now without it. */
  readonly endMs?: number;
}

/** A span that has begun. It is shown when it has ended. */
export interface TracedSpan {
  /** What belongs to it names this. */
  readonly traceparent: string;
  /** 32 hexadecimal digits: the same in every process of one trace. */
  readonly traceId: string;
  end(how?: SpanEnd): void;
}

export interface Tracing {
  start(name: string, how: SpanStart): TracedSpan;
  /** Sends what has not been sent. Never rejects. */
  close(): Promise<void>;
}

/** Starts a span of work that belongs to another one. It must be ended. */
export type StartSpan = (name: string, how: Omit<SpanStart, "parent">) => TracedSpan;

/** Starts spans under this one. */
export function spansUnder(
  tracing: Pick<Tracing, "start">,
  span: Pick<TracedSpan, "traceparent">,
): StartSpan {
  return (name, how) => tracing.start(name, { ...how, parent: span.traceparent });
}

/** Where traces go. */
export interface TracingConfig {
  /** The base of an OTLP receiver over HTTP: `http://127.0.0.1:4318`. */
  readonly endpoint: string;
  /** The share of traces that are kept, of those whose caller does not decide it: 0 to 1. */
  readonly share: number;
}

/** The name of the header with a span's parent, over HTTP and over NATS (W3C Trace Context). */
export const TRACEPARENT = "traceparent";

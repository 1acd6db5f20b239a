/**
 * Traces by OpenTelemetry.
 *
 * TRACING-1 A `traceparent` that is none, from whomever it comes, begins a new trace: it is never
 *           an error. Whether a trace is kept is decided where it begins.
 */
import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { parseTraceParent } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import type { TracedSpan, Tracing, TracingConfig } from "./tracing.ts";
import { settlesWithin } from "./within.ts";

/** How long a receiver that does not answer may delay the end of a process. */
const CLOSE_MS_MAX = 1_000;

/** The longest `traceparent` that is read: the version that we know has 55 characters. */
const TRACEPARENT_CHARS_MAX = 128;

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  internal: SpanKind.INTERNAL,
} as const;

/** Which process it is, as the receiver shows it. */
interface TracedService {
  /** `gateway`, or `bidder-stops`. */
  readonly name: string;
  readonly instance: string;
  readonly version: string;
}

/** Sends spans to an OTLP receiver, in batches of bounded size. */
export function sendTraces(config: TracingConfig, service: TracedService): Tracing {
  const url = `${config.endpoint.replace(/\/+$/, "")}/v1/traces`;
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) });
  return tracingWith(processor, service, config.share);
}

export function tracingWith(
  processor: SpanProcessor,
  { name, instance, version }: TracedService,
  share = 1,
): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      "service.name": name,
      "service.instance.id": instance,
      "service.version": version,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) }),
    spanProcessors: [processor],
  });
  const tracer = provider.getTracer("scatter-by-auction", version);
  return {
    start: (spanName, how) => start(tracer, spanName, how),
    async close() {
      await settlesWithin(provider.shutdown(), CLOSE_MS_MAX);
    },
  };
}

function start(
  tracer: Tracer,
  name: string,
  { kind, parent, attributes, startMs }: Parameters<Tracing["start"]>[1],
): TracedSpan {
  const span = tracer.startSpan(
    name,
    {
      kind: KINDS[kind],
      ...(attributes === undefined ? {} : { attributes: attributes as Attributes }),
      ...(startMs === undefined ? {} : { startTime: startMs }),
    },
    contextOf(parent),
  );
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceId,
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
    end({ attributes: more, error, endMs } = {}) {
      if (more !== undefined) span.setAttributes(more as Attributes);
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: error });
      span.end(endMs);
    },
  };
}

/** TRACING-1 */
function contextOf(parent: string | undefined): Context {
  if (parent === undefined || parent.length > TRACEPARENT_CHARS_MAX) return ROOT_CONTEXT;
  const its = parseTraceParent(parent);
  return its === null
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { ...its, isRemote: true });
}

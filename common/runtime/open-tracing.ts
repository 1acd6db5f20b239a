/** Loads what sends traces, where they are wanted. */
import type { Tracing, TracingConfig } from "./tracing.ts";

/** Null where no traces are wanted: then nothing of OpenTelemetry is loaded. */
export async function openTracing(
  config: TracingConfig | undefined,
  service: { readonly name: string; readonly instance: string; readonly version: string },
): Promise<Tracing | null> {
  if (config === undefined) return null;
  const { sendTraces } = await import("./otel-tracing.ts");
  return sendTraces(config, service);
}

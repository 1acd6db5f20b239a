/** The settings of traces, under the names that OpenTelemetry gives them. */
import { z } from "zod";
import type { TracingConfig } from "./tracing.ts";

const SHARE_RIGHT = "must be a number from 0 to 1, such as 0.05";
const ENDPOINT_RIGHT = "must be the URL of an OTLP receiver over HTTP: http://127.0.0.1:4318";

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export const tracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .refine(isHttpUrl, ENDPOINT_RIGHT)
    .meta({ type: "URL", bounds: "`http` or `https`" })
    .optional(),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(0|1|0?\.\d{1,9}|1\.0{1,9})$/, SHARE_RIGHT)
    .transform(Number)
    .meta({ type: "share", bounds: "0–1" })
    .default(1),
};

/** Undefined: no traces are wanted. */
export function tracingOf(env: {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_TRACES_SAMPLER_ARG: number;
}): TracingConfig | undefined {
  const endpoint = env.OTEL_EXPORTER_OTLP_ENDPOINT;
  return endpoint === undefined ? undefined : { endpoint, share: env.OTEL_TRACES_SAMPLER_ARG };
}

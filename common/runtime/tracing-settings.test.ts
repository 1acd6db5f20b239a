import { expect, test } from "@jest/globals";
import { z } from "zod";
import { ConfigError, parseEnvironment } from "./config.ts";
import { tracingOf, tracingSettings } from "./tracing-settings.ts";

const schema = z.object(tracingSettings);
const read = (environment: Record<string, string>) =>
  tracingOf(parseEnvironment(schema, environment));

test.each([
  [{}, undefined],
  [{ OTEL_TRACES_SAMPLER_ARG: "0.5" }, undefined],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" },
    { endpoint: "http://127.0.0.1:4318", share: 1 },
  ],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: "https://otel.example/base/", OTEL_TRACES_SAMPLER_ARG: ".05" },
    { endpoint: "https://otel.example/base/", share: 0.05 },
  ],
])("%j is read as %j", (environment, tracing) => {
  expect(read(environment as Record<string, string>)).toEqual(tracing);
});

test.each([
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "127.0.0.1:4318"],
  ["OTEL_EXPORTER_OTLP_ENDPOINT", "grpc://127.0.0.1:4317"],
  ["OTEL_TRACES_SAMPLER_ARG", "1.5"],
  ["OTEL_TRACES_SAMPLER_ARG", "-1"],
  ["OTEL_TRACES_SAMPLER_ARG", "half"],
])("%s=%s is a mistake that is named", (name, value) => {
  expect(() => read({ [name]: value })).toThrow(ConfigError);
  expect(() => read({ [name]: value })).toThrow(`${name}: must be`);
});

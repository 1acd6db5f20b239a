/**
 * The sandbox's configuration. It is the only file of it that reads the environment, which is
 * handed in by `main.ts`.
 */
import { z } from "zod";
import {
  type Environment,
  logLevel,
  parseEnvironment,
  wholeNumber,
} from "../../common/runtime/config.ts";
import { AGENCIES, type Agency } from "./agencies.ts";
import { LATENCY_MS_MAX, NO_FAULTS, type SimulatedFaults } from "./simulated-faults.ts";

export interface SandboxConfig {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logLevel: string;
  /** A timetable file instead of the one that ships. */
  readonly timetablePath: string | null;
  readonly agencies: readonly Agency[];
  /** The https address under which callers reach it, for the links of its offers; null: none. */
  readonly links: string | null;
  /** What all agencies simulate at first. */
  readonly faults: SimulatedFaults;
}

/** A sandbox without faults on a free port, without a log: the basis of tests. */
export const SANDBOX_DEFAULTS: SandboxConfig = {
  host: "127.0.0.1",
  port: 0,
  logLevel: "silent",
  timetablePath: null,
  agencies: AGENCIES,
  links: null,
  faults: NO_FAULTS,
};

const rate = z
  .string()
  .regex(/^(0|1|0?\.\d{1,6}|1\.0+|0\.0+)$/, "must be a share from 0 to 1, like 0.05")
  .optional()
  .transform((text) => Number(text ?? 0))
  .meta({ type: "share", bounds: "0–1", shownDefault: "`0`" });

export const sandboxSettingsSchema = z.object({
  HOST: z.string().meta({ type: "address" }).default(SANDBOX_DEFAULTS.host),
  PORT: wholeNumber(0, 65_535, 8090),
  LOG_LEVEL: logLevel,
  SANDBOX_LATENCY_MS: wholeNumber(0, LATENCY_MS_MAX, 10),
  SANDBOX_JITTER_MS: wholeNumber(0, LATENCY_MS_MAX, 10),
  SANDBOX_ERROR_RATE: rate,
  SANDBOX_GARBAGE_RATE: rate,
  SANDBOX_LINKS: z
    .url({ protocol: /^https$/, error: "must look like https://sandbox.example.com" })
    .meta({ type: "URL", bounds: "`https`" })
    .optional(),
  TIMETABLE: z.string().meta({ type: "file", shownDefault: "the timetable that ships" }).optional(),
});

/** The variables that it reads. */
export const SANDBOX_SETTINGS: readonly string[] = Object.keys(sandboxSettingsSchema.shape);

/** @throws ConfigError that names every mistake at once */
export function readSandboxConfig(environment: Environment): SandboxConfig {
  const env = parseEnvironment(sandboxSettingsSchema, environment);
  return {
    ...SANDBOX_DEFAULTS,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    timetablePath: env.TIMETABLE ?? null,
    links: env.SANDBOX_LINKS ?? null,
    faults: {
      ...NO_FAULTS,
      latencyMs: env.SANDBOX_LATENCY_MS,
      jitterMs: env.SANDBOX_JITTER_MS,
      errorRate: env.SANDBOX_ERROR_RATE,
      garbageRate: env.SANDBOX_GARBAGE_RATE,
    },
  };
}

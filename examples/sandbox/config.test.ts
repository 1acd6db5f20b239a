import { describe, expect, test } from "@jest/globals";
import { ConfigError } from "../../common/runtime/config.ts";
import { readSandboxConfig } from "./config.ts";

describe("the environment of the sandbox", () => {
  test("nothing set is a sandbox on 8090 that takes a little time", () => {
    expect(readSandboxConfig({})).toMatchObject({
      host: "127.0.0.1",
      port: 8090,
      logLevel: "info",
      timetablePath: null,
      faults: { latencyMs: 10, jitterMs: 10, errorRate: 0, garbageRate: 0, status: 503 },
    });
  });

  test("what is set is taken; empty counts as unset", () => {
    const environment = {
      PORT: "0",
      SANDBOX_LATENCY_MS: "700",
      SANDBOX_JITTER_MS: "0",
      SANDBOX_ERROR_RATE: "0.25",
      SANDBOX_GARBAGE_RATE: "1",
      TIMETABLE: "",
    };
    expect(readSandboxConfig(environment)).toMatchObject({
      port: 0,
      timetablePath: null,
      faults: { latencyMs: 700, jitterMs: 0, errorRate: 0.25, garbageRate: 1 },
    });
  });

  test("every mistake is named at once", () => {
    const environment = {
      PORT: "http",
      LOG_LEVEL: "loud",
      SANDBOX_LATENCY_MS: "-1",
      SANDBOX_ERROR_RATE: "20%",
      SANDBOX_GARBAGE_RATE: "1.5",
    };
    expect(() => readSandboxConfig(environment)).toThrow(ConfigError);
    try {
      readSandboxConfig(environment);
    } catch (thrown) {
      expect((thrown as ConfigError).faults.map((fault) => fault.path).sort()).toEqual(
        Object.keys(environment).sort(),
      );
    }
  });
});

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { PATHS as WEB_PATHS } from "../web/src/api/paths.ts";
import { PATHS } from "./paths.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const OWNERS = ["gateway/http/paths.ts", "gateway/web/src/api/paths.ts"];

/** A string that begins with a path of the gateway, or has one after the address of a gateway. */
const WRITTEN_PATH = /["'`}](\/v1\/|\/(live|ready|metrics|openapi\.json)\b)/;

describe("each path is written once", () => {
  const files = globSync(["gateway/**/*.{ts,tsx,js}", "script/**/*.ts"], { cwd: ROOT })
    .filter((path) => !path.endsWith(".test.ts") && !path.startsWith("gateway/web/dist/"))
    .map((path) => path.replaceAll("\\", "/"));

  test("production code takes it from the list", () => {
    const writers = files.filter((path) => {
      const lines = readFileSync(join(ROOT, path), "utf8").split("\n");
      return lines.some((line) => !/^\s*(\/?\*|\/\/)/.test(line) && WRITTEN_PATH.test(line));
    });
    expect(files.length).toBeGreaterThan(100);
    expect(writers.sort()).toEqual(OWNERS);
  });

  // The page completes some with an id.
  test.each(
    Object.values(WEB_PATHS),
  )("%s of the page is a path of the gateway, or begins one", (path) => {
    const own = Object.values(PATHS);
    expect(own.some((one) => one === path || one.startsWith(`${path}/`))).toBe(true);
  });
});

/**
 * Unit tests stand beside their file; test/ holds what needs a broker, a browser or many runs.
 * TEST_PART chooses one of three parts (script/test-run/parts.ts, by the same rule); unset, there
 * is one with all.
 */
import { availableParallelism } from "node:os";

const part = process.env.TEST_PART;
const isBrowser = part === "browser";

/** Paths that are not of the part. */
const NOT_OF = {
  units: ["<rootDir>/test/(?!properties/|fixtures/)"],
  rest: [
    "<rootDir>/test/(browser|properties|fixtures)/",
    "<rootDir>/(proto|common|gateway|bidders|examples|script)/",
  ],
};

/** Jest leaves one core to itself, which on two cores is half of the machine. */
const UNIT_WORKERS = Math.max(2, availableParallelism() - 1);

/** @type {import('jest').Config} */
export default {
  testEnvironment: "node",
  testMatch: [
    isBrowser
      ? "<rootDir>/test/browser/**/*.test.ts"
      : "<rootDir>/{proto,common,gateway,bidders,examples,script,test}/**/*.test.ts",
  ],
  testPathIgnorePatterns: ["/node_modules/", ...(NOT_OF[part] ?? [])],
  // One file after the other: each starts a broker, and a container that starts changes the network
  // under the browser of another.
  ...(isBrowser ? { maxWorkers: 1 } : {}),
  ...(part === "units" ? { maxWorkers: UNIT_WORKERS } : {}),
  // No test measures time by its own end; on a busy machine what takes 0.1 s elsewhere has taken 5.
  testTimeout: 30_000,
  reporters: ["default", "<rootDir>/script/test-run/progress-reporter.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2024",
          parser: { syntax: "typescript" },
          experimental: { keepImportAttributes: true },
        },
      },
    ],
  },
  moduleFileExtensions: ["ts", "js", "json", "node"],
};

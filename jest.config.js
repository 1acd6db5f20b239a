/**
 * Unit tests stand beside their file, and so do tests of very many cases, `x.property.test.ts`, and
 * those of a whole bidder, its threads or real HTTP, `x.slow.test.ts`.
 * test/ holds what needs a broker, a browser or the whole system. TEST_PART chooses one of the
 * parts in MATCH; unset, there is one with all (script/test-run/parts.ts).
 */
import { availableParallelism } from "node:os";

const part = process.env.TEST_PART;

const CODE = "{proto,common,clients,gateway,bidders,examples,script,bench}";

/** The files of each part. */
export const MATCH = {
  units: `<rootDir>/${CODE}/**/!(*.property|*.slow).test.ts`,
  properties: `<rootDir>/{${CODE}/**/*.{property,slow},test/{properties,fixtures,expert,model,fuzz}/**/*}.test.ts`,
  system: "<rootDir>/test/!(browser|properties|fixtures|expert|model|fuzz|benchmarks)/**/*.test.ts",
  browser: "<rootDir>/test/browser/**/*.test.ts",
  benchmarks: "<rootDir>/test/benchmarks/**/*.test.ts",
};
export const ALL =
  "<rootDir>/{proto,common,clients,gateway,bidders,examples,script,bench,test}/**/*.test.ts";

/**
 * Jest leaves one core to itself, which on two cores is half of the machine. Tests of the browser
 * start one broker after the other: a container that starts changes the network under the browser.
 */
const CORES = Math.max(2, availableParallelism() - 1);
const WORKERS = {
  // They wait now and then: with two files at a time a quarter of two cores had no work.
  units: availableParallelism() + 1,
  properties: CORES,
  // They mostly wait for processes and deadlines, so one file more than there are cores.
  // On a machine that others load, fewer.
  system: Number(process.env.TEST_SYSTEM_WORKERS || availableParallelism() + 1),
  browser: 1,
  benchmarks: CORES,
};

/** @type {import('jest').Config} */
export default {
  // Jest keeps by it which files failed, and two runs at a time would keep it for each other.
  ...(part === "browser" || part === "system" ? { id: part } : {}),
  testEnvironment: "<rootDir>/script/test-run/plain-environment.ts",
  setupFiles: ["<rootDir>/test/harness/property-setup.ts"],
  testMatch: [MATCH[part] ?? ALL],
  testPathIgnorePatterns: ["/node_modules/"],
  // What is built for the package has a package.json of the same name.
  modulePathIgnorePatterns: ["<rootDir>/dist/"],
  ...(WORKERS[part] ? { maxWorkers: WORKERS[part] } : {}),
  testSequencer: "<rootDir>/script/test-run/sequencer.ts",
  // No test measures time by its own end: on a busy machine what takes 0.1 s elsewhere has taken 5.
  // Units and properties give way to what runs beside them: a property of many cases then takes
  // ten times as long. All are less than the silence after which a run is given up.
  testTimeout: { units: 180_000, properties: 450_000 }[part] ?? 300_000,
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

/**
 * Unit tests stand beside their file; test/ holds what needs a broker, a browser or many runs. TEST_PART chooses one of two parts
 * (script/test-run/parts.ts); unset, there is one with all.
 */
const part = process.env.TEST_PART;
const isBrowser = part === "browser";

/** @type {import('jest').Config} */
export default {
  testEnvironment: "node",
  testMatch: [isBrowser ? "<rootDir>/test/browser/**/*.test.ts" : "<rootDir>/{proto,client,gateway,bidders,script,test}/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", ...(part === "rest" ? ["<rootDir>/test/browser/"] : [])],
  // One file after the other: each starts a broker, and a container that starts changes the network under the browser of another.
  ...(isBrowser ? { maxWorkers: 1 } : {}),
  // No test measures time by its own end; on a busy machine what takes 0.1 s elsewhere has taken 5.
  testTimeout: 30_000,
  reporters: ["default", "<rootDir>/script/test-run/progress-reporter.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { target: "es2024", parser: { syntax: "typescript" }, experimental: { keepImportAttributes: true } } }],
  },
  moduleFileExtensions: ["ts", "js", "json", "node"],
};

/** Unit tests stand beside their file; test/ holds what needs a broker, a browser or many runs. */
/** @type {import('jest').Config} */
export default {
  testEnvironment: "node",
  testMatch: ["<rootDir>/{proto,client,gateway,bidders,script,test}/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": ["@swc/jest", { jsc: { target: "es2024", parser: { syntax: "typescript" }, experimental: { keepImportAttributes: true } } }],
  },
  moduleFileExtensions: ["ts", "js", "json", "node"],
};

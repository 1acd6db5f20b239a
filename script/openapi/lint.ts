/**
 * `npm run lint:api`: the OpenAPI document keeps the rules of Redocly's linter, without an error
 * and without a warning. It reads no file and asks no network.
 */
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { apiDocument } from "./document.ts";

/** Beyond what is recommended: each example must be one of its schema. */
const RULES = {
  "no-invalid-schema-examples": "error",
  "no-invalid-media-type-examples": "error",
  "tag-description": "error",
} as const;

const config = await createConfig({ extends: ["recommended-strict"], rules: RULES });
const source = JSON.stringify(await apiDocument(), null, 2);
const problems = await lintFromString({ source, absoluteRef: "openapi.json", config });
for (const { severity, ruleId, message, location } of problems)
  console.error(`${severity} ${ruleId}: ${message} at ${location[0]?.pointer ?? "#/"}`);
if (problems.length > 0) process.exit(1);
console.log("the OpenAPI document has no error and no warning");

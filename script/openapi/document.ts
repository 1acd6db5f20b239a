/** The OpenAPI document of a gateway with the default configuration, without a gateway. */

import { readConfig } from "../../gateway/config.ts";
import { createHttpApp } from "../../gateway/http/app.ts";
import type { HttpPorts } from "../../gateway/http/http-ports.ts";
import packageJson from "../../package.json" with { type: "json" };

export interface JsonSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly examples?: readonly unknown[];
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content & { readonly required: boolean };
  readonly responses: Readonly<Record<string, Content>>;
}

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

/** What no route uses while only its schema is read. */
const unused = () => {
  throw new Error("this gateway answers nothing");
};

export async function apiDocument(): Promise<ApiDocument> {
  const config = readConfig({
    NATS_URL: "nats://127.0.0.1:4222",
    NATS_USER: "gateway",
    NATS_PASSWORD: "none",
  });
  const app = await createHttpApp({
    config,
    events: { registry: {} },
    searchService: {},
    asyncSearches: {},
    offers: {},
    bidders: unused,
    coverage: unused,
    places: unused,
    checks: unused,
    warnings: unused,
    nowMs: () => 0,
    version: packageJson.version,
  } as unknown as HttpPorts);
  return (app as unknown as { swagger(): ApiDocument }).swagger();
}

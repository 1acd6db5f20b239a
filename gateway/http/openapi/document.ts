/**
 * The OpenAPI document: what it says of the whole, and how it is made from the routes' schemas.
 *
 * API-1 Each answer that it names is possible, and is what its schema says.
 * API-2 Whatever is asked, the answer has a status, a type and a body that it names, and is no
 *       fault of the gateway.
 */
import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { z } from "zod";
import { nameSchemas } from "./named-schemas.ts";
import { EVENT_SCHEMAS } from "./stream-schemas.ts";

/** The tags of operations. */
export const TAGS = {
  searches: "searches",
  calendars: "calendars",
  offers: "offers",
  market: "market",
  operations: "operations",
} as const;

const TAG_DESCRIPTIONS: Record<keyof typeof TAGS, string> = {
  searches:
    "A search is one auction. What was bid is kept for some minutes, and can be read again.",
  calendars: "The lowest price of each day, as one auction.",
  offers: "One seller's offer of a result: for how long it is valid, and what it costs now.",
  market: "Who bids, what there is to search in, and the places that a search can name.",
  operations: "For those who run a gateway.",
};

const INFO = {
  title: "Scatter by Auction",
  summary: "Flight search by auction among independent bidders.",
  description:
    "One search goes to every bidder at once; the gateway answers with what has come when the auction may stop, and says who is missing. Amounts are integers in minor units of their currency. Times of day are local to their airport. Refusals are problems of RFC 9457.",
  license: { name: "Apache-2.0", identifier: "Apache-2.0" },
};

/** Of a gateway that has tenants; any other answers without. */
const SECURITY_SCHEMES = {
  bearer: {
    type: "http",
    scheme: "bearer",
    description:
      "A key of a tenant (`scatter key new`) where the gateway has tenants, or a token of the issuer that it is configured for. `GET /v1/sign-in` names the issuer and the client by which users of the page get one.",
  },
  apiKey: {
    type: "apiKey",
    in: "header",
    name: "X-Api-Key",
    description: "The same key in a header of its own.",
  },
} as const;

/** Collects the schemas of the routes that are added after it. */
export async function registerOpenapi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { ...INFO, version },
      servers: [{ url: "/", description: "this gateway" }],
      components: { securitySchemes: SECURITY_SCHEMES },
      // Either, or none: it depends on TENANTS_FILE.
      security: [{}, { bearer: [] }, { apiKey: [] }],
      tags: Object.values(TAGS).map((name) => ({ name, description: TAG_DESCRIPTIONS[name] })),
    },
    transform: jsonSchemaTransform,
    transformObject: (made) =>
      "openapiObject" in made
        ? withOptionalBodies(nameSchemas(plain(withEvents(made.openapiObject))))
        : made.swaggerObject,
  });
}

/**
 * One form for what has two: the plugin writes `const` as an `enum` of one value, and zod bounds
 * each integer by what a number holds exactly, which is no bound.
 */
function plain<T>(document: T): T {
  return JSON.parse(JSON.stringify(document), (name, value) => {
    if (name === "minimum" && value === Number.MIN_SAFE_INTEGER) return undefined;
    if (name === "maximum" && value === Number.MAX_SAFE_INTEGER) return undefined;
    if (typeof value !== "object" || value === null || typeof value.const !== "string")
      return value;
    const { const: only, ...rest } = value;
    return { ...rest, enum: [only] };
  });
}

function withEvents<T extends { readonly components?: object }>(document: T): T {
  const events = Object.entries(EVENT_SCHEMAS).map(([name, schema]) => {
    const { $schema, ...json } = z.toJSONSchema(schema);
    return [name, json] as const;
  });
  const components = { ...document.components, schemas: Object.fromEntries(events) };
  return { ...document, components };
}

interface Body {
  required?: boolean;
  readonly content: Record<string, { schema?: { $ref?: string } }>;
}

interface Document {
  readonly paths?: Record<string, Record<string, { requestBody?: Body }>>;
  readonly components?: { readonly schemas?: Record<string, { required?: unknown }> };
}

/** The plugin requires every body. One without a field that is required may be absent. */
function withOptionalBodies<T extends object>(document: T): T {
  const { paths = {}, components } = document as Document;
  for (const { requestBody } of Object.values(paths).flatMap((path) => Object.values(path))) {
    const $ref = requestBody?.content["application/json"]?.schema?.$ref ?? "";
    const schema = components?.schemas?.[$ref.split("/").at(-1) ?? ""];
    if (requestBody !== undefined) requestBody.required = schema?.required !== undefined;
  }
  return document;
}

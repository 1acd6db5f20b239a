/** `GET /v1/airports?q=lond`: airports and cities for a search box. */
import type { FastifyInstance } from "fastify";
import { placesOrCountry } from "../../places/answered-places.ts";
import { invalidSearch } from "../../search/validation-error.ts";
import type { HttpPorts } from "../http-ports.ts";
import { isCurrent } from "../negotiation.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { airportQuerySchema, airportsSchema, notModifiedSchema } from "../schemas.ts";

/** How long a caller may cache an answer. Airports change only with a release. */
const CACHE_AGE_S = 3_600;

export function addAirportsRoute(
  app: FastifyInstance,
  { config, places, version }: Pick<HttpPorts, "config" | "places" | "version">,
): void {
  app.get(
    PATHS.airports,
    {
      schema: {
        operationId: "findPlaces",
        tags: [TAGS.market],
        summary: "Places for a search box",
        querystring: airportQuerySchema,
        response: {
          200: json(
            airportsSchema,
            "The places, best first. A caller that has them already gets 304.",
          ),
          304: notModifiedSchema,
          ...problems(400, 429),
        },
      },
      config: { rateLimit: { max: config.placesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
    },
    async ({ query, headers }, reply) => {
      const { q, countries } = readQuery(query);
      const index = places();
      const tag = `"${version}-${index.version}"`;
      reply.header("cache-control", `public, max-age=${CACHE_AGE_S}`).header("etag", tag);
      if (isCurrent(headers["if-none-match"], tag)) return reply.code(304).send();
      return countries === "true" ? placesOrCountry(index, q) : index.complete(q);
    },
  );
}

const QUERY_RULE =
  "must be the beginning of an airport's code, city or name: 1 to 64 characters, as in ?q=lond";

const RULES = { q: QUERY_RULE, countries: "must be true or false" } as const;

/** @throws AuctionError `invalid-search` */
function readQuery(query: unknown) {
  const read = airportQuerySchema.safeParse(query);
  if (read.success) return read.data;
  const paths = new Set(read.error.issues.map(({ path: [name] }) => name as keyof typeof RULES));
  throw invalidSearch(
    [...paths].map((path) => ({ path, message: RULES[path] })),
    "the query",
  );
}

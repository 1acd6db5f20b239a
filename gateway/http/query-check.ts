/**
 * The parameters of a query that a route knows: those of its schema.
 *
 * QUERY-1 A route of the API refuses a parameter that it does not know, by name, and says which it
 *    knows: a misspelt one would otherwise be as if it were not there. Routes of operators and of
 *    the page ignore theirs: probes, scrapers and links of others add some.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { z } from "zod";
import { quoted } from "../search/problem.ts";
import { invalidSearch } from "../search/validation-error.ts";
import { API_PREFIX } from "./paths.ts";

/** Checks the routes that are added after it. */
export function checkQueries(app: FastifyInstance): void {
  app.addHook("onRoute", (route) => {
    if (!route.url.startsWith(API_PREFIX)) return;
    const schema = route.schema?.querystring as z.ZodObject | undefined;
    // A strict schema refuses them itself, with all other faults of the query.
    if (schema?.def.catchall !== undefined) return;
    const known = Object.keys(schema?.shape ?? {});
    const check = async ({ query }: FastifyRequest) => checkNames(query as object, known);
    route.onRequest = [route.onRequest ?? [], check].flat();
  });
}

/** @throws AuctionError `invalid-search` */
function checkNames(query: object, known: readonly string[]): void {
  const unknown = Object.keys(query).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const right = known.length === 0 ? "there are none here" : `known here are ${known.join(", ")}`;
  const message = `is not a known parameter; ${right}`;
  throw invalidSearch(
    unknown.map((name) => ({ path: quoted(name), message })),
    "the query",
  );
}

/** What the gateway keeps of a search that has ended: pages of it, and by what they differ. */
import type { z } from "zod";
import type { Itinerary, SearchResult } from "../../../../proto/messages.ts";
import type { facetsAnswerSchema, itinerariesAnswerSchema } from "../../../http/kept-schemas.ts";
import { getJson } from "./get-json.ts";
import { PATHS } from "./paths.ts";

type Names = NonNullable<SearchResult["names"]>;
export type Facets = z.infer<typeof facetsAnswerSchema>["facets"];
export type KeptPage = Omit<
  z.infer<typeof itinerariesAnswerSchema>,
  "itineraries" | "names" | "facets"
> & {
  readonly itineraries: readonly Itinerary[];
  readonly names?: Names;
  readonly facets?: Facets;
};

/** @param query with `details`, sort, filters, `limit` and `after` */
export function keptPage(
  searchId: string,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<KeptPage> {
  return getJson(`${PATHS.searches}/${encodeURIComponent(searchId)}/itineraries?${query}`, signal);
}

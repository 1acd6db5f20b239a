/** `GET /v1/searches/{searchId}`: the result of a recent search and its late bids. */
import type { FastifyInstance } from "fastify";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { PATHS } from "../paths.ts";
import { PROBLEM_RESPONSES } from "../problem-responses.ts";
import { ledgerViewSchema } from "../schemas.ts";

export function addSearchByIdRoute(
  app: FastifyInstance,
  { config, searchService }: Pick<HttpPorts, "config" | "searchService">,
): void {
  app.get<{ Params: { searchId: string } }>(
    PATHS.searchById,
    {
      schema: {
        summary: "A result of the last minutes, with what came too late for it",
        response: { 200: ledgerViewSchema, ...PROBLEM_RESPONSES },
      },
      onSend: compressResults(config.compression),
    },
    async ({ params }) => searchService.view(params.searchId),
  );
}

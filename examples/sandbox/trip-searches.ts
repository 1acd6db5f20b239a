/** `POST /trips/v3/search`: the agency that speaks a protocol of its own (`trips.ts`). */
import type { FastifyInstance } from "fastify";
import type { FlightOffer } from "../../proto/messages.ts";
import { type AgencyService, answerSearch } from "./agency-service.ts";
import { readTripsRequest, TripPages, tripsBody, tripsProblem } from "./trips.ts";

const TIME_LIMIT_MS = 20_000;

export function serveTripSearches(app: FastifyInstance, service: AgencyService): void {
  const pages = new TripPages();
  app.post("/trips/v3/search", async (request, reply) => {
    const key = request.headers["x-agency-key"];
    const agency = service.agencies.find((one) => one.protocol === "trips" && one.token === key);
    if (agency === undefined)
      return reply.code(401).send(tripsProblem("T-01", "no agency has this x-agency-key"));
    const read = readTripsRequest(request.body);
    // The status is 200, as with some real sellers: the error is in the body only.
    if ("wrong" in read) return reply.code(200).send(tripsProblem("T-02", read.wrong));
    const { search, account, pageToken } = read;
    const found = pageToken === null ? undefined : pages.rest(pageToken);
    if (pageToken !== null && found === undefined)
      return reply.code(200).send(tripsProblem("T-03", "this page_token is not known"));
    const answer = (sold: readonly FlightOffer[]) => {
      const page = pageToken === null ? pages.begin(sold) : { offers: sold, token: null };
      return tripsBody(agency, search, page.offers, page.token);
    };
    const refuse = (status: number) =>
      reply.code(status).send(tripsProblem("T-50", "something went wrong on our side"));
    return answerSearch(service, agency, reply, {
      search,
      account,
      timeLimitMs: TIME_LIMIT_MS,
      status: 200,
      ...(found === undefined ? {} : { found }),
      answer,
      refuse,
    });
  });
}

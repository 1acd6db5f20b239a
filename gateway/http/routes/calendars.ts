/**
 * `POST /v1/calendars`: the lowest price of each day, or of each day and number of nights. The
 * answer is JSON or, on request, a stream of events.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { CalendarEvent } from "../../../proto/calendar.ts";
import { AuctionError } from "../../../proto/errors.ts";
import { calendarSchema } from "../../search/calendar-schema.ts";
import { problemOf } from "../../search/problem.ts";
import { calendarResultSchema } from "../calendar-schemas.ts";
import { watchCaller } from "../caller-watch.ts";
import { callersSpan } from "../callers-span.ts";
import { compressResults } from "../compressed-answer.ts";
import { codingFor } from "../compression.ts";
import { eventStream } from "../event-stream.ts";
import type { HttpPorts } from "../http-ports.ts";
import { checkBodyForm, wantsEvents } from "../negotiation.ts";
import { TAGS } from "../openapi/document.ts";
import { jsonOrEvents, problems } from "../openapi/responses.ts";
import { calendarStreamSchema } from "../openapi/stream-schemas.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { requestIdOf } from "../request-id.ts";

type CalendarPorts = Pick<HttpPorts, "config" | "searchService" | "events">;

export function addCalendarsRoute(app: FastifyInstance, ports: CalendarPorts): void {
  const { config, searchService } = ports;
  const { policy, bounds, rates } = config;
  app.post(
    PATHS.calendars,
    {
      schema: {
        operationId: "calendar",
        tags: [TAGS.calendars],
        summary: "A calendar: the lowest price of each cell, and how sure it is",
        body: calendarSchema({ policy, bounds, currencies: rates.currencies }),
        response: {
          200: jsonOrEvents(calendarResultSchema, calendarStreamSchema, "The calendar."),
          ...problems(400, 413, 415, 429, 503),
        },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
      preParsing: ({ headers }, reply, payload, done) => {
        try {
          checkBodyForm(headers);
          done(null, payload);
        } catch (thrown) {
          reply.header("accept-encoding", "identity");
          done(thrown as Error);
        }
      },
      onSend: compressResults(config.compression),
    },
    async (request, reply) => {
      const signal = watchCaller(request.raw.socket, reply.raw);
      if (wantsEvents(request.headers.accept)) return stream(request, reply, signal, ports);
      const traceparent = searchService.isTraced ? callersSpan(request.headers) : undefined;
      const { tenant, raw } = request;
      const requestId = requestIdOf(raw);
      const caller = { transport: "http", signal, traceparent, tenant, requestId } as const;
      return searchService.calendars.calendar(() => request.body, caller);
    },
  );
}

/** The result is the last event. An error before the first event is an ordinary problem. */
async function stream(
  request: FastifyRequest,
  reply: FastifyReply,
  signal: AbortSignal,
  { config, searchService, events }: CalendarPorts,
): Promise<FastifyReply> {
  const { compression, answerStallMs } = config;
  const coding = codingFor(request.raw, compression);
  const lag = { skipped: () => events.skipped("http", "cells"), cut: events.cut };
  const answer = eventStream(reply, { snapshots: "full", coding, answerStallMs }, lag);
  const observer = {
    observe: (event: CalendarEvent) => answer.send(event.type, dataOf(event)),
    isReading: () => !answer.waits,
  };
  const { tenant } = request;
  const requestId = requestIdOf(request.raw);
  try {
    const traceparent = searchService.isTraced ? callersSpan(request.headers) : undefined;
    const caller = { transport: "http", signal, observer, traceparent, tenant, requestId } as const;
    answer.send("result", await searchService.calendars.calendar(() => request.body, caller));
  } catch (thrown) {
    if (!answer.open) throw thrown;
    const error = AuctionError.from(thrown);
    events.refused("http", error, { tenant: tenant?.id, requestId });
    answer.send("error", problemOf(error, error.status, requestId));
  }
  answer.end();
  return reply;
}

function dataOf(event: CalendarEvent): object {
  return event[event.type as keyof typeof event] as unknown as object;
}

/** Runs the calendar that a message of the NATS transport asks for. Request and reply are JSON. */
import type { CalendarEvent } from "../../proto/calendar.ts";
import { AuctionError } from "../../proto/errors.ts";
import { EVENT_HEADER } from "../../proto/subjects.ts";
import type { CalendarCaller } from "../search/calendars.ts";
import type { SearchService } from "../search/search-service.ts";
import { JSON_FORM, jsonBytes } from "./body-form.ts";
import {
  HEADER_BYTES_MAX,
  payloadBytesMax,
  type ReplyContext,
  requestIdHeader,
  sendReply,
} from "./reply.ts";

interface CalendarContext extends ReplyContext {
  readonly searchService: Pick<SearchService, "calendars">;
}

/** @throws AuctionError as the calendar, and `result-too-large` */
export async function runCalendarRequest(
  { reply, data, wantsEvents }: CalendarMessage,
  caller: Omit<CalendarCaller, "transport" | "signal" | "observer">,
  context: CalendarContext,
): Promise<void> {
  const { searchService, events } = context;
  const bytesMax = payloadBytesMax(context);
  const observe = (event: CalendarEvent) => {
    const bytes = jsonBytes(event[event.type as keyof typeof event]);
    if (bytes.length > bytesMax - HEADER_BYTES_MAX) events.skipped("nats", event.type);
    else sendReply(reply, bytes, { [EVENT_HEADER]: event.type }, context);
  };
  const result = await searchService.calendars.calendar(() => JSON_FORM.decode(data), {
    transport: "nats",
    ...caller,
    ...(wantsEvents ? { observer: { observe } } : {}),
  });
  const bytes = jsonBytes(result);
  if (bytes.length > bytesMax)
    throw new AuctionError(
      "result-too-large",
      `the calendar has ${bytes.length} bytes, and the broker takes ${bytesMax} in one message; ask for fewer days or nights, or over HTTP`,
    );
  const { requestId } = caller;
  const headers = requestId === undefined ? undefined : requestIdHeader(requestId);
  sendReply(reply, bytes, headers, context);
}

interface CalendarMessage {
  readonly reply: string;
  readonly data: Uint8Array;
  readonly wantsEvents: boolean;
}

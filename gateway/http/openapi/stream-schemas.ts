/**
 * The streams of events in the OpenAPI document. OpenAPI 3.1 has no form for the events of a
 * stream, so their schema stands as that of what the text contains (`contentSchema`, JSON Schema
 * 2020-12): one event is an object of its fields, with its data as JSON.
 */
import { z } from "zod";
import * as result from "../../../proto/schema/result.ts";
import { named } from "../../search/named-schema.ts";
import {
  calendarCellSchema,
  calendarResultSchema,
  calendarTermsSchema,
} from "../calendar-schemas.ts";
import { messageSchema } from "../message-schema.ts";
import { problemSchema, searchResultSchema } from "../schemas.ts";
import { progressSchema } from "../timeline-schema.ts";
import { SEARCH_STREAM_EXAMPLES } from "./examples.ts";

const keys = z
  .array(z.string())
  .optional()
  .describe("with `snapshots=changes`: the keys of all itineraries, in their order");

const id = z
  .string()
  .optional()
  .describe("of an asynchronous search: its place among the events, `end` of the last one");

const event = <T extends z.ZodType>(name: string, data: T) =>
  z.object({ id, event: z.literal(name), data });

const openedSchema = messageSchema(result.opened);
const error = event("error", problemSchema);

/** The schemas that `contentSchema` of the streams refers to, by their names. */
export const EVENT_SCHEMAS = {
  SearchStreamEvent: z.union([
    event("opened", openedSchema),
    event("bid", messageSchema(result.bidderReport)),
    event("progress", progressSchema),
    event("snapshot", messageSchema(result.snapshot).extend({ keys })),
    event("result", searchResultSchema.extend({ keys })),
    error,
  ]),
  CalendarStreamEvent: z.union([
    event("opened", openedSchema.extend(calendarTermsSchema.shape)),
    event("cells", z.object({ cells: z.array(calendarCellSchema) })),
    event("bidder", messageSchema(result.bidderReport)),
    event("result", calendarResultSchema),
    error,
  ]),
} as const;

function streamOf(
  name: keyof typeof EVENT_SCHEMAS,
  title: string,
  description: string,
  examples?: readonly string[],
) {
  const contentSchema = { $ref: `#/components/schemas/${name}` };
  return named(
    z.string().meta({ contentMediaType: "text/event-stream", contentSchema }),
    title,
    `${description} Each event is \`id: …\` (of asynchronous searches only), \`event: …\` and \`data: …\` with JSON in one line; lines that begin with \`:\` say nothing.`,
    examples,
  );
}

export const searchStreamSchema = streamOf(
  "SearchStreamEvent",
  "SearchStream",
  "Server-sent events: `opened`, `bid` for each bidder, `snapshot` of the best so far, with `progress=all` also `progress` for each step, and finally `result` or `error`.",
  SEARCH_STREAM_EXAMPLES,
);

export const calendarStreamSchema = streamOf(
  "CalendarStreamEvent",
  "CalendarStream",
  "Server-sent events: `opened`, `cells` that have changed, `bidder` for each bidder, and finally `result` or `error`.",
);

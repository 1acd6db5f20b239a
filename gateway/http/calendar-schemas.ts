/** What the gateway answers to a request for a calendar, as schemas for the OpenAPI document. */
import { z } from "zod";
import { CELL_STATES } from "../../proto/calendar.ts";
import { money as moneyMessage } from "../../proto/schema/offer.ts";
import { named } from "../search/named-schema.ts";
import { messageSchema } from "./message-schema.ts";
import { CALENDAR_RESULT_EXAMPLES } from "./openapi/examples.ts";
import { searchResultSchema } from "./schemas.ts";

const money = messageSchema(moneyMessage);
const { searchId, endedBy, partial, elapsedMs, deadlineMs, bidders } = searchResultSchema.shape;

const cell = z.object({
  departureDate: z.iso.date().describe("of the first departure, by the clock of its airport"),
  returnDate: z.iso
    .date()
    .optional()
    .describe("of a return with a price: the day on which it departs"),
  nights: z.int().optional().describe("of a return: from the arrival to the departure back"),
  state: z
    .enum(CELL_STATES)
    .describe(
      "exact: every expected bidder has answered for the cell, and a price of null means that nothing is sold. at-least: some are out, and nothing of theirs costs less than `atLeast`. stale: the price is of a required bidder's last calendar, `ageMs` old. unanswered: `unanswered` have neither answered nor promised anything",
    ),
  price: money.nullable().describe("the lowest that is known, for all travellers together"),
  itinerary: z.string().nullable().describe("the key of its itinerary"),
  seller: z.string().nullable(),
  bidder: z.string().nullable().describe("kind of the bidder whose offer it is"),
  atLeast: money.optional().describe("of `at-least`: the price is no lower than this"),
  ageMs: z.int().optional().describe("of `stale`: how old the offer is"),
  unanswered: z
    .array(z.string())
    .optional()
    .describe("expected bidders that have neither answered nor promised anything for the cell"),
});

export const calendarCellSchema = named(
  cell,
  "CalendarCell",
  "One departure day or, of returns, one day and one number of nights.",
);

/** What the cells are of. */
export const calendarTermsSchema = z.object({
  days: z
    .object({ from: z.iso.date(), to: z.iso.date() })
    .describe("the departure days, both included: those that are asked for and not past"),
  stayNights: z
    .object({ min: z.int(), max: z.int() })
    .optional()
    .describe("of returns, both included"),
});

export const calendarResultSchema = named(
  z.object({
    searchId,
    endedBy,
    partial,
    elapsedMs,
    deadlineMs,
    ...calendarTermsSchema.shape,
    cells: z.array(calendarCellSchema).describe("day by day, and within a day by nights"),
    bidders,
  }),
  "CalendarResult",
  "A calendar: the lowest price of each cell, and how sure it is.",
  CALENDAR_RESULT_EXAMPLES,
);

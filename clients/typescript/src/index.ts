/** The client of a gateway over HTTP: `import { HttpClient } from "scatter-by-auction-client"`. */
export { AuctionError, type ErrorCode, type Fault } from "../../../proto/errors.ts";
export {
  type CalendarEvent,
  type ClientKey,
  HttpClient,
  type HttpClientOptions,
  type ProgressOptions,
  type RequestOptions,
  type ResumeOptions,
  type SearchEvent,
  type SearchStreamOptions,
  type StreamOptions,
} from "./http-client.ts";
export type * from "./types.ts";

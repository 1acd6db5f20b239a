/** The client over NATS: `import { NatsClient } from "scatter-by-auction-client/nats"`. */
export type {
  CancelOptions,
  SearchClientOptions,
  StateOptions,
} from "../../../gateway/client/search-client.ts";
export { AuctionError, type ErrorCode, type Fault } from "../../../proto/errors.ts";
export {
  type KeptResult,
  NatsClient,
  type NatsRequestOptions,
  type NatsSearchOptions,
  type StartedSearch,
} from "./nats-client.ts";
export type * from "./types.ts";

/**
 * The public API of the gateway: what a program imports that runs one inside itself. Everything
 * else in `gateway/` may change without notice.
 *
 *   const gateway = await startGateway(readConfig(process.env));
 *   console.log(gateway.url);
 *   await gateway.stop();
 */

export { ConfigError, type Environment } from "../common/runtime/config.ts";
export { AuctionError, type Fault } from "../proto/errors.ts";
export type {
  BidderReport,
  EndedBy,
  Itinerary,
  Outcome,
  SearchResult,
} from "../proto/messages.ts";
export { type Gateway, type GatewayOverrides, startGateway } from "./app.ts";
export { type GatewayConfig, readConfig } from "./config.ts";

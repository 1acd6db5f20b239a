/**
 * The public API for bidders: all that a bidder outside of this folder imports. Everything else in
 * `bidders/` may change without notice.
 *
 * A bidder is a `BidderModule`. `runBidder` runs one as a process; `startBidder` starts one inside
 * another program or a test, with a configuration of `readConfig`. See examples/bidder-typescript.
 */

export { z } from "zod";
export { type Clock, systemClock } from "../common/runtime/clock.ts";
export { ConfigError, type Environment, wholeNumber } from "../common/runtime/config.ts";
export type { CarrierCoverage, CarrierGap, Coverage, RegionCoverage } from "../proto/coverage.ts";
export { AuctionError } from "../proto/errors.ts";
export type {
  Cabin,
  Condition,
  Fare,
  FlightOffer,
  FlightSearch,
  Money,
  Objective,
  OfferSlice,
  Passengers,
  Rates,
  SearchSlice,
  Segment,
} from "../proto/messages.ts";
export { type BidderApp, type BidderOverrides, startBidder } from "./app.ts";
export { type BidderConfig, type BidderSource, readConfig } from "./config.ts";
export {
  type BidderFeedback,
  type BidderModule,
  CONCURRENCY_DEFAULT,
  type Estimate,
  type FailureDetails,
  type FailureReporter,
  type FoundOffers as Found,
  type OpenContext,
  type Search,
  type SearchContext,
  type SettingsSchema,
  type WarmUp,
} from "./kit/bidder.ts";
export type {
  BidderCounter,
  BidderGauge,
  BidderHistogram,
  BidderMetrics,
  BidderObservations,
} from "./kit/bidder-metrics.ts";
export type { OfferBatch } from "./kit/offer-batch.ts";
export type { OfferColumns } from "./kit/offer-columns.ts";
export { type RunOptions, runBidder } from "./run-bidder.ts";

/**
 * Markets, for the bidders, which may not import the wire's subjects: the rule by which the broker
 * filters calls.
 */
export { isMarket, MARKETS_MAX, marketServes } from "../../proto/subjects.ts";

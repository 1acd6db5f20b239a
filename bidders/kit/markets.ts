/** Markets for those who may not know the wire: the same rule by which the broker filters calls. */
export { isMarket, MARKETS_MAX, marketServes } from "../../proto/subjects.ts";

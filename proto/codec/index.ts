/** Bytes <-> messages, one file a message family. All that comes off the wire passes here, once. */
export { LIMITS } from "../limits.ts";
export {
  beginsWithId,
  bidId,
  decodeBid,
  decodeBidColumns,
  decodeSheetColumns,
  encodeBid,
} from "./bid.ts";
export { noteText } from "./bid-notes.ts";
export { decodeCall, encodeCall } from "./call.ts";
export { decodeCancel, encodeCancel } from "./cancel.ts";
export { encodeRow, encodeRowBody } from "./compact-writer.ts";
export { decodeEvent, encodeEvent } from "./event.ts";
export {
  decodeFallbackRecord,
  encodeFallbackRecord,
  type FallbackRecord,
} from "./fallback-record.ts";
export {
  decodeFeedback,
  encodeAuctionFeedback,
  encodeFeedback,
  encodeLateFeedback,
} from "./feedback.ts";
export { keyHash } from "./key-hash.ts";
export { decodeOffer, encodeOffer } from "./offer.ts";
export {
  decodePriceAnswer,
  decodePriceRequest,
  encodePriceAnswer,
  encodePriceRequest,
} from "./price.ts";
export { decodeResult, encodeResult, encodeResultWithoutIds } from "./result.ts";
export { type RowColumns, rowColumns } from "./row-columns.ts";
export { decodeRowBody, decodeRowOffer } from "./row-offer.ts";
export { decodeRawSearch } from "./search.ts";
export { encodeSearch } from "./search-writer.ts";
export { EMPTY_SHEET, encodeSheet, plainSheet } from "./sheet.ts";

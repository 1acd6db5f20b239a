/** The two forms of a search on NATS: protobuf and JSON. A reply has the form of its request. */
import { decodeRawSearch, encodeEvent, encodeResult, LIMITS } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchEvent, SearchResult, StepEvent } from "../../proto/messages.ts";
import { parseJsonBody, startsAsJson } from "../search/json-body.ts";

export interface BodyForm {
  /** @throws AuctionError `malformed`, `too-large` */
  decode(bytes: Uint8Array): unknown;
  encodeResult(result: SearchResult): Uint8Array;
  encodeEvent(event: SearchEvent | StepEvent): Uint8Array;
}

export function formOf(bytes: Uint8Array): BodyForm {
  return startsAsJson(bytes) ? JSON_FORM : PROTOBUF_FORM;
}

const PROTOBUF_FORM: BodyForm = { decode: decodeRawSearch, encodeResult, encodeEvent };

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export const JSON_FORM: BodyForm = {
  decode(bytes) {
    if (bytes.length > LIMITS.requestBytesMax) {
      throw new AuctionError(
        "too-large",
        `a search of ${bytes.length} bytes; at most ${LIMITS.requestBytesMax} are read`,
      );
    }
    return parseJsonBody(bytes);
  },
  encodeResult: jsonBytes,
  encodeEvent: (event) => jsonBytes(event[event.type as keyof typeof event]),
};
